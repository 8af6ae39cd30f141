"""What can be done in the room of the safe-to-leave check, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.commands.command import Command, Only, tells

if TYPE_CHECKING:
    from reviewer_app.ui.leaving.room import LeavingRoom

LEAVING = "leaving"
_GROUP = "Safe to leave?"

LEAVING_ACTS: tuple[Command[LeavingRoom], ...] = (
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
