"""Taking a batch of records into the books: each accepted or refused by itself, one signed receipt for all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.receipts import read_receipts, sign_receipts
from reviewer_app.domain.records import DECISION, DECISION_WITHDRAWN, chained
from reviewer_app.exchange import messages
from reviewer_app.hub import closing, interests
from reviewer_app.hub.acceptance import (
    ABOUT_TASKS,
    DECIDED,
    HANDED_BACK,
    NUL,
    OPEN,
    TAKEN_BACK,
    Arrived,
    Task,
    is_accepted,
    judged,
    read_line,
)
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused, reason
from reviewer_app.hub.service.noted import note_records
from reviewer_app.hub.telling import tell
from reviewer_app.hub.tokens import Caller

HOLES = frozenset({"signature", "malformed"})
"""Refusals that keep a record's number but not its place: sound bytes under the number still replace them."""

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


@dataclass
class _Known:
    """A number the hub has: by an earlier batch (``receipt`` is its row) or by this one (0)."""

    id: str | None
    sha256: str
    code: str
    receipt: int


@dataclass
class _Batch:
    """What the books say about a batch before it, and what it adds to them."""

    count: int
    rolling: str
    known: dict[int, _Known]
    ids: dict[str, int]
    tasks: dict[str, Task]
    strangers: frozenset[str]
    entries: list[dict[str, Any]] = field(default_factory=list)
    fresh: dict[int, tuple[Arrived, str]] = field(default_factory=dict)
    again: dict[int, None] = field(default_factory=dict)
    decided: list[tuple[str, str, int]] = field(default_factory=list)
    interests: list[tuple[Arrived, int | None]] = field(default_factory=list)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    mended: bool = False
    resend_from: int | None = None


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
        verdicts.update({receipt.sha256: receipt.code for receipt in said if receipt.code not in HOLES})
    return Before(after, verdicts)


def take(books: Books, who: Caller, lines: Sequence[bytes], before: Before = NOTHING_BEFORE) -> Taken:
    """Read, judge and keep a batch; when this returns it is durable, and sending it again gives the same receipts."""
    arrived = [read_line(line) for line in lines]
    with books.changes(person=who.person) as work:
        batch = _look_up(books, work, who, arrived)
        if before.after is not None and _differs(batch, arrived, before.after):
            return Taken((), batch.count, None, differs=True)
        batch.verdicts = before.verdicts
        for each in arrived:
            _one(batch, who, each)
        receipts = [_stored(work, id) for id in batch.again]
        if batch.entries:
            receipts.append(_keep(books, work, who, batch))
    note_records(each["code"] for each in batch.entries)
    return Taken(tuple(receipts), batch.count, batch.resend_from)


def _differs(batch: _Batch, arrived: Sequence[Arrived], after: str) -> bool:
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


def _one(batch: _Batch, who: Caller, each: Arrived) -> None:
    if each.n == 0:
        batch.resend_from = batch.resend_from or batch.count + 1
        return
    if each.device != who.device:
        _say(batch, each, "other-device")
        return
    known = batch.known.get(each.n)
    if known is not None and known.sha256 == each.sha256:
        if known.receipt:
            batch.again[known.receipt] = None
        return
    if known is not None and not (known.code in HOLES and each.fault not in HOLES):
        _say(batch, each, "other-bytes" if known.id == each.id else "n-taken")
        return
    if known is None and each.n != batch.count + 1:
        batch.resend_from = batch.resend_from or batch.count + 1
        return
    _enter(batch, who, each, known)


