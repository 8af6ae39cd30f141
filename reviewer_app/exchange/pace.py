"""A limit on bytes a second, as a bucket that fills with time and may be overdrawn by one piece."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

BURST_SECONDS = 0.5
"""So much of a second may come at once after a pause."""


class Pace:
    """Shared by all files under way; the rate may be another one each time."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._level = 0.0
        self._at = now()

    async def take(self, size: int, rate: int) -> None:
        """Account for bytes that came, and wait until they were due at this many bytes a second (0: at once)."""
        now = self._now()
        passed, self._at = max(0.0, now - self._at), now
        if rate <= 0:
            self._level = 0.0
            return
        self._level = min(rate * BURST_SECONDS, self._level + passed * rate) - size
        if self._level < 0:
            await self._sleep(-self._level / rate)
