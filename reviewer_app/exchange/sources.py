"""Where files come from: the line to the hub, or something nearer, each saying which files it has."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from reviewer_app.exchange.transport import BlobStream, Transport

THE_HUB = "the hub"


class BlobSource(Protocol):
    """Gives files by their SHA-256; every failure is a LineError or HubError. Nothing it gives is believed unhashed."""

    @property
    def name(self) -> str:
        """What a person calls it, in the middle of a sentence: “the hub”, “the stick DISTRICT”."""
        ...

    @property
    def far(self) -> bool:
        """Whether what it gives comes over a line that may be slow or cost money."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether it is worth asking for this file."""
        ...

    def blob(self, sha256: str, start: int) -> AbstractAsyncContextManager[BlobStream]:
        """Open a file at an offset in bytes."""
        ...


class OverLine:
    """The files of a transport's other end, which is asked for whatever is missing."""

    def __init__(self, transport: Transport, name: str = THE_HUB, *, far: bool = True) -> None:
        self._transport = transport
        self.name = name
        self.far = far

    def has(self, sha256: str) -> bool:
        """The other end knows what it gave out."""
        return bool(sha256)

    def blob(self, sha256: str, start: int) -> AbstractAsyncContextManager[BlobStream]:
        """Open a file at an offset in bytes."""
        return self._transport.blob(sha256, start)