def _enter(batch: _Batch, who: Caller, each: Arrived, hole: _Known | None) -> None:
    """Give a record its number: the next one, or that of a hole it mends."""
    taken = batch.ids.get(each.id, each.n) != each.n
    task = batch.tasks.get(each.subject)
    told = batch.verdicts.get(each.sha256)
    if taken:
        code = "other-bytes"
    elif told is not None and not each.fault:
        code = told
    else:
        code = judged(each, who.person, batch.strangers, task)
    id = None if taken or code in HOLES else each.id
    batch.known[each.n] = _Known(id, each.sha256, code, 0)
    batch.fresh[each.n] = (each, code)
    if id is not None:
        batch.ids[id] = each.n
    if hole is None:
        batch.count = each.n
        batch.rolling = chained(batch.rolling, each.sha256)
    else:
        batch.mended = True
    if not code and each.kind in ABOUT_TASKS:
        _change(batch, each, task)
    _say(batch, each, code)


def _change(batch: _Batch, each: Arrived, task: Task | None) -> None:
    """What an accepted record does to the person's task, and to what the next records of the batch meet."""
    state, decision, outcome = OPEN, "", ""
    if each.kind == DECISION:
        state, decision, outcome = DECIDED, each.id, str(each.body.get("outcome"))
    elif each.kind != DECISION_WITHDRAWN:
        batch.interests.append((each, task.id if task is not None else None))
        state = OPEN if each.body.get("removed") else HANDED_BACK
    if task is None:
        return
    if each.kind not in (DECISION, DECISION_WITHDRAWN) and task.state == TAKEN_BACK:
        return  # taken back before: it is noted, and stays taken back
    if each.kind == DECISION and task.decision:
        return  # believed by its receipt; what stands here already is the person's own as well
    if each.kind == DECISION_WITHDRAWN and task.decision != each.body.get("decision"):
        return
    if each.kind == DECISION and task.state in (TAKEN_BACK, HANDED_BACK):
        state = task.state
    batch.tasks[each.subject] = replace(
        task, state=state, decision=decision, outcome=outcome, device=each.device if decision else ""
    )
    batch.decided.append((state, decision, task.id))


def _note_interests(books: Books, work: Connection, who: Caller, batch: _Batch, at: str) -> None:
    """Keep what was declared, and tell the person's laptops so that each hides or shows the work."""
    for each, task in batch.interests:
        if each.body.get("removed"):
            interests.forget(work, each.subject, who.person)
            kind, reason = messages.REOPENED, ""
        else:
            reason, words = _storable(each.body.get("reason")), _storable(each.body.get("words", ""))
            interests.keep(work, each.subject, who.person, each.id, reason, words, at)
            kind = messages.HANDED_BACK
        if task is not None:
            tell(books, work, who.person, task, kind, reason)


def _storable(text: Any) -> str:
    """A text of a record as a column can hold it; the record itself is kept as it was signed."""
    return str(text).replace(NUL, "\N{REPLACEMENT CHARACTER}")


def _say(batch: _Batch, each: Arrived, code: str) -> None:
    batch.entries.append(
        {
            "record": each.id,
            "n": each.n,
            "sha256": each.sha256,
            "accepted": is_accepted(code),
            "code": code,
            "reason": reason(code),
        }
    )


