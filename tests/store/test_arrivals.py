"""What comes in: submissions once, files by their content, newer attempts, withdrawals and receipts."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.finding import wanted
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.receipts import read_receipts, sign_receipts
from reviewer_app.domain.records import COMMENT, DECISION_WITHDRAWN, Record, make_record
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import CALIBRATION
from reviewer_app.store import DeskStore, Pairing, QueueQuery, anew, ledger
from reviewer_app.store.reading import ENDS
from reviewer_app.store.taking_in import Brought
from tests.store.desks import (
    MORNING,
    RUBRIC,
    Clock,
    keep_files,
    open_desk,
    score,
    score_all,
    sign,
    submission,
    take_in,
)

HUB = SigningKey(bytes([7]) * 32)


def answer(
    store: DeskStore, *said: tuple[Record, bool], at: str = "2026-11-24T09:00:00.000Z", **wrong: Any
) -> None:
    """Let the hub say of these records whether it took them in."""
    entries = [
        {
            "record": r.id,
            "n": r.n,
            "sha256": r.sha256,
            "accepted": ok,
            "code": "",
            "reason": "" if ok else "No.",
        }
        | wrong
        for r, ok in said
    ]
    document = sign_receipts(entries, store.device.name, HUB, at)
    with store.changes() as work:
        work.note_receipts(document, read_receipts(document, HUB.name))


def test_the_same_submission_twice_is_once(store: DeskStore) -> None:
    document = submission(1)
    with store.changes() as work:
        assert work.add_submission(document, RUBRIC, source="bundle")
    with store.changes() as work:
        assert not work.add_submission(document, RUBRIC, source="hub")
    assert store.queue_size(QueueQuery()) == 1


def test_what_is_written_of_new_work_is_what_a_rebuild_makes_of_it(store: DeskStore) -> None:
    answered = submission(1, [b"here", b"not here"], links=1, due=date(2026, 12, 1))
    answered["parts"][0]["answers"] = [{"prompt": "What did you try?", "text": "Ich zählte bis fünf."}]
    practice = submission(2)
    practice["assignment"]["role"] = CALIBRATION
    keep_files(store, [b"here"])
    with store.changes() as work:
        for each in (answered, practice, submission(3, earner="one", attempt=2), submission(4, earner="one")):
            work.add_submission(each, RUBRIC, source="hub")
        listed = work.connection.execute("SELECT state FROM queue ORDER BY submission").fetchall()
    assert [State(each[0]) for each in listed] == [State.ARRIVING, State.TO_REVIEW, State.SUPERSEDED]
    assert [each.submission for each in store.words.find(wanted("zahlte"), 9)[0]] == [answered["id"]]
    assert store.rebuild().differences == ()
    assert store.check() == []


TABLES = ("rubric", "submission", "evidence", "queue", "practice", "came", "passage", "passage_words_docsize")


def test_what_is_taken_in_together_is_as_if_one_by_one(tmp_path: Path) -> None:
    class Still(Clock):
        def __call__(self) -> datetime:
            return self.at

    one_by_one, together = (open_desk(tmp_path / name, Still()) for name in ("one", "many"))
    documents = [
        submission(number, [b"here", b"not"], links=1, earner=f"earner {number}") for number in (1, 2)
    ]
    documents += [submission(3), submission(4)]
    documents[0]["parts"][0]["answers"] = [{"prompt": "What did you try?", "text": "Ich zählte bis fünf."}]
    documents[2]["assignment"]["role"] = CALIBRATION
    brought = [Brought(each, RUBRIC, f"2026-11-24T09:00:0{n}.000Z") for n, each in enumerate(documents)]
    held = []
    for store in (one_by_one, together):
        keep_files(store, [b"here"])
        with store.changes() as work:
            work.road = "line"
            for each in brought if store is one_by_one else ():
                work.said_at = each.said_at
                assert work.add_submission(each.submission, each.rubric, source="hub")
            if store is together:
                assert work.add_new(brought) == {each["id"] for each in documents}
            held.append(
                {name: work.connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
            )
        assert store.rebuild().differences == ()
        store.close()
    assert held[0] == held[1]
    assert [len(held[1][name]) for name in TABLES] == [1, 4, 6, 3, 1, 4, 5, 5]


def test_what_is_not_plainly_new_is_left_for_its_own_turn(store: DeskStore) -> None:
    other = SigningKey(bytes(32))
    known, spoken_of, relative = submission(1), submission(2), submission(3, earner="one", attempt=2)
    said = make_record(
        other, id="0196-other", n=1, at=MORNING, author=store.author, kind=COMMENT,
        subject=spoken_of["id"], body={"criterion": "1.1", "text": "Well shown"},
    )  # fmt: skip
    for each in (known, submission(4, earner="one")):
        take_in(store, each)
    with store.changes() as work:
        work.keep_foreign(said.document)
        work.settle(submission(5)["id"], "f-1", "2026-11-24T09:00:00.000Z", "Go on.")
    twice, pair = submission(6), [submission(n, earner="two", attempt=n) for n in (7, 8)]
    unfit = submission(9, rubric="0" * 64)
    new = submission(10, earner="three")
    brought = [known, spoken_of, relative, submission(5), twice, twice, *pair, unfit, new]
    with store.changes() as work:
        taken = work.add_new([Brought(each, RUBRIC, "") for each in brought])
    assert taken == {new["id"]}
    assert store.queue_size(QueueQuery()) == 3
    assert store.has_submission(new["id"])


def test_what_was_said_elsewhere_before_work_came_shows_when_it_comes(store: DeskStore) -> None:
    document, other = submission(1), SigningKey(bytes(32))
    said = make_record(
        other, id="0196-other", n=1, at=MORNING, author=store.author, kind=COMMENT,
        subject=document["id"], body={"criterion": "1.1", "text": "Well shown"},
    )  # fmt: skip
    with store.changes() as work:
        assert work.keep_foreign(said.document)
    take_in(store, document)
    assert store.state(document["id"]) is State.IN_REVIEW
    assert [each.slot for each in store.words.find(wanted("shown"), 9)[0]] == ["comment:1.1"]
    assert store.rebuild().differences == ()


def test_other_content_under_the_same_id_is_refused(store: DeskStore) -> None:
    take_in(store, submission(1))
    with pytest.raises(StoreError) as refused:
        take_in(store, submission(1, alias="Wren 9"))
    assert refused.value.code == "submission-differs"
    assert store.submission(submission(1)["id"]).alias == "Heron 1"


def test_another_due_date_for_the_same_work_is_taken_over(store: DeskStore) -> None:
    take_in(store, submission(1))
    take_in(store, submission(1, due=date(2026, 12, 1)))
    assert store.queue(QueueQuery(), 0, 1)[0].due == date(2026, 12, 1)


def test_a_rubric_that_does_not_fit_is_refused(store: DeskStore) -> None:
    with pytest.raises(StoreError) as refused:
        take_in(store, submission(1, rubric="0" * 64))
    assert refused.value.code == "rubric-differs"
    assert store.queue_size(QueueQuery()) == 0


def test_files_are_awaited_by_urgency_and_open_the_submission_when_they_come(store: DeskStore) -> None:
    later = take_in(store, submission(1, [b"shared", b"later"], due=date(2026, 12, 9)))
    sooner = take_in(store, submission(2, [b"shared", b"sooner"], due=date(2026, 12, 1)))
    awaited = store.missing_blobs()
    assert [each[2] for each in awaited] == [sooner, sooner, later]
    assert store.state(sooner) is State.ARRIVING
    score(store, sooner, "1.1", "basic")
    for sha256, _, _ in awaited:
        keep_files(store, [b"shared", b"sooner", b"later"])
        with store.changes() as work:
            work.blob_arrived(sha256)
    assert store.missing_blobs() == []
    assert (store.state(sooner), store.state(later)) == (State.IN_REVIEW, State.TO_REVIEW)
    assert store.queue_summary(date(2026, 11, 24)).bytes_here == len(b"sharedsoonerlater")
    assert store.rebuild().differences == ()


def test_a_newer_attempt_supersedes_one_that_is_open_and_no_other(store: DeskStore) -> None:
    first = take_in(store, submission(1, earner="e-1"))
    other = take_in(store, submission(2, earner="e-2"))
    second = take_in(store, submission(3, earner="e-1", attempt=2))
    assert [store.state(each) for each in (first, other, second)] == [
        State.SUPERSEDED,
        State.TO_REVIEW,
        State.TO_REVIEW,
    ]
    score_all(store, second)
    sign(store, second)
    take_in(store, submission(4, earner="e-1", attempt=3))
    assert store.state(second) is State.DECIDED


def test_an_older_attempt_that_comes_late_is_superseded_at_once(store: DeskStore) -> None:
    take_in(store, submission(2, earner="e-1", attempt=2))
    late = take_in(store, submission(1, earner="e-1", attempt=1))
    assert store.state(late) is State.SUPERSEDED


def test_withdrawn_work_keeps_what_was_said_and_can_come_back(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "basic")
    with store.changes() as work:
        work.withdraw(about, "Given to somebody else.")
        work.withdraw("never seen", "x")
    assert store.state(about) is State.WITHDRAWN
    assert store.review(about).scores == {"1.1": "basic"}
    with store.changes() as work:
        work.reopen(about)
    assert store.state(about) is State.IN_REVIEW


@pytest.mark.parametrize("reason", ["handed back", " handed back", "handed-back"])
def test_no_reason_of_a_coordinator_looks_like_a_conflict_of_interest(store: DeskStore, reason: str) -> None:
    about = take_in(store, submission(1))
    with store.changes() as work:
        work.withdraw(about, reason)
    assert store.state(about) is State.WITHDRAWN
    with store.changes() as work:
        work.hand_back(about)
    assert store.state(about) is State.HANDED_BACK


def test_what_the_first_list_names_without_loading_it_is_what_the_records_name() -> None:
    assert ledger.TAKEN_BACK == DECISION_WITHDRAWN
    assert ledger.ENDS == ENDS


def test_a_receipt_moves_a_decision_and_can_be_shown(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    decision = sign(store, about)
    records = store.records(about)
    assert store.outbox().records_waiting == 4
    for _ in range(2):
        answer(store, *((each, True) for each in records))
    assert store.state(about) is State.RECEIVED
    assert store.outbox() == type(store.outbox())(0, 0, ())
    assert store.received_n() == 4
    receipt = store.receipt(decision.id)
    assert receipt is not None
    assert (receipt.sha256, receipt.hub, receipt.accepted) == (decision.sha256, HUB.name, True)
    document = store.receipt_document(decision.id)
    assert document is not None
    assert receipt in read_receipts(document, HUB.name)
    assert store.ledger(0, 10)[0].stage == "received"


def test_a_receipt_for_other_bytes_says_nothing(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    record = score(store, about, "1.1", "basic")
    answer(store, (record, True), sha256="0" * 64)
    assert store.receipt(record.id) is None
    assert store.outbox().records_waiting == 1


def test_a_refusal_needs_attention_until_a_receipt_accepts_it_for_good(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    decision = sign(store, about)
    answer(store, (decision, False), at="2026-11-24T09:00:00.000Z")
    assert store.state(about) is State.ATTENTION
    assert store.outbox().attention == ("Heron 1: No.",)
    assert [row.submission for row in store.queue(QueueQuery(states=frozenset({State.ATTENTION})), 0, 5)] == [
        about
    ]
    answer(store, (decision, True), at="2026-11-24T10:00:00.000Z")
    assert store.state(about) is State.RECEIVED
    answer(store, (decision, False), at="2026-11-24T09:30:00.000Z")
    assert store.state(about) is State.RECEIVED
    answer(store, (decision, False), at="2026-11-24T11:00:00.000Z")
    assert store.state(about) is State.RECEIVED
    assert store.rebuild().differences == ()


def test_a_receipt_from_before_a_refusal_overturns_it_however_late_it_comes(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    decision = sign(store, about)
    answer(store, (decision, False), at="2026-11-24T09:30:00.000Z", code="not-assigned")
    with store.changes() as work:
        look = work.connection
        assert anew.refused(look, store.device.name, HUB.name) == [(decision.n, decision.id)]
        assert anew.accepting(look, HUB.name, {decision.id: decision.sha256}) == []
        before = anew.receipts_held(look)
    answer(store, (decision, True), at="2026-11-24T09:00:00.000Z")
    assert store.state(about) is State.RECEIVED
    with store.changes() as work:
        look = work.connection
        assert anew.refused(look, store.device.name, HUB.name) == []
        (proof,) = anew.accepting(look, HUB.name, {decision.id: decision.sha256})
        assert anew.accepting(look, HUB.name, {decision.id: "0" * 64}) == []
        assert anew.accepting(look, "another hub", {decision.id: decision.sha256}) == []
        assert anew.receipts_held(look) != before
    assert [each.accepted for each in read_receipts(proof, HUB.name)] == [True]


def test_records_without_a_receipt_in_between_are_counted(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score_all(store, about)
    first, second, third = store.records(about)
    answer(store, (first, True), (third, True))
    assert (store.received_n(), store.outbox().records_waiting) == (1, 1)
    answer(store, (second, True))
    assert (store.received_n(), store.outbox().records_waiting) == (3, 0)


def test_a_pairing_is_kept_and_forgotten(store: DeskStore) -> None:
    pairing = Pairing("https://hub.example", HUB.name, "North hub", "token", "person-1", "Robin")
    store.save_pairing(pairing)
    assert (store.pairing, store.author) == (pairing, "person-1")
    with store.changes() as work:
        work.set_meta("cursor", "7")
    assert store.cursor() == "7"
    store.forget_pairing()
    assert (store.pairing, store.cursor(), store.author) == (None, "", "person-1")


def test_the_place_in_evidence_is_remembered(store: DeskStore) -> None:
    about = take_in(store, submission(1, [b"a"]))
    assert store.place(about, "e0") == {}
    store.set_place(about, "e0", {"page": 4})
    store.set_place(about, "e0", {"page": 5})
    assert store.place(about, "e0") == {"page": 5}
    assert json.dumps(store.place(about, "e0"))
