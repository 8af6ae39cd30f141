"""How sure one is goes round; a second look is asked for in the rubric's order and only where something is judged."""

from __future__ import annotations

from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.sureness import Confidence, after, to_look_at
from tests.domain.made import rubric
from tests.domain.test_conditions import BY_PART


def test_the_answers_go_round_and_end_with_none() -> None:
    seen = [""]
    for _ in Confidence:
        seen.append(after(seen[-1]))
    assert seen == ["", "sure", "fairly", "unsure"]
    assert after("unsure") == ""
    assert after("whatever a later version says") == ""


def test_second_looks_come_in_the_order_of_the_rubric() -> None:
    state = ReviewState("s", looks={"2.1": "again", "1.2": "again", "9.9": "again"})
    assert to_look_at(rubric(), state) == ("1.2", "2.1")


def test_nobody_looks_again_at_what_is_not_judged() -> None:
    state = ReviewState("s", scores={"1.1": "basic"}, looks={"2.1": "again"})
    assert to_look_at(BY_PART, state) == ()
