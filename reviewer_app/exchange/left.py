"""The forms of messages that are left in a folder, each signed inside its seal by whoever left it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.signing import SigningKey, canonical, signed, signer
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.messages import RoundAnswer, RoundRequest, read_round

LEFT_VERSION = 1
QUESTION = "reviewer-left-question"
RECORDS = "reviewer-left-records"
ANSWER = "reviewer-left-answer"
PIECE_HEAD = "reviewer-left-piece"


@dataclass(frozen=True)
class Left:
    """A message to the hub as opened: who signed it, its form, and the lines of records behind it."""

    device: str
    head: Mapping[str, Any]
    lines: tuple[bytes, ...] = ()

    @property
    def form(self) -> str:
        """Which form it has."""
        return str(self.head["format"])


@dataclass(frozen=True)
class LeftAnswer:
    """A page of the hub's answer; ``steps`` are the cursors it passes, each with whether an item of it is told."""

    at: str
    page: int
    since: str
    steps: tuple[tuple[str, bool], ...]
    told: RoundAnswer


def question(request: RoundRequest, hub: str, wants: Sequence[str]) -> dict[str, Any]:
    """Counters, cursor and wishes, not yet signed; the same state makes the same document."""
    asked = {name: value for name, value in request.document().items() if name != "nonce"}
    return {**asked, "format": QUESTION, "version": LEFT_VERSION, "hub": hub, "wants": list(wants)}


def records_head(device: str, hub: str, lines: Sequence[bytes]) -> dict[str, Any]:
    """The first line of records that are left, not yet signed."""
    return {
        "format": RECORDS,
        "version": LEFT_VERSION,
        "device": device,
        "hub": hub,
        "count": len(lines),
        "sha256": hashlib.sha256(b"\n".join(lines)).hexdigest(),
    }


def message(head: Mapping[str, Any], key: SigningKey, at: str, lines: Sequence[bytes] = ()) -> bytes:
    """A message as it is sealed: the signed head, then a record a line."""
    return b"\n".join((canonical(signed(head, key, at)), *lines))


def open_left(data: bytes, hub: str) -> Left:
    """A message to this hub; LineError ``left-damaged`` where anything of it is not as it was signed."""
    first, *lines = data.split(b"\n")
    head = _document(first)
    device = head.get("device")
    if head.get("hub") != hub or not isinstance(device, str) or signer(head) != device:
        raise line_error("left-damaged")
    if head.get("format") == RECORDS:
        whole = hashlib.sha256(b"\n".join(lines)).hexdigest()
        if head.get("count") != len(lines) or head.get("sha256") != whole:
            raise line_error("left-damaged")
    elif lines or head.get("format") != QUESTION:
        raise line_error("left-damaged")
    return Left(device, head, tuple(lines))


def open_answer(data: bytes, hub: str, device: str) -> LeftAnswer:
    """A page for this laptop; LineError ``left-damaged`` unless the paired hub signed it and all of it is there."""
    document = _document(data)
    if signer(document) != hub or document.get("device") != device or document.get("format") != ANSWER:
        raise line_error("left-damaged")
    try:
        steps = tuple((str(cursor), bool(told)) for cursor, told in document["steps"])
        made = LeftAnswer(
            str(document["at"]),
            int(document["page"]),
            str(document["since"]),
            steps,
            read_round(document, hub),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise line_error("left-damaged") from problem
    if sum(told for _, told in steps) != len(made.told.work):
        raise line_error("left-damaged")
    return made


def piece(sha256: str, number: int, size: int, data: bytes) -> bytes:
    """A piece of a file as it is sealed: a line that says what it is, then the bytes."""
    head = {"format": PIECE_HEAD, "version": LEFT_VERSION, "sha256": sha256, "piece": number, "size": size}
    return canonical(head) + b"\n" + data


def open_piece(data: bytes, sha256: str, number: int) -> tuple[int, bytes]:
    """The size of the whole file and the bytes of one piece; LineError ``left-damaged`` for any other piece."""
    first, _, rest = data.partition(b"\n")
    head = _document(first)
    said = (head.get("format"), head.get("sha256"), head.get("piece"))
    if said != (PIECE_HEAD, sha256, number) or type(head.get("size")) is not int:
        raise line_error("left-damaged")
    return int(head["size"]), rest


def _document(line: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise line_error("left-damaged")
    if document.get("version") != LEFT_VERSION:
        raise line_error("left-newer")
    return document
