"""The road to a hub that may have moved: where it was last, then wherever on the school's network it says it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.ledger import HeldFile
from reviewer_app.exchange.messages import (
    BlobRef,
    OwnPage,
    Pairing,
    Proof,
    RecordsAnswer,
    RefusedPage,
    RoundAnswer,
    RoundRequest,
)
from reviewer_app.exchange.transport import BlobStream, Transport
from reviewer_app.exchange.wire import Timeouts

if TYPE_CHECKING:
    from reviewer_app.exchange.nearby import FoundHub

ELSEWHERE = frozenset(
    {
        "no-name",
        "no-answer",
        "timeout",
        "other-machine",
        "not-vouched-for",
        "no-handshake",
        "clock-wrong",
        "certificate-date",
        "certificate-old",
        "captive-portal",
        "blocked",
        "gateway",
    }
)
"""What says that the hub is not to be had here, while it may be elsewhere."""

NEAR = Timeouts(connect=4.0)
"""A machine in the room answers soon or not at all, and where one address is dead another waits."""

Look = Callable[[Callable[["FoundHub"], bool]], Awaitable[Sequence["FoundHub"]]]


async def look_around(enough: Callable[[FoundHub], bool]) -> Sequence[FoundHub]:
    """The hubs on this network, until one is enough; none where nobody can be asked."""
    from reviewer_app.exchange.nearby import find  # zeroconf is for laptops whose hub has moved

    try:
        return await find(enough=enough)
    except LineError:
        return ()


def is_ours(pairing: Pairing, found: FoundHub) -> bool:
    """Whether a hub says that it is the paired one; whether it is so, its key will show."""
    return (found.hub_key, found.pin) == (pairing.hub_key, pairing.pin)


def moved(pairing: Pairing, url: str) -> Pairing:
    """The pairing once its hub was met at this address of the school's network."""
    home = url if pairing.hub_url == pairing.near else pairing.hub_url
    return replace(pairing, hub_url=home, near=url)


class NearTransport:
    """A Transport to a hub that was met on the school's network; ``at`` is where it was reached in the end.

    What was not the hub's key was sent nothing, so that asking at the next address gives nothing away.
    """

    def __init__(self, pairing: Pairing, look: Look = look_around, timeouts: Timeouts = NEAR) -> None:
        self._pairing, self._look, self._timeouts = pairing, look, timeouts
        self._road: HttpTransport | None = None
        self.at = ""

    async def round(self, request: RoundRequest) -> RoundAnswer:
        """The first step of a round, at the first address where the hub is."""
        if self._road is not None:
            return await self._road.round(request)
        seen: list[LineError] = []
        async for url, near in self._addresses():
            pairing = replace(self._pairing, hub_url=url, near=url if near else "")
            road = HttpTransport(pairing, timeouts=self._timeouts)
            try:
                answer = await road.round(request)
            except LineError as problem:
                if problem.code not in ELSEWHERE:
                    raise
                seen.append(problem)
                continue
            except HubError:
                self.at = url  # it is there, and has something to say
                raise
            else:
                self._road, self.at = road, url
                return answer
            finally:
                if self._road is not road:
                    await road.close()
        # A stranger in the hub's place is more worth telling than that nobody was there.
        raise next((each for each in seen if each.code == "other-machine"), seen[0])

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None = None) -> RecordsAnswer:
        """Hand over records."""
        return await self._chosen().send(device, lines, proof)

    async def own(self, device: str, after: int, have: int) -> OwnPage:
        """What the hub has of this laptop's own records."""
        return await self._chosen().own(device, after, have)

    async def give_back(
        self, device: str, warrants: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]]
    ) -> Sequence[str]:
        """Tell a restored hub what it said before."""
        return await self._chosen().give_back(device, warrants, documents)

    async def stand(
        self, device: str, receipts: Sequence[Mapping[str, Any]], after: str | None
    ) -> RefusedPage:
        """Give back receipts, or ask what the hub refuses."""
        return await self._chosen().stand(device, receipts, after)

    async def give_file(self, ref: BlobRef, file: HeldFile) -> bool:
        """Give a file that the hub lost."""
        return await self._chosen().give_file(ref, file)

    @asynccontextmanager
    async def blob(self, sha256: str, start: int) -> AsyncIterator[BlobStream]:
        """Open a file at an offset."""
        async with self._chosen().blob(sha256, start) as stream:
            yield stream

    async def close(self) -> None:
        """Let go of the road."""
        if self._road is not None:
            await self._road.close()

    @property
    def token_due(self) -> bool:
        """Whether the hub asked for this laptop's token to be traded."""
        return self._road is not None and self._road.token_due

    async def new_token(self, device: str) -> str:
        """A token for the one in use."""
        return await self._chosen().new_token(device)

    def _chosen(self) -> HttpTransport:
        if self._road is None:
            self._road, self.at = HttpTransport(self._pairing), self._pairing.hub_url
        return self._road

    async def _addresses(self) -> AsyncIterator[tuple[str, bool]]:
        known = self._pairing
        if known.hub_url:  # a laptop paired by stick has none
            yield known.hub_url, known.hub_url == known.near
        if known.near != known.hub_url:
            yield known.near, True
        for found in await self._look(lambda each: is_ours(known, each)):
            if is_ours(known, found) and found.url not in (known.hub_url, known.near):
                yield found.url, True


def road_to(pairing: Pairing, look: Look = look_around) -> Transport:
    """The road of a round: one address, or several where the hub was met on the school's network before."""
    return NearTransport(pairing, look) if pairing.near else HttpTransport(pairing)
