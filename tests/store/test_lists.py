"""Lists: every order and filter says the truth, with a hundred thousand submissions too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.lifecycle import State
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.store.shapes import SORTS
from reviewer_app.store.typed import few
from tests.store.crowd import fill
from tests.store.desks import open_desk, say, score_all, sign, submission, take_in

MANY = 100_000


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskStore]:
    store = open_desk(tmp_path_factory.mktemp("crowd"))
    fill(store, MANY)
    yield store
    store.close()


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_comes_from_an_index(crowded: DeskStore, sort: str, descending: bool) -> None:
    asked: list[str] = []
    connection = crowded._connection
    connection.set_trace_callback(asked.append)
    rows = crowded.queue(QueueQuery(sort=sort, descending=descending), 60_000, 50)
    connection.set_trace_callback(None)
    assert len(rows) == 50
    plan = " ".join(str(row[3]) for row in connection.execute("EXPLAIN QUERY PLAN " + asked[0]).fetchall())
    assert "USING INDEX ix_queue_" in plan
    assert "TEMP B-TREE" not in plan


def test_pages_follow_each_other_without_gap_or_repeat(crowded: DeskStore) -> None:
    query = QueueQuery(sort="attempt", descending=True)
    once = [row.submission for row in crowded.queue(query, 500, 300)]
    pages = [row.submission for start in (500, 600, 700) for row in crowded.queue(query, start, 100)]
    assert once == pages
    assert len(set(once)) == 300


def test_counts_and_searches_agree_with_what_is_there(crowded: DeskStore) -> None:
    assert crowded.queue_size(QueueQuery()) == MANY * 9 // 10
    assert crowded.queue_size(QueueQuery(decided=True)) == MANY // 10
    assert [row.alias for row in crowded.queue(QueueQuery(text="hEron 77777"), 0, 10)] == ["Heron 77777"]
    assert crowded.queue_size(QueueQuery(text="%")) == 0
    herons = crowded.queue(QueueQuery(text="heron", sort="alias"), 0, 5000)
    assert all(row.alias.startswith("Heron") for row in herons)
    assert crowded.queue_size(QueueQuery(text="heron")) == sum(
        1 for n in range(1, MANY + 1) if n % 7 == 0 and n % 10
    )


def test_the_figures_count_all_of_them(crowded: DeskStore) -> None:
    figures = crowded.queue_summary(date(2026, 11, 24))
    assert (figures.to_review, figures.waiting, figures.total) == (MANY * 9 // 10, MANY // 10, MANY)
    assert figures.due_this_week > 0
    assert crowded.ledger(0, 20)


def test_filters_narrow_the_list(store: DeskStore) -> None:
    early = take_in(store, submission(1, due=date(2026, 11, 25), alias="Élan 1"))
    late = take_in(store, submission(2, due=date(2026, 12, 25), alias="Wren 2"))
    never = take_in(store, submission(3, alias="Zebra 3"))
    score_all(store, late)

    def found(query: QueueQuery) -> list[str]:
        rows = store.queue(query, 0, 10)
        assert store.queue_size(query) == len(rows)
        return [row.submission for row in rows]

    assert found(QueueQuery()) == [early, late, never]
    assert found(QueueQuery(descending=True)) == [never, late, early]
    assert found(QueueQuery(states=frozenset({State.READY}))) == [late]
    assert found(QueueQuery(states=frozenset())) == []
    assert found(QueueQuery(due_by=date(2026, 11, 30))) == [early]
    assert found(QueueQuery(role="approver")) == []
    assert found(QueueQuery(text="elan")) == [early]
    assert found(QueueQuery(text=early)) == [early]
    assert found(QueueQuery(text="wait wren")) == [late]
    assert store.queue(QueueQuery(), 2, 1)[0].due is None


def test_words_that_were_said_are_found_until_they_are_taken_back(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    take_in(store, submission(2))
    query = QueueQuery(text="naïve question")
    assert store.queue(query, 0, 5) == []
    say(store, about, kinds.COMMENT, criterion="1.1", text="A NAIVE question", step="s")
    assert [row.submission for row in store.queue(query, 0, 5)] == [about]
    say(store, about, kinds.UNDONE, step="s")
    assert store.queue(query, 0, 5) == []
    assert store.rebuild().differences == ()


def test_what_is_decided_leaves_the_queue(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    sign(store, about)
    assert store.queue_size(QueueQuery()) == 0
    assert [row.submission for row in store.queue(QueueQuery(decided=True, sort="updated"), 0, 5)] == [about]
    assert store.queue_summary(date(2026, 11, 24)).median_turnaround == 0


def test_the_ledger_mixes_drafts_and_decisions_by_their_latest_change(
    tmp_path: Path, store: DeskStore
) -> None:
    first, second, third = (take_in(store, submission(number)) for number in (1, 2, 3))
    score_all(store, first)
    score_all(store, second)
    sign(store, first)
    assert [(line.submission, line.stage) for line in store.ledger(0, 10)] == [
        (first, "ready"),
        (second, "draft"),
    ]
    score_all(store, third)
    assert [line.submission for line in store.ledger(0, 2)] == [third, first]
    assert [line.submission for line in store.ledger(2, 2)] == [second]


def test_a_few_letters_find_an_alias_that_begins_so_first_then_other_words(store: DeskStore) -> None:
    first = take_in(store, submission(1, alias="Time 1"))
    second = take_in(store, submission(2, alias="Élan 2"))
    done = take_in(store, submission(3, alias="Timely 3"))
    score_all(store, done)
    sign(store, done)

    def found(text: str, limit: int = 8) -> list[str]:
        return [row.submission for row in few(store, text, limit)]

    assert found("tim") == [first, done, second]
    assert found("elan") == [second]
    assert found("time wait") == [second, first, done]
    assert found("tim", 2) == [first, done]
    assert found("zebra") == []
    assert found("  ") == []
    assert few(store, "timely", 1)[0].outcome is not None
