"""Machines that stand between two laptops, as an attacker on the school's network would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.trust import PinnedContext
from reviewer_app.hub import serving
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.tls import own_tls
from tests.exchange.fixtures import Clock

STRANGER = b"the key of a hub that is another"


@contextmanager
def passing_on(url: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A machine with a certificate of its own that passes every question on to the hub: its URL and what it saw."""
    stranger = Hub.open(folder, STRANGER, Clock())
    saw: list[str] = []

    async def forward(request: Request) -> Response:
        saw.append(request.url.path)
        async with httpx2.AsyncClient(verify=PinnedContext.first_sight()) as client:
            told = await client.post(url + request.url.path, content=await request.body())
        return Response(told.content, told.status_code, media_type="application/json")

    tls = own_tls(stranger.books)
    with pytest_patched(Starlette(routes=[Route("/{path:path}", forward, methods=["POST"])])):
        served = serving.EmbeddedHub(stranger, tls=tls)
        try:
            yield served.start(), saw
        finally:
            served.stop()
            stranger.close()


@contextmanager
def pytest_patched(app: Starlette) -> Iterator[None]:
    """Have the next server serve this instead of a hub's routes."""
    real = serving.create_app
    serving.create_app = lambda *_: app  # type: ignore[assignment, return-value]  # any ASGI application will do
    try:
        yield
    finally:
        serving.create_app = real


def new_key() -> SigningKey:
    """A device's key."""
    return SigningKey(os.urandom(32))
