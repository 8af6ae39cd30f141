"""Sixty random sequences of work with restarts and kills: what is shown is what was recorded, and undo is exact."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_sixty_sequences_lose_and_misplace_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.sequences", "--sequences", "60", "--same"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = {name.strip(): int(count) for count, name in re.findall(r"(\d+) ([a-z ]+)[,.0-9]", done.stdout)}
    # Hypothesis tries a few more than it is asked for.
    assert told["sequences of"] >= 60
    # What is drawn changes with every change of the rules; each kind of deed must be among it.
    assert min(told["actions"] / 1000, told["kills"] / 50, told["restarts"] / 25) > 1
    rare = ("deaths", "undone exactly", "redone exactly", "gone back", "settled", "signed", "new attempts")
    assert min(told[each] for each in rare) > 2
