"""A served hub on each database, with two assessors, a submission for each and one that both judge blind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record
from reviewer_app.domain.signing import canonical
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing, RecordsAnswer
from reviewer_app.hub.places import Place
from tests.exchange.fixtures import Served, served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, submission
from tests.postgres import ENGINES, empty_place

NAMES = {"ada": "Ada Lind", "bo": "Bo Lind"}
"""With a blank, which no key, hash or signature has: where one is not found, it is not there."""
FILES = {"ada": b"a file for Ada", "bo": b"a file for Bo", "both": b"a file for both"}


@dataclass
class Assessor:
    """A person with a paired laptop."""

    id: str
    desk: MemoryDesk
    pairing: Pairing

    def send(self, *records: Record | bytes) -> RecordsAnswer:
        """Hand records over as one batch; bytes go as they are."""
        lines = [each if isinstance(each, bytes) else canonical(each.document) for each in records]
        return asyncio.run(self._send(lines))

    async def _send(self, lines: Sequence[bytes]) -> RecordsAnswer:
        road = HttpTransport(self.pairing)
        try:
            return await road.send(self.desk.device, lines)
        finally:
            await road.close()

    def codes(self, *records: Record | bytes) -> list[str]:
        """The refusals of a batch, "" where a record was accepted."""
        return [each.code for each in self.receipts(*records)]

    def receipts(self, *records: Record | bytes) -> list[Receipt]:
        """The receipts of a batch, one after the other."""
        return [each for _, receipts in self.send(*records).receipts for each in receipts]


@dataclass
class District:
    """A hub, Ada and Bo, and their submissions by name."""

    served: Served
    ada: Assessor
    bo: Assessor
    work: dict[str, dict[str, Any]]


BEFORE_THE_BOOKS = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""On one database only: what is tested is settled by form, before the books are opened."""


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place for a hub: what is tested here holds on both databases."""
    return empty_place(request.param, tmp_path / "hub")


@pytest.fixture
def district(place: Place) -> Iterator[District]:
    with served(place) as made:
        hub = made.hub
        work = {name: submission(n, [content]) for n, (name, content) in enumerate(FILES.items(), 1)}
        for name, document in work.items():
            hub.add_submission(document, RUBRIC, [FILES[name]])
        people = {name: _assessor(made, name) for name in ("ada", "bo")}
        for name, names in {"ada": ["ada"], "bo": ["bo"], "both": ["ada", "bo"]}.items():
            for each in names:
                hub.assign(work[name]["id"], people[each].id)
        yield District(made, people["ada"], people["bo"], work)


def _assessor(made: Served, name: str) -> Assessor:
    person = made.hub.add_person(NAMES[name])
    desk, pairing = made.desk(person)
    return Assessor(person, desk, pairing)
