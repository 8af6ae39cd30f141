"""The hub's routes: who asks is settled by the token before anything else, and every answer is signed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from reviewer_app.domain.signing import signer
from reviewer_app.exchange import messages
from reviewer_app.hub import people
from reviewer_app.hub.answers import (
    LARGEST_BATCH,
    LARGEST_QUESTION,
    answer,
    body_of,
    question,
    refusal_of,
    refused,
    text,
)
from reviewer_app.hub.assigning import work_since
from reviewer_app.hub.bank import LARGEST_BANK, shared_entries, trade_entries
from reviewer_app.hub.books import Books
from reviewer_app.hub.files import file_answer
from reviewer_app.hub.giving_back import LARGEST_GIFT, read_gift, take_back, warrant
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.others import others_after, read_held
from reviewer_app.hub.own import number, own_after
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.returning import certificate, come_back, succeed
from reviewer_app.hub.taking import proven, receipts_after, take
from reviewer_app.hub.tls import own_pin

OPEN_ROUTES = frozenset(
    {
        "/v1/pairing/challenge",
        "/v1/pairing",
        "/v1/pairing/back",
        "/v1/pairing/successor",
        "/v1/pairing/meeting",
        "/v1/pairing/meeting/turn",
    }
)
"""Routes without a token, since they are how one gets a token; everything else needs one."""

DEVICE = re.compile(r"z6Mk[1-9A-HJ-NP-Za-km-z]{40,48}")
HASH = re.compile(r"[0-9a-f]{64}")

Handler = Callable[[Request], Awaitable[Response]]


class Routes:
    """The hub's answers, by route."""

    def __init__(self, books: Books, meetings: Meetings | None) -> None:
        self._books = books
        self._meetings = meetings
        self._pin = own_pin(books.key)

    async def caller(self, request: Request) -> people.Caller:
        """Who asks, by the bearer token."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return await run_in_threadpool(
            people.caller, self._books, token if scheme.lower() == "bearer" else ""
        )

    async def challenge(self, request: Request) -> Response:
        """Random bytes for a device to sign."""
        asked = question(await body_of(request, LARGEST_QUESTION), messages.CHALLENGE)
        device = text(asked, "device")
        if not DEVICE.fullmatch(device):
            raise Refused("not-understood", "The device’s name is not a key.")
        made = await run_in_threadpool(people.challenge, self._books, device)
        return answer(self._books, messages.CHALLENGE, text(asked, "nonce"), {"challenge": made})

    async def pairing(self, request: Request) -> Response:
        """A token for a code, to a device that holds its key."""
        asked = question(await body_of(request, LARGEST_QUESTION), messages.PAIR)
        device = text(asked, "device")
        if signer(asked) != device or asked.get("hub") != self._books.key.name:
            raise Refused("proof-wrong")
        paired = await run_in_threadpool(
            people.trade, self._books, device, text(asked, "code"), text(asked, "challenge")
        )
        return self._say_paired(asked, device, paired)

    async def back(self, request: Request) -> Response:
        """A new token for a laptop this hub lost, for the certificate it once signed."""
        asked = question(await body_of(request, LARGEST_QUESTION), messages.COME_BACK)
        paired = await run_in_threadpool(come_back, self._books, asked)
        return self._say_paired(asked, text(asked, "device"), paired)

    async def successor(self, request: Request) -> Response:
        """A token for the new key of a laptop whose store was copied."""
        asked = question(await body_of(request, LARGEST_QUESTION), messages.SUCCESSION)
        device, paired = await run_in_threadpool(succeed, self._books, asked)
        return self._say_paired(asked, device, paired)

    def _say_paired(self, asked: Mapping[str, Any], device: str, paired: people.Paired) -> Response:
        return answer(self._books, messages.PAIRED, text(asked, "nonce"), self._paired(device, paired))

    def _paired(self, device: str, paired: people.Paired) -> dict[str, Any]:
        return {
            "device": device,
            "name": self._books.name,
            "token": paired.token,
            "person": {"id": paired.person, "name": paired.person_name},
            "certificate": certificate(self._books, device, paired),
            "pin": self._pin,
        }

    async def meeting(self, request: Request) -> Response:
        """A laptop asks to be paired by a code on both screens."""
        asked = question(await body_of(request, LARGEST_QUESTION), messages.MEETING)
        device, promised = text(asked, "device"), text(asked, "commitment")
        if not HASH.fullmatch(promised):
            raise Refused("not-understood", "The field “commitment” is no SHA-256.")
        if signer(asked) != device:
            raise Refused("proof-wrong")
        made = self._sharing().begin(device, promised)
        content = {
            "device": device,
            "name": self._books.name,
            "meeting": made.id,
            "random": made.random,
            "pin": self._sharing().pin,
        }
        return answer(self._books, messages.MEETING, text(asked, "nonce"), content)

    async def meeting_turn(self, request: Request) -> Response:
        """The laptop's random number, what its person said of the codes, and how far the coordinator is."""
        asked = question(await body_of(request, LARGEST_QUESTION), messages.TURN)
        device, meetings, agreed = text(asked, "device"), self._sharing(), asked.get("agreed")
        # Who was led to another hub or another line signed that one's keys, not ours.
        if (signer(asked), asked.get("hub"), asked.get("pin")) != (
            device,
            self._books.key.name,
            meetings.pin,
        ):
            raise Refused("proof-wrong")
        if agreed is not None and not isinstance(agreed, bool):
            raise Refused("not-understood", "The field “agreed” is missing or wrong.")
        paired = await run_in_threadpool(
            meetings.turn, device, text(asked, "meeting"), text(asked, "random"), agreed
        )
        content: dict[str, Any] = {"device": device, "state": messages.MEETING_WAITS}
        if paired is not None:
            content = {**self._paired(device, paired), "state": messages.MEETING_PAIRED}
        return answer(self._books, messages.TURN, text(asked, "nonce"), content)

    def _sharing(self) -> Meetings:
        if self._meetings is None:
            raise Refused("not-sharing")
        return self._meetings

    async def own(self, request: Request) -> Response:
        """A laptop's own line as the hub has it."""
        who = await self.caller(request)
        asked = question(await body_of(request, LARGEST_QUESTION), messages.OWN)
        _same_device(asked, who)
        content = await run_in_threadpool(self._own, who, number(asked, "after"), number(asked, "have"))
        return answer(self._books, messages.OWN_ANSWER, text(asked, "nonce"), content)

    def _own(self, who: people.Caller, after: int, have: int) -> dict[str, Any]:
        with self._books.looking() as look:
            return own_after(self._books, look, who, after, have)

    async def given_back(self, request: Request) -> Response:
        """What this hub said before it was restored, in its own signed words."""
        who = await self.caller(request)
        asked = question(await body_of(request, LARGEST_GIFT), messages.GIVEN_BACK)
        _same_device(asked, who)
        wanted = await run_in_threadpool(take_back, self._books, who, *read_gift(asked))
        content = {"device": who.device, "wanted": list(wanted)}
        return answer(self._books, messages.GIVEN_BACK_ANSWER, text(asked, "nonce"), content)

    async def round(self, request: Request) -> Response:
        """Counters compared, and what is new for the person since the cursor."""
        who = await self.caller(request)
        asked = question(await body_of(request, LARGEST_QUESTION), messages.ROUND)
        _same_device(asked, who)
        received = asked.get("received")
        if type(received) is not int or not 0 <= received < 2**53:
            raise Refused("not-understood", "The field “received” is missing or wrong.")
        content = await run_in_threadpool(self._round, who, text(asked, "cursor"), received, read_held(asked))
        return answer(self._books, messages.ROUND_ANSWER, text(asked, "nonce"), content)

    def _round(
        self, who: people.Caller, cursor: str, received: int, held: Mapping[str, tuple[int, int]] | None
    ) -> dict[str, Any]:
        with self._books.looking() as look:
            count, rolling, seen_at = look.exec_driver_sql(
                "SELECT count, rolling, seen_at FROM device WHERE name = ?", (who.device,)
            ).one()
            page = work_since(look, who.person, cursor)
            receipts = receipts_after(look, who.device, received) if received < count else ()
            others = None if held is None else others_after(self._books, look, who, held)
        people.saw(self._books, who, seen_at)
        told: dict[str, Any] = {}
        if others is not None:
            told = {
                "others": list(others.records),
                "others_more": others.more,
                "recount": list(others.recount),
            }
        return {
            **told,
            "pin": self._pin,
            "device": who.device,
            "count": count,
            "hash": rolling,
            "sealing": self._books.rest.sealer.recipient,
            "lost": page.lost,
            "warrant": warrant(self._books, who, page),
            "cursor": page.cursor,
            "more": page.more,
            "receipts": receipts,
            "work": list(page.items),
            "microcredentials": page.microcredentials,
        }

    async def records(self, request: Request) -> Response:
        """A batch of records, each accepted or refused by itself."""
        who = await self.caller(request)
        head_line, _, body = (await body_of(request, LARGEST_BATCH)).partition(b"\n")
        head = question(head_line, messages.RECORDS)
        _same_device(head, who)
        lines = await run_in_threadpool(self._lines, head, body)
        if type(head.get("count")) is not int or head["count"] > messages.BATCH_RECORDS:
            raise Refused("not-understood", f"A batch holds at most {messages.BATCH_RECORDS} records.")
        if head["count"] != len(lines):
            raise Refused("cut-short")
        before = await run_in_threadpool(proven, self._books, who, head)
        taken = await run_in_threadpool(take, self._books, who, lines, before)
        content = {
            "device": who.device,
            "count": taken.count,
            "resend_from": taken.resend_from,
            "differs": taken.differs,
            "receipts": list(taken.receipts),
        }
        return answer(self._books, messages.RECORDS_ANSWER, text(head, "nonce"), content)

    def _lines(self, head: Mapping[str, Any], body: bytes) -> list[bytes]:
        """The records of a batch, which are sealed for this hub unless an older version sent them."""
        if head.get("sealed"):
            try:
                return self._books.rest.sealer.opened(body)
            except ValueError:
                raise Refused("sealed-otherwise") from None
        lines = body.split(b"\n")
        if not lines[-1]:
            lines.pop()
        return lines

    async def bank(self, request: Request) -> Response:
        """The comments this person shares now, for those that all share on the person's micro-credentials."""
        who = await self.caller(request)
        asked = question(await body_of(request, LARGEST_BANK), messages.BANK)
        _same_device(asked, who)
        entries = shared_entries(asked.get("entries"))
        content = await run_in_threadpool(trade_entries, self._books, who, entries)
        return answer(self._books, messages.BANK_ANSWER, text(asked, "nonce"), content)

    async def blob(self, request: Request) -> Response:
        """A file of the person's own work, whole or from an offset."""
        who = await self.caller(request)
        return await run_in_threadpool(
            file_answer, self._books, who, request.path_params["sha256"], request.headers
        )


