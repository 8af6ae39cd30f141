"""Decisions as others than their authors may see them: a blind pair's scores stay untold until both have decided."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.policy import Arrangement
from reviewer_app.domain.records import DECISION
from reviewer_app.domain.rubric import microcredential_from
from reviewer_app.hub.books import Books

BESIDE = ("approver", "adjudicator", "calibration")
"""Roles that do not judge blind, so that nothing waits for them."""


def decisions_after(books: Books, start: int, most: int) -> dict[str, Any]:
    """Decisions of the tasks after this number, in the order they were given; what is sealed says only that it is."""
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT a.id AS place, a.submission, s.alias, a.person, p.name, r.document, r.id AS record, r.sha256, "
            "s.rubric FROM assignment a JOIN record r ON r.id = a.decision JOIN submission s ON s.id = a.submission "
            "JOIN person p ON p.id = a.person WHERE a.decision <> '' AND r.kind = ? AND a.id > ? "
            "ORDER BY a.id LIMIT ?",
            (DECISION, start, most + 1),
        ).all()
        blind = {rubric: judging_blind(look, rubric) for rubric in {each.rubric for each in rows}}
        told = []
        for each in rows[:most]:
            document = books.rest.document(each.document)
            sealed = bool(blind[each.rubric]) and is_sealed(look, each.submission, blind[each.rubric])
            told.append(
                {
                    "submission": each.submission,
                    "alias": each.alias,
                    "person": each.person,
                    "person_name": each.name,
                    "at": document["at"],
                    "record": each.record,
                    "sealed": sealed,
                    "outcome": None if sealed else document["body"]["outcome"],
                    "sha256": None if sealed else each.sha256,
                    "document": None if sealed else document,
                }
            )
    return {"rows": told, "after": str(rows[most - 1].place) if len(rows) > most else None}


def is_sealed(look: Connection, submission: str, judges: int) -> bool:
    """Whether fewer than ``judges`` have decided a submission, or somebody who judges it blind has yet to."""
    rows = look.exec_driver_sql(
        "SELECT role, decision FROM assignment WHERE submission = ? AND state NOT IN ('withdrawn', 'handed_back')",
        (submission,),
    ).all()
    decided = [each.decision for each in rows if each.role not in BESIDE]
    return len(decided) < judges or "" in decided


def judging_blind(look: Connection, rubric: str) -> int:
    """How many judge blind under this rubric; 0 where nobody does."""
    document = look.exec_driver_sql("SELECT document FROM rubric WHERE hash = ?", (rubric,)).scalar_one()
    policy = microcredential_from(json.loads(document)).policy
    return policy.assessors if policy.arrangement is Arrangement.BLIND_PAIR else 0
