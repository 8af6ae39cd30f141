"""Keeping the store safe: made, locked, unlocked, copied, and refused in words where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.domain.errors import StoreError
from reviewer_app.paths import open_home
from reviewer_app.store import QueueQuery
from reviewer_app.vault.keys import KeyState
from reviewer_app.workflows import queueing, reviewing, safeguarding
from reviewer_app.workflows.desk import Desk

PASSPHRASE = "four quiet words here"


def test_a_store_is_made_locked_and_unlocked(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    assert safeguarding.key_state(home) is KeyState.NEW
    desk = safeguarding.create(home, PASSPHRASE)
    assert safeguarding.key_state(home) is KeyState.PASSPHRASE
    safeguarding.lock(desk)
    with pytest.raises(StoreError) as caught:
        safeguarding.unlock(home, "four loud words here")
    assert caught.value.code == "wrong-passphrase"
    safeguarding.change_passphrase(home, PASSPHRASE, "another passphrase")
    again = safeguarding.unlock(home, "another passphrase")
    assert again.store.device == desk.store.device
    assert queueing.summary(again).total == 0
    safeguarding.lock(again)


def test_without_a_keyring_a_passphrase_is_asked_for(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    with pytest.raises(StoreError) as caught:
        safeguarding.create(home, None)
    assert caught.value.code == "no-keyring"
    assert safeguarding.key_state(home) is KeyState.NEW


def test_a_second_program_is_told_so(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    desk = safeguarding.create(home, PASSPHRASE)
    with pytest.raises(StoreError) as caught:
        safeguarding.unlock(home, PASSPHRASE)
    assert caught.value.code == "already-open"
    safeguarding.lock(desk)


def test_a_backup_holds_everything_and_opens_with_the_same_key(desk: Desk, tmp_path: Path) -> None:
    submission = queueing.page(desk, QueueQuery(), 0, 1)[0].submission
    criterion = reviewing.open_review(desk, submission).rubric.criteria[0]
    reviewing.score(desk, submission, criterion.id, criterion.floor)
    copy = safeguarding.backup(desk, tmp_path / "copy.db")
    safeguarding.lock(desk)
    desk.home.store_file.write_bytes(copy.read_bytes())
    for rest in desk.home.store_folder.glob("desk.db-*"):
        rest.unlink()
    from tests.workflows.conftest import open_desk

    again = open_desk(desk.home)
    assert reviewing.open_review(again, submission).state.scores == {criterion.id: criterion.floor}
    assert safeguarding.rebuild(again).differences == ()
    assert safeguarding.check(again) == []
    again.store.close()
