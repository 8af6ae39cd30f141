"""The whole window: from the door to the queue and back, keys, idle lock, dropped files, a quiet end."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import StoreError
from reviewer_app.settings import Settings
from reviewer_app.ui.commands.front import screen
from reviewer_app.ui.commands.key_sheet import KeySheet
from reviewer_app.ui.jobs import Jobs, Lane, UnexpectedError
from reviewer_app.ui.places import DECIDED, QUEUE, SETTINGS, SYNC
from reviewer_app.ui.ports import Desk, Door, Kept, ReviewCalls
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.shell import Shell
from reviewer_app.ui.theme import theme
from reviewer_app.ui.workspace import Workspace
from tests.ui.doubles import NOW, TODAY, SampleHome, SampleReview, no_line

Settle = Callable[[], None]


class Window:
    """A window over a sample home, with what it saved."""

    def __init__(
        self, home: SampleHome, lanes: Jobs, app: QApplication, settings: Settings | None = None
    ) -> None:
        self.home = home
        self.saved: list[Settings] = []
        self.preferences = Preferences(settings or Settings(theme="light"), self.saved.append, lanes)
        self.shell = Shell(home.door(), lanes, self.preferences, app, now=lambda: NOW, today=lambda: TODAY)

    @property
    def space(self) -> Workspace:
        assert self.shell.workspace is not None
        return self.shell.workspace

    def open(self, settle: Settle, width: int = 1366, height: int = 768) -> "Window":
        self.shell.resize(width, height)
        self.shell.show()
        self.shell.door.start()
        settle()
        return self


@pytest.fixture
def window(lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot) -> Window:
    made = Window(SampleHome(Kept.KEYRING), lanes, qapp)
    qtbot.addWidget(made.shell)
    made.open(settle)
    yield made  # type: ignore[misc]  # pytest turns the generator into its value
    theme().set_look("light", 100)


def test_the_title_tells_nothing_but_the_program(window: Window) -> None:
    assert window.shell.windowTitle() == "Reviewer"


def test_the_queue_is_there_after_unlocking(window: Window) -> None:
    assert window.space.place == QUEUE
    assert window.space.queue.model.rowCount() == 7
    assert window.space.sidebar.places[QUEUE].accessibleName() == "Queue, 12"
    assert window.space.sidebar.places[DECIDED].accessibleName() == "Decided, 4"
    assert window.space.sidebar.whose.text() == "Lakeside District"


@pytest.mark.parametrize(("key", "place"), [("2", DECIDED), ("3", SYNC), ("4", SETTINGS), ("1", QUEUE)])
def test_keys_go_to_each_place(window: Window, settle: Settle, qtbot: QtBot, key: str, place: int) -> None:
    qtbot.keyClick(window.shell, key, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.space.place == place
    assert window.space.sidebar.places[place].isChecked()


def test_f1_shows_the_keys_of_this_screen(window: Window, settle: Settle, qtbot: QtBot) -> None:
    window.space.go_to(DECIDED)
    qtbot.keyClick(window.shell, Qt.Key.Key_F1)
    sheet = window.shell.findChild(KeySheet)
    assert sheet is not None
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Decided", "Window", "Save the review sheet", "Lock the store"} <= words
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_f5_syncs_now(window: Window, settle: Settle, qtbot: QtBot) -> None:
    before = window.home.desk.asked.count("sync")
    with qtbot.waitSignal(window.space.driver.synced):
        qtbot.keyClick(window.shell, Qt.Key.Key_F5)
    settle()
    assert window.home.desk.asked.count("sync") > before


def test_locking_hides_everything_and_closes_the_store(window: Window, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(window.shell, "l", Qt.KeyboardModifier.ControlModifier)
    assert window.shell.centralWidget().currentWidget() is window.shell.door  # type: ignore[attr-defined]
    settle()
    assert window.shell.workspace is None
    assert window.home.desk.asked[-1] == "lock"
    assert window.shell.door.pages.page() is window.shell.door.unlocking
    window.shell.door.unlock_button.click()
    settle()
    assert window.space.queue.model.rowCount() == 7


def test_the_store_closes_only_after_a_round_under_way_has_ended(
    window: Window, settle: Settle, lanes: Jobs, qtbot: QtBot
) -> None:
    desk = window.home.desk
    settle()
    desk.hold, desk.begun = threading.Event(), threading.Event()
    window.space.driver.sync_now()
    qtbot.waitUntil(desk.begun.is_set)
    window.shell.lock()
    assert lanes.busy(Lane.NETWORK)
    assert "lock" not in desk.asked
    desk.hold.set()
    settle()
    assert desk.asked[-1] == "lock"


def test_nobody_at_the_keys_locks_the_store(window: Window, settle: Settle) -> None:
    assert window.shell.idle.running
    window.shell.idle.idle.emit()
    settle()
    assert window.shell.workspace is None
    assert not window.shell.idle.running


def test_a_key_begins_the_idle_time_anew(window: Window, qtbot: QtBot) -> None:
    handle = window.shell.windowHandle()
    window.shell.idle._watch(handle)
    timer = window.shell.idle._timer
    before = timer.timerId()
    qtbot.keyClick(handle, Qt.Key.Key_Shift)
    assert timer.isActive()
    assert timer.timerId() != before


def test_dropped_bundles_are_imported(window: Window, settle: Settle, tmp_path: Path) -> None:
    window.space.go_to(SYNC)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "7F3K.reviewbundle"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    window.shell.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.shell.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    settle()
    assert window.space.place == QUEUE
    assert "Imported 7F3K" in window.space.importing.summary.title.text()


def test_an_error_nobody_listens_to_is_shown(window: Window, lanes: Jobs, settle: Settle) -> None:
    lanes.broke.emit(UnexpectedError())
    assert window.space.note.isVisible()
    assert window.space.note.title.text() == "Something went wrong inside Reviewer"
    window.space.note.dismiss()
    assert not window.space.note.isVisible()


def test_a_wished_round_that_fails_says_so_in_every_room(
    window: Window, settle: Settle, qtbot: QtBot
) -> None:
    settle()
    window.home.desk.trouble["sync"] = no_line()
    window.space.go_to(DECIDED)
    window.space.driver.sync_now()
    settle()
    note = window.space.note
    assert note.title.text() == "The hub did not answer"
    for place in (DECIDED, SYNC, QUEUE):
        window.space.go_to(place)
        settle()
        room = window.space.room_in_front()
        assert note.isVisible()
        assert note.parentWidget() is room
        assert note.mapTo(room, QPoint(0, 0)).y() > room.heading.geometry().bottom()


def test_settings_hold_at_once_and_are_saved(window: Window, settle: Settle) -> None:
    window.space.settings.scheme._on_triggered("dark")
    window.space.settings.scale._on_triggered(150)
    settle()
    assert theme().tokens.dark
    assert theme().text_scale == 150
    assert window.saved[-1].theme == "dark"
    assert window.saved[-1].text_scale == 150


def test_text_grows_by_key(window: Window, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(window.shell, "=", Qt.KeyboardModifier.ControlModifier)
    assert theme().text_scale == 110
    qtbot.keyClick(window.shell, "-", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.shell, "-", Qt.KeyboardModifier.ControlModifier)
    assert theme().text_scale == 90
    qtbot.keyClick(window.shell, "0", Qt.KeyboardModifier.ControlModifier)
    assert theme().text_scale == 100


def test_settings_that_cannot_be_written_are_told(
    lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot
) -> None:
    made = Window(SampleHome(Kept.KEYRING), lanes, qapp)
    qtbot.addWidget(made.shell)

    def full(_settings: Settings) -> None:
        raise OSError(28, "No space left on device")

    made.preferences._save = full
    made.open(settle)
    made.preferences.change(idle_lock_minutes=30)
    settle()
    assert made.space.note.title.text() == "Your settings were not saved"


def test_the_passphrase_is_changed_in_the_settings(
    lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot
) -> None:
    made = Window(SampleHome(), lanes, qapp)
    qtbot.addWidget(made.shell)
    made.open(settle)
    qtbot.keyClicks(made.shell.door.passphrase, "correct horse battery")
    qtbot.keyClick(made.shell.door.passphrase, Qt.Key.Key_Return)
    settle()
    room = made.space.settings.passphrase
    made.space.go_to(SETTINGS)
    for field, text in (
        (room.old, "correct horse battery"),
        (room.new, "four green words here"),
        (room.again, "other"),
    ):
        qtbot.keyClicks(field, text)
    room.change.click()
    assert room.note.title.text() == "The two new passphrases are not the same"
    room.again.setText("four green words here")
    made.home.desk.trouble["change_passphrase"] = StoreError(
        "wrong-passphrase", "It does not fit", "No.", "Again."
    )
    room.change.click()
    settle()
    assert room.note.title.text() == "It does not fit"
    made.home.desk.trouble.clear()
    room.change.click()
    settle()
    assert room.note.title.text() == "Passphrase changed"
    assert room.new.text() == ""


def test_the_layout_comes_back_with_the_next_window(
    window: Window, lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot
) -> None:
    window.space.queue.filters.set_order("title", True)
    with qtbot.waitSignal(window.shell.closed):
        window.shell.close()
    settle()
    kept = window.saved[-1]
    assert set(kept.layout) >= {"queue", "window"}
    other = Window(SampleHome(Kept.KEYRING), lanes, qapp, kept)
    qtbot.addWidget(other.shell)
    other.open(settle)
    assert other.space.queue.filters.wish.sort == "title"


def test_closing_locks_the_store_first(window: Window, settle: Settle, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.shell.closed):
        window.shell.close()
    assert not window.shell.isVisible()
    assert window.home.desk.asked[-1] == "lock"


def test_closing_at_the_door_is_immediate(
    lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot
) -> None:
    made = Window(SampleHome(), lanes, qapp)
    qtbot.addWidget(made.shell)
    made.open(settle)
    with qtbot.waitSignal(made.shell.closed):
        assert made.shell.close()


class HomeWithReview(SampleHome):
    """A home whose desk brings a review room."""

    def __init__(self) -> None:
        super().__init__(Kept.KEYRING)
        self.rooms: list[SampleReview] = []

    def door(self) -> Door:
        plain = super().door()

        def unlock(passphrase: str | None) -> Desk:
            from dataclasses import replace

            return replace(plain.unlock(passphrase), review_room=self.make)

        return Door(plain.kept, plain.create, unlock)

    def make(self, _jobs: Jobs, calls: ReviewCalls) -> SampleReview:
        self.rooms.append(SampleReview(calls))
        return self.rooms[-1]


def test_opening_a_submission_shows_its_alias_and_coming_back_its_place(
    lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: QtBot
) -> None:
    home = HomeWithReview()
    made = Window(home, lanes, qapp)
    qtbot.addWidget(made.shell)
    made.open(settle)
    qtbot.keyClick(made.space.queue.table, Qt.Key.Key_Return)
    review = home.rooms[0]
    assert review.told == ["panels ", "open s1"]
    assert made.space.reviewing
    assert made.shell.windowTitle() == "7F3K – Reviewer"
    assert screen(made.space) == ("review", "Review")
    review.calls.changed()
    review.calls.back()
    settle()
    assert not made.space.reviewing
    assert made.shell.windowTitle() == "Reviewer"
    assert made.space.queue.table.current() == "s1"
    qtbot.keyClick(made.space.queue.table, Qt.Key.Key_Return)
    made.shell.lock()
    settle()
    assert review.told[-1] == "leave"
    assert made.preferences.remembered("review") == "panels as they were"


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1366, 768), (200, 1366, 768), (90, 1440, 900)])
def test_nothing_is_wider_than_the_window(
    lanes: Jobs,
    settle: Settle,
    qapp: QApplication,
    qtbot: QtBot,
    look: str,
    scale: int,
    width: int,
    height: int,
) -> None:
    theme().set_look(look, scale)
    made = Window(SampleHome(Kept.KEYRING), lanes, qapp, Settings(theme=look, text_scale=scale))
    qtbot.addWidget(made.shell)
    made.open(settle, width, height)
    try:
        for place in (QUEUE, DECIDED, SYNC, SETTINGS):
            made.space.go_to(place)
            settle()
            frame = made.shell.rect()
            for widget in made.shell.findChildren(QAbstractButton):
                if widget.isVisible():
                    corner = widget.mapTo(made.shell, QPoint(widget.width() - 1, 0))
                    assert frame.right() >= corner.x(), f"{widget.accessibleName()} is cut off"
                    assert widget.width() >= widget.minimumSizeHint().width(), f"{widget.text()} is squeezed"
    finally:
        theme().set_look("light", 100)


def test_every_control_has_a_name(window: Window, settle: Settle) -> None:
    for place in (QUEUE, DECIDED, SYNC, SETTINGS):
        window.space.go_to(place)
        settle()
    silent = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in window.shell.findChildren(kind)
        # The corner between two headers is Qt's own, hidden with the row headers, and nothing to press.
        if not (widget.accessibleName() or widget.text()) and type(widget) is not QAbstractButton
    ]
    assert [type(widget).__name__ for widget in silent] == []
