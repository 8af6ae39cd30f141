"""How things stand between this laptop and the hub, and the one phrase that says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.views import Partner
from reviewer_app.ui.words import ago_words, count_words


class Phase(StrEnum):
    """What is known of the line to the hub."""

    UNKNOWN = "unknown"
    SENDING = "sending"
    ONLINE = "online"
    OFFLINE = "offline"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Status:
    """``waiting`` counts decisions not yet received, ``attention`` what needs a person; ``last`` is a moment.

    ``done`` of ``total`` is how far what is being done is; they are bytes while files come.
    """

    partner: Partner | None = None
    phase: Phase = Phase.UNKNOWN
    waiting: int = 0
    attention: int = 0
    doing: str = ""
    done: int = 0
    total: int = 0
    last: datetime | None = None
    problem: ReviewerError | None = None


_FOR_A_PERSON = {
    "captive-portal": "Sign in to the network first",
    "clock-wrong": "This laptop’s clock is wrong",
    "certificate-date": "Is this laptop’s clock right?",
}
"""Why there is no line, where the person can mend it at once."""


def said(status: Status) -> tuple[str, str, str]:
    """The phrase, its tone and its icon; all three say the same."""
    waiting = f"{count_words(status.waiting, 'decision', 'decisions')} waiting" if status.waiting else ""
    if status.partner is None:
        return (f"Not paired · {waiting}", "warn", "pair") if waiting else ("Not paired", "muted", "pair")
    if status.phase is Phase.SENDING:
        return "Sending…" if status.waiting else "Syncing…", "accent", "sending"
    if status.attention:
        return f"Needs attention · {status.attention}", "bad", "attention"
    if status.phase is Phase.TROUBLE:
        return "Needs attention", "bad", "attention"
    if status.phase is Phase.OFFLINE and status.problem is not None and status.problem.code in _FOR_A_PERSON:
        return _FOR_A_PERSON[status.problem.code], "warn", "offline"
    if status.phase is Phase.OFFLINE:
        return (f"Offline · {waiting}", "warn", "offline") if waiting else ("Offline", "muted", "offline")
    if waiting:
        return waiting.capitalize(), "warn", "waiting"
    if status.phase is Phase.ONLINE:
        return "All received", "ok", "received"
    return "Nothing waiting", "muted", "online"


def last_words(status: Status, now: datetime) -> str:
    """When the last round went through, and with whom."""
    if status.partner is None:
        return "Not paired with a hub yet"
    if status.phase is Phase.OFFLINE and status.problem is not None:
        before = f" Last synced {ago_words(status.last, now)}." if status.last else ""
        return f"{status.problem.title}; it is tried again by itself.{before}"
    if status.last is None:
        return f"Not synced with {status.partner.hub_name} since Reviewer was opened"
    return f"Last synced {ago_words(status.last, now)} with {status.partner.hub_name}"
