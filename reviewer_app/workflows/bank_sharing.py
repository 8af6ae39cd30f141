"""Sharing the pinned comments with the hub, by line, by the shared folder or with the next stick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.workflows.bank_taking import take_new
from reviewer_app.workflows.banking import everything
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.domain.progress import CancelToken


@dataclass(frozen=True)
class Shared:
    """What sharing did: how many comments of one's own the hub has now, and how many of others are new here.

    ``waits``: they are not there yet, but go with the next stick or folder, or are on their way.
    """

    shared: int
    new: int
    waits: bool = False


def share(desk: Desk, cancel: CancelToken | None = None, by: Path | None = None) -> Shared:
    """Share the pinned comments with the paired hub, and take what others share on the same micro-credentials.

    What is no longer pinned is no longer shared; what others no longer share stays here. Where there is no line they
    go through the shared folder, or with the next stick; ``by`` is one that is there now.
    """
    import asyncio  # with the network library not for the first paint

    from reviewer_app.exchange.bank import trade_bank
    from reviewer_app.workflows import bank_carrying
    from reviewer_app.workflows.exchanging import known_hub

    pairing = known_hub(desk)
    mine = [each for each in everything(desk) if each.pinned and each.source == "own"]
    if by is not None or not (pairing.hub_url or pairing.near):
        bank_carrying.wish(desk, pairing.hub_key, mine)
        return _carried(desk, len(mine), by, pairing.hub_key, cancel)
    turn = bank_carrying.next_turn(desk)
    told = asyncio.run(trade_bank(pairing, desk.store.device.name, mine, cancel, turn=turn))
    new = take_new(desk, [replace(each, source="hub", pinned=False) for each in told])
    bank_carrying.forget(desk)
    return Shared(len(mine), new)


def _carried(desk: Desk, count: int, by: Path | None, hub: str, cancel: CancelToken | None) -> Shared:
    from reviewer_app.domain.progress import CancelToken
    from reviewer_app.exchange.left_speech import Unread
    from reviewer_app.workflows import bank_carrying
    from reviewer_app.workflows.carrying import carrier_at, hub_talk
    from reviewer_app.workflows.stick_offers import shared_folder

    place, new = by or shared_folder(desk), 0
    if place is not None:
        # What cannot be read there is told by the visit that brings work over.
        new = bank_carrying.trade(
            desk, carrier_at(place), hub, hub_talk(desk), Unread(), cancel or CancelToken()
        )
    return Shared(count, new, bank_carrying.wished(desk))
