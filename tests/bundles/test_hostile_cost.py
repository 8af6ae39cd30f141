"""No hostile bundle costs much: bombs and sparse giants are refused before they unfold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_all_hostile_bundles_together_stay_within_300_mebibytes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bundles.measure_hostile"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["bundles"] >= 60
    assert told["peak"] < 300, told
