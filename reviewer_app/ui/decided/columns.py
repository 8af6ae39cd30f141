"""The columns of what is decided, and the same in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reviewer_app.domain.judging import WORDS as OUTCOMES
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import WORDS, State
from reviewer_app.domain.roads import lies, under_way
from reviewer_app.ui.lists import Column, Said
from reviewer_app.ui.views import Row
from reviewer_app.ui.words import ago_words, exact_time

OUTCOME_SIGNS = {
    Outcome.MEETS: ("meets", "ok"),
    Outcome.NOT_YET: ("not_yet", "warn"),
    Outcome.INCOMPLETE: ("incomplete", "muted"),
}
_SENT = {
    State.DECIDED: ("waiting", "warn"),
    State.RECEIVED: ("receipt", "ok"),
    State.ATTENTION: ("attention", "bad"),
    State.HANDED_BACK: ("stop", "muted"),
}
_NOWHERE_YET = "Waiting to send"


def decided_columns(now: Callable[[], datetime]) -> tuple[Column[Row], ...]:
    """The columns in their order; moments are said as seen from ``now``."""

    def when(row: Row) -> Said:
        return Said(ago_words(row.updated_at, now())) if row.updated_at else Said("–", ink="muted")

    return (
        Column("Submission", "alias", 132, lambda row: Said(row.alias, strong=True)),
        Column("Micro-credential", "title", 200, lambda row: Said(row.title), lambda row: row.title),
        Column("Attempt", "attempt", 84, lambda row: Said(str(row.attempt))),
        Column("Outcome", "", 136, outcome),
        Column("Sent", "", 196, sent, lambda row: under_way(row.sent_by) if row.sent_by else ""),
        Column(
            "Decided", "updated", 168, when, lambda row: exact_time(row.updated_at) if row.updated_at else ""
        ),
    )


def outcome(row: Row) -> Said:
    """The outcome in words, with its sign."""
    if row.outcome is None:
        return Said("–", ink="muted")
    icon, tone = OUTCOME_SIGNS[row.outcome]
    return Said(OUTCOMES[row.outcome], icon, tone)


def sent(row: Row) -> Said:
    """How far the decision is on its way."""
    icon, tone = _SENT.get(row.state, ("draft", "muted"))
    if row.state is State.DECIDED:
        return Said(lies(row.sent_by) if row.sent_by else _NOWHERE_YET, icon, tone)
    return Said(WORDS[row.state], icon, tone)


def spoken(row: Row) -> str:
    """The whole row in one sentence, for a screen reader."""
    way = under_way(row.sent_by) if row.sent_by else sent(row).text
    return ", ".join((row.alias, row.title, f"attempt {row.attempt}", outcome(row).text, way))
