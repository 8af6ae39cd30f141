"""A laptop dies fifty times while its owner works: nothing that was acknowledged is missing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_fifty_killed_sessions_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.killing", "--rounds", "50", "--seed", "20261124", "--quiet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.fullmatch(
        r"50 sessions killed \(seed \d+\): (\d+) changes acknowledged, (\d+) of them decisions, 0 lost\.\n",
        done.stdout,
    )
    assert told is not None, done.stdout
    assert int(told[1]) > 200
    assert int(told[2]) > 5
