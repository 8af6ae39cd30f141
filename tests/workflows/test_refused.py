"""Where desk and hub disagree, over a real hub: the person hears why, keeps what they signed, and can act on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, SampleReview, sample_reviews
from reviewer_app.domain import records as kinds
from reviewer_app.domain.calibrating import Standing
from reviewer_app.domain.errors import HubError, RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.policy import Bar
from reviewer_app.domain.receipt_file import prove, read_json
from reviewer_app.domain.refused import BAR, Act
from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.hub.bars import Bars
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.store.shapes import Item, ItemQuery
from reviewer_app.workflows import answering, calibrating, deciding, exchanging, ledgering, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY, open_desk
from tests.workflows.hubs import given
from tests.workflows.test_deciding import review_whole

SAMPLE = "C41P-1"


@pytest.fixture
def told() -> SampleReview:
    return sample_reviews()[SAMPLE]


@pytest.fixture
def decided(desk: Desk, hub: SampleHub, told: SampleReview, tmp_path: Path) -> Desk:
    """A desk with a decision that is signed and not sent yet."""
    given(desk, hub, SAMPLE, tmp_path)
    review_whole(desk, told)
    deciding.submit(desk, told.submission)
    return desk


@pytest.fixture
def second(hub: SampleHub, tmp_path: Path) -> Iterator[Desk]:
    """Another laptop of the same person, paired."""
    home = open_home(tmp_path / "second")
    DeskStore.create(home, KEY, now).close()
    made = open_desk(home)
    exchanging.pair(made, hub.url, hub.code())
    exchanging.sync(made)
    yield made
    made.evidence.close()
    made.store.close()


def refused(desk: Desk) -> Item:
    """The one item that needs attention."""
    (entry,) = ledgering.entries(desk, ItemQuery("attention"))
    return entry.item


def refuse(desk: Desk) -> answering.Refusal:
    """Send, and be refused."""
    assert exchanging.sync(desk).refused == 1
    assert exchanging.outbox(desk).attention
    found = answering.refusal(desk, refused(desk).key)
    assert found.decision is not None
    assert found.happened.title
    return found


def nothing_is_lost(desk: Desk, item: Item, hub: SampleHub, folder: Path) -> None:
    """The decision as it was signed is here, can be saved with the refusal, and the refusal is genuine."""
    path = ledgering.save_copy(desk, item.key, folder / "copy.json")
    proof = prove(read_json(path.read_bytes()), hub.hub.key)
    assert proof.record is not None
    assert (proof.record.id, proof.receipt.accepted, proof.receipt.code) == (item.record, False, item.code)
    assert item.sha256 in answering.question(desk, item.key)


def test_withdrawn_while_a_decision_was_under_way_and_sent_again_once_it_is_reopened(
    decided: Desk, hub: SampleHub, told: SampleReview, tmp_path: Path
) -> None:
    hub.hub.withdraw(told.submission, hub.assessor, "Taken back by mistake.")
    found = refuse(decided)
    assert found.item.code == "withdrawn"
    assert Act.SEND_AGAIN not in found.acts
    nothing_is_lost(decided, found.item, hub, tmp_path)
    with pytest.raises(RuleError, match="took this submission back"):
        answering.send_again(decided, found.item.key)
    hub.hub.reopen(told.submission, hub.assessor)
    exchanging.sync(decided)
    found = answering.refusal(decided, found.item.key)
    assert found.acts[:2] == (Act.SEND_AGAIN, Act.JUDGE_AGAIN)
    again = answering.send_again(decided, found.item.key)
    assert again.body == next(
        x.body for x in decided.store.records(told.submission) if x.id == found.item.record
    )
    assert exchanging.sync(decided).refused == 0
    assert decided.store.state(told.submission) is State.RECEIVED
    (arrived,) = hub.hub.decisions()
    assert arrived.record == again.id
    assert not exchanging.outbox(decided).attention


def test_judged_again_after_it_was_reopened_with_all_that_was_said(
    decided: Desk, hub: SampleHub, told: SampleReview
) -> None:
    hub.hub.withdraw(told.submission, hub.assessor, "Look at the second file too.")
    found = refuse(decided)
    hub.hub.reopen(told.submission, hub.assessor)
    exchanging.sync(decided)
    before = decided.store.review(told.submission)
    assert answering.judge_again(decided, found.item.key) == told.submission
    review = reviewing.open_review(decided, told.submission)
    assert review.lifecycle is State.READY
    assert (review.state.scores, review.state.comments) == (before.scores, before.comments)
    deciding.submit(decided, told.submission)
    assert exchanging.sync(decided).refused == 0


def test_reassigned_to_somebody_else_and_let_go(
    decided: Desk, hub: SampleHub, told: SampleReview, tmp_path: Path
) -> None:
    hub.hub.withdraw(told.submission, hub.assessor, "Given to someone with more time.")
    hub.hub.assign(told.submission, hub.hub.add_person("Bo"))
    found = refuse(decided)
    assert found.item.code == "reassigned"
    nothing_is_lost(decided, found.item, hub, tmp_path)
    (waits,) = reviewing.open_review(decided, told.submission).gate.refused
    assert (waits.key, waits.kind) == (found.item.key, kinds.DECISION)
    assert (waits.title, waits.what) == (found.happened.title, found.happened.what)
    answering.let_go(decided, found.item.key)
    assert reviewing.open_review(decided, told.submission).gate.refused == ()
    assert decided.store.state(told.submission) is State.WITHDRAWN
    assert not exchanging.outbox(decided).attention
    with pytest.raises(RuleError, match="answered before"):
        answering.let_go(decided, found.item.key)
    assert exchanging.sync(decided).refused == 0
    assert [x.kind for x in decided.store.records(told.submission)][-2:] == [kinds.DECISION, kinds.ANSWERED]
    assert decided.store.rebuild().differences == ()


def test_a_newer_attempt_that_arrives_first_refuses_the_older_one(
    hub: SampleHub, second: Desk, tmp_path: Path
) -> None:
    reviews = sample_reviews()
    old, new = reviews["7F3K-1"].submission, reviews["7F3K-2"].submission
    hub.assign(["7F3K-1"], tmp_path / "bundles")
    exchanging.sync(second)
    review_whole(second, reviews["7F3K-1"])
    deciding.submit(second, old)
    hub.assign(["7F3K-2"], tmp_path / "bundles")
    found = refuse(second)
    assert (found.item.code, found.successor) == ("superseded", new)
    assert found.acts[0] is Act.JUDGE_AGAIN
    nothing_is_lost(second, found.item, hub, tmp_path)
    comments = second.store.review(old).comments
    assert answering.judge_again(second, found.item.key) == new
    state = second.store.review(new)
    assert comments
    assert state.comments == comments
    assert second.store.state(old) in (State.SUPERSEDED, State.WITHDRAWN)
    assert second.store.decision(old) is None
    assert set(state.brought) == set(state.scores) == set(state.looks)
    assert all("brought over" in each.sentence for each in _missing(second, new, set(state.scores)))
    assert not exchanging.outbox(second).attention


def test_judged_by_an_edition_that_counts_no_longer(hub: SampleHub, second: Desk, tmp_path: Path) -> None:
    told = sample_reviews()[SAMPLE]
    hub.assign([SAMPLE], tmp_path / "bundles")
    exchanging.sync(second)
    review_whole(second, told)
    deciding.submit(second, told.submission)
    document, rubric = second.store.documents(told.submission)
    rubric = json.loads(json.dumps(rubric))
    rubric["edition"] = "next"
    changed = rubric["criteria"][0]
    changed["title"] = "Asked otherwise now"
    newer = {key: value for key, value in document.items() if key != "assignment"}
    newer = {
        **newer,
        "id": "01b00000-0000-7000-8000-000000000001",
        "microcredential": {**newer["microcredential"], "edition": "next", "hash": rubric_hash(rubric)},
    }
    hub.hub.add_submission(newer, rubric)
    assert hub.hub.supersede(told.submission, newer["id"]) == 1
    found = refuse(second)
    assert (found.item.code, found.successor) == ("other-rubric", newer["id"])
    nothing_is_lost(second, found.item, hub, tmp_path)
    assert answering.judge_again(second, found.item.key) == newer["id"]
    state = second.store.review(newer["id"])
    assert changed["id"] not in state.scores
    assert set(state.scores) == set(told.scores) - {changed["id"]}
    before = dict(state.looks)
    for criterion in before:
        with second.store.changes() as work:
            work.append(kinds.LOOK, newer["id"], {"criterion": criterion, "look": ""})
    assert _missing(second, newer["id"], set(state.scores)) == []


def test_the_adjudication_was_closed(
    decided: Desk, hub: SampleHub, told: SampleReview, tmp_path: Path
) -> None:
    assert hub.hub.close_submission(told.submission, "Settled by the panel.") == 1
    found = refuse(decided)
    assert found.item.code == "adjudication-closed"
    nothing_is_lost(decided, found.item, hub, tmp_path)
    hub.hub.reopen(told.submission, hub.assessor)
    exchanging.sync(decided)
    answering.send_again(decided, found.item.key)
    assert exchanging.sync(decided).refused == 0
    assert len(hub.hub.decisions()) == 1


def test_decided_already_on_another_laptop_shows_both(
    decided: Desk, hub: SampleHub, second: Desk, told: SampleReview, tmp_path: Path
) -> None:
    review_whole(second, told)
    reviewing.comment(second, told.submission, "1.1", "Said on the other laptop.")
    deciding.submit(second, told.submission)
    assert exchanging.sync(second).refused == 0
    found = refuse(decided)
    assert found.item.code == "decided-elsewhere"
    nothing_is_lost(decided, found.item, hub, tmp_path)
    assert found.decision is not None
    assert found.other is not None
    said = [
        next(x.comment for x in each.judged if x.criterion == "1.1") for each in (found.decision, found.other)
    ]
    assert said[0] != said[1] == "Said on the other laptop."
    answering.let_go(decided, found.item.key)
    assert decided.store.state(told.submission) is State.RECEIVED
    standing = decided.store.decision(told.submission)
    assert standing is not None
    assert standing[0] == found.other
    assert exchanging.sync(decided).counts_agree


def test_released_to_the_earner_before_a_second_decision_came(
    decided: Desk, hub: SampleHub, second: Desk, told: SampleReview, tmp_path: Path
) -> None:
    review_whole(second, told)
    deciding.submit(second, told.submission)
    exchanging.sync(second)
    assert hub.hub.release(told.submission) == 1
    found = refuse(decided)
    assert found.item.code == "released"
    assert found.other is not None
    nothing_is_lost(decided, found.item, hub, tmp_path)


def test_what_was_not_assigned_is_sent_once_it_is(desk: Desk, hub: SampleHub, tmp_path: Path) -> None:
    told = sample_reviews()["A09D-1"]
    exchanging.pair(desk, hub.url, hub.code())
    review_whole(desk, told)
    deciding.submit(desk, told.submission)
    found = refuse(desk)
    assert found.item.code == "not-assigned"
    hub.hub.intake(hub.bundle("A09D-1", tmp_path / "bundles"))
    hub.hub.assign(told.submission, hub.assessor)
    exchanging.sync(desk)
    answering.send_again(desk, found.item.key)
    assert exchanging.sync(desk).refused == 0
    assert desk.store.state(told.submission) is State.RECEIVED


def test_a_disabled_account_says_so_keeps_all_and_sends_by_itself_once_it_is_open(
    decided: Desk, hub: SampleHub, told: SampleReview
) -> None:
    hub.hub.set_active(hub.assessor, False)
    with pytest.raises(HubError) as caught:
        exchanging.sync(decided)
    assert caught.value.code == "account-disabled"
    assert "stays on this laptop" in caught.value.next_step
    assert exchanging.outbox(decided).decisions_waiting == 1
    hub.hub.set_active(hub.assessor, True)
    assert exchanging.sync(decided).refused == 0
    assert decided.store.state(told.submission) is State.RECEIVED


def _missing(desk: Desk, submission: str, among: set[str]) -> list[reviewing.Missing]:
    return [each for each in reviewing.open_review(desk, submission).missing if each.criterion in among]


def test_what_was_refused_for_lack_of_practice_is_sent_again_once_the_bar_is_reached(
    decided: Desk, hub: SampleHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as asking:
        asking.setattr(Bars, "is_below", lambda _self, _rubric: True)
        found = refuse(decided)
    assert (found.item.code, Act.SEND_AGAIN in found.acts) == (BAR, False)
    with pytest.raises(RuleError) as caught:
        answering.send_again(decided, found.item.key)
    assert caught.value.code == BAR
    monkeypatch.setattr(calibrating, "standing_of", lambda _desk, _submission: Standing(Bar(1), 1, 1))
    assert answering.refusal(decided, found.item.key).acts[:2] == (Act.SEND_AGAIN, Act.JUDGE_AGAIN)
    answering.send_again(decided, found.item.key)
    assert exchanging.sync(decided).accepted > 0
    assert [each.submission for each in hub.hub.decisions()] == [found.item.submission]
