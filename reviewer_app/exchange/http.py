"""The road over HTTP: each step of a round is one request, believed only when the hub signed the answer."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from reviewer_app.domain.errors import LineError, ReviewerError
from reviewer_app.exchange.failures import hub_error, line_error, told_by_hub, unsigned_answer
from reviewer_app.exchange.hub_clock import DATED, wire_by_hubs_clock
from reviewer_app.exchange.ledger import HeldFile
from reviewer_app.exchange.messages import (
    ERROR,
    FILE_ANSWER,
    GIVEN_BACK,
    GIVEN_BACK_ANSWER,
    OWN,
    OWN_ANSWER,
    RECORDS_ANSWER,
    ROUND_ANSWER,
    TOKEN,
    TOKEN_ANSWER,
    BlobRef,
    OwnPage,
    Pairing,
    Proof,
    RecordsAnswer,
    RefusedPage,
    RoundAnswer,
    RoundRequest,
    batch_head,
    open_answer,
    read_own,
    read_records_answer,
    read_refused,
    read_round,
)
from reviewer_app.exchange.sealed_batch import sealed
from reviewer_app.exchange.speaking import Speaking
from reviewer_app.exchange.transport import BlobStream
from reviewer_app.exchange.trust import PinnedContext
from reviewer_app.exchange.versions import SPOKEN
from reviewer_app.exchange.wire import Answer, Timeouts, Wire, plain_words, read_answer

GOOD = (200, 201, 202)
GIVEN_AT_ONCE = 256 * 1024


class HttpTransport:
    """A Transport to the paired hub; ``network`` puts something else than sockets below (tests use ASGI)."""

    def __init__(
        self,
        pairing: Pairing,
        *,
        timeouts: Timeouts | None = None,
        network: httpx2.AsyncBaseTransport | None = None,
        versions: Sequence[int] = SPOKEN,
    ) -> None:
        self._hub = pairing.hub_key
        self._speaking = Speaking(versions)
        self.token_due = False
        """Whether the hub asked, in the last round, for this laptop's token to be traded."""
        self._wire = wire_to(pairing, timeouts, network)
        self._pairing, self._timeouts = pairing, timeouts
        self._by_hubs_clock = False
        self._sealing = ""

    async def round(self, request: RoundRequest) -> RoundAnswer:
        """Compare counters and fetch what is new since the cursor; with a clock years off, by the hub's."""
        try:
            return await self._round(request)
        except LineError as problem:
            if problem.code not in DATED or self._by_hubs_clock:
                raise
            wire = await wire_by_hubs_clock(self._pairing, problem, self._timeouts)
        await self._wire.close()
        self._wire, self._by_hubs_clock = wire, True
        return await self._round(request)

    async def _round(self, request: RoundRequest) -> RoundAnswer:
        told = await self._agreed("/v1/round", request.document(), ROUND_ANSWER)
        read = read_round(told, self._hub)
        self.token_due, self._sealing = read.token_due, read.sealing
        return read

    async def new_token(self, device: str) -> str:
        """A token for the one in use, which stays good until the new one is first used: keep it before that."""
        asked = {"format": TOKEN, "nonce": secrets.token_hex(16), "device": device}
        token = (await self._agreed("/v1/token", asked, TOKEN_ANSWER)).get("token")
        if not isinstance(token, str) or not token:
            raise line_error("garbled", "The new token is missing.")
        return token

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None = None) -> RecordsAnswer:
        """Hand over records as one batch, sealed for the key that the hub named in this round."""
        head = batch_head(device, len(lines), secrets.token_hex(16), proof, sealed=bool(self._sealing))
        body = _sealed(lines, self._sealing) if self._sealing else b"\n".join((*lines, b""))
        told = await self._agreed("/v1/records", head, RECORDS_ANSWER, body)
        return read_records_answer(told, self._hub)

    async def own(self, device: str, after: int, have: int) -> OwnPage:
        """What the hub has of this laptop's own records."""
        asked = {
            "format": OWN,
            "nonce": secrets.token_hex(16),
            "device": device,
            "after": after,
            "have": have,
        }
        return read_own(await self._agreed("/v1/own", asked, OWN_ANSWER))

    async def give_back(
        self, device: str, warrants: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]]
    ) -> Sequence[str]:
        """Tell a hub that lost it what it said of the person's work; the submissions whose documents it wants."""
        asked = {
            "format": GIVEN_BACK,
            "nonce": secrets.token_hex(16),
            "device": device,
            "warrants": list(warrants),
            "documents": list(documents),
        }
        told = (await self._agreed("/v1/given-back", asked, GIVEN_BACK_ANSWER)).get("wanted")
        if not isinstance(told, list):
            raise line_error("garbled")
        return [str(each) for each in told]

    async def stand(
        self, device: str, receipts: Sequence[Mapping[str, Any]], after: str | None
    ) -> RefusedPage:
        """Give back receipts, or ask what the hub refuses after an id."""
        asked = {
            "format": GIVEN_BACK,
            "nonce": secrets.token_hex(16),
            "device": device,
            "warrants": [],
            "documents": [],
            "receipts": list(receipts),
        }
        if after is not None:
            asked["after"] = after
        return read_refused(await self._agreed("/v1/given-back", asked, GIVEN_BACK_ANSWER))

    async def _agreed(
        self, path: str, asked: Mapping[str, Any], form: str, body: bytes | None = None
    ) -> Mapping[str, Any]:
        """The trusted answer to a question, in the newest version that both ends know."""

        async def ask() -> Mapping[str, Any]:
            document = {**asked, **self._speaking.head()}
            if body is None:
                answer = await self._wire.ask(path, json.dumps(document).encode())
            else:
                whole = json.dumps(document).encode() + b"\n" + body
                answer = await self._wire.ask(path, whole, "application/x-ndjson")
            return trusted(answer, self._hub, form, str(asked["nonce"]), self._speaking.versions)

        return await self._speaking.agreed(ask)

    async def give_file(self, ref: BlobRef, file: HeldFile) -> bool:
        """Send a file that the hub lost; it believes it by its hash."""
        nonce = secrets.token_hex(16)
        path = f"/v1/blobs/{ref.sha256}?nonce={nonce}"
        answer = await self._wire.give(path, _bytes_of(file), ref.size)
        trusted(answer, self._hub, FILE_ANSWER, nonce, self._speaking.versions)
        return True

    @asynccontextmanager
    async def blob(self, sha256: str, start: int) -> AsyncIterator[BlobStream]:
        """Open a file at an offset; where the range is not honoured the stream starts at 0 and says so."""
        tag = f'"{sha256}"'
        headers = {"range": f"bytes={start}-", "if-range": tag} if start else {}
        async with self._wire.fetch(f"/v1/blobs/{sha256}", headers) as response:
            if response.status_code not in (200, 206):
                raise refusal(await read_answer(response), self._hub)
            if response.headers.get("etag") != tag:
                html = "html" in response.headers.get("content-type", "")
                raise line_error(
                    "captive-portal" if html or "etag" not in response.headers else "file-changed"
                )
            found = _first_byte(response)
            if found > start:
                raise line_error("range-wrong")
            yield BlobStream(found, _chunks(response))

    async def close(self) -> None:
        """Close every connection."""
        await self._wire.close()


