"""A few simulated assessors at two hub processes, one of which is killed: the hub holds what was acknowledged, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.hub import people
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.taking import take
from reviewer_app.hub.tokens import Caller
from tests.exchange.fixtures import HUB_KEY
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.journeys.assessors import Plan, differences, simulate, told
from tests.postgres import ENGINES


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_acknowledged_is_on_the_hub_exactly_once(engine: str, tmp_path: Path) -> None:
    plan = Plan(engine=engine, hubs=2, assessors=4, decisions=48, lost=0.1, kills=1, at_once=4)
    seen = simulate(plan, tmp_path)
    assert seen.wrong == []
    assert (seen.acknowledged, seen.counted["killed"]) == (48, 1), told(plan, seen)
    assert seen.counted["crashed"] == (engine == "postgresql")
    assert seen.counted["failed"] > 0
    assert seen.counted["lost"] > 0


def test_each_difference_would_be_seen(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "hub", HUB_KEY)
    person = hub.add_person("Ada")
    document = submission(1)
    hub.add_submission(document, RUBRIC)
    hub.assign(document["id"], person)
    desk = MemoryDesk(SigningKey(bytes(32)))
    people.trade(hub.books, desk.device, hub.pairing_code(person), people.challenge(hub.books, desk.device))
    made = decide(desk.key, 1, document)
    desk.add(made)
    words = " ".join(differences(hub, [desk]))
    assert all(each in words for each in ("not acknowledged", "is lost", "decides 0", "other counts"))
    for receipts in take(hub.books, Caller(desk.device, person), [canonical(made.document)]).receipts:
        desk.note_receipts(receipts, read_receipts(receipts, hub.key))
    assert differences(hub, [desk]) == []
    other = hub.books.rest.laid(canonical(made.document).decode() + " ")
    with hub.books.changes() as spoil:
        spoil.exec_driver_sql("UPDATE record SET document = ?", (other,))
    assert "other bytes" in " ".join(differences(hub, [desk]))
    hub.close()
