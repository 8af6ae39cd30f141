"""Random schedules of faults, a few of those that ``make faults`` plays by the thousand."""

from __future__ import annotations

import pytest

from tests.exchange.faults import LINE
from tests.exchange.schedules import ROUNDS, main, play


@pytest.mark.parametrize("seed", [11, 12])
def test_after_the_last_fault_three_rounds_put_all_right(seed: int) -> None:
    figures = play(20, seed)
    assert figures.schedules == 20
    assert set(figures.needed) <= set(range(1, ROUNDS + 1))
    assert figures.failed > 10
    assert set(figures.faults) <= {*LINE, "cancelled"}


def test_the_command_prints_what_was_played(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--schedules", "1", "--seed", "5"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("seed 5\n1 schedules, ")
    assert "nothing lost, nothing twice" in said
