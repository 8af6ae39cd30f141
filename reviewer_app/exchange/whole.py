"""Rounds until desk and hub agree: a laptop the hub lost comes back, one whose store was copied goes on by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import httpx2

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.exchange.fetching import ENDLESS
from reviewer_app.exchange.healing import DESK_FORKED
from reviewer_app.exchange.ledger import DeskIdentity
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.reaching import moved
from reviewer_app.exchange.returning import come_back, succeed
from reviewer_app.exchange.round import RoundReport, run_round
from reviewer_app.exchange.stopping import unless_cancelled
from reviewer_app.exchange.tally import Problem
from reviewer_app.exchange.terms import Disk, FetchControl
from reviewer_app.exchange.transport import MovingRoad, Transport
from reviewer_app.exchange.wire import Timeouts

TURNS = 4

Ended = Callable[[RoundReport, Transport], Awaitable[None]]


async def _nothing(_report: RoundReport, _road: Transport) -> None:
    """Nothing is to be done after a round."""


@dataclass(frozen=True)
class Terms:
    """On what terms files come, and what is to be done after each round while its road is still there."""

    control: FetchControl | None = None
    disk: Disk | None = None
    ended: Ended = _nothing


AS_USUAL = Terms()


async def whole_round(
    desk: DeskIdentity,
    pairing: Pairing,
    connect: Callable[[Pairing], Transport],
    report: ReportProgress = unreported,
    cancel: CancelToken | None = None,
    *,
    now: Callable[[], datetime],
    terms: Terms = AS_USUAL,
    timeouts: Timeouts | None = None,
    network: httpx2.AsyncBaseTransport | None = None,
) -> RoundReport:
    """One round, and what is needed before another can be had; raises as ``run_round`` does."""

    async def turns() -> RoundReport:
        known, came_back, so_far = pairing, False, RoundReport()
        for _ in range(TURNS):
            road = connect(known)
            try:
                done = await run_round(
                    desk, road, report, now=now, control=terms.control, disk=terms.disk or ENDLESS
                )
                await terms.ended(done, road)
            except HubError as problem:
                if problem.code != "no-token" or came_back or not known.certificate:
                    raise
                known = await _where_met(
                    known,
                    road,
                    partial(come_back, key=desk.key, now=now, timeouts=timeouts, network=network),
                )
                desk.keep_pairing(known)
                came_back = True
                continue
            finally:
                await road.close()
            so_far = joined(so_far, done)
            if not done.fork:
                return so_far
            heir = desk.next_key(done.fork)
            known = await _where_met(
                known,
                road,
                partial(succeed, key=desk.key, successor=heir, now=now, timeouts=timeouts, network=network),
            )
            desk.start_anew(known, done.fork)
            so_far = replace(so_far, problems=(*so_far.problems, Problem("desk-copied", DESK_FORKED)))
        return so_far

    return await unless_cancelled(turns(), cancel)


async def _where_met(
    known: Pairing, road: Transport, ask: Callable[[Pairing], Awaitable[Pairing]]
) -> Pairing:
    """What the hub says to this where the round met it, which a restored hub's new laptop may have moved."""
    at = road.at if isinstance(road, MovingRoad) else ""
    if at in ("", known.hub_url):
        return await ask(known)
    told = await ask(replace(known, hub_url=at, near=at))
    return replace(moved(known, at), token=told.token, certificate=told.certificate)


def joined(first: RoundReport, then: RoundReport) -> RoundReport:
    """Two rounds told as one."""
    return replace(
        then,
        sent=first.sent + then.sent,
        accepted=first.accepted + then.accepted,
        refused=first.refused + then.refused,
        received_work=first.received_work + then.received_work,
        blobs_fetched=first.blobs_fetched + then.blobs_fetched,
        bytes_fetched=first.bytes_fetched + then.bytes_fetched,
        from_others=first.from_others + then.from_others,
        problems=(*first.problems, *(each for each in then.problems if each not in first.problems)),
    )
