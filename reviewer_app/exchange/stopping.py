"""Work on a line that ends within a moment of a person's wish."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from reviewer_app.domain.progress import CancelToken

LOOK_SECONDS = 0.02
T = TypeVar("T")


async def unless_cancelled(work: Coroutine[Any, Any, T], cancel: CancelToken | None) -> T:
    """The work's outcome; Cancelled within a tenth of a second of a cancel, when the work has come to its end."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            if cancel is not None:
                cancel.check()
            await asyncio.wait({task}, timeout=LOOK_SECONDS)
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
