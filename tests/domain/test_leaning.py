"""Leaning and drift: what chance explains is not called a leaning, and too few practices say nothing of a change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.leaning import DRIFT_FROM, Point, drift, leaning, sign_test
from tests.domain.made import MORNING

STEPS = st.lists(st.integers(-3, 3), max_size=40)


@given(STEPS)
def test_a_leaning_turns_round_with_its_differences(steps: list[int]) -> None:
    one, other = leaning(steps), leaning([-each for each in steps])
    assert (one.high, one.low, one.n) == (other.low, other.high, len(steps))
    assert one.leans == -other.leans
    assert one.mean == pytest.approx(-other.mean)


@pytest.mark.parametrize(
    ("steps", "leans", "words"),
    [
        ([], 0, "Nothing was compared yet."),
        ([0, 0], 0, "Every level agrees: 0 too high, 0 too low, of 2."),
        ([1, 1, 0], 0, "No clear leaning: 2 too high, 0 too low, of 3."),
        ([1] * 6, 1, "You lean too high: 6 too high, 0 too low, of 6."),
        ([-1] * 9 + [1], -1, "You lean too low: 1 too high, 9 too low, of 10."),
    ],
)
def test_what_chance_explains_is_no_leaning(steps: list[int], leans: int, words: str) -> None:
    assert leaning(steps).leans == leans
    assert leaning(steps).sentence == words


def test_the_sign_test_is_exact() -> None:
    assert sign_test(0, 0) == 1
    assert sign_test(5, 0) == pytest.approx(0.0625)
    assert sign_test(0, 6) == pytest.approx(0.03125)


def points(*means: float) -> list[Point]:
    return [Point(MORNING + timedelta(days=at), f"anchor {at}", each, 1, 1) for at, each in enumerate(means)]


def test_a_change_is_the_first_half_against_the_last() -> None:
    made = drift(list(reversed(points(0.5, 0.5, 9, 0, -0.5))))
    assert (made.early, made.late) == (pytest.approx(0.5), pytest.approx(-0.25))
    assert made.sentence == (
        "Your first 2 were on average 0.5 levels too high; your last 2, 0.2 levels too low."
    )
    assert [each.mean for each in made.points] == [0.5, 0.5, 9, 0, -0.5]


@pytest.mark.parametrize("many", range(DRIFT_FROM))
def test_too_few_practices_say_nothing_of_a_change(many: int) -> None:
    made = drift(points(*[1.0] * many))
    assert (made.early, made.late) == (None, None)
    assert made.sentence.startswith("Nothing can be said")
    assert str(many) in made.sentence


def test_a_mean_near_nothing_is_called_level() -> None:
    assert "level with the reference" in drift(points(0, 0.01, 0, 0)).sentence
