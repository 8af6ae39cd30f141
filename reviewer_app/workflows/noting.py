"""A road that notes what was handed to it, so that the ledger can say “sent” before a receipt says “received”."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange.ledger import HeldFile
from reviewer_app.exchange.messages import (
    BlobRef,
    OwnPage,
    Proof,
    RecordsAnswer,
    RefusedPage,
    RoundAnswer,
    RoundRequest,
)
from reviewer_app.exchange.transport import BlobStream, MovingRoad, Transport

MAY_HAVE_ARRIVED = frozenset({"timeout", "cut-off", "garbled", "stale", "gateway"})
"""Faults of the line after which nobody knows whether what was sent is there."""


class NotedRoad:
    """The same road (``exchange.transport.Transport``); ``note`` hears up to which number records were handed over,
    and when that began."""

    def __init__(
        self, road: Transport, note: Callable[[int, datetime], None], now: Callable[[], datetime]
    ) -> None:
        self._road, self._note, self._now = road, note, now

    @property
    def road(self) -> Transport:
        """The road itself."""
        return self._road

    @property
    def at(self) -> str:
        """Where the hub answered, if the road finds that out."""
        return self._road.at if isinstance(self._road, MovingRoad) else ""

    async def round(self, request: RoundRequest) -> RoundAnswer:
        """Compare counters and fetch what is new since the cursor."""
        return await self._road.round(request)

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None = None) -> RecordsAnswer:
        """Hand over records."""
        begun = self._now()
        try:
            answer = await self._road.send(device, lines, proof)
        except LineError as problem:
            if problem.code in MAY_HAVE_ARRIVED:
                self._note_last(lines, begun)
            raise
        if answer.taken:
            self._note_last(lines, begun)
        return answer

    async def own(self, device: str, after: int, have: int) -> OwnPage:
        """What the hub has of this laptop's own records."""
        return await self._road.own(device, after, have)

    async def give_back(
        self, device: str, warrants: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]]
    ) -> Sequence[str]:
        """Tell a restored hub what it said before."""
        return await self._road.give_back(device, warrants, documents)

    async def stand(
        self, device: str, receipts: Sequence[Mapping[str, Any]], after: str | None
    ) -> RefusedPage:
        """Give back receipts, or ask what the hub refuses."""
        return await self._road.stand(device, receipts, after)

    async def give_file(self, ref: BlobRef, file: HeldFile) -> bool:
        """Give a file that the hub lost."""
        return await self._road.give_file(ref, file)

    def blob(self, sha256: str, start: int) -> AbstractAsyncContextManager[BlobStream]:
        """Open a file at an offset in bytes."""
        return self._road.blob(sha256, start)

    async def close(self) -> None:
        """Let go of the road."""
        await self._road.close()

    def _note_last(self, lines: Sequence[bytes], begun: datetime) -> None:
        self._note(int(json.loads(lines[-1])["n"]), begun)
