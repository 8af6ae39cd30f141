"""The queue: pages of submissions, their number, and the figures above them."""

from __future__ import annotations

from dataclasses import replace

from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.store import QueueQuery, QueueRow, QueueSummary, typed
from reviewer_app.store.lists import end_of_week
from reviewer_app.workflows.desk import Desk


def page(desk: Desk, query: QueueQuery, offset: int, limit: int) -> list[QueueRow]:
    """Up to ``limit`` rows of the queue from ``offset``, in the order the query asks for."""
    rows = [_clocked(desk, each) if each.flagged else each for each in desk.store.queue(query, offset, limit)]
    if query.decided and rows:
        from reviewer_app.workflows.blinding import hidden  # not for the first paint

        again = hidden(desk)
        rows = [replace(each, outcome=None) if each.submission in again else each for each in rows]
    return rows


def few(desk: Desk, text: str, limit: int) -> list[QueueRow]:
    """A few submissions, open or decided, whose alias or title holds the typed words; an alias that begins so first."""
    return typed.few(desk.store, text, limit)


def _clocked(desk: Desk, row: QueueRow) -> QueueRow:
    """A row that says whether its flags stop its clock now."""
    # The rules of reviews are loaded for the few rows that need them, not for the first paint.
    from reviewer_app.domain.pausing import stopping

    store = desk.store
    policy = store.rubric(store.submission(row.submission).rubric_hash).policy
    open_flags = stopping(store.review(row.submission), store.settlements(row.submission), policy.pause_on)
    return replace(row, paused=bool(open_flags) and row.state in OPEN)


def size(desk: Desk, query: QueueQuery) -> int:
    """How many submissions the query finds."""
    return desk.store.queue_size(query)


def summary(desk: Desk) -> QueueSummary:
    """The figures above the queue, as of today on this laptop's calendar; what stands still is not due this week."""
    today = desk.now().astimezone().date()
    figures = desk.store.queue_summary(today)
    flagged = QueueQuery(states=OPEN, due_by=end_of_week(today), flagged=True)
    paused = sum(each.paused for each in page(desk, flagged, 0, figures.due_this_week))
    return replace(figures, due_this_week=figures.due_this_week - paused)
