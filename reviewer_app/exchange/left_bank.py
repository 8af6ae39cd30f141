"""Comments of the bank as sealed messages in a folder or on a stick: a person's own to the hub, others' back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.bank import BankEntry, entries_of_rows
from reviewer_app.domain.errors import FileError, LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey, canonical, signed, signer
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.disk import Vanished
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.left import SPEECH, document_of
from reviewer_app.exchange.left_speech import OtherVersion, Unread, check_version
from reviewer_app.exchange.sealing import Names, seal, unseal

ASKED, TOLD = "reviewer-left-bank", "reviewer-left-bank-answer"


@dataclass(frozen=True)
class LeftBank:
    """A message as opened: whose set it is by number (``turn``), and the comments, not yet looked at."""

    name: str
    turn: int
    entries: Any


def rows_of(entries: Sequence[BankEntry]) -> list[dict[str, str]]:
    """Comments as they travel."""
    return [
        {
            "microcredential": each.microcredential,
            "criterion": each.criterion,
            "level": each.level,
            "text": each.text,
        }
        for each in entries
    ]


def leave(
    carrier: Carrier, names: Names, way: str, head: Mapping[str, Any], key: SigningKey, at: str, to: str,
    stop: CancelToken,
) -> None:  # fmt: skip
    """Put a message there unless the same one lies there, then take away what this one replaces."""
    name = names.message(way, canonical(head))
    lying = [each for each in carrier.messages(way) if names.owns(way, each)]
    if name not in lying:
        carrier.say_what_it_is(stop)
        carrier.put(way, name, seal(canonical(signed(head, key, at)), to), stop)
    carrier.take_away(way, [each for each in lying if each != name])
    carrier.clear_begun(way, [each.partition(".")[0] for each in carrier.begun(way)])


def between(
    form: str,
    device: str,
    hub: str,
    turn: int,
    entries: Sequence[Mapping[str, str]],
    speech: Mapping[str, Any] = SPEECH,
) -> dict[str, Any]:
    """What one of the two leaves for the other.

    A laptop (``ASKED``): everything its person shares, as the ``turn``-th set. The hub (``TOLD``): which set of this
    laptop it has, and what others share.
    """
    return {
        "format": form, **speech, "device": device, "hub": hub, "turn": turn, "entries": list(entries),
    }  # fmt: skip


@dataclass
class Reader:
    """Who reads the messages between the two, in which versions, and what lies there that cannot be read."""

    key: SigningKey
    device: str
    hub: str
    versions: Sequence[int]
    unread: Unread


def lying(
    carrier: Carrier, names: Names, way: str, reader: Reader, form: str
) -> tuple[list[LeftBank], list[str]]:
    """The messages between the two that lie there, and the names of damaged ones; those of other versions wait."""
    found, damaged = [], []
    for name in carrier.messages(way):
        if not names.owns(way, name):
            continue
        try:
            found.append(_opened(name, unseal(carrier.read(way, name), reader.key), form, reader))
        except Vanished:
            continue  # somebody else at the same folder has taken it
        except OtherVersion as problem:
            reader.unread.note(name, problem, reader.versions)
        except LineError as problem:
            if problem.code != "left-damaged":
                raise
            damaged.append(name)
    return found, damaged


def entries_told(message: LeftBank) -> tuple[BankEntry, ...]:
    """The comments of a message; LineError ``left-damaged`` where they are none."""
    try:
        return entries_of_rows(message.entries)
    except FileError as problem:
        raise line_error("left-damaged", problem.sentence) from problem


def _opened(name: str, data: bytes, form: str, reader: Reader) -> LeftBank:
    document = document_of(data)
    check_version(document, reader.versions)
    by = reader.device if form == ASKED else reader.hub
    between = (document.get("device"), document.get("hub"))
    turn, entries = document.get("turn"), document.get("entries")
    if between != (reader.device, reader.hub) or signer(document) != by:
        raise line_error("left-damaged")
    if document.get("format") != form:
        raise OtherVersion(document)
    if type(turn) is not int or turn < 0 or not isinstance(entries, list):
        raise line_error("left-damaged")
    return LeftBank(name, turn, entries)
