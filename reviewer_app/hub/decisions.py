"""Decisions as the hub tells them: what a blind policy still withholds is there, but says nothing of its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.records import DECISION
from reviewer_app.hub.books import Books
from reviewer_app.hub.sealed import is_sealed, judging_blind


@dataclass(frozen=True)
class DecisionLine:
    """One decision on the hub; ``document`` is the signed record.

    ``sealed`` where the policy does not allow it to be read yet: outcome and document are empty then.
    """

    submission: str
    alias: str
    person: str
    person_name: str
    outcome: str
    at: str
    record: str
    sha256: str
    document: Mapping[str, Any]
    sealed: bool = False


def decisions(books: Books) -> tuple[DecisionLine, ...]:
    """Every decision that counts, in the order of their submissions' assignment."""
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT a.submission, s.alias, a.person, p.name, r.document, r.id, r.sha256, a.round, c.at, s.rubric "
            "FROM assignment a JOIN record r ON r.id = a.decision JOIN submission s ON s.id = a.submission "
            "JOIN person p ON p.id = a.person JOIN receipt c ON c.id = r.receipt "
            "WHERE a.decision <> '' AND r.kind = ? ORDER BY a.id",
            (DECISION,),
        ).all()
        blind = {rubric: judging_blind(look, rubric) for rubric in {row[9] for row in rows}}
        return tuple(
            _line(books, row, told=not blind[row[9]] or not is_sealed(look, row[0], blind[row[9]]))
            for row in rows
        )


def _line(books: Books, row: Any, *, told: bool) -> DecisionLine:
    if not told:
        return DecisionLine(row[0], row[1], row[2], row[3], "", row[8], row[5], row[6], {}, sealed=True)
    document = books.rest.document(row[4])
    outcome, at = document["body"]["outcome"], document["at"]
    return DecisionLine(row[0], row[1], row[2], row[3], outcome, at, row[5], row[6], document)
