"""Submissions coming in, and being given to people and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from reviewer_app.domain.errors import RuleError
from reviewer_app.hub import assigning, closing
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.bundled import take_bundle
from reviewer_app.hub.lists import limit, position
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.replays import once

ASSIGNMENTS = (
    "SELECT a.id AS place, a.submission, s.alias, a.person, p.name AS person_name, a.role, a.round, a.due, a.state "
    "FROM assignment a JOIN submission s ON s.id = a.submission JOIN person p ON p.id = a.person "
)


def submissions(asked: Asked) -> Mapping[str, Any]:
    """Submissions in the order they came, with how many people each was given to."""
    start, most = position(asked.query), limit(asked.query)
    with asked.books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT s.id, s.alias, s.taken_at, "
            "(SELECT count(*) FROM assignment a WHERE a.submission = s.id) AS assignments "
            "FROM submission s ORDER BY s.taken_at, s.id LIMIT ? OFFSET ?",
            (most + 1, start),
        ).all()
    told = [dict(each._mapping) for each in rows[:most]]
    return {"rows": told, "after": str(start + most) if len(rows) > most else None}


def take(asked: Asked) -> Mapping[str, Any]:
    """A bundle taken in whole, or refused whole; the same one again changes nothing."""
    if asked.upload is None:
        raise Refused("not-understood", "A bundle is sent as the body.")
    with asked.upload.open() as file:
        taken = take_bundle(asked.books, file)
    return {"submission": taken.submission, "alias": taken.alias}


def release(asked: Asked) -> Mapping[str, Any]:
    """Noted that the earner was told the decisions of a submission."""
    submission = asked.document["submission"]

    def do() -> Mapping[str, Any]:
        assigning.release(asked.books, submission)
        with asked.books.looking() as look:
            released = look.exec_driver_sql(
                "SELECT count(*) FROM assignment WHERE submission = ? AND state = 'released'", (submission,)
            ).scalar_one()
        return {"submission": submission, "released": released}

    return once(asked.books, asked.who, asked.document, do)


def close(asked: Asked) -> Mapping[str, Any]:
    """The adjudication of a submission ended, with a reason for the assessors."""
    said = asked.document

    def do() -> Mapping[str, Any]:
        taken_back = closing.close(asked.books, said["submission"], said["reason"])
        return {"submission": said["submission"], "taken_back": taken_back}

    return once(asked.books, asked.who, said, do)


def supersede(asked: Asked) -> Mapping[str, Any]:
    """A newer attempt, or another edition, given to everyone who has an older one of it open."""
    new = asked.document["submission"]

    def do() -> Mapping[str, Any]:
        older, given = closing.take_over(asked.books, new)
        return {"submission": new, "replaced": list(older), "given": given}

    return once(asked.books, asked.who, asked.document, do)


def assignments(asked: Asked) -> Mapping[str, Any]:
    """Every task, in the order they were given."""
    most = limit(asked.query)
    with asked.books.looking() as look:
        rows = look.exec_driver_sql(
            ASSIGNMENTS + "WHERE a.id > ? ORDER BY a.id LIMIT ?", (position(asked.query), most + 1)
        ).all()
    told = [_told(each) for each in rows[:most]]
    return {"rows": told, "after": str(rows[most - 1].place) if len(rows) > most else None}


def assign(asked: Asked) -> Mapping[str, Any]:
    """A submission given to a person, or the task as it is when it is theirs already."""
    said = asked.document
    try:
        due = date.fromisoformat(said["due"]) if said.get("due") else None
    except ValueError:
        raise Refused("not-understood", "The field “due” is no date.") from None

    def do() -> None:
        with asked.books.looking() as look:
            assigning.may_work(look, said["person"])
        assigning.assign(
            asked.books,
            said["submission"],
            said["person"],
            due,
            said.get("role", "assessor"),
            said.get("round", 1),
        )

    return _changed(asked, do)


def withdraw(asked: Asked) -> Mapping[str, Any]:
    """A submission taken back from a person; what they said about it is kept."""
    said = asked.document
    return _changed(
        asked,
        lambda: assigning.withdraw(asked.books, said["submission"], said["person"], said["reason"]),
    )


def reopen(asked: Asked) -> Mapping[str, Any]:
    """What was withdrawn given back."""
    said = asked.document
    return _changed(asked, lambda: assigning.reopen(asked.books, said["submission"], said["person"]))


def _changed(asked: Asked, change: Callable[[], object]) -> Mapping[str, Any]:
    """The task after a change; ``unknown`` for a task that does not exist."""
    said = asked.document

    def do() -> Mapping[str, Any]:
        change()
        with asked.books.looking() as look:
            row = look.exec_driver_sql(
                ASSIGNMENTS + "WHERE a.submission = ? AND a.person = ?", (said["submission"], said["person"])
            ).first()
        if row is None:
            raise RuleError(
                "unknown-assignment",
                "No such task",
                "This submission is not assigned to this person.",
                "List the assignments first.",
            )
        return _told(row)

    return once(asked.books, asked.who, asked.document, do)


def _told(row: Any) -> dict[str, Any]:
    told = dict(row._mapping)
    del told["place"]
    return told