def _sealed(lines: Sequence[bytes], recipient: str) -> bytes:
    try:
        return sealed(lines, recipient)
    except ValueError as problem:
        raise line_error("garbled", "The hub names a key that is none.") from problem


def wire_to(
    pairing: Pairing, timeouts: Timeouts | None = None, network: httpx2.AsyncBaseTransport | None = None
) -> Wire:
    """The line to a paired hub: on the school's network to the pinned key alone, elsewhere as the system trusts."""
    trust = PinnedContext(pairing.pin) if pairing.near and pairing.hub_url == pairing.near else None
    return Wire(pairing.hub_url, pairing.token, timeouts=timeouts, network=network, trust=trust)


async def _bytes_of(file: HeldFile) -> AsyncIterator[bytes]:
    for start in range(0, file.size, GIVEN_AT_ONCE):
        yield file.read_at(start, GIVEN_AT_ONCE)


async def _chunks(response: httpx2.Response) -> AsyncIterator[bytes]:
    with plain_words():
        async for chunk in response.aiter_bytes(256 * 1024):
            yield chunk


def _first_byte(response: httpx2.Response) -> int:
    if response.status_code == 200:
        return 0
    said = response.headers.get("content-range", "")
    first = said.removeprefix("bytes ").partition("-")[0]
    if not said.startswith("bytes ") or not (first.isascii() and first.isdigit()):
        raise line_error("range-wrong")
    return int(first)


def trusted(
    answer: Answer, hub: str, form: str, nonce: str, versions: Sequence[int] = SPOKEN
) -> Mapping[str, Any]:
    """The signed document of a good answer; anything else is an error that says who spoke and what to do."""
    if answer.status not in GOOD:
        raise refusal(answer, hub)
    return open_answer(answer.document, answer.by, hub, form, nonce, versions)


def refusal(answer: Answer, hub: str) -> ReviewerError:
    """The error in an answer that is not good: in the hub's words if the hub signed it, else as seen from here."""
    document = answer.document
    if isinstance(document, Mapping) and document.get("format") == ERROR:
        told = document.get("error")
        if answer.by == hub and isinstance(told, Mapping):
            return told_by_hub(told, answer.retry_after)
        if answer.by is not None:
            return hub_error("other-hub")
    return unsigned_answer(answer.status, answer.retry_after)
