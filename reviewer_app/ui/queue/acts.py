"""What can be done in the queue, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells
from reviewer_app.ui.lists.table import RowsTable
from reviewer_app.ui.queue.columns import SORTS
from reviewer_app.ui.views import Asked
from reviewer_app.ui.widgets import SearchField

QUEUE = "queue"
_GROUP = "Queue"


class FilterOrders(Protocol):
    """What the row of filters can be told to do."""

    @property
    def search(self) -> SearchField: ...
    @property
    def wish(self) -> Asked: ...
    def sort_by(self, name: str) -> None: ...
    def clear(self) -> None: ...


class PlanOrders(Protocol):
    """What the line of the day's plan can be told to do."""

    @property
    def offered(self) -> bool: ...
    def open_next(self) -> None: ...


class QueueOrders(Protocol):
    """What the queue can be told to do."""

    @property
    def filters(self) -> FilterOrders: ...
    @property
    def plan(self) -> PlanOrders: ...
    @property
    def table(self) -> RowsTable: ...


def _sort(name: str, words: str) -> Command[QueueOrders]:
    return Command(
        f"sort-{name}",
        _GROUP,
        f"Sort by {words[:1].lower()}{words[1:]}",
        "sort",
        (),
        lambda room: room.filters.sort_by(name),
        where=QUEUE,
    )


SEARCH: Command[QueueOrders] = Command(
    "search",
    _GROUP,
    "Search the queue",
    "search",
    ("/", "Ctrl+F"),
    lambda room: room.filters.search.setFocus(),
    where=QUEUE,
)
NEXT: Command[QueueOrders] = Command(
    "next-best",
    _GROUP,
    "Open the submission best taken next",
    "due",
    ("N",),
    lambda room: room.plan.open_next(),
    Only(lambda room: room.plan.offered, "Nothing waits to be taken next."),
    where=QUEUE,
)
QUEUE_ACTS: tuple[Command[QueueOrders], ...] = (
    tells("move", _GROUP, "Move in the queue", ("Up", "Down", "Home", "End"), QUEUE),
    tells("enter", _GROUP, "Open the submission", ("Return",), QUEUE),
    SEARCH,
    NEXT,
    tells("leave", _GROUP, "Clear the search, then back to the list", ("Esc",), QUEUE),
    Command(
        "open",
        _GROUP,
        "Open the submission",
        "next",
        ("Ctrl+O",),
        lambda room: room.table.open_current(),
        Only(lambda room: bool(room.table.current()), "The cursor is on no submission."),
        where=QUEUE,
    ),
    Command(
        "clear",
        _GROUP,
        "Show everything: no search, no filters",
        "clear",
        (),
        lambda room: room.filters.clear(),
        Only(lambda room: room.filters.wish.narrowed, "Everything is shown already."),
        where=QUEUE,
    ),
    *(_sort(name, words) for name, words in SORTS.items()),
)
