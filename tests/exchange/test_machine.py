"""Two hundred random runs of fifty steps: nothing is lost, doubled or seen too early, and both ends are alike."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STICKS = ("hubs restored", "sticks pulled out", "withdrawn", "reopened", "rests by sticks")
RARE = ("hubs restored", "stores restored", "stores copied", "killed", "broken off", "withdrawn", "reopened")


@pytest.mark.timeout(600)  # as much as a minute on a machine at rest, and several on a busy one
@pytest.mark.parametrize(
    ("runs", "how"),
    [(75, ("--people", "2")), (75, ("--people", "3")), (10, ("--stores",)), (40, ("--sticks",))],
    ids=str,
)
def test_runs_lose_and_double_nothing(runs: int, how: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.machine", "--runs", str(runs), "--same", *how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = Counter({name: int(count) for count, name in re.findall(r"(\d+) ([a-z. ]+)", done.stdout)})
    # Hypothesis tries a few more than it is asked for; each kind of deed must be among what it chose.
    assert told["runs"] >= runs
    assert told["rounds"] + told["sticks at laptops"] > 10 * runs
    if "--sticks" in how:
        assert min(told[each] for each in STICKS) > 2, done.stdout
    if runs > 50:
        assert min(told[each] for each in RARE) > 2, done.stdout
        assert told["overturned"] > 0, done.stdout
