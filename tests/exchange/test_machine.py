"""Two hundred random runs of fifty steps: nothing is lost, doubled or seen too early, and both ends are alike."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RARE = ("hubs restored", "stores restored", "stores copied", "killed", "broken off", "withdrawn", "reopened")


@pytest.mark.parametrize("people", ["2", "3"])
def test_a_hundred_runs_lose_and_double_nothing(people: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.machine", "--runs", "100", "--same", "--people", people],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = {name: int(count) for count, name in re.findall(r"(\d+) ([a-z. ]+)", done.stdout)}
    # Hypothesis tries a few more than it is asked for; each kind of deed must be among what it chose.
    assert told["runs"] >= 100
    assert told["rounds"] > 1000
    assert min(told[each] for each in RARE) > 5
