"""What can be done in the queue, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.commands.command import Command, Only, tells
from reviewer_app.ui.queue.columns import SORTS

if TYPE_CHECKING:
    from reviewer_app.ui.queue.room import QueueRoom

QUEUE = "queue"
_GROUP = "Queue"


def _sort(name: str, words: str) -> Command[QueueRoom]:
    return Command(
        f"sort-{name}",
        _GROUP,
        f"Sort by {words[:1].lower()}{words[1:]}",
        "sort",
        (),
        lambda room: room.filters.sort_by(name),
        where=QUEUE,
    )


SEARCH: Command[QueueRoom] = Command(
    "search",
    _GROUP,
    "Search the queue",
    "search",
    ("/", "Ctrl+F"),
    lambda room: room.filters.search.setFocus(),
    where=QUEUE,
)
NEXT: Command[QueueRoom] = Command(
    "next-best",
    _GROUP,
    "Open the submission best taken next",
    "due",
    ("N",),
    lambda room: room.plan.open_next(),
    Only(lambda room: room.plan.offered, "Nothing waits to be taken next."),
    where=QUEUE,
)
QUEUE_ACTS: tuple[Command[QueueRoom], ...] = (
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
