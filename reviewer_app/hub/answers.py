"""What the hub says over HTTP: every answer signed, refusals included, so that nobody on the way can speak for it."""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response
from starlette.requests import ClientDisconnect

from reviewer_app.domain.errors import FileError, ReviewerError, RuleError
from reviewer_app.domain.signing import signed, signed_line
from reviewer_app.exchange.messages import ERROR, VERSION
from reviewer_app.exchange.versions import SPOKEN, newest_of_both, read_versions
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused

log = logging.getLogger(__name__)

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")

BUSY_SECONDS = 2.0
FULL_SECONDS = 60.0
WAITED_FOR = frozenset({"store-busy", "database-away", "database-read-only", "storage-silent"})
"""Faults of the database and of the place of files that pass by themselves."""


def answer(
    books: Books,
    form: str,
    nonce: str,
    content: Mapping[str, Any],
    version: int = VERSION,
    speaks: Sequence[int] = SPOKEN,
) -> Response:
    """A signed answer to one question, which its nonce names; with the versions the hub speaks."""
    at = books.moment()
    bare = {
        "format": form,
        "version": version,
        "versions": list(speaks),
        "nonce": nonce,
        "hub": books.key.name,
        "at": at,
        **content,
    }
    return Response(
        signed_line(bare, books.key, at), media_type="application/json", headers={"cache-control": "no-store"}
    )


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
    if problem.status == 408:
        headers["connection"] = "close"  # the rest of the question may never come
    if problem.versions:
        told["versions"] = list(problem.versions)
    bare = {"format": ERROR, "version": VERSION, "hub": books.key.name, "at": at, "error": told}
    body = json.dumps(signed(bare, books.key, at)).encode()
    return Response(body, problem.status, headers, "application/json")


def refusal_of(problem: Exception) -> Refused:
    """The refusal that a failure inside the hub becomes; what went wrong stays in the hub's own log."""
    if isinstance(problem, Refused):
        return problem
    if isinstance(problem, RuleError):
        return Refused.because("unknown" if problem.code.startswith("unknown-") else "not-possible", problem)
    if isinstance(problem, FileError):
        return Refused.because("bundle-refused", problem)
    if isinstance(problem, ReviewerError) and problem.code in WAITED_FOR:
        return Refused("busy", retry_after=BUSY_SECONDS)
    if isinstance(problem, ReviewerError) and problem.code == "disk-full":
        log.error("the disk or the database of the hub has no room left")
        return Refused("no-room", retry_after=FULL_SECONDS)
    if isinstance(problem, ReviewerError) and problem.code == "unstorable":
        return Refused("not-understood", problem.sentence)
    if isinstance(problem, ClientDisconnect):  # the line broke while a body came: nobody is left to be told
        return Refused("cut-short")
    log.error("a request failed: %s", type(problem).__name__, exc_info=problem)
    return Refused("hub-trouble")


def question(body: bytes, form: str, speaks: Sequence[int] = SPOKEN) -> Mapping[str, Any]:
    """A question's JSON object of the expected form; Refused ``not-understood`` or ``version``."""
    try:
        document = json.loads(body.decode("utf-8-sig"))
        if _HALF.search(body):  # half a character can be neither signed nor kept
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused("not-understood", "It is not JSON in UTF-8.") from None
    if not isinstance(document, dict) or document.get("format") != form:
        raise Refused("not-understood", f"It is not a “{form}”.")
    version = document.get("version")
    if type(version) is not int or version not in speaks:
        raise Refused("version", versions=tuple(speaks))
    return document


def version_for(asked: Mapping[str, Any], speaks: Sequence[int]) -> int:
    """The version to answer a question in: the newest that both ends know, else the one it was asked in."""
    shared = newest_of_both(speaks, read_versions(asked.get("versions")))
    return int(asked["version"]) if shared is None else shared


def text(document: Mapping[str, Any], name: str, longest: int = 200) -> str:
    """A text field of a question."""
    value = document.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise Refused("not-understood", f"The field “{name}” is missing or wrong.")
    return value
