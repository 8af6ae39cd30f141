"""The queue: pages of submissions, their number, and the figures above them."""

from __future__ import annotations

from reviewer_app.store import QueueQuery, QueueRow, QueueSummary
from reviewer_app.workflows.desk import Desk


def page(desk: Desk, query: QueueQuery, offset: int, limit: int) -> list[QueueRow]:
    """Up to ``limit`` rows of the queue from ``offset``, in the order the query asks for."""
    return desk.store.queue(query, offset, limit)


def size(desk: Desk, query: QueueQuery) -> int:
    """How many submissions the query finds."""
    return desk.store.queue_size(query)


def summary(desk: Desk) -> QueueSummary:
    """The figures above the queue, as of today on this laptop's calendar."""
    return desk.store.queue_summary(desk.now().astimezone().date())
