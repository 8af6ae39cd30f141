"""Flags and problems as the coordinator sees and settles them: folded from the records that assessors sent."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.records import FLAG, Record, read_record
from reviewer_app.domain.review import fold
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.domain.submission import Submission, submission_from, timestamp
from reviewer_app.exchange.messages import SETTLED
from reviewer_app.hub.books import Books
from reviewer_app.hub.telling import tell

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FlagLine:
    """One flag that was not taken back: by whom, about what, whether it stops the clock, and how it was settled."""

    id: str
    submission: str
    alias: str
    person: str
    person_name: str
    kind: str
    problem: bool
    text: str
    evidence: tuple[str, ...]
    place: str
    at: str
    pauses: bool
    settled_at: str
    words: str


def flags(books: Books, *, settled: bool = True) -> tuple[FlagLine, ...]:
    """Every flag that stands, the oldest first; with ``settled`` those that were settled too."""
    with books.looking() as look:
        found = _all(books, look)
    return tuple(each for each in found if settled or not each.settled_at)


def settle(books: Books, flag: str, words: str) -> FlagLine:
    """Settle a flag by its id, or by an unmistakable part of it, with words for the assessor's next round."""
    if not words.strip():
        raise RuleError(
            "no-words",
            "Say how it was settled",
            "The assessor who raised this reads your words with the next round.",
            "Write a sentence.",
        )
    with books.changes() as work:
        found = [each for each in _all(books, work) if flag and flag in each.id]
        if len(found) != 1:
            raise RuleError(
                "unknown-flag",
                "Which flag is meant?",
                f"{'Several flags have' if found else 'No flag has'} “{flag}” in the id.",
                "Use the id that “reviewer-app hub flags list” shows.",
            )
        one = found[0]
        if one.settled_at:
            raise RuleError(
                "settled", "It is settled already", f"It was settled: “{one.words}”.", "Nothing was changed."
            )
        assignment = work.exec_driver_sql(
            "SELECT id FROM assignment WHERE submission = ? AND person = ?", (one.submission, one.person)
        ).first()
        if assignment is None:
            raise RuleError(
                "not-assigned",
                "It is not their work",
                f"{one.person_name} flagged a submission that is not assigned to them, so no round would tell them.",
                "Assign it to them first.",
            )
        told = tell(books, work, one.person, assignment[0], SETTLED, words.strip())
        work.exec_driver_sql(
            "INSERT INTO settlement (submission, person, flag, work, at, words) VALUES (?, ?, ?, ?, ?, ?)",
            (one.submission, one.person, one.id, told, books.moment(), words.strip()),
        )
    return one


def _all(books: Books, look: Connection) -> list[FlagLine]:
    pairs = look.exec_driver_sql(
        "SELECT DISTINCT r.subject, d.person, p.name, s.document, u.document FROM record r "
        "JOIN device d ON d.name = r.device JOIN person p ON p.id = d.person "
        "JOIN submission s ON s.id = r.subject JOIN rubric u ON u.hash = s.rubric "
        "WHERE r.kind = ? AND r.accepted = 1",
        (FLAG,),
    ).all()
    made: list[FlagLine] = []
    for subject, person, name, document, rubric in pairs:
        about, by = submission_from(json.loads(document)), microcredential_from(json.loads(rubric))
        try:
            made += _of(look, about, by, person, name, _records(books, look, subject, person))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            # One laptop's odd record keeps nobody from the flags of the others.
            log.warning("the flags on one submission cannot be read: %s", type(problem).__name__)
    return sorted(made, key=lambda each: (each.at, each.id))


def _records(books: Books, look: Connection, subject: str, person: str) -> list[Record]:
    rows = look.exec_driver_sql(
        "SELECT r.document FROM record r JOIN device d ON d.name = r.device "
        "WHERE r.subject = ? AND d.person = ? AND r.accepted = 1",
        (subject, person),
    )
    return [read_record(books.rest.document(row[0]), trusted=True) for row in rows]


def _of(
    look: Connection, about: Submission, by: Microcredential, person: str, name: str, records: list[Record]
) -> list[FlagLine]:
    state = fold(about.id, records)
    said = {each.id: timestamp(each.at) for each in records}
    answers: dict[str, Any] = {
        row[0]: row
        for row in look.exec_driver_sql(
            "SELECT flag, at, words FROM settlement WHERE submission = ? AND person = ?", (about.id, person)
        )
    }
    made = []
    for each in state.flags:
        _, settled_at, words = answers.get(each.id, ("", "", ""))
        items = [about.item(evidence) for evidence in each.about]
        made.append(
            FlagLine(
                id=each.id,
                submission=about.id,
                alias=about.alias,
                person=person,
                person_name=name,
                kind=each.kind,
                problem=each.problem,
                text=each.text,
                evidence=tuple(item.title or item.name for item in items if item is not None),
                place=str(each.place.get("label", "")),
                at=said[state.effective[f"flag:{each.id}"]],
                pauses=by.policy.pause_on.stops(each.kind, problem=each.problem),
                settled_at=settled_at,
                words=words,
            )
        )
    return made
