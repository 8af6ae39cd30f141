"""One receipt as a file that stands alone: what a hub signed about one record, provable with its public key only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from reviewer_app.domain.errors import FileError, ReviewerError
from reviewer_app.domain.receipts import Receipt, read_receipts
from reviewer_app.domain.records import Record, read_record

RECEIPT_FORMAT = "reviewer-receipt"
VERSION = 1
_FIELDS = frozenset({"format", "version", "hub", "record", "n", "sha256", "receipts"})
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Proof:
    """What a receipt proves: that ``hub`` took or refused the record with this hash at this moment.

    ``record`` is the record itself where it lay beside the receipt and has that hash, signed by its own device.
    """

    receipt: Receipt
    device: str
    record: Record | None = None


def receipt_file(
    receipts: Mapping[str, Any], receipt: Receipt, record: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The document of one receipt: the hub's signed batch as it came, which entry of it counts, and the record."""
    made: dict[str, Any] = {
        "format": RECEIPT_FORMAT,
        "version": VERSION,
        "hub": receipt.hub,
        "record": receipt.record,
        "n": receipt.n,
        "sha256": receipt.sha256,
        "receipts": dict(receipts),
    }
    if record is not None:
        made["document"] = dict(record)
    return made


def prove(file: Mapping[str, Any], hub: str, record: Mapping[str, Any] | None = None) -> Proof:
    """What this receipt proves if the hub's public key is ``hub``; a FileError where it proves nothing.

    ``record`` is a signed record that should be the one it names; without it the file's own is taken, if it has one.
    """
    if set(file) - {"document"} != _FIELDS:
        _fail("not-a-receipt", "It does not have the fields of a receipt, and no others.")
    version = file["version"]
    if file["format"] != RECEIPT_FORMAT or type(version) is not int or version != VERSION:
        _fail("not-a-receipt", "It is not a receipt of a form that this version knows.")
    if file["hub"] != hub:
        _fail("other-hub", "It names another hub key than the one it was to be verified with.")
    receipt, device = _entry(file, hub)
    inside = file.get("document")
    if "document" in file and not isinstance(inside, Mapping):
        _fail("not-a-receipt", "The record in it is not readable.")
    for each in (inside, record):
        if each is not None:
            found = _that_record(each, receipt, device)
    return Proof(receipt, device, found if inside is not None or record is not None else None)


def _entry(file: Mapping[str, Any], hub: str) -> tuple[Receipt, str]:
    batch = file["receipts"]
    if not isinstance(batch, Mapping):
        _fail("not-a-receipt", "The hub’s signed document in it is not readable.")
    try:
        entries = read_receipts(batch, hub)
    except ReviewerError:
        _fail("not-signed", "What the hub signed was changed, or another key signed it.")
    told = (file["record"], file["n"], file["sha256"])
    named = [each for each in entries if (each.record, each.n, each.sha256) == told]
    if not named or type(file["n"]) is not int:
        _fail("not-in-it", "The hub’s signed document says nothing about the record that the file names.")
    return named[0], str(batch.get("device", ""))


def _that_record(document: Mapping[str, Any], receipt: Receipt, device: str) -> Record:
    try:
        record = read_record(document)
        same = (record.sha256, record.id, record.n, record.device) == (
            receipt.sha256,
            receipt.record,
            receipt.n,
            device,
        )
    except (ReviewerError, ValueError):
        _fail("other-record", "The record beside it was changed since its laptop signed it.")
    if not same:
        _fail("other-record", "The record beside it is not the one that the hub’s receipt names.")
    return record


def read_json(content: bytes) -> dict[str, Any]:
    """A JSON object from a file's bytes; FileError where it is none, or says one thing twice."""
    if len(content) > _MOST_BYTES:
        _fail("not-a-receipt", "The file is far larger than a receipt.")
    try:
        made = json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        _fail("not-a-receipt", "The file is not sound JSON.")
    if not isinstance(made, dict):
        _fail("not-a-receipt", "The file holds no JSON object.")
    return made


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _fail(code: str, why: str) -> NoReturn:
    raise FileError(
        code,
        "This receipt proves nothing",
        why,
        "Ask for the file again from whoever made it, and compare the hub’s key with the district’s.",
    )
