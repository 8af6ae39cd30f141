"""What can be done in the sync room besides syncing itself, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.commands.command import Command, Only, tells
from reviewer_app.ui.syncing.nearby import NearbyCard

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
    Command(
        "near",
        _GROUP,
        "Look for a hub on this network",
        "search",
        (),
        lambda room: card.look() if (card := room.part(NearbyCard)) is not None else None,
        Only(
            lambda room: (card := room.part(NearbyCard)) is not None and card.idle,
            "It is being looked for already, or a code is being compared.",
        ),
        where=SYNC,
    ),
)
