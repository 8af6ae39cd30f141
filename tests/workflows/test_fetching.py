"""Files on their way with a real hub: held up by person or disk, kept over a restart, never in the way of work."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.files_coming import Wishes
from reviewer_app.domain.lifecycle import State
from reviewer_app.exchange.bundle_source import BundleFiles
from reviewer_app.exchange.terms import Disk
from reviewer_app.paths import resource
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import exchanging, fetching, queueing
from reviewer_app.workflows.desk import Desk
from tests.workflows.conftest import CREATED, open_desk

GIVEN = ["C41P-1", "M77Q-1"]


@pytest.fixture
def paired(desk: Desk, hub: SampleHub, tmp_path: Path) -> Desk:
    exchanging.pair(desk, hub.url, hub.code())
    hub.assign(GIVEN, tmp_path / "bundles")
    return desk


def states(desk: Desk) -> set[State]:
    given = {sample_reviews()[each].submission for each in GIVEN}
    return {row.state for row in queueing.page(desk, QueueQuery(), 0, 10) if row.submission in given}


def test_paused_files_wait_over_a_restart_while_work_comes(
    paired: Desk, hub: SampleHub, tmp_path: Path
) -> None:
    fetching.pause(paired, True)
    done = exchanging.sync(paired)
    assert (done.received_work, done.blobs_fetched, done.counts_agree) == (2, 0, True)
    coming = fetching.files_coming(paired)
    assert (coming.paused, coming.coming, coming.waits) == (True, 0, {"paused": coming.files})
    assert coming.next_alias in {"C41P", "M77Q"}
    assert coming.next_due is not None
    assert coming.size > 0
    home = paired.home
    paired.store.close()
    again = open_desk(home)
    assert exchanging.sync(again).blobs_fetched == 0
    fetching.pause(again, False)
    exchanging.sync(again)
    assert fetching.files_coming(again).files == 0
    assert states(again) == {State.TO_REVIEW}
    again.evidence.close()
    again.store.close()


def test_work_only_sends_and_takes_work_and_the_files_come_by_stick(paired: Desk, tmp_path: Path) -> None:
    fetching.wish(paired, Wishes(work_only=True))
    assert exchanging.sync(paired).received_work == 2
    assert fetching.files_coming(paired).work_only
    assert states(paired) == {State.ARRIVING}
    fetching.wish(paired, Wishes(metered=True))
    waits = fetching.files_coming(paired).waits
    assert waits == {"metered": fetching.files_coming(paired).files}
    paired.fetching.add_source(BundleFiles("the stick", sorted((tmp_path / "bundles").iterdir())))
    assert fetching.files_coming(paired).waits == {}
    # On a line that costs money every byte of a file came from the stick.
    assert exchanging.sync(paired).blobs_fetched == sum(waits.values())
    assert states(paired) == {State.TO_REVIEW}
    paired.fetching.remove_source("the stick")


def test_large_files_and_a_line_that_costs_money_wait_for_a_word_that_is_kept(
    paired: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetching.wish(paired, Wishes(metered=True))
    exchanging.sync(paired)
    number = fetching.files_coming(paired).files
    assert fetching.agree(paired) == number
    assert fetching.files_coming(paired).waits == {}
    paired.fetching.change(agreed=frozenset())
    assert exchanging.sync(paired).blobs_fetched == number


def test_what_does_not_fit_on_the_disk_is_not_begun_and_what_is_lacking_is_said(
    paired: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 0
    monkeypatch.setattr(
        fetching, "disk_of", lambda desk: Disk(lambda: free, desk.store.blobs.parts, reserve=1000)
    )
    assert exchanging.sync(paired).blobs_fetched == 0
    coming = fetching.files_coming(paired)
    assert coming.lacking == coming.size + 1000
    assert coming.where == str(paired.home.root)
    smallest = min(size for _, size, _ in paired.store.missing_blobs())
    free = 1000 + smallest
    assert exchanging.sync(paired).blobs_fetched == 1
    free = 1 << 40
    exchanging.sync(paired)
    assert not paired.store.missing_blobs()


def test_work_without_a_due_date_is_told_without_one(desk: Desk, hub: SampleHub, tmp_path: Path) -> None:
    exchanging.pair(desk, hub.url, hub.code())
    fetching.pause(desk, True)
    bundle = tmp_path / "one.reviewbundle"
    make_from_folder(resource("samples", "submissions", "C41P-1"), bundle, hub.hub.books.key, CREATED)
    hub.hub.assign(hub.hub.intake(bundle).submission, hub.assessor)
    exchanging.sync(desk)
    coming = fetching.files_coming(desk)
    assert (coming.next_alias, coming.next_due) == ("C41P", None)


def test_what_is_open_comes_first(paired: Desk) -> None:
    fetching.pause(paired, True)
    exchanging.sync(paired)
    for sample in GIVEN:
        about = sample_reviews()[sample].submission
        assert fetching.opened(paired, about)
        assert fetching.files_coming(paired).next_alias == sample[:4]
    fetching.pause(paired, False)
    exchanging.sync(paired)
    assert not fetching.opened(paired, about)


def test_a_file_that_was_linked_in_before_a_kill_is_not_fetched_again(
    paired: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(exchanging.DeskSide, "blob_arrived", lambda _side, _sha256: None)
        assert exchanging.sync(paired).bytes_fetched > 0
    assert paired.store.missing_blobs()
    done = exchanging.sync(paired)
    assert (done.bytes_fetched, paired.store.missing_blobs()) == (0, [])
