"""Handing a submission back for a conflict of interest, and taking back what has ended a review."""

from __future__ import annotations

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import check_readable
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.reviewing import Review, open_review


def declare_interest(desk: Desk, submission: str, reason: str, words: str = "") -> None:
    """Hand a submission back unjudged: it is hidden on this laptop at once, and the hub is told with the next round."""
    with desk.store.changes() as work:
        work.append(kinds.INTEREST, submission, {"reason": reason, "words": words.strip()})


def take_interest_back(desk: Desk, submission: str) -> None:
    """Undo a declaration that the hub does not have yet; the review is as it was."""
    interest = desk.store.review(submission).interest
    receipt = desk.store.receipt(interest.record) if interest is not None else None
    if (receipt is not None and receipt.accepted) or (
        interest is not None and _from_elsewhere(desk, submission, interest.record)
    ):
        raise RuleError(
            "interest-sent",
            "The coordinator has it already",
            "The hub knows that you handed this submission back, and may have given it to someone else.",
            "It cannot come back to you; tell the coordinator if it was a mistake.",
        )
    with desk.store.changes() as work:
        work.append(kinds.INTEREST, submission, {"removed": True})


def _from_elsewhere(desk: Desk, submission: str, record: str) -> bool:
    """Whether another laptop of the person said it: it came by the hub, so the hub has it."""
    said = next((each for each in desk.store.records(submission) if each.id == record), None)
    return said is not None and said.device != desk.store.device.name


def take_decision_back(desk: Desk, submission: str, reason: str) -> Review:
    """Take back the *incomplete* that stands: the review is open again with everything in it.

    Where the hub has the decision, it says by a receipt whether it agrees; what it refuses did not happen.
    """
    standing = desk.store.review(submission).decision
    with desk.store.changes() as work:
        body = {"decision": standing, "reason": reason.strip()}
        work.append(kinds.DECISION_WITHDRAWN, submission, body)
    return open_review(desk, submission)


def check_shown(desk: Desk, submission: str) -> None:
    """Refuse to open anything of a submission that was handed back."""
    check_readable(desk.store.state(submission))
