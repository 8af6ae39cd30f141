"""The queue: pages of submissions, their number, and the figures above them."""

from __future__ import annotations

from dataclasses import replace

from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.store import QueueQuery, QueueRow, QueueSummary
from reviewer_app.workflows.desk import Desk


def page(desk: Desk, query: QueueQuery, offset: int, limit: int) -> list[QueueRow]:
    """Up to ``limit`` rows of the queue from ``offset``, in the order the query asks for."""
    return [_clocked(desk, each) if each.flagged else each for each in desk.store.queue(query, offset, limit)]


def few(desk: Desk, text: str, limit: int) -> list[QueueRow]:
    """A few submissions, open or decided, whose alias or title holds the typed words; an alias that begins so first."""
    return desk.store.few(text, limit)


def _clocked(desk: Desk, row: QueueRow) -> QueueRow:
    """A row with what its flags did to its clock: stopped now, or a due date moved by a pause that is over."""
    # The rules of reviews are loaded for the few rows that need them, not for the first paint.
    from reviewer_app.domain.pausing import moved, paused, pauses
    from reviewer_app.domain.workdays import WorkCalendar

    stops = pauses(row.submission, desk.store.records(row.submission))
    due = moved(row.due, stops, WorkCalendar()) if row.due is not None else None
    return replace(row, due=due, paused=paused(stops) and row.state in OPEN)


def size(desk: Desk, query: QueueQuery) -> int:
    """How many submissions the query finds."""
    return desk.store.queue_size(query)


def summary(desk: Desk) -> QueueSummary:
    """The figures above the queue, as of today on this laptop's calendar."""
    return desk.store.queue_summary(desk.now().astimezone().date())
