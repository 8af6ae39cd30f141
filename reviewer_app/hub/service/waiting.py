"""Looking at a part of the hub that may hang: by one thread at a time whoever asks, and not waited for without end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 5.0
"""Seconds; whatever asks for health gives up itself not much later."""
SILENT = "timeout"
"""The code of a part that did not answer in that time."""

Parts = dict[str, str]


class Look:
    """How one part is, by a function that never fails. Who asks while it is being looked at hears the same."""

    def __init__(self, look: Callable[[], Parts], names: tuple[str, ...], patience: float = PATIENCE) -> None:
        self._look, self._names, self._patience = look, names, patience
        self._under_way: asyncio.Future[Parts] | None = None

    async def parts(self) -> Parts:
        """What was found, or that it did not answer in time."""
        if self._under_way is None:
            loop = asyncio.get_running_loop()
            self._under_way = loop.create_future()
            # A thread of its own, and one that ends with the program: the pool's may all hang at what hangs here.
            threading.Thread(target=self._run, args=(loop,), name="health", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.shield(self._under_way), self._patience)
        except TimeoutError:
            return dict.fromkeys(self._names, SILENT)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        found = self._look()
        with suppress(RuntimeError):  # the hub stopped serving meanwhile, and its loop is closed
            loop.call_soon_threadsafe(self._found, found)

    def _found(self, found: Parts) -> None:
        if self._under_way is not None:
            self._under_way.set_result(found)
            self._under_way = None
