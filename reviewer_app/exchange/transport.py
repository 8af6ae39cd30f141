"""The one road between desk and hub, whatever it is made of: HTTP now, a folder or a stick later."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

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


@dataclass(frozen=True)
class BlobStream:
    """A file on its way: ``start`` is the offset its first byte has, which may lie before the one asked for."""

    start: int
    chunks: AsyncIterator[bytes]


class Transport(Protocol):
    """Carries the steps of a round; every failure is a LineError or HubError, and cancelling is immediate."""

    async def round(self, request: RoundRequest) -> RoundAnswer:
        """Compare counters and fetch what is new since the cursor."""
        ...

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None = None) -> RecordsAnswer:
        """Hand over records, each as the canonical bytes of its signed document, in order of ``n``."""
        ...

    async def own(self, device: str, after: int, have: int) -> OwnPage:
        """What the hub has of this laptop's own records after a number; documents of those beyond ``have``."""
        ...

    async def give_back(
        self, device: str, warrants: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]]
    ) -> Sequence[str]:
        """Tell a hub that lost it what it said of the person's work; the submissions whose documents it wants."""
        ...

    async def stand(
        self, device: str, receipts: Sequence[Mapping[str, Any]], after: str | None
    ) -> RefusedPage:
        """Give back receipts that accept what the hub refuses; where ``after`` is an id ("" at first), what it still
        refuses after that."""
        ...

    async def give_file(self, ref: BlobRef, file: HeldFile) -> bool:
        """Give a hub a file that it lost, or leave it where it will find it; False where there is no room for it."""
        ...

    def blob(self, sha256: str, start: int) -> AbstractAsyncContextManager[BlobStream]:
        """Open a file at an offset in bytes."""
        ...

    async def close(self) -> None:
        """Let go of the road."""
        ...


@runtime_checkable
class MovingRoad(Protocol):
    """A road that finds out where the hub is by now."""

    @property
    def at(self) -> str:
        """Where it answered, "" before it did."""
        ...


@runtime_checkable
class TokenRoad(Protocol):
    """A road on which the laptop shows a token, and can trade it for a new one."""

    @property
    def token_due(self) -> bool:
        """Whether the hub asked, in the last round, for the token to be traded."""
        ...

    async def new_token(self, device: str) -> str:
        """A token for the one in use, which stays good until the new one is first used: keep it before that."""
        ...
