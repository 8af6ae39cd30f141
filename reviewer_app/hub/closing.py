"""Tasks that take no decision any more: a newer attempt came, another edition counts, the adjudication is over."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.submission import Submission, submission_from
from reviewer_app.exchange.messages import ASSIGNED, WITHDRAWN
from reviewer_app.hub.acceptance import OPEN, TAKEN_BACK
from reviewer_app.hub.books import Books
from reviewer_app.hub.telling import tell

SUPERSEDED, OTHER_RUBRIC, CLOSED, REASSIGNED = (
    "superseded",
    "other-rubric",
    "adjudication-closed",
    "reassigned",
)
"""The codes by which a decision is refused after it (``hub.refusals``)."""


def close_older(books: Books, work: Connection, arrived: Submission) -> int:
    """Open tasks on what this submission takes the place of are closed; how many."""
    return sum(_close(books, work, each, code) for each, code in _replaced(work, arrived))


def replaced(books: Books, new: str) -> tuple[str, ...]:
    """What a submission takes the place of."""
    with books.looking() as look:
        return tuple(each for each, _code in _replaced(look, _submission(look, new)))


def _replaced(look: Connection, arrived: Submission) -> list[tuple[str, str]]:
    """Earlier attempts of the same earner at the same micro-credential, and the same attempt where that was to be
    judged by another edition of the rubric; each with the code by which its decisions are refused."""
    rows = look.exec_driver_sql(
        "SELECT document FROM submission WHERE alias = ? AND id <> ? ORDER BY taken_at, id",
        (arrived.alias, arrived.id),
    ).all()
    found = []
    for (document,) in rows:
        older = submission_from(json.loads(document))
        if (older.earner, older.microcredential) != (arrived.earner, arrived.microcredential):
            continue
        if older.attempt < arrived.attempt:
            found.append((older.id, SUPERSEDED))
        elif older.attempt == arrived.attempt and older.rubric_hash != arrived.rubric_hash:
            found.append((older.id, OTHER_RUBRIC))
    return found


def supersede(books: Books, old: str, new: str) -> int:
    """Give a newer attempt, or another edition, to everyone who has the older one open; to how many."""
    with books.changes() as work:
        older, newer = _submission(work, old), _submission(work, new)
        if (older.alias, older.microcredential) != (newer.alias, newer.microcredential) or old == new:
            raise RuleError(
                "not-its-successor",
                "These are not the same work",
                f"{newer.alias} is no newer attempt, nor another edition, of {older.alias}.",
                "Name two submissions of one earner for one micro-credential.",
            )
        _close(books, work, old, SUPERSEDED if newer.attempt > older.attempt else OTHER_RUBRIC)
        rows = work.exec_driver_sql(
            "SELECT a.person, a.role, a.round, a.due FROM assignment a WHERE a.submission = ? AND a.state = ? "
            "AND NOT EXISTS (SELECT 1 FROM assignment b WHERE b.submission = ? AND b.person = a.person) "
            "AND NOT EXISTS (SELECT 1 FROM interest i WHERE i.submission = ? AND i.person = a.person) ORDER BY a.id",
            (old, OPEN, new, new),
        ).all()
        for person, role, round, due in rows:
            made = work.exec_driver_sql(
                "INSERT INTO assignment (submission, person, role, round, due, state, decision, made_at) "
                "VALUES (?, ?, ?, ?, ?, ?, '', ?) RETURNING id",
                (new, person, role, round, due, OPEN, books.moment()),
            ).scalar_one()
            tell(books, work, person, made, ASSIGNED, "")
    return len(rows)


def take_over(books: Books, new: str) -> tuple[tuple[str, ...], int]:
    """Give a submission to everyone who has open what it takes the place of: what that is, and to how many."""
    older = replaced(books, new)
    return older, sum(supersede(books, each, new) for each in older)


def close(books: Books, submission: str, reason: str) -> int:
    """End the adjudication of a submission: open tasks are taken back, and decisions that still come are refused."""
    with books.changes() as work:
        _submission(work, submission)
        rows = work.exec_driver_sql(
            "SELECT id, person FROM assignment WHERE submission = ? AND state = ?", (submission, OPEN)
        ).all()
        _close(books, work, submission, CLOSED)
        for assignment, person in rows:
            work.exec_driver_sql("UPDATE assignment SET state = ? WHERE id = ?", (TAKEN_BACK, assignment))
            tell(books, work, person, assignment, WITHDRAWN, reason)
    return len(rows)


def closed(look: Connection, assignments: Collection[int]) -> dict[int, str]:
    """The code by which a decision on each of these tasks is refused, where it is closed or given away."""
    if not assignments:
        return {}
    marks = ", ".join("?" * len(assignments))
    rows = look.exec_driver_sql(
        f"SELECT assignment, code FROM closing WHERE assignment IN ({marks})", tuple(assignments)
    ).all()
    given = look.exec_driver_sql(
        "SELECT a.id FROM assignment a JOIN work w ON w.assignment = a.id AND w.kind = 'withdrawn' "
        "JOIN assignment b ON b.submission = a.submission AND b.person <> a.person AND b.made_at >= w.at "
        f"WHERE a.state = 'withdrawn' AND a.id IN ({marks})",
        tuple(assignments),
    ).all()
    return {**{row[0]: REASSIGNED for row in given}, **{row[0]: row[1] for row in rows}}


def is_closed(look: Connection, assignment: int) -> bool:
    """Whether a task was closed."""
    row = look.exec_driver_sql("SELECT 1 FROM closing WHERE assignment = ?", (assignment,)).first()
    return row is not None


def open_again(work: Connection, assignment: int) -> None:
    """A task takes decisions again."""
    work.exec_driver_sql("DELETE FROM closing WHERE assignment = ?", (assignment,))


def _close(books: Books, work: Connection, submission: str, code: str) -> int:
    done = work.exec_driver_sql(
        "INSERT INTO closing (assignment, code, at) SELECT id, ?, ? FROM assignment WHERE submission = ? AND state = ? "
        "AND id NOT IN (SELECT assignment FROM closing)",
        (code, books.moment(), submission, OPEN),
    )
    return int(done.rowcount)


def _submission(look: Connection, id: str) -> Submission:
    row = look.exec_driver_sql("SELECT document FROM submission WHERE id = ?", (id,)).first()
    if row is None:
        raise RuleError(
            "unknown-submission",
            "No such submission",
            f"The hub has no submission “{id}”.",
            "List what the hub has first.",
        )
    return submission_from(json.loads(row[0]))
