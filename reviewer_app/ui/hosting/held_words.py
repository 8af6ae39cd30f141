"""What the list of the hub's submissions says about one: who has it and until when, never what they said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QLocale

from reviewer_app.ui.hosting.ports import Having, HeldRow
from reviewer_app.ui.lists import Column, Said
from reviewer_app.ui.queue.words import ROLES
from reviewer_app.ui.words import ago_words, count_words, day_words, exact_time, long_day

CAME, DUE, WHO = "Came in", "Due", "Who has it"
NOBODY = "Nobody"
_NAMED = 2


def held_columns(now: Callable[[], datetime]) -> tuple[Column[HeldRow], ...]:
    """The columns in their order."""
    return (
        Column("Submission", "alias", 96, lambda row: Said(row.alias, strong=True)),
        Column("Micro-credential", "", 140, lambda row: Said(row.title), lambda row: row.title),
        Column("Attempt", "", 68, lambda row: Said(str(row.attempt))),
        Column(
            CAME,
            "taken",
            128,
            lambda row: Said(ago_words(row.came, now())),
            lambda row: exact_time(row.came),
        ),
        Column(DUE, "due", 168, lambda row: due(row, now().astimezone().date()), _due_tip),
        Column(WHO, "", 148, who, _who_tip),
    )


def due(row: HeldRow, today: date) -> Said:
    """When the first of those who have it open should be done."""
    open_ones = [each for each in row.having if not each.decided]
    if not row.having:
        return Said("")
    if not open_ones:
        return Said("Decided", "ok", "ok")
    days = [each.due for each in open_ones if each.due is not None]
    if not days:
        return Said("No due date", ink="muted")
    first = min(days)
    if first < today:
        return Said(f"{day_words(first)} · late", "late", "bad", "bad")
    return Said("Today", "due", "warn", "warn") if first == today else Said(day_words(first))


def who(row: HeldRow) -> Said:
    """The names of those who have it; many are counted."""
    if not row.having:
        return Said(NOBODY, ink="muted")
    names = [each.name for each in row.having]
    if len(names) > _NAMED:
        return Said(f"{names[0]} and {QLocale().toString(len(names) - 1)} more", "users", "muted")
    return Said(", ".join(names), "users" if len(names) > 1 else "person", "muted")


def part(having: Having) -> str:
    """What somebody is asked to be, and how far that is."""
    asked = ROLES.get(having.role, f"round {having.round}" if having.role == "assessor" else having.role)
    if having.decided:
        return f"{having.name}: {asked.lower()}, decided"
    until = f"due {long_day(having.due)}" if having.due is not None else "no due date"
    return f"{having.name}: {asked.lower()}, {until}"


def spoken(row: HeldRow) -> str:
    """The whole row in one sentence, for a screen reader."""
    having = "; ".join(map(part, row.having)) or "nobody has it"
    return f"{row.alias}, {row.title}, attempt {row.attempt}, {having}"


def alias_of(row: HeldRow) -> str:
    """What a submission is called among others of the same earner."""
    return row.alias if row.attempt == 1 else f"{row.alias} (attempt {row.attempt})"


def some_of(aliases: Sequence[str], most: int = 6) -> str:
    """A few aliases, and how many there are besides."""
    named, more = ", ".join(aliases[:most]), len(aliases) - most
    return f"{named} and {count_words(more, 'other', 'others')}" if more > 0 else named


def _due_tip(row: HeldRow) -> str:
    days = [each.due for each in row.having if each.due is not None and not each.decided]
    return long_day(min(days)) if days else ""


def _who_tip(row: HeldRow) -> str:
    return "\n".join(map(part, row.having))
