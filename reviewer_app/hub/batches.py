"""A batch as it meets the books: what they say about it before, and what it changes in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.receipts import sign_receipts
from reviewer_app.domain.records import DECISION, DECISION_WITHDRAWN, PRACTISED, chained
from reviewer_app.exchange import messages
from reviewer_app.hub import closing, interests
from reviewer_app.hub.acceptance import (
    ABOUT_TASKS,
    DECIDED,
    HANDED_BACK,
    OPEN,
    RELEASED,
    TAKEN_BACK,
    Arrived,
    Task,
    is_accepted,
)
from reviewer_app.hub.bars import Bars
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import reason
from reviewer_app.hub.standing import stand_again
from reviewer_app.hub.telling import tell
from reviewer_app.hub.tokens import Caller

HOLES = frozenset({"signature", "malformed"})
"""Refusals that keep a record's number but not its place: sound bytes under the number still replace them."""

ANOTHER = 0
"""In place of a number: the id is that of a record of another laptop."""


@dataclass
class Known:
    """A number the hub has: by an earlier batch (``receipt`` is its row) or by this one (0)."""

    id: str | None
    sha256: str
    code: str
    receipt: int

    @property
    def refused(self) -> bool:
        """Whether it was refused for what the hub knew then, which a receipt that accepts it overturns."""
        return self.id is not None and not is_accepted(self.code)


@dataclass
class Batch:
    """What the books say about a batch before it, and what it adds to them."""

    count: int
    rolling: str
    known: dict[int, Known]
    ids: dict[str, int]
    tasks: dict[str, Task]
    strangers: frozenset[str]
    bars: Bars
    entries: list[dict[str, Any]] = field(default_factory=list)
    fresh: dict[int, tuple[Arrived, str]] = field(default_factory=dict)
    again: dict[int, None] = field(default_factory=dict)
    decided: list[tuple[str, str, int]] = field(default_factory=list)
    interests: list[tuple[Arrived, int | None]] = field(default_factory=list)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    """The submissions whose tasks are worked out anew from all that was accepted."""
    mended: bool = False
    resend_from: int | None = None


def look_up(books: Books, work: Connection, who: Caller, arrived: Sequence[Arrived]) -> Batch:
    """What the books say about these records of one laptop and about the tasks they change."""
    count, rolling = work.exec_driver_sql(
        "SELECT count, rolling FROM device WHERE name = ?", (who.device,)
    ).one()
    numbers = [each.n for each in arrived if each.n]
    rows = work.exec_driver_sql(
        "SELECT n, id, sha256, code, receipt FROM record WHERE device = ? AND n BETWEEN ? AND ?",
        (who.device, min(numbers, default=0), max(numbers, default=0)),
    ).all()
    known = {row[0]: Known(row[1], row[2], row[3], row[4]) for row in rows}
    ids = _among(
        work, "SELECT id, n, device FROM record WHERE id IN", {each.id for each in arrived if each.id}
    )
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
    return Batch(
        count=count,
        rolling=rolling,
        known=known,
        ids={row[0]: row[1] if row[2] == who.device else ANOTHER for row in ids},
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
        bars=Bars(books, work, who.person),
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


def say(batch: Batch, each: Arrived, code: str) -> None:
    """Put what is said of a record into the receipt."""
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


def enter(batch: Batch, each: Arrived, id: str | None, code: str, *, believed: bool = False) -> None:
    """Put a record under its number with what was said of it, and do what it does where it is accepted.

    ``believed``: by a receipt, so that others may stand here by now that came after it; and where a decision is taken
    back, one that was believed may stand in its place.
    """
    if each.kind == DECISION_WITHDRAWN or (believed and each.kind in ABOUT_TASKS):
        batch.unsettled.add(each.subject)
    batch.known[each.n] = Known(id, each.sha256, code, 0)
    batch.fresh[each.n] = (each, code)
    if id is not None:
        batch.ids[id] = each.n
    if not code and each.kind == PRACTISED:
        batch.bars.note(each)
    if not code and each.kind in ABOUT_TASKS:
        _change(batch, each, batch.tasks.get(each.subject))
    say(batch, each, code)


def _change(batch: Batch, each: Arrived, task: Task | None) -> None:
    """What an accepted record does to the person's task, and to what the next records of the batch meet.

    One that is believed by its receipt may meet a task that has gone on: what was released stays released, what was
    taken back stays taken back, and a decision that stands here already is the person's own as well.
    """
    about_work = each.kind in (DECISION, DECISION_WITHDRAWN)
    if not about_work:
        batch.interests.append((each, task.id if task is not None else None))
    if task is None or task.state == RELEASED:
        return
    decision, outcome = "", ""
    if each.kind == DECISION:
        if task.decision:
            return
        state, decision, outcome = DECIDED, each.id, str(each.body.get("outcome"))
    elif each.kind == DECISION_WITHDRAWN:
        if task.decision != each.body.get("decision"):
            return
        state = OPEN
    elif task.state == TAKEN_BACK:
        return
    else:
        state = OPEN if each.body.get("removed") else HANDED_BACK
    if about_work and task.state in (TAKEN_BACK, HANDED_BACK):
        state = task.state
    batch.tasks[each.subject] = replace(
        task, state=state, decision=decision, outcome=outcome, device=each.device if decision else ""
    )
    batch.decided.append((state, decision, task.id))


def _note_interests(books: Books, work: Connection, who: Caller, batch: Batch, at: str) -> None:
    """Keep what was declared, and tell the person's laptops so that each hides or shows the work."""
    for each, task in batch.interests:
        if each.body.get("removed"):
            interests.forget(work, each.subject, who.person)
            kind, reason = messages.REOPENED, ""
        else:
            reason = interests.keep(work, each.subject, who.person, each.id, each.body, at)
            kind = messages.HANDED_BACK
        if task is not None:
            tell(books, work, who.person, task, kind, reason)


def keep(books: Books, work: Connection, who: Caller, batch: Batch) -> Mapping[str, Any]:
    """Write down what a batch adds and changes; the signed receipt for it."""
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
    stand_again(books, work, who.person, batch.unsettled)
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
