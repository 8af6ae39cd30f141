"""No hostile bundle costs much: bombs and sparse giants are refused before they unfold."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

from tests.bundles.hostile.every import CASES

ROOT = Path(__file__).resolve().parents[2]


def test_all_hostile_bundles_together_stay_within_300_mebibytes(tmp_path: Path) -> None:
    made = []
    for number, (name, case) in enumerate(CASES.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        made.append((name, str(case.make(folder)), dataclasses.asdict(case.limits)))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bundles.measure_hostile"],
        cwd=ROOT,
        input=json.dumps(made),
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    told = json.loads(done.stdout)
    print(told)
    assert told["wrong"] == []
    assert told["bundles"] >= 60
    assert told["peak"] < 300, told
