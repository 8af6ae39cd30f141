"""Who reviews what: assigning, taking back, opening again, and telling each person's laptops in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import RuleError
from reviewer_app.exchange.messages import ASSIGNED, HANDED_BACK, REOPENED, SETTLED, WITHDRAWN
from reviewer_app.hub import acceptance, closing
from reviewer_app.hub.acceptance import DECIDED, OPEN, RELEASED, TAKEN_BACK
from reviewer_app.hub.books import Books
from reviewer_app.hub.interests import check_none
from reviewer_app.hub.people import one_person
from reviewer_app.hub.roles import WORKING
from reviewer_app.hub.standing import stand_again
from reviewer_app.hub.telling import tell

PAGE_ITEMS = 100
"""News on a page for a laptop that does not say how many it wants, as older versions do not."""
MOST_ITEMS = 500
PAGE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class WorkPage:
    """News for one person: items as they travel, the rubrics they name, and the cursor that covers them.

    ``steps`` are the cursors this page passes, each with whether an item of it is told.
    """

    items: tuple[dict[str, Any], ...]
    microcredentials: dict[str, Any]
    cursor: str
    more: bool
    steps: tuple[tuple[str, bool], ...] = ()
    marks: tuple[str, ...] = ()
    """The mark of each item, by which a hub knows whether it said it."""
    hashes: tuple[str, ...] = ()
    """The hash of each item's submission as it was taken in."""
    lost: bool = False
    """Whether the cursor is not one of ours, as after a restore."""


def assign(
    books: Books,
    submission: str,
    person: str,
    due: date | None = None,
    role: str = "assessor",
    round: int = 1,
) -> bool:
    """Give a submission to a person; False when it is theirs already.

    RuleError for an unknown one of either, for a disabled account, and for someone who declared a conflict of interest
    about it.
    """
    with books.changes() as work:
        return assign_in(books, work, submission, person, due, role, round)


def assign_in(
    books: Books, work: Connection, submission: str, person: str, due: date | None, role: str, round: int
) -> bool:
    """The same as a part of one change."""
    _must_exist(work, "submission", submission)
    _must_be_enabled(work, person)
    check_none(work, submission, person)
    if _assignment(work, submission, person) is not None:
        return False
    made = work.exec_driver_sql(
        "INSERT INTO assignment (submission, person, role, round, due, state, decision, made_at) "
        "VALUES (?, ?, ?, ?, ?, ?, '', ?) RETURNING id",
        (submission, person, role, round, due.isoformat() if due else "", OPEN, books.moment()),
    ).scalar_one()
    tell(books, work, person, made, ASSIGNED, "")
    stand_again(books, work, person, [submission])
    return True


def may_work(look: Connection, person: str) -> None:
    """Refuse to give anything to an account that is not there, is disabled or only reads."""
    _must_be_enabled(look, person)
    if one_person(look, person).role not in WORKING:
        raise RuleError(
            "reads-only",
            "This account reads only",
            "An auditor’s laptop sends no decisions, so work given to it would wait for ever.",
            "Assign it to somebody else.",
        )


def _must_be_enabled(look: Connection, person: str) -> None:
    if not one_person(look, person).active:
        raise RuleError(
            "account-disabled",
            "The account is disabled",
            "Its laptops exchange nothing with this hub, so work given to it would wait for ever.",
            "Enable the account first, or give it to somebody else.",
        )


def withdraw(books: Books, submission: str, person: str, reason: str) -> bool:
    """Take a submission back from a person, saying why; False when it was not theirs or was taken back before."""
    with books.changes() as work:
        return withdraw_in(books, work, submission, person, reason)


def withdraw_in(books: Books, work: Connection, submission: str, person: str, reason: str) -> bool:
    """The same as a part of one change."""
    row = _assignment(work, submission, person)
    if row is None or row[1] in (TAKEN_BACK, acceptance.HANDED_BACK):
        return False
    work.exec_driver_sql("UPDATE assignment SET state = ? WHERE id = ?", (TAKEN_BACK, row[0]))
    tell(books, work, person, row[0], WITHDRAWN, reason)
    return True


def reopen(books: Books, submission: str, person: str) -> bool:
    """Give back what was withdrawn or closed; False when it was not. RuleError after a conflict of interest."""
    with books.changes() as work:
        return reopen_in(books, work, submission, person)


def reopen_in(books: Books, work: Connection, submission: str, person: str) -> bool:
    """The same as a part of one change."""
    check_none(work, submission, person)
    row = _assignment(work, submission, person)
    if row is None or (row[1] != TAKEN_BACK and not closing.is_closed(work, row[0])):
        return False
    closing.open_again(work, row[0])
    state = DECIDED if row[2] else OPEN
    work.exec_driver_sql("UPDATE assignment SET state = ? WHERE id = ?", (state, row[0]))
    tell(books, work, person, row[0], REOPENED, "")
    return True


