"""What can be done in the room of the safe-to-leave check, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells

LEAVING = "leaving"
_GROUP = "Safe to leave?"


class LeavingOrders(Protocol):
    """What the room of the check can be told to do."""

    @property
    def busy(self) -> bool: ...
    def begin(self) -> None: ...
    def cancel(self) -> None: ...


LEAVING_ACTS: tuple[Command[LeavingOrders], ...] = (
    Command(
        "check",
        _GROUP,
        "Check now what is on this laptop",
        "ready",
        ("Ctrl+Return",),
        lambda room: room.begin(),
        Only(lambda room: not room.busy, "A check is under way."),
        where=LEAVING,
    ),
    Command(
        "stop",
        _GROUP,
        "Stop the check",
        "stop",
        (),
        lambda room: room.cancel(),
        Only(lambda room: room.busy, "No check is under way."),
        where=LEAVING,
    ),
    tells("press", _GROUP, "Do what the button with the keyboard says", ("Space", "Return"), LEAVING),
    tells("next", _GROUP, "Next button", ("Tab",), LEAVING),
)
