"""The ledger in words: what left this laptop, what came to it, and each receipt with whether it is genuine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import WORDS as OUTCOME_WORDS
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.roads import NAMES
from reviewer_app.store.items import LAST, items, one
from reviewer_app.store.shapes import Item, ItemQuery
from reviewer_app.workflows.blinding import hidden
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.writing import written_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reviewer_app.domain.decision import Decision

START = (LAST, LAST)
"""The place before the newest item."""
PAGE = 500


@dataclass(frozen=True)
class Entry:
    """An item in words; ``at`` is when it came to its stage, ``place`` where the next page goes on after it."""

    item: Item
    what: str
    at: datetime | None
    next_step: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Its place in the order."""
        return (self.item.at, self.item.key)


@dataclass(frozen=True)
class Detail:
    """All that is known of one item; ``verified`` is None where there is no receipt, else whether it is genuine now."""

    entry: Entry
    verified: bool | None
    hub: str
    road: str
    signed_at: str
    decision: Decision | None
    receipt_hash: str = ""


def entries(desk: Desk, query: ItemQuery, after: tuple[str, str] = START, limit: int = 100) -> list[Entry]:
    """The next items in words; what is being scored again tells no outcome."""
    again = hidden(desk)
    with desk.store._look() as connection:
        found = items(connection, desk.store.device.name, desk.store.received_n(), query, after, limit)
    return [_entry(each, again) for each in found]


def detail(desk: Desk, key: str) -> Detail:
    """One item with its receipt, verified now against the hub's public key."""
    item = item_of(desk, key)
    again = hidden(desk)
    document = desk.store.receipt_document(item.record) if item.record else None
    decision = None
    if item.kind == kinds.DECISION and item.submission not in again:
        decision = decision_of(desk, item.record)
    return Detail(
        entry=_entry(item, again),
        verified=None if document is None else _verified(desk, item),
        hub=item.hub,
        road=NAMES.get(item.road or item.sent_by, item.road),
        signed_at=item.at,
        decision=decision,
        receipt_hash=_hash(document),
    )


def facts_text(found: Detail) -> str:
    """What is known of an item as lines of text, to copy; no name in it."""
    item = found.entry.item
    said = "Received" if item.stage == "received" else "Refused"
    lines = [
        (item.alias and "Submission", f"{item.alias}, attempt {item.attempt} ({item.title})"),
        ("What", found.entry.what),
        ("Signed" if item.record and item.here else "At", item.at),
        ("Sent", item.sent_at),
        (said, item.said_at),
        ("By", found.road),
        ("Record", item.record),
        ("SHA-256", item.sha256),
        ("Hub’s key", item.hub),
        ("Hub’s reason", item.reason),
        ("Receipt", {True: "verified here", False: "NOT genuine", None: ""}[found.verified]),
    ]
    return "\n".join(f"{name}: {value}" for name, value in lines if name and value)


def item_of(desk: Desk, key: str) -> Item:
    """The item with this key; a RuleError where there is none."""
    with desk.store._look() as connection:
        found = one(connection, key)
    if found is None:
        raise RuleError(
            "no-such-item",
            "It is not in the ledger",
            "The ledger has no such item any more.",
            "Go back to the Sync room.",
        )
    return found


def decision_of(desk: Desk, record: str) -> Decision:
    """The decision a record holds, as it was signed."""
    from reviewer_app.domain.decision import decision_from

    return decision_from(record_document(desk, record)["body"])


def record_document(desk: Desk, record: str) -> dict[str, Any]:
    """A record's signed document."""
    with desk.store._look() as connection:
        row = connection.execute("SELECT document FROM record WHERE id = ?", (record,)).fetchone()
    made: dict[str, Any] = json.loads(row[0])
    return made


def receipt_document(desk: Desk, key: str) -> dict[str, Any]:
    """The receipt of an item as a file that stands alone, with its record; a RuleError while there is none."""
    from reviewer_app.domain.receipt_file import receipt_file

    item = item_of(desk, key)
    receipt = desk.store.receipt(item.record) if item.record else None
    batch = desk.store.receipt_document(item.record) if item.record else None
    if receipt is None or batch is None:
        raise RuleError(
            "no-receipt",
            "There is no receipt yet",
            "The hub has not said anything about this item.",
            "Sync first; the receipt comes with the answer.",
        )
    return receipt_file(batch, receipt, record_document(desk, item.record))


