"""How sure an assessor is of a level, and which criteria want a second look before the decision is signed."""

from __future__ import annotations

from enum import StrEnum

from reviewer_app.domain.judging import not_judged
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential

WANTED = "again"
"""What a second look that is wanted says."""


class Confidence(StrEnum):
    """How sure; nothing is assumed where it is not said."""

    SURE = "sure"
    FAIRLY = "fairly"
    UNSURE = "unsure"


WORDS = {Confidence.SURE: "Sure", Confidence.FAIRLY: "Fairly sure", Confidence.UNSURE: "Unsure"}


def after(confidence: str) -> str:
    """The next one when a person goes through them: sure, fairly, unsure, and then not said."""
    order = ["", *Confidence]
    return str(order[(order.index(confidence) + 1) % len(order)]) if confidence in order else ""


def to_look_at(rubric: Microcredential, state: ReviewState) -> tuple[str, ...]:
    """The criteria that are marked for a second look, in the rubric's order; those not judged are passed over."""
    left_out = not_judged(rubric, state.scores)
    return tuple(each.id for each in rubric.criteria if state.looks.get(each.id) and each.id not in left_out)
