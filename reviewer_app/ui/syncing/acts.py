"""What can be done in the sync room besides syncing itself, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.commands.command import Command, Only, tells

if TYPE_CHECKING:
    from reviewer_app.ui.syncing.room import SyncRoom

SYNC = "sync-room"
_GROUP = "Sync"

SYNC_ACTS: tuple[Command[SyncRoom], ...] = (
    tells("move", _GROUP, "Move in the ledger", ("Up", "Down"), SYNC),
    tells("enter", _GROUP, "Open the submission", ("Return",), SYNC),
    Command(
        "pair",
        _GROUP,
        "Pair this laptop with a hub",
        "pair",
        (),
        lambda room: room.pairing.focus_form(),
        Only(lambda room: not room.paired, "This laptop is paired with a hub already."),
        where=SYNC,
    ),
)
