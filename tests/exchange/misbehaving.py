"""A source of files that fails as it is told to: cut short, wrong bytes, ignored ranges, other tags, silence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from reviewer_app.exchange.failures import hub_error, line_error
from reviewer_app.exchange.transport import BlobStream

SHORTEST = 7


@dataclass(frozen=True)
class Turn:
    """What happens to one request: ``code`` instead of an answer, or bytes up to ``cut`` and then a break."""

    code: str = ""
    cut: int | None = None
    spoilt: int | None = None
    from_start: bool = False
    longer: bool = False


@dataclass
class Shelf:
    """Files by hash; ``turns`` are used up one by one, and after them everything goes well."""

    name: str
    files: Mapping[str, bytes]
    turns: list[Turn] = field(default_factory=list)
    far: bool = False
    asked: list[tuple[str, int]] = field(default_factory=list)
    open_now: int = 0
    most_open: int = 0
    stall: asyncio.Event | None = None

    def has(self, sha256: str) -> bool:
        return sha256 in self.files

    @asynccontextmanager
    async def blob(self, sha256: str, start: int) -> AsyncIterator[BlobStream]:
        self.asked.append((sha256, start))
        turn = self.turns.pop(0) if self.turns else Turn()
        if turn.code:
            raise hub_error(turn.code) if turn.code in ("busy", "hub-trouble") else line_error(turn.code)
        first = 0 if turn.from_start else start
        data = bytearray(self.files[sha256])
        if turn.spoilt is not None and data:
            data[turn.spoilt % len(data)] ^= 0xFF
        if turn.longer:
            data += b"more"
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            yield BlobStream(first, self._pieces(bytes(data[first:]), turn.cut))
        finally:
            self.open_now -= 1

    async def _pieces(self, data: bytes, cut: int | None) -> AsyncIterator[bytes]:
        if self.stall is not None:
            await self.stall.wait()
        piece = max(SHORTEST, len(data) // 8)
        for at in range(0, len(data), piece):
            if cut is not None and at + piece > cut:
                yield data[at:cut]
                raise line_error("cut-off")
            await asyncio.sleep(0)
            yield data[at : at + piece]
