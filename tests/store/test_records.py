"""Saying things: every change is a signed, numbered record, and what lists show follows in the same breath."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import ReviewerError, RuleError, StoreError
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.records import chained, make_record, read_record
from reviewer_app.domain.review import fold
from reviewer_app.domain.signing import SigningKey
from reviewer_app.store import DeskStore, QueueQuery, QueueRow
from reviewer_app.vault.database import connect
from tests.store.desks import (
    KEY,
    MORNING,
    Clock,
    home_of,
    open_desk,
    say,
    score,
    score_all,
    sign,
    submission,
    take_in,
)


def row_of(store: DeskStore, about: str) -> QueueRow:
    rows = [*store.queue(QueueQuery(), 0, 100), *store.queue(QueueQuery(decided=True), 0, 100)]
    return next(row for row in rows if row.submission == about)


def test_records_are_signed_numbered_and_chained(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    for level in ("basic", "developing", "proficient"):
        score(store, about, "1.1", level)
    records = store.records_after(0, 10)
    rolling = ""
    for number, record in enumerate(records, 1):
        assert read_record(record.document) == record
        assert (record.device, record.n, record.author) == (store.device.name, number, store.author)
        rolling = chained(rolling, record.sha256)
    assert store.summary_hash() == (3, rolling)
    assert [each.supersedes for each in records] == ["", records[0].id, records[1].id]
    assert records[0].hashes["rubric"] == store.submission(about).rubric_hash
    assert store.records_after(2, 10) == records[2:]
    assert store.latest_n() == 3


def test_a_review_and_its_row_are_the_same_after_a_restart(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    about = take_in(store, submission(1, due=date(2026, 11, 30)))
    score(store, about, "1.1", "basic")
    say(store, about, kinds.COMMENT, criterion="1.1", text="Say more", step="a")
    say(store, about, kinds.COMMENT, criterion="1.1", text="Say more of it", step="a")
    say(store, about, kinds.UNDONE, step="a")
    before = (store.review(about), store.records(about), row_of(store, about), store.summary_hash())
    device = store.device.name
    store.close()
    store = open_desk(tmp_path)
    assert (store.review(about), store.records(about), row_of(store, about), store.summary_hash()) == before
    assert store.review(about) == fold(about, store.records(about))
    assert store.review(about).redo == ("a",)
    assert store.device.name == device
    store.close()


def test_the_row_follows_every_change(store: DeskStore) -> None:
    about = take_in(store, submission(1, links=1))
    assert row_of(store, about).state is State.TO_REVIEW
    first = score(store, about, "1.1", "proficient")
    assert (row_of(store, about).state, row_of(store, about).scored) == (State.IN_REVIEW, 1)
    assert row_of(store, about).updated_at == first.at
    say(store, about, kinds.UNDONE, step=first.id)
    assert (row_of(store, about).state, row_of(store, about).scored) == (State.TO_REVIEW, 0)
    score_all(store, about)
    assert row_of(store, about).state is State.READY
    score(store, about, "2.1", "basic")
    assert row_of(store, about).state is State.IN_REVIEW
    say(store, about, kinds.COMMENT, criterion="2.1", text="Show a pause, and count it.")
    assert row_of(store, about).state is State.READY
    decision = sign(store, about)
    row = row_of(store, about)
    assert (row.state, row.outcome) == (State.DECIDED, Outcome.NOT_YET)
    signed = store.decision(about)
    assert signed is not None
    assert signed[1] == decision
    assert store.outbox().decisions_waiting == 1


def test_nothing_can_be_said_of_what_is_decided(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    sign(store, about)
    with pytest.raises(RuleError) as refused:
        score(store, about, "1.1", "basic")
    assert refused.value.code == "review-closed"
    assert store.latest_n() == 4


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        (kinds.SCORE, {"criterion": "9.9", "level": "basic"}, "unknown-criterion"),
        (kinds.SCORE, {"criterion": "", "level": "basic"}, "unknown-criterion"),
        (kinds.SCORE, {"criterion": "1.1", "level": "superb"}, "unknown-level"),
        (kinds.COMMENT, {"criterion": "9.9", "text": "x"}, "unknown-criterion"),
        (kinds.CITATION, {"id": "c", "criterion": "1.1", "evidence": "e9"}, "unknown-evidence"),
        (kinds.FLAG, {"id": "f", "kind": "other", "evidence": "e9"}, "unknown-evidence"),
        (kinds.UNDONE, {"step": "never"}, "no-such-step"),
        (kinds.DECISION, {"submission": "another", "rubric_hash": ""}, "other-decision"),
        ("mood.set", {}, "unknown-kind"),
    ],
)
def test_what_the_submission_does_not_know_is_refused(
    store: DeskStore, kind: str, body: dict[str, str], code: str
) -> None:
    about = take_in(store, submission(1))
    with pytest.raises(RuleError) as refused:
        say(store, about, kind, **body)
    assert refused.value.code == code
    assert store.latest_n() == 0


def test_what_fails_half_way_never_happened(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "basic")
    before = (store.review(about), row_of(store, about), store.summary_hash())

    def half_way() -> None:
        with store.changes() as work:
            work.append(kinds.SCORE, about, {"criterion": "1.1", "level": "proficient"})
            work.append(kinds.COMMENT, about, {"criterion": "1.1", "text": "lost"})
            work.add_submission(submission(2), store.documents(about)[1], source="bundle")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_way()
    assert (store.review(about), row_of(store, about), store.summary_hash()) == before
    assert not store.has_submission(submission(2)["id"])
    assert score(store, about, "1.1", "proficient").n == 2
    assert store.rebuild().differences == ()


@pytest.mark.parametrize("statement", ["UPDATE record SET document = '{}'", "DELETE FROM record"])
def test_the_database_itself_forbids_changing_records(tmp_path: Path, statement: str) -> None:
    store = open_desk(tmp_path)
    score(store, take_in(store, submission(1)), "1.1", "basic")
    store.close()
    connection = connect(home_of(tmp_path).store_file, KEY)
    with pytest.raises(sqlcipher.IntegrityError, match="never"):
        connection.execute(statement)
    connection.close()


def test_a_clock_set_back_by_years_shuffles_nothing(store: DeskStore, clock: Clock) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "basic")
    clock.at = MORNING - timedelta(days=4000)
    score(store, about, "1.1", "developing")
    last = score(store, about, "1.1", "proficient")
    assert store.review(about).scores == {"1.1": "proficient"}
    assert store.review(about) == fold(about, store.records(about))
    assert store.review(about).undo[-1] == last.id
    assert last.at >= MORNING


def test_another_device_of_the_same_person_is_heard_and_conflicts_are_kept(store: DeskStore) -> None:
    other = SigningKey(bytes(32))
    about = take_in(store, submission(1))
    mine = score(store, about, "1.1", "basic")
    theirs = make_record(
        other, id="0196-other", n=7, at=MORNING + timedelta(hours=1), author=store.author,
        kind=kinds.SCORE, subject=about, body={"criterion": "1.1", "level": "proficient"},
    )  # fmt: skip
    for expected in (True, False):
        with store.changes() as work:
            assert work.keep_foreign(theirs.document) is expected
    state = store.review(about)
    assert state == fold(about, [mine, theirs])
    assert [set(each.records) for each in state.conflicts] == [{mine.id, theirs.id}]
    settled = score(store, about, "1.1", "developing")
    assert settled.n == 2
    assert settled.at >= theirs.at
    assert store.summary_hash()[0] == 2
    assert store.check() == []


@pytest.mark.parametrize("seed", [bytes(32), b"\1" * 32, b"\2" * 32, b"\3" * 32])
def test_what_is_said_here_comes_after_a_laptop_whose_clock_is_ahead(store: DeskStore, seed: bytes) -> None:
    about = take_in(store, submission(1))
    theirs = make_record(
        SigningKey(seed), id="0196-other", n=1, at=MORNING + timedelta(hours=9), author=store.author,
        kind=kinds.SCORE, subject=about, body={"criterion": "1.1", "level": "proficient"},
    )  # fmt: skip
    with store.changes() as work:
        work.keep_foreign(theirs.document)
    mine = score(store, about, "1.1", "basic")
    assert mine.at > theirs.at
    assert store.review(about).undo == (theirs.id, mine.id)


@pytest.mark.parametrize(("n", "device"), [(7, b"\0"), (1, None)])
def test_a_number_is_never_taken_twice(store: DeskStore, n: int, device: bytes | None) -> None:
    about = take_in(store, submission(1))
    own = score(store, about, "1.1", "basic")
    key = SigningKey(device * 32) if device is not None else store.device
    for id, expected in (("0196-a", device is not None), ("0196-b", False)):
        record = make_record(
            key, id=id, n=n, at=MORNING, author=store.author, kind=kinds.SCORE, subject=about,
            body={"criterion": "1.2", "level": "proficient"},
        )  # fmt: skip
        if expected:
            with store.changes() as work:
                assert work.keep_foreign(record.document)
            continue
        with pytest.raises(ReviewerError) as refused, store.changes() as work:
            work.keep_foreign(record.document)
        assert refused.value.code == "record"
    assert own.id in {each.id for each in store.records(about)}


def test_a_foreign_record_that_is_not_signed_by_its_device_is_refused(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    record = score(store, about, "1.1", "basic")
    forged = {**record.document, "id": "forged", "n": 2}
    with pytest.raises(ReviewerError), store.changes() as work:
        work.keep_foreign(forged)
    assert len(store.records(about)) == 1


def test_a_submission_that_is_not_here_is_said(store: DeskStore) -> None:
    for ask in (store.submission, store.state, store.documents):
        with pytest.raises(StoreError) as refused:
            ask("nowhere")
        assert refused.value.code == "unknown-submission"
