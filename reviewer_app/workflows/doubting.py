"""Saying how sure one is of a level, and marking a criterion for a second look; neither leaves with the decision."""

from __future__ import annotations

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.sureness import WANTED, Confidence
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.reviewing import Review, open_review


def confidence(desk: Desk, submission: str, criterion: str, value: str) -> Review:
    """Say how sure one is of the level of a criterion; "" takes it back."""
    if value not in ("", *Confidence):
        raise RuleError(
            "unknown-confidence",
            "No such answer",
            f"“{value}” does not say how sure one is.",
            f"Choose one of: {', '.join(Confidence)}.",
        )
    if desk.store.review(submission).confidences.get(criterion, "") != value:
        with desk.store.changes() as work:
            work.append(kinds.CONFIDENCE, submission, {"criterion": criterion, "confidence": value})
    return open_review(desk, submission)


def second_look(desk: Desk, submission: str, criterion: str, wanted: bool) -> Review:
    """Mark a criterion for a second look, or take the mark away."""
    if bool(desk.store.review(submission).looks.get(criterion)) is not wanted:
        with desk.store.changes() as work:
            work.append(kinds.LOOK, submission, {"criterion": criterion, "look": WANTED if wanted else ""})
    return open_review(desk, submission)