def create_app(books: Books, meetings: Meetings | None = None) -> FastAPI:
    """The hub as an ASGI application; with ``meetings`` it takes laptops by a code on both screens."""
    app = FastAPI(title="Reviewer hub", docs_url=None, redoc_url=None, openapi_url=None)
    routes = Routes(books, meetings)
    table: tuple[tuple[str, str, Handler], ...] = (
        ("POST", "/v1/pairing/challenge", routes.challenge),
        ("POST", "/v1/pairing", routes.pairing),
        ("POST", "/v1/pairing/back", routes.back),
        ("POST", "/v1/pairing/successor", routes.successor),
        ("POST", "/v1/pairing/meeting", routes.meeting),
        ("POST", "/v1/pairing/meeting/turn", routes.meeting_turn),
        ("POST", "/v1/round", routes.round),
        ("POST", "/v1/own", routes.own),
        ("POST", "/v1/given-back", routes.given_back),
        ("POST", "/v1/records", routes.records),
        ("POST", "/v1/bank", routes.bank),
        ("GET", "/v1/blobs/{sha256}", routes.blob),
    )
    for method, path, handler in table:
        app.add_route(path, _guarded(books, handler), methods=[method], include_in_schema=False)

    async def unknown(_: Request, problem: Exception) -> Response:
        status = problem.status_code if isinstance(problem, HTTPException) else 404
        return refused(books, Refused("wrong-method" if status == 405 else "not-found"))

    app.add_exception_handler(HTTPException, unknown)
    return app


def _guarded(books: Books, handler: Handler) -> Handler:
    async def endpoint(request: Request) -> Response:
        try:
            return await handler(request)
        except Exception as problem:  # noqa: BLE001 - the outermost wall: whatever failed becomes a signed refusal
            return refused(books, refusal_of(problem))

    return endpoint


def _same_device(asked: Mapping[str, Any], who: people.Caller) -> None:
    if text(asked, "device") != who.device:
        raise Refused("other-device")
