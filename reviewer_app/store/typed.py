"""A few submissions for the letters typed so far."""

from __future__ import annotations

from reviewer_app.store import lists
from reviewer_app.store.desk_store import DeskStore
from reviewer_app.store.shapes import QueueRow


def few(store: DeskStore, text: str, limit: int) -> list[QueueRow]:
    """Those whose alias begins so, then others by their words; open or decided."""
    with store._look() as connection:
        return lists.few(connection, text, limit)
