"""A coordinator's day in the real window on a real hub: bundles in, given, undone, on a laptop, taken back, locked."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from reviewer_app.cli.hands import CTRL
from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.hub.backup.chest import Chest, KeyLock
from reviewer_app.hub.backup.restoring import restore
from reviewer_app.hub.hosting import Host
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.paths import open_home
from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.jobs import Lane
from reviewer_app.vault import blobs
from reviewer_app.vault.keys import KeyVault
from reviewer_app.workflows import carrying, safeguarding
from reviewer_app.workflows.desk import Desk
from tests.startup.opened import Opened, bundle_of, home_with, program_on

HUB_WORDS = "words of the hub"
Key = Qt.Key


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A coordinator's laptop, whose hub has one person and no submission."""
    home = home_with(tmp_path)
    SampleHub(open_home(home).hub_folder, HUB_WORDS).close()
    made = Opened(program_on(home))
    yield made
    made.close()


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Desk]:
    made = safeguarding.create(open_home(tmp_path / "laptop"), "words of the laptop")
    yield made
    safeguarding.lock(made)


def rest(opened: Opened) -> None:
    """Until nothing goes on with the hub."""
    busy = opened.program.jobs.busy
    opened.hands.until(lambda: not busy(Lane.HUB) and not busy(Lane.FILES), "the hub is at rest")


def work_at(opened: Opened) -> HostingRoom:
    """Go to the hub and open it for this laptop alone, by keyboard."""
    hands = opened.hands
    hands.until(lambda: not opened.program.jobs.busy(Lane.STORE), "the queue is shown")
    hands.press(Key.Key_7, CTRL)
    room = opened.space.room_in_front()
    assert isinstance(room, HostingRoom)
    hands.type(HUB_WORDS)
    hands.press(Key.Key_O, CTRL)
    hands.until(lambda: room.working, "the hub is open")
    rest(opened)
    return room


def drop(opened: Opened, *paths: Path) -> None:
    """Drop files on the window, as from the file manager."""
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    left = Qt.MouseButton.LeftButton
    opened.program.shell.dropEvent(
        QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, told, left, Qt.KeyboardModifier.NoModifier)
    )
    rest(opened)


def aliases(room: HostingRoom) -> list[str]:
    return [each.alias for _at, each in room.work.list.pages.held()]


def test_a_day_from_a_folder_of_bundles_to_an_assessors_laptop(
    opened: Opened, laptop: Desk, tmp_path: Path
) -> None:
    room, hands = work_at(opened), opened.hands
    folder = tmp_path / "from the LMS"
    folder.mkdir()
    for sample in ("A09D-1", "C41P-1", "R2B8-1"):
        bundle_of(sample, folder)
    nonsense = tmp_path / "photos"
    nonsense.mkdir()
    drop(opened, folder, nonsense)
    assert room.work.importing.summary.title.text() == "3 submissions taken in"
    assert [each.title.text() for each in room.work.importing.refused] == [
        "photos: There is no bundle in this folder"
    ]
    assert aliases(room) == ["A09D", "C41P", "R2B8"]
    assert opened.space.room_in_front() is room
    # Two of them by keyboard: Shift and arrow, Enter; the person, Enter.
    room.work.list.table.setFocus()
    room.work.list.table.selectRow(0)
    hands.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Key.Key_Return)
    rest(opened)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return)
    rest(opened)
    assert room.work.note.title.text() == "Assessor 1 now has 2 submissions"
    assert aliases(room) == ["R2B8"]
    hands.press(Key.Key_Z, CTRL)
    rest(opened)
    assert aliases(room) == ["A09D", "C41P", "R2B8"]
    room.work.list.table.selectAll()
    room.work.ask_to_give()
    rest(opened)
    room.work.giving.people.setCurrentRow(0)
    room.work.giving.give.click()
    rest(opened)
    # By stick to a laptop that never had a line: what was undone and given again arrives once.
    stick = tmp_path / "stick"
    stick.mkdir()
    carrying.introduce(laptop, stick)
    room.sticks.visit(stick)
    rest(opened)
    [row] = room.sticks.rows
    row.choose(row.people[0].id)
    row.same.click()
    rest(opened)
    carrying.accept(laptop, stick, room.sticks.note.title.text().rpartition(" ")[2])
    assert carrying.bring_over(laptop, stick).round.received_work == 3
    room.work.show_which("all")
    rest(opened)
    room.work.list.table.selectRow(0)
    room.work.ask_to_take_back()
    room.work.taking.reason.setText("Handed in twice.")
    room.work.taking.take.click()
    rest(opened)
    assert room.work.note.title.text() == "Taken back from Assessor 1: 1 submission"


def test_a_full_disk_or_a_stop_leaves_nothing_of_the_bundle_under_way(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = work_at(opened)
    full = OSError(errno.ENOSPC, "No space left on device")
    with monkeypatch.context() as patched:
        patched.setattr(blobs.BlobWriter, "write", _raises(blobs.disk_error(full)))
        drop(opened, bundle_of("A09D-1", tmp_path))
    [refused] = room.work.importing.refused
    assert refused.title.text() == "A09D-1.reviewbundle: The disk is full"
    assert aliases(room) == []
    drop(opened, tmp_path / "A09D-1.reviewbundle")
    assert aliases(room) == ["A09D"]
    # Stopped in the middle, what was whole before stays.
    before = Host.books.fget
    assert before is not None
    asked: list[int] = []

    def books(host: Host) -> object:
        asked.append(1)
        if len(asked) == 2:
            room.work.importing._job.cancel()  # type: ignore[union-attr]  # the person, right then
        return before(host)

    with monkeypatch.context() as patched:
        patched.setattr(Host, "books", property(books))
        drop(opened, bundle_of("C41P-1", tmp_path), bundle_of("R2B8-1", tmp_path))
    room.work.refresh()
    rest(opened)
    assert room.work.importing.summary.title.text() == "Taken in C41P · Checking for Understanding, attempt 1"
    assert "nothing of the bundle under way was kept" in room.work.importing.summary.sentence.text()
    assert aliases(room) == ["A09D", "C41P"]


def test_a_backup_made_in_the_window_brings_the_hub_back_and_locked_it_closes(
    opened: Opened, tmp_path: Path
) -> None:
    room = work_at(opened)
    drop(opened, bundle_of("A09D-1", tmp_path))
    card = room.backup
    assert card is not None
    target = tmp_path / "disk" / "Backups"
    card.make(target)
    rest(opened)
    assert card.note.title.text() == "Backed up and verified"
    key = KeyVault(target, "hub").unlock(HUB_WORDS)
    place = Place(tmp_path / "again")
    restore(Chest.at(target, KeyLock(key)), place, key)
    again = Hub.open(place, key)
    assert [each.alias for each in again.submissions()] == ["A09D"]
    again.close()
    card.make(tmp_path)
    rest(opened)
    assert card.note.title.text() == "The folder is not for backups"
    # Locked, the hub closes: its passphrase opens it again, not the way back.
    ports = room._ports.work
    assert ports is not None
    assert ports.opened() == "Lakeside District"
    opened.hands.press(Key.Key_L, CTRL)
    opened.hands.until(lambda: opened.program.shell.workspace is None, "it is locked")
    assert ports.opened() == ""


def _raises(problem: Exception) -> object:
    def fail(*_told: object) -> None:
        raise problem

    return fail
