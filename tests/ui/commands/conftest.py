"""The real window with the real review room in it, over desks in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.evidence import WorkerPool
from reviewer_app.settings import Settings
from reviewer_app.ui.commands.binding import Bound
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.commands.palette_box import PaletteBox
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk, Door, Kept, ReviewCalls
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.review.keys import room_offers
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.searching.ports import Spot
from reviewer_app.ui.shell import Shell
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Chapters
from reviewer_app.ui.workspace import Workspace
from tests.ui.doubles import NOW, TODAY, SampleHome
from tests.ui.review.desk_double import DeskDouble, filled_desk
from tests.ui.searching.test_search_room import SampleSearch

Settle = Callable[[], None]


class Place:
    """The real review room as the window knows it."""

    def __init__(self, desk: DeskDouble, jobs: Jobs, calls: ReviewCalls) -> None:
        self.room = ReviewRoom(desk.ports(), jobs)
        self.widget = self.room
        self.room.left.connect(calls.back)
        self.room.help_wanted.connect(calls.help)
        self.room.bar.palette_wanted.connect(calls.palette)
        self.opened: list[str] = []

    def offers(self) -> Sequence[Offer]:
        return room_offers(self.room)

    def open(self, submission: str) -> None:
        self.opened.append(submission)
        self.room.show_submission("s1")

    def open_at(self, spot: Spot) -> None:
        self.open(spot.submission)

    def looked_through(self, submission: str) -> None:
        self.room.refresh()

    def evidence_read(self) -> None:
        self.room.refresh()

    def leave(self) -> None:
        self.room.quiet()
        self.room.pane.leave()

    def put_pill(self, pill: QWidget) -> None:
        self.room.put_pill(pill)

    def say_back(self, place: str) -> None:
        self.room.bar.say_back(place)

    def refresh(self) -> None:
        self.room.refresh()

    def layout_text(self) -> str:
        return self.room.layout_text()

    def restore_layout(self, remembered: str) -> None:
        self.room.restore_layout(remembered)


class Window:
    """The window, what it saved, and the review room once a submission was opened."""

    def __init__(self, desk: DeskDouble, lanes: Jobs, settle: Settle, settings: Settings) -> None:
        self.home = SampleHome(Kept.KEYRING)
        self.saved: list[Settings] = []
        self.printed: list[tuple[Chapters, Path]] = []
        self.settle = settle
        self.desk = desk
        self.place: Place | None = None
        plain = self.home.door()

        def make(jobs: Jobs, calls: ReviewCalls) -> Place:
            self.place = Place(desk, jobs, calls)
            return self.place

        def write(chapters: Chapters, target: Path) -> Path:
            self.printed.append((chapters, target))
            return target

        def unlock(passphrase: str | None) -> Desk:
            return replace(
                plain.unlock(passphrase),
                review_room=make,
                search=SampleSearch().ports,
                write_key_sheet=write,
            )

        self.preferences = Preferences(settings, self.saved.append, lanes)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.shell = Shell(
            Door(plain.kept, plain.create, unlock),
            lanes,
            self.preferences,
            app,
            now=lambda: NOW,
            today=lambda: TODAY,
        )
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.door.start()
        settle()

    @property
    def space(self) -> Workspace:
        assert self.shell.workspace is not None
        return self.shell.workspace

    @property
    def room(self) -> ReviewRoom:
        assert self.place is not None
        return self.place.room

    @property
    def palette(self) -> PaletteBox:
        found = self.shell.front.palette
        assert found is not None
        return found

    def review(self) -> ReviewRoom:
        """Open a submission."""
        self.space.open_submission("s1")
        self.settle()
        return self.room

    def in_front(self) -> None:
        """A closed dialog leaves the window in front, which the off-screen platform does not do by itself."""
        if QApplication.focusWidget() is None:
            self.shell.activateWindow()
            self.settle()

    def press(self, keys: str) -> None:
        """Send the key events of a person's keyboard to what has the focus."""
        self.in_front()
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget() or self.shell, pressed.key(), pressed.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.settle()

    def ask(self, text: str) -> PaletteBox:
        """Open the list of all commands and type."""
        self.press("Ctrl+K")
        self.type(text)
        return self.palette

    def shown(self) -> list[str]:
        """What the list of commands shows, by name."""
        return [line.name for line in self.palette.model.lines]


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool()
    yield made
    made.close()


@pytest.fixture
def make(
    pool: WorkerPool, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> Iterator[Callable[[Settings], Window]]:
    windows: list[Window] = []

    def one(settings: Settings) -> Window:
        made = Window(filled_desk(pool), lanes, settle, settings)
        qtbot.addWidget(made.shell)
        windows.append(made)
        return made

    yield one
    for each in windows:
        if each.place is not None:
            each.place.leave()
        settle()
    theme().set_look("light", 100)


@pytest.fixture
def window(make: Callable[[Settings], Window]) -> Window:
    return make(Settings(theme="light"))


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of actions that keys set off, which then do nothing."""
    names: list[str] = []
    monkeypatch.setattr(Bound, "_do", lambda _self, command: names.append(command.name))
    return names