def _look_up(books: Books, work: Connection, who: Caller, arrived: Sequence[Arrived]) -> _Batch:
    count, rolling = work.exec_driver_sql(
        "SELECT count, rolling FROM device WHERE name = ?", (who.device,)
    ).one()
    numbers = [each.n for each in arrived if each.n]
    rows = work.exec_driver_sql(
        "SELECT n, id, sha256, code, receipt FROM record WHERE device = ? AND n BETWEEN ? AND ?",
        (who.device, min(numbers, default=0), max(numbers, default=0)),
    ).all()
    known = {row[0]: _Known(row[1], row[2], row[3], row[4]) for row in rows}
    ids = _among(work, "SELECT id, n FROM record WHERE id IN", {each.id for each in arrived if each.id})
    subjects = {each.subject for each in arrived if each.kind in ABOUT_TASKS}
    tasks = _among(
        work,
        "SELECT a.submission, a.id, a.state, a.decision, s.rubric, s.evidence, "
        "a.role = 'calibration' OR json_type(s.document, '$.reference') IS NOT NULL, "
        "coalesce(r.document, ''), "
        "EXISTS (SELECT 1 FROM interest i JOIN assignment b ON b.submission = i.submission AND b.person <> i.person "
        "WHERE i.submission = a.submission AND i.person = a.person AND b.made_at >= i.at) FROM assignment a "
        "JOIN submission s ON s.id = a.submission LEFT JOIN record r ON r.id = a.decision "
        "WHERE a.person = ? AND a.submission IN",
        subjects,
        who.person,
    )
    closed = closing.closed(work, {row[1] for row in tasks})
    deciders = _among(work, "SELECT id, device FROM record WHERE id IN", {row[3] for row in tasks if row[3]})
    by = {row[0]: row[1] for row in deciders}
    authors = {each.author for each in arrived} - {who.person, ""}
    strangers = _among(work, "SELECT id FROM person WHERE id IN", authors)
    return _Batch(
        count=count,
        rolling=rolling,
        known=known,
        ids={row[0]: row[1] for row in ids},
        tasks={
            row[0]: Task(
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                bool(row[6]),
                _outcome(books, row[7]),
                bool(row[8]),
                closed.get(row[1], ""),
                by.get(row[3], ""),
            )
            for row in tasks
        },
        strangers=frozenset(row[0] for row in strangers),
    )


def _outcome(books: Books, text: str) -> str:
    """What a decision says, opened for the moment of judging."""
    return str(books.rest.document(text)["body"].get("outcome", "")) if text else ""


def _among(work: Connection, sql: str, wanted: set[str], *first: str) -> Sequence[Any]:
    """The rows of ``sql … IN (…)`` for some values, fewer than the database's limit of parameters."""
    if not wanted:
        return ()
    marks = ",".join("?" * len(wanted))
    return work.exec_driver_sql(f"{sql} ({marks})", (*first, *sorted(wanted))).all()


def _stored(work: Connection, id: int) -> Mapping[str, Any]:
    document = work.exec_driver_sql("SELECT document FROM receipt WHERE id = ?", (id,)).scalar_one()
    made: Mapping[str, Any] = json.loads(document)
    return made


def _keep(books: Books, work: Connection, who: Caller, batch: _Batch) -> Mapping[str, Any]:
    at = books.moment()
    signed = sign_receipts(batch.entries, who.device, books.key, at)
    if not batch.fresh:
        return signed
    receipt = work.exec_driver_sql(
        "INSERT INTO receipt (device, at, document) VALUES (?, ?, ?) RETURNING id",
        (who.device, at, json.dumps(signed, separators=(",", ":"))),
    ).scalar_one()
    work.exec_driver_sql(
        "INSERT INTO record (device, n, id, sha256, kind, subject, accepted, code, receipt, document) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device, n) DO UPDATE SET id = excluded.id, "
        "sha256 = excluded.sha256, kind = excluded.kind, subject = excluded.subject, accepted = excluded.accepted, "
        "code = excluded.code, receipt = excluded.receipt, document = excluded.document",
        [
            (
                who.device,
                n,
                batch.known[n].id,
                each.sha256,
                each.kind,
                each.subject,
                int(is_accepted(code)),
                code,
                receipt,
                books.rest.laid(each.text),
            )
            for n, (each, code) in batch.fresh.items()
        ],
    )
    if batch.decided:
        work.exec_driver_sql("UPDATE assignment SET state = ?, decision = ? WHERE id = ?", batch.decided)
    _note_interests(books, work, who, batch, at)
    if batch.mended:
        batch.rolling = _rolling(work, who.device)
    work.exec_driver_sql(
        "UPDATE device SET count = ?, rolling = ? WHERE name = ?", (batch.count, batch.rolling, who.device)
    )
    return signed


def _rolling(work: Connection, device: str) -> str:
    """The rolling hash from the records themselves, after a number in the middle was mended."""
    rolling = ""
    for row in work.exec_driver_sql("SELECT sha256 FROM record WHERE device = ? ORDER BY n", (device,)):
        rolling = chained(rolling, row[0])
    return rolling
