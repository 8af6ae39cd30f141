"""Backups of a coordinator's hub from the window: the last one, one more, stopped, refused, with faults."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.hosting.backup_card import NEVER, BackupCard
from reviewer_app.ui.hosting.ports import BackedUp, LastBackup
from reviewer_app.ui.hosting.room import HostingRoom
from tests.ui.hosting.chests import Chests
from tests.ui.hosting.held import NOW, Held
from tests.ui.hosting.kept import Kept, Settle

DISK = Path("/media/disk/Backups")
FULL = StoreError(
    "backup-full", "There is no room for the backup", "No space left.", "Choose another folder."
)


@pytest.fixture
def chests(hub: Kept, held: Held) -> Chests:
    hub.backup = Chests()
    return hub.backup


@pytest.fixture
def card(chests: Chests, work: HostingRoom) -> BackupCard:
    assert work.backup is not None
    return work.backup


def test_it_is_there_once_the_hub_is_open(
    chests: Chests, show: Callable[[], HostingRoom], settle: Settle
) -> None:
    room = show()
    assert room.backup is not None
    assert not room.can_back_up
    assert not room.backup.isVisible()
    room.share.passphrase.setText("hub words")
    room.open_hub()
    settle()
    assert room.can_back_up
    assert room.backup.text.text() == NEVER


def test_a_backup_says_what_was_written_and_that_it_was_read_again(
    card: BackupCard, chests: Chests, settle: Settle
) -> None:
    card.make(DISK)
    settle()
    assert chests.asked == [(DISK, "")]
    assert card.note.title.text() == "Backed up and verified"
    assert "12 of 340 files new (3 MB), in “Backups”." in card.note.sentence.text()
    assert card.text.text().startswith("Last just now, verified, in “Backups”.")
    assert str(DISK) in card.text.toolTip()


def test_the_folder_of_the_last_one_is_offered_first(
    card: BackupCard, chests: Chests, work: HostingRoom, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    chests.kept = LastBackup(NOW - timedelta(days=12), str(tmp_path), sound=True, proven=False)
    card.refresh()
    settle()
    assert "not read again" in card.text.text()
    assert "Make one each week." in card.text.text()
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(work, Qt.Key.Key_B, control)
    dialog = card.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    settle()
    assert chests.asked == [(tmp_path, "")]


def test_faults_are_told_with_what_to_do(card: BackupCard, chests: Chests, settle: Settle) -> None:
    chests.answer = BackedUp(10, 5, 5, 9, tuple(f"file {number}: damaged." for number in range(5)))
    card.make(DISK)
    settle()
    assert card.note.title.text() == "Backed up, with 5 faults"
    assert card.note.next_step.text() == (
        "file 0: damaged. file 1: damaged. file 2: damaged. "
        "And 2 other faults: “reviewer-app hub verify” lists all."
    )
    assert "with faults" in card.text.text()


def test_a_folder_without_room_is_said_and_it_can_be_tried_again(
    card: BackupCard, chests: Chests, settle: Settle
) -> None:
    chests.answer = FULL
    card.make(DISK)
    settle()
    assert card.note.title.text() == FULL.title
    assert card.go.isEnabled()
    assert card.text.text() == NEVER


def test_it_can_be_stopped_and_one_is_made_at_a_time(
    card: BackupCard, chests: Chests, work: HostingRoom, settle: Settle, qtbot: QtBot
) -> None:
    chests.hold = threading.Event()
    card.make(DISK)
    progress = card.progress
    assert progress is not None
    qtbot.waitUntil(lambda: progress.amount.text() == "1 MB of 3 MB")
    assert not work.can_back_up
    card.make(DISK)
    progress.stop.click()
    settle()
    assert len(chests.asked) == 1
    assert card.note.title.text() == "Stopped"
    assert card.go.isEnabled()


def test_a_key_in_the_keyring_asks_for_a_passphrase_of_the_backup(
    hub: Kept, chests: Chests, work: HostingRoom, show: Callable[[], HostingRoom], settle: Settle
) -> None:
    chests.needs = True
    room = show()
    card = room.backup
    assert card is not None
    card.make(DISK)
    assert card.passphrase.property("wrong") is True
    card.passphrase.setText("words of the backup")
    card.make(DISK)
    settle()
    assert chests.asked == [(DISK, "words of the backup")]
