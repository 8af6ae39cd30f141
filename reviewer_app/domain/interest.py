"""Conflicts of interest and decisions taken back: what may be declared, and what may still be undone."""

from __future__ import annotations

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import OPEN, State, check_open
from reviewer_app.domain.review import ReviewState

REASONS = ("knows the earner", "supervised", "named in it", "other")
"""Why somebody may not judge a submission."""
REASON_WORDS = {
    "knows the earner": "I know who this is, or may know",
    "supervised": "I supervised, coached or taught this work",
    "named in it": "I am named, seen or heard in it",
    "other": "Another reason",
}


def check_declared(state: State, reason: str, *, removed: bool, declared: bool) -> None:
    """Refuse an unknown reason, a declaration of a closed review, and taking back what was never declared."""
    if removed:
        if state is not State.HANDED_BACK or not declared:
            raise RuleError(
                "not-declared",
                "Nothing to take back",
                "No conflict of interest was declared on this laptop for this submission.",
                "Ask the coordinator who handed it back.",
            )
        return
    check_open(state)
    if reason not in REASONS:
        raise RuleError(
            "unknown-reason",
            "No such reason",
            f"“{reason}” is not a reason for a conflict of interest.",
            f"Choose one of: {', '.join(REASONS)}.",
        )


def check_withdrawn(state: State, review: ReviewState, decision: str, outcome: str, reason: str) -> None:
    """Refuse to take back anything but the decision that stands, an *incomplete* one, with a reason."""
    if not decision or decision != review.decision or state in OPEN:
        raise RuleError(
            "no-decision",
            "There is no decision to take back",
            "This submission has no decision that stands.",
            "Open it again to see where it stands.",
        )
    if outcome != Outcome.INCOMPLETE:
        raise RuleError(
            "not-incomplete",
            "This decision stands",
            "Only work that was returned as incomplete can be taken back; a judgement of the work is final.",
            "Ask the coordinator if it was signed by mistake.",
        )
    if not reason.strip():
        raise RuleError(
            "no-reason",
            "Say why",
            "A decision is taken back with a reason, which the coordinator reads.",
            "Write the reason, then take it back.",
        )
