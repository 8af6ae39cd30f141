"""Whether the bar of practice is reached that a policy asks for before live work, by the records that are here."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from reviewer_app.domain.calibrating import Practised, practised_from
from reviewer_app.domain.errors import FileError
from reviewer_app.domain.practice_report import standing_at
from reviewer_app.domain.records import PRACTISED, read_record
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.hub.acceptance import Arrived
from reviewer_app.hub.books import Books


class Bars:
    """What one person practised, looked up once a decision meets a bar and forgotten with the batch.

    Nothing of it is told to anyone: it answers yes or no to one decision.
    """

    def __init__(self, books: Books, work: Connection, person: str) -> None:
        self._books, self._work, self._person = books, work, person
        self._came: list[Practised] = []
        self._rubrics: dict[str, Microcredential | None] = {}

    def note(self, each: Arrived) -> None:
        """Count an accepted practice of the batch itself for the decisions after it."""
        self._came += _read(each.text)

    def is_below(self, rubric: str) -> bool:
        """Whether the policy of this edition asks for practice that is not here."""
        if rubric not in self._rubrics:
            self._rubrics[rubric] = self._asking(rubric)
        asks = self._rubrics[rubric]
        if asks is None:
            return False
        practised = [*self._kept(), *self._came]
        now = standing_at(asks, practised, self._editions(asks, practised))
        return now is not None and not now.passed

    def _asking(self, rubric: str) -> Microcredential | None:
        text = self._work.exec_driver_sql(
            "SELECT document FROM rubric WHERE hash = ? AND json_type(document, '$.policy.calibration') IS NOT NULL",
            (rubric,),
        ).scalar()
        return microcredential_from(json.loads(text)) if text else None

    def _kept(self) -> list[Practised]:
        rows = self._work.exec_driver_sql(
            "SELECT document FROM record WHERE kind = ? AND accepted = 1 AND code = '' "
            "AND device IN (SELECT name FROM device WHERE person = ?)",
            (PRACTISED, self._person),
        ).all()
        return [found for row in rows for found in _read(self._books.rest.opened(row[0]))]

    def _editions(self, asks: Microcredential, practised: list[Practised]) -> Mapping[str, Microcredential]:
        """The editions practised by; one that never came here is read as the one that asks, whose criteria it has."""
        found: dict[str, Microcredential] = {}
        for each in {each.rubric_hash for each in practised}:
            text = self._work.exec_driver_sql("SELECT document FROM rubric WHERE hash = ?", (each,)).scalar()
            found[each] = microcredential_from(json.loads(text)) if text else asks
        return found


def _read(text: str) -> list[Practised]:
    try:
        found = practised_from(read_record(json.loads(text), trusted=True))
    except FileError:
        return []  # accepted as a record, but nothing that could be held against a bar
    return [found] if found is not None else []
