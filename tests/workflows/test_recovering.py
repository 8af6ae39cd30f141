"""After an unexpected end the next start says what it recovered; after a proper one it says nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.errors import StoreError
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import recovering, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.conftest import open_desk


def killed(home: Home, tmp_path: Path) -> Desk:
    """The desk as the next start finds it: from the files as they lie at this moment, nothing closed."""
    shutil.copytree(home.root, tmp_path / "after")
    return open_desk(open_home(tmp_path / "after"))


def test_a_kill_is_told_with_the_last_change_and_where_it_was(
    desk: Desk, home: Home, good: SampleReview, tmp_path: Path
) -> None:
    assert recovering.begin(desk) is None
    reviewing.score(desk, good.submission, "2.2", "developing")
    reviewing.score(desk, good.submission, "2.2", "proficient")
    last = desk.store.records(good.submission)[-1]
    after = killed(home, tmp_path)
    found = recovering.begin(after)
    assert found is not None
    assert (found.changes, found.at, found.submission, found.alias, found.words) == (
        2, last.at, good.submission, "7F3K", "Criterion 2.2: Developing to Proficient",
    )  # fmt: skip
    recovering.end(after)
    assert recovering.begin(after) is None
    after.evidence.close()
    after.store.close()


def test_a_kill_before_any_change_says_that_nothing_had_been_changed(
    desk: Desk, home: Home, good: SampleReview, tmp_path: Path
) -> None:
    reviewing.score(desk, good.submission, "2.2", "developing")
    recovering.begin(desk)
    after = killed(home, tmp_path)
    assert recovering.begin(after) == recovering.Recovered(0)
    after.evidence.close()
    after.store.close()


def test_a_proper_end_leaves_nothing_to_tell(desk: Desk, good: SampleReview) -> None:
    recovering.begin(desk)
    reviewing.score(desk, good.submission, "2.2", "developing")
    recovering.end(desk)
    assert recovering.begin(desk) is None


def test_a_store_that_cannot_be_written_is_locked_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: DeskStore) -> None:
        raise StoreError("disk-full", "The disk is full", "It was not written.", "Free some space.")

    recovering.begin(desk)
    with monkeypatch.context() as patched:
        patched.setattr(DeskStore, "changes", full)
        recovering.end(desk)
    assert recovering.begin(desk) is not None
