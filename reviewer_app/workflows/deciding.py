"""Deciding: preview the decision as the earner will read it, sign it into the outbox, or return incomplete work."""

from __future__ import annotations

from contextlib import suppress

from reviewer_app.domain import records as kinds
from reviewer_app.domain.decision import Decision, decide, draft_decision
from reviewer_app.domain.decision import return_incomplete as incomplete_decision
from reviewer_app.domain.errors import ReviewerError, RuleError
from reviewer_app.domain.lifecycle import check_open
from reviewer_app.workflows.banking import grow
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.feedback import check_state
from reviewer_app.workflows.reviewing import Review, open_review


def preview(desk: Desk, submission: str) -> Decision:
    """The decision as it would be signed now; criteria without a level are left out."""
    review = open_review(desk, submission)
    return review.decision or draft_decision(review.rubric, review.submission, review.state)


def submit(desk: Desk, submission: str) -> Review:
    """Sign the decision and put it into the outbox; refused with every gap named while something is missing."""
    review = open_review(desk, submission)
    check_open(review.lifecycle)
    if review.rubric.policy.calibration is not None:
        from reviewer_app.workflows.calibrating import check_bar  # its figures; only where a policy asks

        check_bar(desk, review.rubric)
    away = [each.title for each in review.submission.evidence if each.id not in review.here]
    if away:
        raise RuleError(
            "evidence-missing",
            "Not all evidence is here yet",
            f"{len(away)} of {len(review.submission.evidence)} files have not arrived: {', '.join(away)}.",
            "Sync, or import the rest from a stick; your scores are kept.",
        )
    checked = check_state(desk, review.submission, review.rubric, review.state)
    made = decide(review.rubric, review.submission, review.state, checked.told)
    if checked.blocking:
        raise RuleError(
            "feedback",
            "Some feedback is not ready",
            " ".join(
                f"{each.criterion or 'Overall'} {each.title}: {each.reason}" for each in checked.blocking
            ),
            "Change the words, or overrule what does not hold with a reason, then submit again.",
        )
    return _sign(desk, review, made)


def return_as_incomplete(desk: Desk, submission: str, reasons: tuple[str, ...]) -> Review:
    """Send incomplete work back unscored, with reasons the earner can act on."""
    review = open_review(desk, submission)
    check_open(review.lifecycle)
    made = incomplete_decision(review.rubric, review.submission, review.state, reasons)
    return _sign(desk, review, made)


def _sign(desk: Desk, review: Review, decision: Decision) -> Review:
    with desk.store.changes() as work:
        work.append(kinds.DECISION, review.submission.id, decision.document())
    with suppress(ReviewerError):
        # Signed is signed: what the bank could not take now, it takes when it is opened.
        grow(desk)
    return open_review(desk, review.submission.id)
