"""Every benchmark still runs: in a tiny size, without looking at how long anything took."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import NAMES
from bench.figures import Figure, paired, percentile

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_runs_in_a_tiny_size_and_prints_each_figure_beside_its_limit(name: str) -> None:
    # In a process of its own, as people run it: the window wants to be the only one.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", name],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *lines, verdict = done.stdout.splitlines()
    assert lines
    assert all(" limit " in line and " ratio " in line and " aim " in line for line in lines)
    assert verdict.endswith("their aim.")


def test_an_unknown_benchmark_is_named_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "flying"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "flying" in done.stdout
    assert all(name in done.stdout for name in NAMES)


def test_a_figure_says_whether_it_is_within_its_aim() -> None:
    assert "within" in Figure("what", "limit", 2.0, 1.0, "ms", 2.0).line()
    assert "OVER" in Figure("what", "limit", 2.1, 1.0, "ms", 2.0).line()


def test_pairs_are_measured_in_turn_after_the_warm_up() -> None:
    order: list[str] = []

    def one(name: str) -> float:
        order.append(name)
        return float(len(order))

    mine, theirs = paired(lambda: one("a"), lambda: one("b"), 2, warmups=1)
    assert order == ["a", "b"] * 3
    assert (mine, theirs) == ([3.0, 5.0], [4.0, 6.0])


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([float(each) for each in range(1, 21)], 0.95) == 19.0
    assert percentile([7.0], 0.95) == 7.0
