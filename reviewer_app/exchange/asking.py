"""Questions beside a round, on a line of their own to the paired hub alone, and with a wrong clock by the hub’s own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx2

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange.http import wire_to
from reviewer_app.exchange.hub_clock import DATED, wire_by_hubs_clock
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.wire import Timeouts, Wire

Told = TypeVar("Told")


async def asked(
    pairing: Pairing,
    work: Callable[[Wire], Awaitable[Told]],
    timeouts: Timeouts | None = None,
    network: httpx2.AsyncBaseTransport | None = None,
) -> Told:
    """What ``work`` comes to on a line to the hub; where a date stood between, from its start by the hub’s clock."""
    wire = wire_to(pairing, timeouts, network)
    try:
        try:
            return await work(wire)
        except LineError as problem:
            if problem.code not in DATED:
                raise
            dated = await wire_by_hubs_clock(pairing, problem, timeouts)
        await wire.close()
        wire = dated
        return await work(wire)
    finally:
        await wire.close()
