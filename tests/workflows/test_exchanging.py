"""Exchanging with a real hub over a real socket: work down, decisions up, receipts back, whatever the line does."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.cli.sample_anchors import anchor_bundle
from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.errors import Cancelled, HubError, LineError, RuleError, StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.receipts import read_receipts
from reviewer_app.hub.bundled import take_bundle
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.workflows import (
    calibrating,
    deciding,
    exchanging,
    leaving,
    letters,
    looking,
    queueing,
    reviewing,
)
from reviewer_app.workflows.desk import Desk
from tests.workflows.conftest import CREATED, KEY, open_desk
from tests.workflows.test_deciding import review_whole


@pytest.fixture
def paired(desk: Desk, hub: SampleHub) -> Desk:
    exchanging.pair(desk, hub.url, hub.code())
    return desk


def test_without_a_hub_sync_says_what_to_do(desk: Desk) -> None:
    with pytest.raises(RuleError) as caught:
        exchanging.sync(desk)
    assert "pair" in caught.value.next_step


def test_a_wrong_code_pairs_nobody(desk: Desk, hub: SampleHub) -> None:
    with pytest.raises(HubError):
        exchanging.pair(desk, hub.url, "AAAA-AAAA")
    assert desk.store.pairing is None


def test_pairing_can_be_stopped(desk: Desk, hub: SampleHub) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        exchanging.pair(desk, hub.url, hub.code(), token)
    assert desk.store.pairing is None


def test_work_comes_down_with_its_evidence(paired: Desk, hub: SampleHub, tmp_path: Path) -> None:
    hub.assign(["C41P-1", "M77Q-1"], tmp_path / "bundles")
    done = exchanging.sync(paired)
    assert (done.received_work, done.counts_agree) == (2, True)
    assert not paired.store.missing_blobs()
    row = queueing.page(paired, QueueQuery(text="C41P"), 0, 1)[0]
    assert row.due is not None
    about = reviewing.open_review(paired, row.submission).submission
    opened = looking.open_evidence(paired, about.id, about.evidence[0].id)
    assert opened.info.pages
    opened.close()


def test_an_anchor_comes_down_as_practice_whatever_its_role_and_what_was_compared_goes_up(
    paired: Desk, hub: SampleHub, tmp_path: Path
) -> None:
    path = anchor_bundle("7F3K-1", tmp_path / "anchor.reviewbundle", hub.hub.books.key, CREATED)
    about = take_bundle(hub.hub.books, path).submission
    hub.hub.assign(about, hub.assessor)
    before = queueing.size(paired, QueueQuery())
    assert exchanging.sync(paired).received_work == 1
    assert not paired.store.missing_blobs()
    assert paired.store.submission(about).assignment.role == "assessor"
    assert queueing.size(paired, QueueQuery()) == before
    assert [row.submission for row in calibrating.practice(paired)] == [about]
    for criterion, level in sample_reviews()["7F3K-1"].scores.items():
        reviewing.score(paired, about, criterion, level)
    assert calibrating.finish(paired, about).tally.exact == 8
    done = exchanging.sync(paired)
    assert (done.refused, done.counts_agree) == (0, True)
    receipt = paired.store.receipt(paired.store.records(about)[-1].id)
    assert receipt is not None
    assert receipt.accepted
    assert exchanging.outbox(paired).decisions_waiting == 0


def test_a_decision_goes_up_once_and_its_receipt_comes_back(
    paired: Desk, hub: SampleHub, tmp_path: Path
) -> None:
    told = sample_reviews()["C41P-1"]
    hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(paired)
    review_whole(paired, told)
    hub.stop()
    deciding.submit(paired, told.submission)
    with pytest.raises(LineError):
        exchanging.sync(paired)
    assert exchanging.outbox(paired).decisions_waiting == 1
    hub.start_again()
    exchanging.sync(paired)
    exchanging.sync(paired)
    assert exchanging.outbox(paired).decisions_waiting == 0
    assert paired.store.state(told.submission) is State.RECEIVED
    (arrived,) = hub.hub.decisions()
    signed = paired.store.decision(told.submission)
    assert signed is not None
    assert arrived.sha256 == signed[1].sha256
    proof = paired.store.receipt_document(signed[1].id)
    assert proof is not None
    assert any(each.record == signed[1].id and each.accepted for each in read_receipts(proof, hub.hub.key))
    assert letters.report(paired, told.submission).facts.received_at is not None
    (line,) = (each for each in exchanging.ledger(paired) if each.submission == told.submission)
    assert line.stage == "received"


def test_what_is_not_assigned_needs_attention_and_is_kept(paired: Desk, hub: SampleHub) -> None:
    told = sample_reviews()["A09D-1"]
    review_whole(paired, told)
    deciding.submit(paired, told.submission)
    done = exchanging.sync(paired)
    assert done.refused == 1
    assert paired.store.state(told.submission) is State.ATTENTION
    assert exchanging.outbox(paired).attention
    assert paired.store.decision(told.submission) is not None


def test_withdrawn_work_is_closed_and_kept(paired: Desk, hub: SampleHub, tmp_path: Path) -> None:
    told = sample_reviews()["C41P-1"]
    hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(paired)
    reviewing.score(paired, told.submission, "1.1", "basic")
    hub.hub.withdraw(told.submission, hub.assessor, "Given to someone else.")
    exchanging.sync(paired)
    assert paired.store.state(told.submission) is State.WITHDRAWN
    assert reviewing.open_review(paired, told.submission).state.scores == {"1.1": "basic"}


def test_a_newer_attempt_closes_the_older_one_and_fetches_only_what_is_new(
    paired: Desk, hub: SampleHub, tmp_path: Path
) -> None:
    reviews = sample_reviews()
    hub.assign(["7F3K-1"], tmp_path / "bundles")
    exchanging.sync(paired)
    assert paired.store.state(reviews["7F3K-1"].submission) is State.SUPERSEDED
    assert not paired.store.missing_blobs()


def test_a_hub_put_back_from_an_older_copy_gets_everything_again(tmp_path: Path) -> None:
    import shutil

    from reviewer_app.evidence import WorkerPool
    from reviewer_app.workflows.safeguarding import now

    home = open_home(tmp_path / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    hub = SampleHub(tmp_path / "hub", "a passphrase for tests")
    hub.assign(["C41P-1"], tmp_path / "bundles")
    hub.start()
    exchanging.pair(desk, hub.url, hub.code())
    exchanging.sync(desk)
    url = hub.url
    hub.close()
    shutil.copytree(tmp_path / "hub", tmp_path / "older")

    def serve() -> SampleHub:
        made = SampleHub(tmp_path / "hub", "a passphrase for tests")
        made.url = url
        made.start_again()
        return made

    hub = serve()
    told = sample_reviews()["C41P-1"]
    review_whole(desk, told)
    deciding.submit(desk, told.submission)
    exchanging.sync(desk)
    assert len(hub.hub.decisions()) == 1
    hub.close()
    shutil.rmtree(tmp_path / "hub")
    shutil.copytree(tmp_path / "older", tmp_path / "hub")
    hub = serve()
    assert hub.hub.decisions() == ()
    exchanging.sync(desk)
    assert len(hub.hub.decisions()) == 1
    hub.close()
    desk.store.close()


def test_pairing_survives_a_restart(paired: Desk) -> None:
    known = paired.store.pairing
    paired.store.close()
    again = open_desk(paired.home)
    assert again.store.pairing == known
    exchanging.unpair(again)
    assert again.store.pairing is None
    again.store.close()


@pytest.mark.parametrize("how", ["missing", "one bit wrong"])
def test_a_file_that_went_missing_or_bad_here_is_fetched_again(
    paired: Desk, hub: SampleHub, tmp_path: Path, how: str
) -> None:
    hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(paired)
    about = sample_reviews()["C41P-1"].submission
    item = reviewing.open_review(paired, about).submission.evidence[0]
    path = paired.home.blobs / item.sha256[:2] / item.sha256
    if how == "missing":
        path.unlink()
    else:
        spoiled = bytearray(path.read_bytes())
        spoiled[len(spoiled) // 2] ^= 1
        path.write_bytes(spoiled)
    assert paired.store.missing_blobs() == []
    with pytest.raises(StoreError) as caught:
        looking.save_copy(paired, about, item.id, tmp_path / "copy")
    assert "Sync" in caught.value.next_step
    assert not (tmp_path / "copy").exists()
    assert item.id not in reviewing.open_review(paired, about).here

    done = exchanging.sync(paired)

    assert (done.blobs_fetched, done.counts_agree) == (1, True)
    paired.store.blobs.verify(item.sha256)
    assert item.id in reviewing.open_review(paired, about).here


def test_the_check_before_leaving_lets_a_damaged_file_come_again(
    paired: Desk, hub: SampleHub, tmp_path: Path
) -> None:
    hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(paired)
    about = sample_reviews()["C41P-1"].submission
    item = reviewing.open_review(paired, about).submission.evidence[0]
    path = paired.home.blobs / item.sha256[:2] / item.sha256
    path.write_bytes(path.read_bytes()[:-7])
    leaving.check_leaving(paired, about)
    assert [sha256 for sha256, _, _ in paired.store.missing_blobs()] == [item.sha256]
    exchanging.sync(paired)
    assert paired.store.missing_blobs() == []
    paired.store.blobs.verify(item.sha256)
