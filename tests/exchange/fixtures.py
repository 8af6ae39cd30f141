"""A hub on a real socket with a clock of its own, and paired desks to exchange with it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx2

from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.round import RoundReport
from reviewer_app.exchange.whole import whole_round
from reviewer_app.exchange.wire import Timeouts
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.serving import EmbeddedHub
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import MORNING

HUB_KEY = bytes(range(32))


class Clock:
    """A clock that only tests move."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Served:
    """A hub, where it is served, and its clock."""

    hub: Hub
    url: str
    clock: Clock

    def desk(self, person: str) -> tuple[MemoryDesk, Pairing]:
        """A new laptop of a person, paired over the socket."""
        desk = MemoryDesk(SigningKey(os.urandom(32)))
        return desk, self.pair_again(desk, person)

    def pair_again(self, desk: MemoryDesk, person: str, code: str = "") -> Pairing:
        """The same laptop paired once more, with a new code or with this one."""
        made = code or self.hub.pairing_code(person)
        return asyncio.run(pair(self.url, made, desk.key, now=self.clock))

    def sync(self, desk: MemoryDesk, pairing: Pairing, url: str = "", **more: object) -> RoundReport:
        """One round over a socket, straight or through another address."""
        return sync(desk, pairing, url=url, clock=self.clock, **more)  # type: ignore[arg-type]  # passed on


def sync(
    desk: MemoryDesk,
    pairing: Pairing,
    *,
    clock: Clock,
    url: str = "",
    timeouts: Timeouts | None = None,
    network: httpx2.AsyncBaseTransport | None = None,
    cancel: CancelToken | None = None,
) -> RoundReport:
    """One whole round; a desk that was given another pairing by the hub uses that."""
    known = desk.pairing or pairing
    at = replace(known, hub_url=url or known.hub_url)

    def connect(pairing: Pairing) -> HttpTransport:
        return HttpTransport(pairing, timeouts=timeouts, network=network)

    return asyncio.run(
        whole_round(desk, at, connect, cancel=cancel, now=clock, timeouts=timeouts, network=network)
    )


@contextmanager
def served(place: Path | Place) -> Iterator[Served]:
    """A hub at this place, served until the end of the block."""
    clock = Clock()
    hub = Hub.open(place, HUB_KEY, clock, name="Test district")
    try:
        with EmbeddedHub(hub) as url:
            yield Served(hub, url, clock)
    finally:
        hub.close()
