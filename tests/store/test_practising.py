"""Practice in the store: in a list of its own, out of every live figure, and back when the hub says otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.calibrating import Practice, practised_body
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.store.guarding import guard_tables
from reviewer_app.store.practising import practice_tables
from tests.store.desks import Clock, open_desk, say, score, score_all, sign, submission, take_in


def anchor(number: int, files: tuple[bytes, ...] = (), **more: Any) -> dict[str, Any]:
    made = submission(number, files, **more)
    return made | {"assignment": {**made["assignment"], "role": "calibration"}}


def listed(store: DeskStore) -> tuple[list[str], list[str]]:
    """The submissions of the queue, and those to practise on."""
    queue = [row.submission for row in store.queue(QueueQuery(), 0, 50)]
    with practice_tables(store) as tables:
        return queue, [row.submission for row in tables.rows()]


def compare(store: DeskStore, about: str) -> None:
    own = store.review(about).scores
    body = practised_body(
        Practice.ANCHOR,
        of="",
        alias="Heron",
        microcredential="wait-time",
        own=own,
        reference=own,
        reference_hash="",
    )
    say(store, about, kinds.PRACTISED, **body)


@pytest.fixture
def store(tmp_path: Path) -> DeskStore:
    return open_desk(tmp_path, Clock())


def test_a_new_role_moves_a_submission_between_the_lists_with_all_that_was_said(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "basic")
    assert listed(store) == ([about], [])
    take_in(store, anchor(1))
    assert listed(store) == ([], [about])
    assert store.state(about) is State.IN_REVIEW
    assert store.queue_summary(date(2026, 11, 23)).total == 0
    score(store, about, "2.1", "basic")
    take_in(store, submission(1))
    assert listed(store) == ([about], [])
    assert dict(store.review(about).scores) == {"1.1": "basic", "2.1": "basic"}
    assert store.rebuild().differences == ()
    store.close()


def test_files_of_practice_are_fetched_and_guarded_after_those_of_live_work(store: DeskStore) -> None:
    practice = take_in(store, anchor(1, (b"an anchor's file",), due=date(2026, 11, 24)))
    live = take_in(store, submission(2, (b"a live file",), due=date(2026, 12, 24)))
    assert [each[2] for each in store.missing_blobs()] == [live, practice]
    for sha256, _size, _submission in store.missing_blobs():
        with store.changes() as work:
            work.blob_arrived(sha256)
    for wanted in (live, practice):
        with guard_tables(store) as tables:
            waiting = tables.waiting()
            assert waiting is not None
            assert waiting[0] == wanted
            tables.keep(*waiting, (), "2026-11-24T00:00:00.000Z")
    store.close()


def test_what_was_compared_is_found_in_order_of_time_and_closes_the_review(store: DeskStore) -> None:
    first, second = take_in(store, anchor(1)), take_in(store, anchor(2))
    for about in (second, first):
        score_all(store, about)
        compare(store, about)
    with practice_tables(store) as tables:
        assert [each.submission for each in tables.practised()] == [second, first]
        assert {row.state for row in tables.rows()} == {State.PRACTISED}
    with pytest.raises(RuleError) as refused:
        score(store, first, "1.1", "basic")
    assert refused.value.code == "review-closed"
    assert store.rebuild().differences == ()
    store.close()


def test_ones_own_decisions_come_the_oldest_first_and_know_how_many_followed(store: DeskStore) -> None:
    ids = [take_in(store, submission(number)) for number in (1, 2, 3)]
    for about in ids:
        score_all(store, about)
        sign(store, about)
    with practice_tables(store) as tables:
        found = tables.earlier(9)
        assert tables.hidden() == frozenset()
    assert [(each.submission, each.since, each.here) for each in found] == [
        (ids[0], 2, True), (ids[1], 1, True), (ids[2], 0, True),
    ]  # fmt: skip
    store.close()


def test_a_rebuilt_practice_list_is_as_it_was(store: DeskStore) -> None:
    about = take_in(store, anchor(1))
    score(store, about, "1.1", "basic")
    store._connection.execute("UPDATE practice SET scored = 7")
    store._connection.execute("INSERT INTO queue SELECT * FROM practice")
    store._reading.forget()
    differences = store.rebuild().differences
    assert f"practice: {about}" in differences
    assert store.rebuild().differences == ()
    with practice_tables(store) as tables:
        assert [row.scored for row in tables.rows()] == [1]
    assert listed(store) == ([], [about])
    store.close()
