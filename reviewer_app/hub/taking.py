"""Taking a batch of records into the books: each accepted or refused by itself, one signed receipt for all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.records import chained
from reviewer_app.hub.acceptance import Arrived, is_accepted, judged, judges_levels, read_line
from reviewer_app.hub.batches import HOLES, Batch, Known, enter, keep, look_up, say
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.service.noted import note_records
from reviewer_app.hub.tokens import Caller

UNSAID = "unsaid"
RECEIPTS_PAGE = 2000
"""Records whose receipts one answer holds at most."""


@dataclass(frozen=True)
class Taken:
    """What became of a batch: receipts as signed documents, how many records are here now, where a gap begins."""

    receipts: tuple[Mapping[str, Any], ...]
    count: int
    resend_from: int | None
    differs: bool = False


@dataclass(frozen=True)
class Before:
    """What a laptop says of the time before a batch.

    ``after`` is the rolling hash of its records before the first one, None where it does not say; ``verdicts`` is what
    this hub's own receipts say of records by hash, which a hub restored from a backup believes.
    """

    after: str | None = None
    verdicts: Mapping[str, str] = field(default_factory=dict)


NOTHING_BEFORE = Before()


def proven(books: Books, who: Caller, head: Mapping[str, Any]) -> Before:
    """What the head of a batch proves; receipts of another hub or laptop prove nothing."""
    after, receipts = head.get("after"), head.get("receipts", ())
    if not isinstance(after, str | None) or not isinstance(receipts, list | tuple):
        raise Refused("not-understood", "The fields “after” and “receipts” are missing or wrong.")
    verdicts: dict[str, str] = {}
    for each in receipts:
        if not isinstance(each, Mapping) or each.get("device") != who.device:
            continue
        try:
            said = read_receipts(each, books.key.name)
        except HubError:
            continue  # another hub's word, or nobody's: the record is judged as any other
        for receipt in said:
            if receipt.code not in HOLES and not is_accepted(verdicts.get(receipt.sha256, UNSAID)):
                verdicts[receipt.sha256] = receipt.code  # what was accepted once stays so
    return Before(after, verdicts)


def take(books: Books, who: Caller, lines: Sequence[bytes], before: Before = NOTHING_BEFORE) -> Taken:
    """Read, judge and keep a batch; when this returns it is durable, and sending it again gives the same receipts."""
    arrived = [read_line(line) for line in lines]
    with books.changes(person=who.person) as work:
        batch = look_up(books, work, who, arrived)
        if before.after is not None and _differs(batch, arrived, before.after):
            return Taken((), batch.count, None, differs=True)
        batch.verdicts = before.verdicts
        for each in arrived:
            _one(batch, who, each)
        receipts = [_stored(work, id) for id in batch.again]
        if batch.entries:
            receipts.append(keep(books, work, who, batch))
    note_records(each["code"] for each in batch.entries)
    return Taken(tuple(receipts), batch.count, batch.resend_from)


def _differs(batch: Batch, arrived: Sequence[Arrived], after: str) -> bool:
    """Whether the hub has other records of this laptop than it has: before the batch, or under its numbers."""
    if arrived and arrived[0].n == batch.count + 1:
        return after != batch.rolling
    for each in arrived:
        known = batch.known.get(each.n)
        if known is not None and known.sha256 != each.sha256 and known.code not in HOLES:
            return True
    return False


def receipts_after(look: Connection, device: str, n: int) -> list[Mapping[str, Any]]:
    """The receipts of a device's next records after number n, as they were first signed; a page of them."""
    rows = look.exec_driver_sql(
        "SELECT document FROM receipt WHERE id IN (SELECT receipt FROM record WHERE device = ? AND n BETWEEN ? AND ?) "
        "ORDER BY id",
        (device, n + 1, n + RECEIPTS_PAGE),
    )
    return [json.loads(row[0]) for row in rows]


def _one(batch: Batch, who: Caller, each: Arrived) -> None:
    if each.n == 0:
        batch.resend_from = batch.resend_from or batch.count + 1
        return
    if each.device != who.device:
        say(batch, each, "other-device")
        return
    known = batch.known.get(each.n)
    if known is not None and known.sha256 == each.sha256:
        code = batch.verdicts.get(each.sha256, UNSAID)
        if is_accepted(code) and known.refused:
            enter(batch, each, each.id, code, believed=True)
        elif known.receipt:
            batch.again[known.receipt] = None
        return
    if known is not None and not (known.code in HOLES and each.fault not in HOLES):
        say(batch, each, "other-bytes" if known.id == each.id else "n-taken")
        return
    if known is None and each.n != batch.count + 1:
        batch.resend_from = batch.resend_from or batch.count + 1
        return
    _enter(batch, who, each, known)


def _enter(batch: Batch, who: Caller, each: Arrived, hole: Known | None) -> None:
    """Give a record its number: the next one, or that of a hole it mends."""
    taken = batch.ids.get(each.id, each.n) != each.n
    task = batch.tasks.get(each.subject)
    believed = each.sha256 in batch.verdicts and not each.fault
    if taken:
        code = "other-bytes"
    elif believed:
        code = batch.verdicts[each.sha256]
    else:
        code = judged(each, who.person, batch.strangers, task)
        if not code and judges_levels(each) and task is not None and batch.bars.is_below(task.rubric):
            code = "bar-not-reached"
    if hole is None:
        batch.count = each.n
        batch.rolling = chained(batch.rolling, each.sha256)
    else:
        batch.mended = True
    enter(batch, each, None if taken or code in HOLES else each.id, code, believed=believed)


def _stored(work: Connection, id: int) -> Mapping[str, Any]:
    document = work.exec_driver_sql("SELECT document FROM receipt WHERE id = ?", (id,)).scalar_one()
    made: Mapping[str, Any] = json.loads(document)
    return made
