"""What the hub says over HTTP: every answer signed, refusals included, so that nobody on the way can speak for it."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.signing import signed
from reviewer_app.exchange.messages import ERROR, VERSION
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused

log = logging.getLogger(__name__)

BUSY_SECONDS = 2.0
WAITED_FOR = frozenset({"store-busy", "database-away", "storage-silent"})
"""Faults of the database and of the place of files that pass by themselves."""
LARGEST_QUESTION = 64 * 1024
LARGEST_BATCH = 16 * 1024 * 1024


def answer(books: Books, form: str, nonce: str, content: Mapping[str, Any]) -> Response:
    """A signed answer to one question, which its nonce names."""
    at = books.moment()
    bare = {"format": form, "version": VERSION, "nonce": nonce, "hub": books.key.name, "at": at, **content}
    body = json.dumps(signed(bare, books.key, at), separators=(",", ":"), ensure_ascii=False).encode()
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


def refused(books: Books, problem: Refused) -> Response:
    """A signed refusal with its status, and Retry-After where there is something to wait for."""
    at = books.moment()
    told: dict[str, Any] = dict(problem.document())
    headers = {"cache-control": "no-store"}
    if problem.retry_after is not None:
        told["retry_after"] = math.ceil(problem.retry_after)
        headers["retry-after"] = str(told["retry_after"])
    if problem.status == 401:
        headers["www-authenticate"] = "Bearer"
    bare = {"format": ERROR, "version": VERSION, "hub": books.key.name, "at": at, "error": told}
    body = json.dumps(signed(bare, books.key, at)).encode()
    return Response(body, problem.status, headers, "application/json")


def refusal_of(problem: Exception) -> Refused:
    """The refusal that a failure inside the hub becomes; what went wrong stays in the hub's own log."""
    if isinstance(problem, Refused):
        return problem
    if isinstance(problem, ReviewerError) and problem.code in WAITED_FOR:
        return Refused("busy", retry_after=BUSY_SECONDS)
    if isinstance(problem, ReviewerError) and problem.code == "unstorable":
        return Refused("not-understood", problem.sentence)
    if isinstance(problem, ClientDisconnect):  # the line broke while a body came: nobody is left to be told
        return Refused("cut-short")
    log.error("a request failed: %s", type(problem).__name__, exc_info=problem)
    return Refused("hub-trouble")


async def body_of(request: Request, largest: int) -> bytes:
    """The whole body, refused as ``too-large`` as soon as it is."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Refused("too-large")
        parts.append(part)
    return b"".join(parts)


def question(body: bytes, form: str) -> Mapping[str, Any]:
    """A question's JSON object of the expected form; Refused ``not-understood`` or ``version``."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("not-understood", "It is not JSON.") from None
    if not isinstance(document, dict) or document.get("format") != form:
        raise Refused("not-understood", f"It is not a “{form}”.")
    if document.get("version") != VERSION:
        raise Refused("version")
    return document


def text(document: Mapping[str, Any], name: str, longest: int = 200) -> str:
    """A text field of a question."""
    value = document.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise Refused("not-understood", f"The field “{name}” is missing or wrong.")
    return value
