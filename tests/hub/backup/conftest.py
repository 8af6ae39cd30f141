"""A hub with people, work, files and decisions on either database, and a chest to back it up in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.exchange.messages import Pairing
from reviewer_app.hub.backup.chest import Chest, KeyLock
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.serving import EmbeddedHub
from tests.exchange.fixtures import HUB_KEY, Clock, Served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.postgres import empty_place

FILES = [b"the first file " * 20_000, b"", b"the third"]


@dataclass
class District:
    """A hub at its place, Ada's laptop, and her submissions; served while the test says so."""

    place: Place
    clock: Clock
    hub: Hub
    desk: MemoryDesk
    pairing: Pairing
    person: str
    works: list[dict[str, Any]]

    def sync(self, hub: Hub | None = None, problems: tuple[str, ...] = ()) -> bool:
        """One round of the laptop with this hub, or another in its place; whether both ends agree."""
        with EmbeddedHub(hub or self.hub) as url:
            report = Served(hub or self.hub, url, self.clock).sync(self.desk, self.pairing, url)
        assert tuple(each.code for each in report.problems) == problems
        return report.counts_agree

    def decide(self, number: int) -> str:
        """The laptop decides a submission; the record's id."""
        made = decide(self.desk.key, self.desk.latest_n() + 1, self.works[number])
        self.desk.add(made)
        return made.id

    def decisions(self, hub: Hub) -> list[str]:
        return [each.record for each in hub.decisions()]


def opened(place: Place, clock: Clock) -> Hub:
    return Hub.open(place, HUB_KEY, clock, name="Lakeside")


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def district(tmp_path: Path, engine: str) -> Iterator[District]:
    place, clock = empty_place(engine, tmp_path / "hub"), Clock()
    hub = opened(place, clock)
    person = hub.add_person("Ada Lind")
    works = [submission(number, [content]) for number, content in enumerate(FILES, 1)]
    for document, content in zip(works, FILES, strict=True):
        hub.add_submission(document, RUBRIC, [content])
        hub.assign(document["id"], person)
    with EmbeddedHub(hub) as url:
        desk, pairing = Served(hub, url, clock).desk(person)
    made = District(place, clock, hub, desk, pairing, person, works)
    made.decide(0)
    assert made.sync()
    yield made
    hub.close()


@pytest.fixture
def chest(tmp_path: Path) -> Chest:
    return Chest.make(tmp_path / "backups", KeyLock(HUB_KEY))
