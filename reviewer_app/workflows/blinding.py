"""Blind to oneself: while one's own work is scored again, what was said of it before is shown nowhere."""

from __future__ import annotations

from reviewer_app.domain.errors import RuleError
from reviewer_app.store.practising import practice_tables
from reviewer_app.workflows.desk import Desk


def hidden(desk: Desk) -> frozenset[str]:
    """The submissions that are being scored again."""
    with practice_tables(desk.store) as tables:
        return tables.hidden()


def check_not_hidden(desk: Desk, submission: str) -> None:
    """Refuse to show a decision that is being scored again: seeing it would end the blindness."""
    if submission in hidden(desk):
        raise RuleError(
            "being-scored-again",
            "You are scoring this again",
            "Your earlier levels stay out of sight until you compare.",
            "Finish the practice in the Calibration room, or give it up there.",
        )
