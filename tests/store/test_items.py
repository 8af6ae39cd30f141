"""The ledger of items: everything that left and came, in order, a page at a time, found by indexes alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.submission import timestamp
from reviewer_app.store import DeskStore
from reviewer_app.store import items as items_module
from reviewer_app.store.items import LAST, attention, items, one
from reviewer_app.store.shapes import Item, ItemQuery
from tests.store.crowd import fill
from tests.store.desks import MORNING, open_desk, say, score, score_all, sign, submission, take_in
from tests.store.test_arrivals import answer

MANY = 100_000
START = (LAST, LAST)


def page(
    store: DeskStore, query: ItemQuery | None = None, after: tuple[str, str] = START, limit: int = 100
) -> list[Item]:
    with store._look() as connection:
        return items(connection, store.device.name, store.received_n(), query or ItemQuery(), after, limit)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskStore]:
    """A store with a hundred thousand items that left and all but a few of them received."""
    store = open_desk(tmp_path_factory.mktemp("items"))
    fill(store, MANY)
    at = timestamp(MORNING)
    with store.changes() as work:
        connection = work.connection
        connection.execute("INSERT INTO receipt_batch VALUES ('b', '{}', '')")
        ids = [row[0] for row in connection.execute("SELECT submission FROM queue ORDER BY rowid").fetchall()]
        connection.executemany(
            "INSERT INTO record VALUES (?, ?, ?, 'decision.signed', ?, ?, '', 'c', ?)",
            (
                (f"r{n:07}", store.device.name, n, about, f"{at[:-1]}{n:07}Z", json.dumps({"body": {}}))
                for n, about in enumerate(ids, 1)
            ),
        )
        connection.executemany(
            "INSERT INTO receipt VALUES (?, 1, '', '', ?, 'hub', 'b')",
            ((f"r{n:07}", at) for n in range(1, MANY - 2)),
        )
        work.set_meta("received_n", str(MANY - 3))
    yield store
    store.close()


@pytest.mark.parametrize("which", ["all", "attention", "waiting", "received", "came"])
@pytest.mark.parametrize("text", ["", "heron 77"])
def test_every_page_is_found_by_an_index(crowded: DeskStore, which: str, text: str) -> None:
    asked: list[str] = []
    connection = crowded._connection
    connection.set_trace_callback(asked.append)
    page(crowded, ItemQuery(which, text), (f"{timestamp(MORNING)[:-1]}0050000Z", LAST), 50)
    connection.set_trace_callback(None)
    plan = [str(row[3]) for row in connection.execute("EXPLAIN QUERY PLAN " + asked[-1]).fetchall()]
    walked = {each for each in plan if each.startswith("SCAN") and "(subquery" not in each}
    small = {"SCAN receipt USING INDEX ix_receipt_refused", "SCAN practice"}
    assert walked - small <= {"SCAN queue USING COVERING INDEX ix_queue_found"}, plan
    assert which != "came" or any("ix_record_elsewhere" in each for each in plan)


def test_a_page_far_down_follows_the_one_before_without_gap_or_repeat(crowded: DeskStore) -> None:
    seen: list[str] = []
    after = START
    for _ in range(5):
        found = page(crowded, after=after)
        seen += [each.key for each in found]
        after = (found[-1].at, found[-1].key)
    assert seen == [f"r{n:07}" for n in range(MANY, MANY - 500, -1)]
    deep = page(crowded, after=(f"{timestamp(MORNING)[:-1]}0000003Z", LAST))
    assert [each.key for each in deep] == ["r0000003", "r0000002", "r0000001"]


def test_what_waits_is_found_among_all_that_is_received(crowded: DeskStore) -> None:
    assert [each.key for each in page(crowded, ItemQuery("waiting"))] == [
        f"r{n:07}" for n in (MANY, MANY - 1, MANY - 2)
    ]
    assert [each.alias for each in page(crowded, ItemQuery("received", "heron 77777"))] == ["Heron 77777"]
    assert page(crowded, ItemQuery(text="%")) == []


def test_what_waits_is_the_same_where_it_is_little_and_where_it_is_nearly_all(
    crowded: DeskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sorted_ones = page(crowded, ItemQuery("waiting"))
    monkeypatch.setattr(items_module, "FEW", 0)
    assert page(crowded, ItemQuery("waiting")) == sorted_ones


def test_each_item_says_how_far_it_is(store: DeskStore) -> None:
    first, second = take_in(store, submission(1)), take_in(store, submission(2))
    score_all(store, first)
    decision = sign(store, first)
    score(store, second, "1.1", "basic")
    flag = say(store, second, kinds.FLAG, id="f1", kind="privacy", text="A face", evidence="")

    def stages(query: ItemQuery | None = None) -> list[tuple[str, str]]:
        found = page(store, query)
        assert all((one_.at, one_.key) > (two.at, two.key) for one_, two in pairwise(found))
        return [(each.kind, each.stage) for each in found]

    assert stages(ItemQuery("waiting")) == [
        ("draft", "draft"), (kinds.FLAG, "ready"), (kinds.DECISION, "ready"),
    ]  # fmt: skip
    with store.changes() as work:
        work.road = "stick"
        work.note_sent(decision.n, MORNING)
    assert [(each.kind, each.stage) for each in page(store, ItemQuery("waiting", out_only=True))] == [
        (kinds.FLAG, "ready"), (kinds.DECISION, "sent"),
    ]  # fmt: skip
    answer(store, (decision, False), (flag, True))
    assert stages(ItemQuery("attention")) == [(kinds.DECISION, "attention")]
    assert stages(ItemQuery("received")) == [(kinds.FLAG, "received")]
    assert stages(ItemQuery("came")) == [("imported", "came"), ("imported", "came")]
    with store.changes() as work:
        assert attention(work.connection) == 1
        work.append(
            kinds.ANSWERED, first, {"record": decision.id, "code": "withdrawn", "answer": kinds.LET_GO}
        )
        assert attention(work.connection) == 0
        again = one(work.connection, decision.id)
    assert again is not None
    assert (again.stage, again.answer) == ("answered", kinds.LET_GO)
    assert stages(ItemQuery("attention")) == []
    assert (kinds.DECISION, "answered") in stages()


def test_what_comes_is_noted_once_whatever_is_told_again(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    for _ in range(2):
        with store.changes() as work:
            work.withdraw(about, "Given to someone else.")
            work.settle(about, "f1", "2026-11-24T08:00:00.000Z", "Thank you.")
            work.hand_back("never-came")
    with store.changes() as work:
        work.said_at = "2026-11-25T08:00:00.000Z"
        work.reopen(about)
        work.reopen(about)
    found = [each.kind for each in page(store, ItemQuery("came"))]
    assert sorted(found) == ["imported", "reopened", "settled", "withdrawn"]
    by_key = [one(store._connection, each.key) for each in page(store)]
    assert by_key == page(store)


def test_moments_bound_what_is_listed(tmp_path: Path, store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    signed = sign(store, about)
    at = timestamp(signed.at)
    assert len(page(store, ItemQuery(since=at, out_only=True))) == 1
    assert page(store, ItemQuery(until=at, out_only=True)) == []


def test_what_the_hub_takes_in_after_all_stands_though_it_was_let_go(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    decision = sign(store, about)
    answer(store, (decision, False))
    say(store, about, kinds.ANSWERED, record=decision.id, code="withdrawn", answer=kinds.LET_GO)
    assert store.decision(about) is None
    answer(store, (decision, True), at="2026-11-25T09:00:00.000Z")
    assert store.decision(about) is not None
    assert store.state(about) is State.RECEIVED
    assert store.rebuild().differences == ()


def test_what_the_hub_accepted_cannot_be_answered_whatever_it_says_later(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    decision = sign(store, about)
    body = {"record": decision.id, "code": "withdrawn", "answer": kinds.LET_GO}
    answer(store, (decision, True))
    with pytest.raises(RuleError):
        say(store, about, kinds.ANSWERED, **body)
    answer(store, (decision, False), at="2026-11-25T09:00:00.000Z")
    with pytest.raises(RuleError):
        say(store, about, kinds.ANSWERED, **body)
    assert store.state(about) is State.RECEIVED


def test_only_what_the_hub_refused_can_be_answered_and_once(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    decision = sign(store, about)
    body = {"record": decision.id, "code": "withdrawn", "answer": kinds.LET_GO}
    with pytest.raises(RuleError):
        say(store, about, kinds.ANSWERED, **body)
    answer(store, (decision, False), at="2026-11-25T09:00:00.000Z")
    with pytest.raises(RuleError):
        say(store, about, kinds.ANSWERED, **{**body, "answer": "forget"})
    say(store, about, kinds.ANSWERED, **body)
    with pytest.raises(RuleError):
        say(store, about, kinds.ANSWERED, **body)
