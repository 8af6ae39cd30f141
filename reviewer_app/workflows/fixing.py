"""Taking a fix that the feedback check offers: the words change in one step of undo, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from uuid6 import uuid7

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.feedback import Finding, Fix
from reviewer_app.workflows import reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.feedback import check_review


@dataclass(frozen=True)
class Fixed:
    """The review after a fix, and where to go on typing in the comment; None where the words are whole."""

    review: reviewing.Review
    go_on: int | None


def fix(desk: Desk, submission: str, criterion: str, finding: str, number: int) -> Fixed:
    """Take one of the fixes of a finding, on the words as they stand now; a RuleError where it is gone."""
    chosen = _found(desk, submission, criterion, finding)
    if chosen is None or number >= len(chosen.fixes):
        raise RuleError(
            "no-such-finding",
            "This finding is gone",
            "The words it was about have changed since.",
            "Look at the preview again.",
        )
    one = chosen.fixes[number]
    state = desk.store.review(submission)
    if chosen.citation:
        pin = next(each for each in state.citations if each.id == chosen.citation)
        review = reviewing.cite(desk, submission, replace(pin, note=one.applied(pin.note)))
        return Fixed(review, None)
    text = one.applied(state.comments.get(criterion, ""))
    review = reviewing.comment(desk, submission, criterion, text, str(uuid7()))
    return Fixed(review, _go_on(one))


def _found(desk: Desk, submission: str, criterion: str, finding: str) -> Finding | None:
    found = check_review(desk, submission).findings
    return next((each for each in found if (each.criterion, each.key) == (criterion, finding)), None)


def _go_on(one: Fix) -> int | None:
    return one.after if one.text.endswith(": ") else None
