"""What can be done in the hub's place, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells

HOSTING = "hub"
_GROUP = "Hub"


class HostingOrders(Protocol):
    """What the hub's place can be told to do."""

    @property
    def still(self) -> bool: ...
    def turn(self) -> None: ...


SHARE: Command[HostingOrders] = Command(
    "share",
    _GROUP,
    "Share the hub in this room, or stop",
    "online",
    ("Ctrl+Shift+S",),
    lambda room: room.turn(),
    Only(lambda room: room.still, "It is being opened."),
    where=HOSTING,
)
HOSTING_ACTS: tuple[Command[HostingOrders], ...] = (
    tells("move", _GROUP, "Next field or button", ("Tab",), HOSTING),
    tells("enter", _GROUP, "Press the button that has the keyboard", ("Return",), HOSTING),
    tells("scroll", _GROUP, "Scroll", ("Up", "Down", "PgUp", "PgDown"), HOSTING),
    SHARE,
)
