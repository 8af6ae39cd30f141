"""What can be done in the search room, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, tells

SEARCH = "search"
_GROUP = "Search"


class SearchOrders(Protocol):
    """What the search room can be told to do."""

    def focus_box(self) -> None: ...


SEARCH_ACTS: tuple[Command[SearchOrders], ...] = (
    tells("move", _GROUP, "Move in the hits", ("Up", "Down"), SEARCH),
    tells("enter", _GROUP, "Open the hit at its place", ("Return",), SEARCH),
    tells("leave", _GROUP, "Back to the box; once more empties it", ("Esc",), SEARCH),
    Command(
        "box",
        _GROUP,
        "To the search box",
        "search",
        ("/", "Ctrl+F"),
        lambda room: room.focus_box(),
        where=SEARCH,
    ),
)
