"""The forms of messages that are left in a folder, each signed inside its seal by whoever left it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.signing import SigningKey, canonical, signed, signer
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.left_own import LeftAsked, read_left_asked, read_left_own
from reviewer_app.exchange.left_speech import OtherVersion, Talk, check_version, said_at
from reviewer_app.exchange.messages import OwnRecord, RoundAnswer, RoundRequest, read_round
from reviewer_app.exchange.versions import SPOKEN, read_versions

PIECE_VERSION = 1
"""Pieces have a version of their own: they are found by their file's hash, whatever else is spoken."""
SPEECH = Talk().head()
QUESTION = "reviewer-left-question"
RECORDS = "reviewer-left-records"
ANSWER = "reviewer-left-answer"
PIECE_HEAD = "reviewer-left-piece"
GIFT = "reviewer-left-gift"


@dataclass(frozen=True)
class Left:
    """A message to the hub as opened: who signed it, its form, and the lines of records behind it."""

    device: str
    head: Mapping[str, Any]
    lines: tuple[bytes, ...] = ()

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions that its writer knows, none where it does not say."""
        return read_versions(self.head.get("versions"))

    @property
    def at(self) -> str:
        """When it was signed."""
        return said_at(self.head)

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
    versions: tuple[int, ...] = ()
    refusing: tuple[tuple[str, str], ...] = ()
    """Ids and hashes of the records that the hub refuses of all laptops of the person."""
    asked: LeftAsked | None = None
    """What the laptop's line was as it asked; None where it did not ask, or the hub is of an older version."""
    own: tuple[OwnRecord, ...] = ()
    """What the laptop lacks of its own line, or where that parts from the hub's."""


def question(
    request: RoundRequest,
    hub: str,
    wants: Sequence[str],
    speech: Mapping[str, Any] = SPEECH,
    certificate: str = "",
) -> dict[str, Any]:
    """Counters, cursor and wishes, not yet signed; the same state makes the same document.

    With its ``certificate`` (JSON) a laptop is known again to a hub that was restored to before it was paired.
    """
    asked = {name: value for name, value in request.document().items() if name != "nonce"}
    made = {**asked, "format": QUESTION, **speech, "hub": hub, "wants": list(wants)}
    return {**made, "certificate": json.loads(certificate)} if certificate else made


def records_head(
    device: str, hub: str, lines: Sequence[bytes], speech: Mapping[str, Any] = SPEECH
) -> dict[str, Any]:
    """The first line of records that are left, not yet signed."""
    return _head(RECORDS, device, hub, lines, speech)


def gift_head(
    device: str, hub: str, lines: Sequence[bytes], debt: str, speech: Mapping[str, Any] = SPEECH
) -> dict[str, Any]:
    """The first line of what a restored hub is given back, not yet signed; ``debt`` tells one restore from another."""
    return {**_head(GIFT, device, hub, lines, speech), "debt": debt}


def _head(
    form: str, device: str, hub: str, lines: Sequence[bytes], speech: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "format": form,
        **speech,
        "device": device,
        "hub": hub,
        "count": len(lines),
        "sha256": hashlib.sha256(b"\n".join(lines)).hexdigest(),
    }


def message(head: Mapping[str, Any], key: SigningKey, at: str, lines: Sequence[bytes] = ()) -> bytes:
    """A message as it is sealed: the signed head, then a record a line."""
    return b"\n".join((canonical(signed(head, key, at)), *lines))


def open_left(data: bytes, hub: str, versions: Sequence[int] = SPOKEN) -> Left:
    """A message to this hub; LineError ``left-damaged`` where anything of it is not as it was signed.

    OtherVersion where it is in a version or of a form that is not known.
    """
    first, *lines = data.split(b"\n")
    head = document_of(first)
    check_version(head, versions)
    device = head.get("device")
    if head.get("hub") != hub or not isinstance(device, str) or signer(head) != device:
        raise line_error("left-damaged")
    if head.get("format") in (RECORDS, GIFT):
        whole = hashlib.sha256(b"\n".join(lines)).hexdigest()
        if head.get("count") != len(lines) or head.get("sha256") != whole:
            raise line_error("left-damaged")
    elif head.get("format") != QUESTION:
        raise OtherVersion(head)
    elif lines:
        raise line_error("left-damaged")
    return Left(device, head, tuple(lines))


def open_answer(data: bytes, hub: str, device: str, versions: Sequence[int] = SPOKEN) -> LeftAnswer:
    """A page for this laptop; LineError ``left-damaged`` unless the paired hub signed it and all of it is there.

    OtherVersion where it is in a version or of a form that is not known.
    """
    document = document_of(data)
    check_version(document, versions)
    if signer(document) != hub or document.get("device") != device:
        raise line_error("left-damaged")
    if document.get("format") != ANSWER:
        raise OtherVersion(document)
    try:
        steps = tuple((str(cursor), bool(told)) for cursor, told in document["steps"])
        made = LeftAnswer(
            str(document["at"]),
            int(document["page"]),
            str(document["since"]),
            steps,
            read_round(document, hub),
            read_versions(document.get("versions")),
            tuple((str(record), str(sha256)) for record, sha256 in document.get("refusing", ())),
            read_left_asked(document.get("asked")),
            read_left_own(document.get("own")),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise line_error("left-damaged") from problem
    if sum(told for _, told in steps) != len(made.told.work):
        raise line_error("left-damaged")
    return made


def piece(sha256: str, number: int, size: int, data: bytes) -> bytes:
    """A piece of a file as it is sealed: a line that says what it is, then the bytes."""
    head = {"format": PIECE_HEAD, "version": PIECE_VERSION, "sha256": sha256, "piece": number, "size": size}
    return canonical(head) + b"\n" + data


def open_piece(data: bytes, sha256: str, number: int) -> tuple[int, bytes]:
    """The size of the whole file and the bytes of one piece; LineError ``left-damaged`` for any other piece.

    OtherVersion where its form is not known.
    """
    first, _, rest = data.partition(b"\n")
    head = document_of(first)
    check_version(head, (PIECE_VERSION,))
    said = (head.get("format"), head.get("sha256"), head.get("piece"))
    if said != (PIECE_HEAD, sha256, number) or type(head.get("size")) is not int:
        raise line_error("left-damaged")
    return int(head["size"]), rest


def document_of(line: bytes) -> Mapping[str, Any]:
    """A line as a JSON object; LineError ``left-damaged`` where it is none."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise line_error("left-damaged")
    return document
