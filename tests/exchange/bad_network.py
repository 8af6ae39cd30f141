"""A line to a hub in the same process that refuses, loses, repeats and delays, or ends with the laptop's power."""

from __future__ import annotations

from typing import Protocol

import httpx2

FAULTS = ("fine", "refused", "lost before", "lost after", "twice", "late", "kill", "kill after", "page")


class HasHub(Protocol):
    """Where the hub of the moment is to be found: it may be another after a restore."""

    asgi: httpx2.ASGITransport


class Killed(BaseException):
    """The laptop lost its power in the middle of a round."""


class BadNetwork(httpx2.AsyncBaseTransport):
    """Carries requests to the hub in this process, and does to the next ones what was planned."""

    def __init__(self, world: HasHub) -> None:
        self._world = world
        self.plan: list[str] = []
        self.heard: list[bytes] = []
        self.asked: list[bytes] = []
        self._late: httpx2.Request | None = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        fault = self.plan.pop(0) if self.plan else "fine"
        self.asked.append(await request.aread())
        if fault == "refused":
            raise httpx2.ConnectError("refused", request=request)
        if fault == "lost before":
            raise httpx2.ReadError("reset", request=request)
        if fault == "kill":
            raise Killed
        if fault == "page":
            return httpx2.Response(200, text="<html>Sign in</html>", headers={"content-type": "text/html"})
        if fault == "late":  # it arrives, but after the next one
            self._late = request
            raise httpx2.ReadTimeout("slow", request=request)
        answer = await self._pass_on(request)
        if fault == "twice":
            answer = await self._pass_on(request)
        if self._late is not None:
            late, self._late = self._late, None
            await self._pass_on(late)
        if fault == "lost after":
            raise httpx2.ReadError("reset", request=request)
        if fault == "kill after":
            raise Killed
        self.heard.append(await answer.aread())
        return answer

    async def _pass_on(self, request: httpx2.Request) -> httpx2.Response:
        copied = httpx2.Request(request.method, request.url, headers=request.headers, content=request.content)
        return await self._world.asgi.handle_async_request(copied)
