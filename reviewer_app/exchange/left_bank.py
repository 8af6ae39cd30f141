"""Comments of the bank as sealed messages in a folder or on a stick: a person's own to the hub, others' back."""

from __future__ import annotations

import json
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
from reviewer_app.exchange.left import LEFT_VERSION
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


def asking(device: str, hub: str, turn: int, entries: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """What a laptop leaves: everything its person shares, as the ``turn``-th set it shared."""
    return {
        "format": ASKED, "version": LEFT_VERSION, "device": device, "hub": hub, "turn": turn,
        "entries": list(entries),
    }  # fmt: skip


def telling(device: str, hub: str, turn: int, entries: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """What the hub leaves: which set of this laptop it has, and what others share."""
    return {**asking(device, hub, turn, entries), "format": TOLD}


def lying(
    carrier: Carrier, names: Names, way: str, key: SigningKey, form: str, device: str, hub: str
) -> tuple[list[LeftBank], list[str]]:
    """The messages between the two that lie there, and the names of damaged ones; those of newer versions wait."""
    found, damaged = [], []
    for name in carrier.messages(way):
        if not names.owns(way, name):
            continue
        try:
            found.append(_opened(name, unseal(carrier.read(way, name), key), form, device, hub))
        except Vanished:
            continue  # somebody else at the same folder has taken it
        except LineError as problem:
            if problem.code == "left-damaged":
                damaged.append(name)
            elif problem.code != "left-newer":
                raise
    return found, damaged


def entries_told(message: LeftBank) -> tuple[BankEntry, ...]:
    """The comments of a message; LineError ``left-damaged`` where they are none."""
    try:
        return entries_of_rows(message.entries)
    except FileError as problem:
        raise line_error("left-damaged", problem.sentence) from problem


def _opened(name: str, data: bytes, form: str, device: str, hub: str) -> LeftBank:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise line_error("left-damaged") from None
    if not isinstance(document, dict):
        raise line_error("left-damaged")
    if document.get("version") != LEFT_VERSION:
        raise line_error("left-newer")
    said = (document.get("format"), document.get("device"), document.get("hub"))
    by = device if form == ASKED else hub
    turn, entries = document.get("turn"), document.get("entries")
    if said != (form, device, hub) or signer(document) != by or type(turn) is not int or turn < 0:
        raise line_error("left-damaged")
    if not isinstance(entries, list):
        raise line_error("left-damaged")
    return LeftBank(name, turn, entries)
