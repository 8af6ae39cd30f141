"""Whatever the order, the batches and the repeats: all records are there once, and both ends agree."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.records import DECISION
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.hub import people
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.taking import receipts_after, take
from reviewer_app.hub.tokens import Caller
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.postgres import ENGINES, empty_place

COUNT = 12


@dataclass
class Ledger:
    """One hub for many examples, each with a laptop and a person of its own."""

    hub: Hub
    numbers: Iterator[int]

    def laptop(self) -> tuple[MemoryDesk, Caller]:
        """A paired laptop with records, some of them decisions that count and some that do not."""
        person = self.hub.add_person("Somebody")
        desk = MemoryDesk(SigningKey(os.urandom(32)))
        code = self.hub.pairing_code(person)
        people.trade(self.hub.books, desk.device, code, people.challenge(self.hub.books, desk.device))
        document = submission(next(self.numbers))
        self.hub.add_submission(document, RUBRIC)
        self.hub.assign(document["id"], person)
        for n in range(1, COUNT + 1):
            desk.add(decide(desk.key, n, document) if n in (5, 9) else say(desk.key, n, document["id"]))
        return desk, Caller(desk.device, person)


@pytest.fixture(scope="module", params=ENGINES)
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub.open(empty_place(request.param, Path(folder)), HUB_KEY, Clock())
        yield Ledger(hub, itertools.count(1))
        hub.close()


batches = st.lists(st.lists(st.integers(1, COUNT), min_size=1, max_size=8), max_size=12)


@settings(max_examples=40)
@given(batches=batches)
def test_random_batches_repeats_and_disorder_converge(ledger: Ledger, batches: list[list[int]]) -> None:
    desk, who = ledger.laptop()
    books, hub = ledger.hub.books, ledger.hub
    said: dict[str, set[tuple[bool, str]]] = {}
    lines = {each.n: canonical(each.document) for each in desk.records}
    in_order = [list(range(1, COUNT + 1))]
    reached = 0
    for batch in batches + in_order:
        taken = take(books, who, [lines[n] for n in batch])
        assert taken.count >= reached
        reached = taken.count
        for document in taken.receipts:
            for receipt in read_receipts(document, hub.key):
                said.setdefault(receipt.record, set()).add((receipt.accepted, receipt.code))
    assert taken.resend_from is None
    with books.looking() as look:
        count, rolling = look.exec_driver_sql(
            "SELECT count, rolling FROM device WHERE name = ?", (desk.device,)
        ).one()
        held = look.exec_driver_sql(
            "SELECT document FROM record WHERE device = ? ORDER BY n", (desk.device,)
        ).all()
        again = receipts_after(look, desk.device, 0)
    assert (count, rolling) == desk.summary()
    assert [books.rest.opened(row[0]).encode() for row in held] == list(lines.values())
    assert not [row for row in held if "Word " in row[0]]
    # One answer for each record, whenever it was asked, and the second decision is the one that does not count.
    assert all(len(answers) == 1 for answers in said.values())
    assert len(said) == COUNT
    refused = {id for id, answers in said.items() if not next(iter(answers))[0]}
    assert refused == {desk.records[8].id}
    stored = [receipt.record for document in again for receipt in read_receipts(document, hub.key)]
    assert sorted(stored) == sorted(each.id for each in desk.records)
    decided = [each.record for each in hub.decisions() if each.person == who.person]
    assert decided == [each.id for each in desk.records if each.kind == DECISION][:1]
