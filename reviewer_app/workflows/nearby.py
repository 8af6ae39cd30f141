"""A hub on the school's own network: found, met by a short code on both screens, and found again when it moved."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from reviewer_app.domain.errors import HubError, LineError, RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange import meeting, messages, reaching
from reviewer_app.exchange.meeting import Meeting
from reviewer_app.exchange.round import RoundReport
from reviewer_app.exchange.stopping import unless_cancelled
from reviewer_app.store import Pairing
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.exchange.nearby import FoundHub

FIND_SECONDS = 4.0
T = TypeVar("T")


def find(
    desk: Desk,
    cancel: CancelToken | None = None,
    *,
    on: Sequence[str] = (),
    seconds: float = FIND_SECONDS,
    named: str = "",
) -> tuple[FoundHub, ...]:
    """Hubs that answer on this network (or on these addresses of ours); the paired one is remembered to be there.

    With ``named`` it is looked for until one of that name is found, and no other is told.
    """
    from reviewer_app.exchange import nearby  # zeroconf, where somebody looks

    def is_named(each: FoundHub) -> bool:
        return each.name.casefold() == named.casefold()

    enough = is_named if named else None
    found = _until_cancelled(nearby.find(on, seconds=seconds, enough=enough), cancel)
    found = tuple(each for each in found if enough is None or enough(each))
    pairing = desk.store.pairing
    for each in found if pairing is not None else ():
        assert pairing is not None  # as asked above
        if pairing.pin and (each.hub_key, each.pin) == (pairing.hub_key, pairing.pin):
            _move(desk, pairing, each.url)
    return found


def meet(desk: Desk, url: str, pin: str = "", cancel: CancelToken | None = None) -> Meeting:
    """Meet a hub and make the short code for this screen; RuleError when this laptop is paired with one already."""
    if desk.store.pairing is not None:
        raise RuleError(
            "paired-already",
            "This laptop is paired already",
            "It works with one hub at a time.",
            "End the pairing first; what was decided stays.",
        )
    return _until_cancelled(meeting.meet(url, desk.store.device, desk.now, pin), cancel)


def agree(desk: Desk, met: Meeting, cancel: CancelToken | None = None) -> Pairing:
    """The codes are the same: wait for the coordinator, then keep token, hub's key and pin together."""
    told = _until_cancelled(meeting.agree(met, desk.store.device, desk.now), cancel)
    made = Pairing(**vars(told))
    desk.store.save_pairing(made)
    return made


def disagree(desk: Desk, met: Meeting) -> None:
    """The codes differ, or the person stopped: tell the hub if it can be told."""
    try:
        asyncio.run(meeting.disagree(met, desk.store.device, desk.now))
    except (LineError, HubError):
        return  # it ends by itself when its time is out


def noted(desk: Desk, report: RoundReport, road: object) -> None:
    """Keep what a round taught of the way to the hub: its pin, and where it was on this network."""
    pairing = desk.store.pairing
    if pairing is None:
        return
    at = road.at if isinstance(road, reaching.NearTransport) else ""
    if at and at != pairing.hub_url:
        _move(desk, pairing, at)
    elif report.pin and report.pin != pairing.pin and not pairing.near:
        desk.store.save_pairing(replace(pairing, pin=report.pin), moved=True)


def _move(desk: Desk, pairing: Pairing, url: str) -> None:
    known = messages.Pairing(**vars(pairing))
    made = Pairing(**vars(reaching.moved(known, url)))
    if made != pairing:
        desk.store.save_pairing(made, moved=True)


def _until_cancelled(work: Coroutine[Any, Any, T], cancel: CancelToken | None) -> T:
    """Run it to its end, or stop it within a moment of the person's wish."""
    return asyncio.run(unless_cancelled(work, cancel))
