"""The doors of every route, made from its row: rates, token, role, body, form and version, in this order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from reviewer_app.hub import tokens
from reviewer_app.hub.answers import answer, question, refusal_of, refused, text, version_for
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.bodies import body_of, body_to_upload
from reviewer_app.hub.books import Books
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.lacking import size_of_theirs
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.patience import HEAD_BYTES
from reviewer_app.hub.rates import Buckets
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.route import Body, Route
from reviewer_app.hub.tls import own_pin

INCOMING = "incoming"
"""The folder inside the hub's own where bundles lie while they are taken in."""


class Guard:
    """What stands before the routes of one application."""

    def __init__(self, books: Books, doors: Doors, meetings: Meetings | None = None) -> None:
        self._books, self._doors, self._meetings = books, doors, meetings
        self._pin = own_pin(books.key)
        self._laptops = Buckets(doors.laptop, doors.clock)
        self._addresses = Buckets(doors.address, doors.clock)

    def endpoint(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        """What is called for a route: nobody gets past a door that its row has."""

        async def endpoint(request: Request) -> Response:
            try:
                return await self._answered(route, request)
            except Exception as problem:  # noqa: BLE001 - the outermost wall: whatever failed becomes a signed refusal
                return refused(self._books, refusal_of(problem))

        return endpoint

    async def _answered(self, route: Route, request: Request) -> Response:
        lines = request.headers.raw
        # What comes late is stopped by the line (patience); what comes all at once is seen here.
        if (
            len(lines) > self._doors.headers
            or sum(len(name) + len(said) for name, said in lines) > HEAD_BYTES
        ):
            raise Refused("too-many-headers")
        caller = await self._caller(route, request)
        asked = Asked(
            self._books,
            self._doors,
            place=request.path_params,
            query=dict(request.query_params),
            headers=request.headers,
            caller=caller,
            meetings=self._meetings,
            pin=self._pin,
        )
        asked = await self._read(route, request, asked)
        try:
            content = await run_in_threadpool(route.handler, asked)
        finally:
            if asked.upload is not None:
                asked.upload.discard()
        if isinstance(content, Response) or route.answer is None:
            assert isinstance(content, Response)
            return content
        speaks = self._doors.versions
        version = version_for(asked.document, speaks) if asked.document else max(speaks)
        nonce = text(asked.document or {"nonce": "", **asked.query}, "nonce")
        return answer(self._books, route.answer.name, nonce, content, version, speaks)

    async def _caller(self, route: Route, request: Request) -> tokens.Caller | None:
        """Who asks, by the bearer token, if their role may; nobody where a route is open."""
        address = request.client.host if request.client else ""
        if route.is_open:
            self._take(self._addresses, address)
            return None
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            who = await run_in_threadpool(
                tokens.caller, self._books, token if scheme.lower() == "bearer" else "", self._doors
            )
        except Refused as problem:
            if problem.code == "no-token":
                self._take(self._addresses, address)
            raise
        self._take(self._laptops, who.device)
        if who.role not in route.who:
            raise Refused("not-your-role")
        return who

    @staticmethod
    def _take(buckets: Buckets, name: str) -> None:
        wait = buckets.wait(name)
        if wait:
            raise Refused("too-many-requests", retry_after=wait)

    async def _read(self, route: Route, request: Request, asked: Asked) -> Asked:
        if route.body.is_file:
            largest = min(route.largest, self._doors.bundle_bytes)
            if route.body is Body.FILE:
                who, sha256 = asked.who, str(asked.place["sha256"])
                largest = min(largest, await run_in_threadpool(size_of_theirs, self._books, who, sha256))
            folder = self._books.folder / INCOMING
            return replace(asked, upload=await body_to_upload(request, largest, self._doors, folder))
        if route.question is None:
            return asked
        body = await body_of(request, route.largest, self._doors)
        head, rest = body, b""
        if route.body is Body.LINES:
            head, _, rest = body.partition(b"\n")
        document = question(head, route.question.name, self._doors.versions)
        if asked.caller is not None and text(document, "device") != asked.caller.device:
            raise Refused("other-device")
        route.question.read(document)
        return replace(asked, document=document, rest=rest)