def release(books: Books, submission: str) -> int:
    """Note that the earner was told the decisions of a submission, so that none can be taken back; how many."""
    with books.changes() as work:
        _must_exist(work, "submission", submission)
        done = work.exec_driver_sql(
            "UPDATE assignment SET state = ? WHERE submission = ? AND state = ?",
            (RELEASED, submission, DECIDED),
        )
        return int(done.rowcount)


def work_since(look: Connection, person: str, cursor: str, items_wanted: int | None = None) -> WorkPage:
    """What is new for a person; from the beginning when the cursor is not one of ours, as after a restore."""
    limit = PAGE_ITEMS if items_wanted is None else min(items_wanted, MOST_ITEMS)
    since = _known(look, person, cursor)
    rows = look.exec_driver_sql(
        "SELECT w.seq, w.mark, w.again, w.kind, w.reason, w.at, a.state, a.role, a.round, a.due, "
        "s.id, s.document, s.rubric, s.sha256, coalesce(t.flag, '') AS flag "
        "FROM work w JOIN assignment a ON a.id = w.assignment JOIN submission s ON s.id = a.submission "
        "LEFT JOIN settlement t ON t.work = w.seq "
        "WHERE w.person = ? AND w.seq > ? ORDER BY w.seq LIMIT ?",
        (person, since, limit + 1),
    ).all()
    items: list[dict[str, Any]] = []
    marks: list[str] = []
    hashes: list[str] = []
    blobs = _blobs(look, sorted({row.id for row in rows}))
    rubrics: dict[str, Any] = {}
    size = 0
    reached = cursor if since else ""
    steps: list[tuple[str, bool]] = []
    taken = 0
    for row in rows[:limit]:
        size += len(row.document)
        if taken and size > PAGE_BYTES:
            break
        taken += 1
        reached = f"{row.seq}-{row.mark}{row.again}"
        told_of = {TAKEN_BACK: WITHDRAWN, acceptance.HANDED_BACK: HANDED_BACK}.get(row.state, row.kind)
        steps.append((reached, row.kind == told_of))
        if row.kind != told_of:
            continue  # it is gone by now, and nothing else of it is told
        items.append(_item(look, row, rubrics, blobs.get(row.id, [])))
        marks.append(row.mark)
        hashes.append(row.sha256)
    lost = bool(cursor) and not since
    return WorkPage(
        tuple(items),
        rubrics,
        reached,
        taken < len(rows),
        tuple(steps),
        tuple(marks),
        tuple(hashes),
        lost,
    )


def _blobs(look: Connection, submissions: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The files of these submissions."""
    if not submissions:
        return {}
    marks = ", ".join("?" * len(submissions))
    rows = look.exec_driver_sql(
        f"SELECT submission, sha256, size FROM submission_blob WHERE submission IN ({marks}) ORDER BY sha256",
        tuple(submissions),
    ).all()
    found: dict[str, list[dict[str, Any]]] = {}
    for submission, sha256, size in rows:
        found.setdefault(submission, []).append({"sha256": sha256, "size": size})
    return found


def _item(look: Connection, row: Any, rubrics: dict[str, Any], blobs: list[dict[str, Any]]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "kind": row.kind,
        "submission": row.id,
        "at": row.at,
        "role": row.role,
        "round": row.round,
        "due": row.due or None,
        "reason": row.reason,
        "document": None,
        "blobs": [],
    }
    if row.kind == SETTLED:
        item["flag"] = row.flag
    if row.kind in (WITHDRAWN, HANDED_BACK, SETTLED):
        return item
    if row.rubric not in rubrics:
        held = look.exec_driver_sql("SELECT document FROM rubric WHERE hash = ?", (row.rubric,)).scalar_one()
        rubrics[row.rubric] = json.loads(held)
    item["document"] = json.loads(row.document)
    item["blobs"] = blobs
    return item


def _known(look: Connection, person: str, cursor: str) -> int:
    number, _, mark = cursor.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return 0
    row = look.exec_driver_sql(
        "SELECT 1 FROM work WHERE seq = ? AND mark || again = ? AND person = ?", (int(number), mark, person)
    ).first()
    return int(number) if row else 0


def _assignment(work: Connection, submission: str, person: str) -> tuple[int, str, str] | None:
    row = work.exec_driver_sql(
        "SELECT id, state, decision FROM assignment WHERE submission = ? AND person = ?", (submission, person)
    ).first()
    return None if row is None else (row[0], row[1], row[2])


def _must_exist(work: Connection, table: str, id: str) -> None:
    if work.exec_driver_sql(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).first() is None:
        raise RuleError(
            f"unknown-{table}",
            f"No such {table}",
            f"The hub has no {table} “{id}”.",
            "List what the hub has first.",
        )