def save_receipt(desk: Desk, key: str, target: Path) -> Path:
    """Write an item's receipt as a file of its own, whole or not at all."""
    return written_json(target, receipt_document(desk, key))


def save_copy(desk: Desk, key: str, target: Path) -> Path:
    """Write what the person signed as a file of its own, with what the hub said of it where it said anything."""
    item = item_of(desk, key)
    if desk.store.receipt(item.record) is not None:
        return save_receipt(desk, key, target)
    return written_json(target, record_document(desk, item.record))


def export_receipts(
    desk: Desk, folder: Path, report: ReportProgress = unreported, cancel: CancelToken | None = None
) -> int:
    """Write the receipt of every decision, flag and declaration that has one into a folder; how many."""
    from reviewer_app.domain.receipt_file import receipt_file

    done = 0
    for entry in left(desk, ItemQuery(out_only=True)):
        if cancel is not None:
            cancel.check()
        item = entry.item
        receipt, batch = desk.store.receipt(item.record), desk.store.receipt_document(item.record)
        if receipt is None or batch is None:
            continue
        made = receipt_file(batch, receipt, record_document(desk, item.record))
        written_json(folder / file_name(item), made)
        done += 1
        report(done, 0, "Writing receipts")
    return done


def left(desk: Desk, query: ItemQuery) -> Iterator[Entry]:
    """All items of a query, the newest first, page by page."""
    after = START
    while page := entries(desk, query, after, PAGE):
        yield from page
        after = page[-1].place


def file_name(item: Item) -> str:
    """How a receipt's file is called: by alias, attempt, kind and number, never by a name."""
    alias = "".join(each if each.isalnum() else "-" for each in item.alias) or "item"
    return f"{alias}-{item.attempt}-{item.kind.partition('.')[0]}-{item.n}.receipt.json"


def _verified(desk: Desk, item: Item) -> bool:
    from reviewer_app.domain.errors import FileError
    from reviewer_app.domain.receipt_file import prove, receipt_file

    receipt, batch = desk.store.receipt(item.record), desk.store.receipt_document(item.record)
    if receipt is None or batch is None:
        return False
    pairing = desk.store.pairing
    key = pairing.hub_key if pairing is not None else receipt.hub
    try:
        prove(receipt_file(batch, receipt), key, record_document(desk, item.record))
    except FileError:
        return False
    return True


def _hash(document: dict[str, Any] | None) -> str:
    from reviewer_app.domain.records import record_hash

    return record_hash(document) if document is not None else ""


def _entry(item: Item, again: Collection[str]) -> Entry:
    moment = item.said_at if item.stage in ("received", "attention") and item.said_at else item.at
    if item.stage == "sent":
        moment = item.sent_at
    step = "Open it to see what can be done." if item.stage == "attention" else ""
    return Entry(item, _what(item, again), datetime.fromisoformat(moment) if moment else None, step)


def _what(item: Item, again: Collection[str]) -> str:
    facts = item.facts
    if item.kind == kinds.DECISION:
        outcome = facts.get("outcome")
        what = (
            "Decision"
            if item.submission in again or not outcome
            else (f"Decision: {OUTCOME_WORDS[Outcome(str(outcome))]}")
        )
        return what if item.here else f"{what} · signed on your other laptop"
    words = str(facts.get("words") or "")
    plain = {
        "draft": f"Draft: {facts.get('scored')} of {facts.get('total')} scored",
        kinds.DECISION_WITHDRAWN: "Incomplete taken back",
        kinds.INTEREST: "Conflict of interest taken back"
        if facts.get("removed")
        else "Handed back: conflict of interest",
        kinds.FLAG: _flag(item),
        "assigned": "Assigned to you",
        "imported": "Imported from a bundle",
        "withdrawn": f"Withdrawn: {words}" if words else "Withdrawn by the coordinator",
        "reopened": "Opened again by the coordinator",
        "handed-back": "Handed back: conflict of interest",
        "settled": f"Flag settled: {words}",
        "files": _files(item),
    }.get(item.kind, "A change of a review")
    return plain if item.here else f"{plain} · said on your other laptop"


def _flag(item: Item) -> str:
    what = "Problem" if item.facts.get("problem") else "Flag"
    return (
        f"{what} taken back" if item.facts.get("removed") else f"{what}: {item.facts.get('kind') or 'other'}"
    )


def _files(item: Item) -> str:
    here, count = item.facts.get("here"), item.facts.get("count")
    return f"All {count} files are here" if here == count else f"{here} of {count} files are here"
