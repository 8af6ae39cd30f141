"""The next page of news, asked for while the one before is being kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from reviewer_app.exchange.messages import RoundAnswer, RoundRequest
from reviewer_app.exchange.transport import Transport


class Ahead:
    """Asks at most one question before its turn; its answer counts only where the same is asked then."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._under_way: tuple[RoundRequest, asyncio.Future[RoundAnswer]] | None = None

    def begin(self, request: RoundRequest) -> None:
        """Ask now what will be asked next if all of the page before can be kept."""
        self._under_way = request, asyncio.ensure_future(self._transport.round(request))

    async def answer(self, request: RoundRequest) -> RoundAnswer:
        """The answer to this question, which may be here already."""
        if self._under_way is not None:
            asked, answer = self._under_way
            if asked == replace(request, nonce=asked.nonce):
                self._under_way = None
                return await answer
            await self.drop()
        return await self._transport.round(request)

    async def drop(self) -> None:
        """Wait for no answer any more."""
        if self._under_way is None:
            return
        _, answer = self._under_way
        self._under_way = None
        await let_go(answer)


async def let_go(answer: asyncio.Future[Any]) -> None:
    """Wait for an answer no more; what became of the question matters to nobody."""
    answer.cancel()
    await asyncio.wait({answer})
    if not answer.cancelled():
        answer.exception()


@asynccontextmanager
async def asking_ahead(transport: Transport) -> AsyncIterator[Ahead]:
    """One for a round; nothing of it is under way any more after the block."""
    ahead = Ahead(transport)
    try:
        yield ahead
    finally:
        await ahead.drop()
