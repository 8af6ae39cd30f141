"""Decisions as the hub tells them: what a blind policy still withholds is there, but says nothing of its scores."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.policy import Policy, may_be_told
from reviewer_app.domain.records import DECISION
from reviewer_app.hub.acceptance import HANDED_BACK, OPEN, TAKEN_BACK
from reviewer_app.hub.books import Books


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
        told = _told(look)
        policies: dict[str, Policy] = {}
        for rubric in {row[9] for row in rows}:
            held = look.exec_driver_sql("SELECT document FROM rubric WHERE hash = ?", (rubric,)).scalar_one()
            policies[rubric] = Policy.from_document(json.loads(held).get("policy", {}))
    return tuple(
        _line(books, row, told=may_be_told(policies[row[9]], told.get((row[0], row[7]), []))) for row in rows
    )


def _told(look: Connection) -> dict[tuple[str, int], list[bool]]:
    """For each submission and round whether each of its live assignments is decided."""
    found: dict[tuple[str, int], list[bool]] = {}
    rows = look.exec_driver_sql(
        "SELECT submission, round, state <> ? FROM assignment WHERE role <> 'calibration' AND state NOT IN (?, ?)",
        (OPEN, TAKEN_BACK, HANDED_BACK),
    )
    for submission, round, decided in rows:
        found.setdefault((submission, round), []).append(bool(decided))
    return found


def _line(books: Books, row: Any, *, told: bool) -> DecisionLine:
    if not told:
        return DecisionLine(row[0], row[1], row[2], row[3], "", row[8], row[5], row[6], {}, sealed=True)
    document = books.rest.document(row[4])
    outcome, at = document["body"]["outcome"], document["at"]
    return DecisionLine(row[0], row[1], row[2], row[3], outcome, at, row[5], row[6], document)
