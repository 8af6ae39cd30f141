"""What the queue says about one submission, in words and by icon."""

from __future__ import annotations

from datetime import date

from reviewer_app.domain.lifecycle import WORDS, State
from reviewer_app.domain.workdays import WorkCalendar, due_words
from reviewer_app.ui.lists import Said
from reviewer_app.ui.views import Row
from reviewer_app.ui.words import count_words, day_words, long_day, size_words

ROLES = {
    "second": "Second reader",
    "approver": "Approver",
    "adjudicator": "Adjudication",
}
PAUSED = "Paused: problem reported"
_CALENDAR = WorkCalendar()
_ICONS = {
    State.ARRIVING: ("fetching", "warn"),
    State.TO_REVIEW: ("draft", "muted"),
    State.READY: ("ready", "ok"),
    State.DECIDED: ("waiting", "warn"),
    State.RECEIVED: ("received", "ok"),
    State.ATTENTION: ("attention", "bad"),
    State.WITHDRAWN: ("stop", "muted"),
    State.SUPERSEDED: ("incomplete", "muted"),
    State.HANDED_BACK: ("stop", "muted"),
    State.PRACTISED: ("ok", "muted"),
}


def progress(row: Row, files_wait: str = "") -> Said:
    """How far the review is; a review under way has no icon, for its share is drawn.

    ``files_wait`` says in a word or two what holds up files that are still to come.
    """
    if row.paused:
        return Said(PAUSED, "flag", "warn")
    words = WORDS[row.state]
    if row.state is State.IN_REVIEW:
        return Said(f"{words} · {row.scored} of {row.total}", share=(row.scored, row.total))
    if row.state is State.ARRIVING:
        held = f" · {files_wait}" if files_wait else ""
        icon = "pause" if files_wait else "fetching"
        return Said(f"{row.here_count} of {row.evidence_count} files here{held}", icon, "warn")
    icon, tone = _ICONS[row.state]
    return Said(words, icon, tone, ink="muted" if tone == "muted" else "ink")


def due(row: Row, today: date) -> Said:
    """The due date; a late one says so and stands out, one whose clock stands still is not late."""
    if row.paused:
        return Said("Paused", ink="muted")
    if row.due is None:
        return Said("No due date", ink="muted")
    if row.due < today:
        return Said(f"{day_words(row.due)} · late", "late", "bad", "bad")
    if row.due == today:
        return Said("Today", "due", "warn", "warn")
    return Said(day_words(row.due))


def due_tip(row: Row, today: date) -> str:
    """The exact date, and how soon it is in business days."""
    if row.paused:
        when = (
            "" if row.due is None else f"\nIt was due {long_day(row.due)}; the days of the pause are added."
        )
        return f"{PAUSED}. The clock stands still until the problem is settled or taken back.{when}"
    said = due_words(row.due, today, _CALENDAR)
    return said if row.due is None else f"{long_day(row.due)}\n{said}"


def role(row: Row) -> str:
    """What this person is asked to be."""
    return ROLES.get(row.role, f"Round {row.round}" if row.role == "assessor" else row.role.capitalize())


def evidence(row: Row) -> Said:
    """How many pieces of evidence, how big they are together, and whether they are here."""
    sign = here(row)
    text = f"{row.evidence_count} · {size_words(row.evidence_bytes)}"
    return Said(text, sign.icon, sign.tone, icon_after=True)


def here(row: Row) -> Said:
    """Whether everything can be read without a connection."""
    if row.here_count >= row.evidence_count:
        return Said("Ready offline", "here", "ok")
    return Said(
        f"{row.here_count} of {count_words(row.evidence_count, 'file', 'files')} here", "fetching", "warn"
    )


def spoken(row: Row, today: date, files_wait: str = "") -> str:
    """The whole row in one sentence, for a screen reader."""
    return ", ".join(
        (
            row.alias,
            row.title,
            f"attempt {row.attempt}",
            progress(row, files_wait).text,
            "the clock stands still" if row.paused else due_words(row.due, today, _CALENDAR),
            role(row),
            f"{count_words(row.evidence_count, 'piece', 'pieces')} of evidence",
            here(row).text,
        )
    )
