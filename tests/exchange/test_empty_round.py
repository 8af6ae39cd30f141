"""A round with nothing new costs the same however long the ledger is: one request, and as many steps at both ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bench.long_ledger import lengthen
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.pairing import pair
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import exchanging, fetching
from reviewer_app.workflows.desk import Desk
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.memory_desk import MemoryDesk

SHORT, LONG = 100, 2_000


@dataclass
class Steps:
    """How many instructions of its own each database carried out; whoever counts or sorts a table needs more."""

    desk: int = 0
    hub: int = 0
    plans: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def counted(store: DeskStore, hub: Hub) -> Iterator[Steps]:
    steps = Steps()

    def on_desk() -> int:
        steps.desk += 1
        return 0

    def on_hub() -> int:
        steps.hub += 1
        return 0

    def out(connection: Any, _record: object, _proxy: object) -> None:
        connection.set_progress_handler(on_hub, 1)

    asked: list[str] = []
    asked_hub: list[tuple[str, Any]] = []

    def on_statement(_c: object, _cursor: object, statement: str, values: Any, _x: object, _m: bool) -> None:
        asked_hub.append((statement, values))

    event.listen(hub.books.engine, "checkout", out)
    event.listen(hub.books.engine, "before_cursor_execute", on_statement)
    store._connection.set_trace_callback(asked.append)
    store._connection.set_progress_handler(on_desk, 1)
    try:
        yield steps
    finally:
        store._connection.set_progress_handler(None, 0)
        store._connection.set_trace_callback(None)
        event.remove(hub.books.engine, "checkout", out)
        event.remove(hub.books.engine, "before_cursor_execute", on_statement)
    steps.plans += _plans(store._connection.execute, [(each, ()) for each in asked])
    with hub.books.looking() as look:
        steps.plans += _plans(look.exec_driver_sql, asked_hub)


def _plans(execute: Any, asked: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Each query with each line of its plan."""
    return [
        (statement, row[3])
        for statement, values in asked
        if statement.startswith("SELECT")
        for row in execute(f"EXPLAIN QUERY PLAN {statement}", *([values] if values else [])).fetchall()
    ]


FEW = ("ix_receipt_refused", "ix_evidence_away", "ix_record_refused", "heard", "CONSTANT ROW")
"""What a query may go through from end to end: what was refused, files still to come, a line for each laptop."""


def steps_of_an_empty_round(folder: Path, count: int) -> Steps:
    """Of a laptop and its hub with so many records of its own and of the person's other laptop."""
    folder.mkdir()
    clock = Clock()
    hub = Hub.open(folder / "hub", HUB_KEY, clock)
    home = open_home(folder / "home")
    store = DeskStore.create(home, bytes(32), clock)
    person = hub.add_person("Ada")
    other = MemoryDesk(SigningKey(os.urandom(32)))
    with EmbeddedHub(hub) as url, WorkerPool(warm=0) as pool:
        desk = Desk(home, store, pool, clock)
        exchanging.pair(desk, url, hub.pairing_code(person))
        asyncio.run(pair(url, hub.pairing_code(person), other.key, now=clock))
        lengthen(hub, store, other.device, count)
        exchanging.sync(desk)
        with counted(store, hub) as steps:
            report = exchanging.sync(desk)
            exchanging.outbox(desk)
            fetching.files_coming(desk)
    store.close()
    hub.close()
    assert (report.counts_agree, report.sent, report.from_others, report.problems) == (True, 0, 0, ())
    return steps


def test_a_round_with_nothing_new_costs_no_more_when_the_ledger_is_twenty_times_as_long(
    tmp_path: Path,
) -> None:
    short = steps_of_an_empty_round(tmp_path / "short", SHORT)
    long = steps_of_an_empty_round(tmp_path / "long", LONG)
    scans = [(plan, query) for query, plan in long.plans if plan.startswith("SCAN")]
    assert len(long.plans) > 20
    assert [each for each in scans if not any(few in each[0] for few in FEW)] == []
    assert short.desk > 0
    assert short.hub > 0
    # A tree that grew a level may cost a step more; counting 2,000 records would cost thousands.
    assert long.desk <= short.desk + 20
    assert long.hub <= short.hub + 20
