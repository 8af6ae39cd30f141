"""A served hub with one assessor, one paired desk and one assigned submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.round import RoundReport
from tests.exchange.faultline import Line, line_to
from tests.exchange.fixtures import Served, served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, submission

LESSON = bytes(range(256)) * 4096


@dataclass
class Scene:
    """Ada's laptop, her hub, and the line between them."""

    served: Served
    line: Line
    person: str
    desk: MemoryDesk
    pairing: Pairing
    document: dict[str, Any]
    lesson: bytes = LESSON

    def sync(self, **more: Any) -> RoundReport:
        """One round over the line."""
        return self.served.sync(self.desk, self.pairing, self.line.url, **more)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path / "hub") as made:
        yield made


@pytest.fixture
def scene(district: Served) -> Iterator[Scene]:
    person = district.hub.add_person("Ada")
    document = submission(1, [LESSON])
    district.hub.add_submission(document, RUBRIC, [LESSON])
    district.hub.assign(document["id"], person)
    desk, pairing = district.desk(person)
    with line_to(district.url) as line:
        yield Scene(district, line, person, desk, pairing, document)
