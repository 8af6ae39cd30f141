"""What stands around the hub's routes: health and metrics, and one note and one count for every answer."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.exchange.wire import is_this_machine
from reviewer_app.hub.books import Books
from reviewer_app.hub.service import noted
from reviewer_app.hub.service.health import FILES, RECORD, Health, gauges, of_files, of_record
from reviewer_app.hub.service.metrics import CONTENT_TYPE, OTHER, Counters
from reviewer_app.hub.service.waiting import Look

if TYPE_CHECKING:
    import mmap

    from starlette.applications import Starlette
    from starlette.types import Message, Receive, Scope, Send

LIVE, READY, METRICS = "/health/live", "/health/ready", "/metrics"
FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-real-ip")
"""Headers by which a server in front says that somebody else asks."""

Line = dict[str, Any]


@dataclass(frozen=True)
class Watch:
    """How a served hub is watched: whether requests are told, and where several processes count together."""

    metrics_token: str = field(default="", repr=False)
    tell: Callable[[Line], None] | None = None
    """Takes one line of the log for every request."""
    shared: mmap.mmap | None = None
    row: int = 0


class Watched:
    """The hub's application, watched."""

    def __init__(self, app: Starlette, books: Books, watch: Watch) -> None:
        self._app, self._books = app, books
        self._templates = {each.endpoint: each.path for each in app.routes if isinstance(each, Route)}
        routes = (*self._templates.values(), LIVE, READY, METRICS)
        self._counters = Counters(routes, watch.shared, watch.row)
        self._token, self._tell = watch.metrics_token, watch.tell
        self._looks = (Look(lambda: of_record(books), RECORD), Look(lambda: of_files(books), FILES))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        notes = noted.begin()
        begun = monotonic()
        status, sent = 0, 0

        async def sending(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", notes.id.encode())]}
            else:
                sent += len(message.get("body", b""))
            await send(message)

        own = await self._own(scope)
        try:
            await (self._app if own is None else own)(scope, receive, sending)
        finally:
            route = (
                scope["path"]
                if own is not None
                else self._templates.get(scope.get("endpoint", self._app), OTHER)
            )
            seconds = monotonic() - begun
            self._counters.answered(route, status, seconds, sent)
            self._counters.records(notes.records)
            if self._tell is not None:
                self._tell(_line(notes, scope["method"], route, status, seconds, sent))

    async def _own(self, scope: Scope) -> Response | None:
        if scope["method"] not in ("GET", "HEAD"):
            return None
        if scope["path"] == LIVE:
            return _json(200, {"status": "ok"})
        if scope["path"] == READY:
            seen = await asyncio.gather(*(look.parts() for look in self._looks))
            found = Health({name: state for each in seen for name, state in each.items()})
            return _json(
                200 if found.ready else 503, {"status": "ok" if found.ready else "not ready", **found.parts}
            )
        if scope["path"] == METRICS and self._may_see(scope):
            return await run_in_threadpool(self._metrics)
        return None

    def _metrics(self) -> Response:
        try:
            now = gauges(self._books)
        except ReviewerError:
            now = {}  # what was counted is still worth telling when the record does not answer
        return PlainTextResponse(self._counters.text(now), media_type=CONTENT_TYPE)

    def _may_see(self, scope: Scope) -> bool:
        """Whether who asks is on this machine itself, or has the metrics' own token."""
        headers = dict(scope["headers"])
        scheme, _, given = headers.get(b"authorization", b"").partition(b" ")
        if self._token and scheme.lower() == b"bearer":
            return hmac.compare_digest(given.strip(), self._token.encode())
        here = scope["client"] is not None and is_this_machine(scope["client"][0])
        return here and not any(each in headers for each in FORWARDED)


def _json(status: int, content: dict[str, str]) -> Response:
    return Response(json.dumps(content), status, {"cache-control": "no-store"}, "application/json")


def _line(notes: noted.Noted, method: str, route: str, status: int, seconds: float, sent: int) -> Line:
    line: Line = {"request": notes.id, "method": method if method in METHODS else OTHER, "route": route}
    line |= {"status": status, "ms": round(seconds * 1000, 1), "bytes": sent}
    if notes.records:
        line["records"] = {code or "accepted": many for code, many in sorted(notes.records.items())}
    return line


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
