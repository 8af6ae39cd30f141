"""Bodies of questions as they come in: counted while they are read, and not waited for without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from reviewer_app.hub.doors import Doors
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.uploads import Upload


async def body_of(request: Request, largest: int, doors: Doors) -> bytes:
    """The whole body, refused as ``too-large`` as soon as it is."""
    return b"".join([piece async for piece in _pieces(request, largest, doors)])


async def body_to_upload(request: Request, largest: int, doors: Doors, folder: Path) -> Upload:
    """The body in an encrypted file in this folder, which the caller discards; nothing is left where it fails."""
    upload = await run_in_threadpool(Upload, folder)
    try:
        async for piece in _pieces(request, largest, doors):
            await run_in_threadpool(upload.write, piece)
        await run_in_threadpool(upload.finish)
    except BaseException:  # the laptop going away too: half a bundle is never left
        upload.discard()
        raise
    return upload


async def _pieces(request: Request, largest: int, doors: Doors) -> AsyncIterator[bytes]:
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said) > largest:
        raise Refused("too-large")
    size, start = 0, doors.clock()
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(doors.piece_seconds):
                piece = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Refused("too-slow") from None
        except ClientDisconnect:
            raise Refused("cut-short", "The line was cut.") from None
        size += len(piece)
        if size > largest:
            raise Refused("too-large")
        if doors.clock() - start > doors.piece_seconds + size / doors.slowest:
            raise Refused("too-slow")
        yield piece
