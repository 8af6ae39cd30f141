"""The main window: the door, the workspace behind it, keys, locking, and a quiet end."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from reviewer_app.ui.commands.binding import Bound
from reviewer_app.ui.commands.kept import take_up
from reviewer_app.ui.commands.window import WINDOW_ACTS, WindowOrders
from reviewer_app.ui.idle import IdleWatch
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.motion import motion
from reviewer_app.ui.places import SEARCH, SETTINGS
from reviewer_app.ui.ports import Desk, Door, Kept
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.syncing.driver import utc_now
from reviewer_app.ui.theme import theme
from reviewer_app.ui.unlock import DoorScreen
from reviewer_app.ui.words import this_day
from reviewer_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from reviewer_app.ui.commands.first import WindowKeysFirst
    from reviewer_app.ui.commands.front import Front

_NAME = "Reviewer"
_LONGEST_GOODBYE_MILLISECONDS = 5_000


class Shell(QMainWindow):
    """The window. ``unlocked`` and ``locked`` tell what the door did; ``closed`` that nothing is open any more."""

    unlocked = Signal()
    locked = Signal()
    closed = Signal()

    def __init__(
        self,
        door: Door,
        jobs: Jobs,
        preferences: Preferences,
        app: QGuiApplication,
        *,
        now: Callable[[], datetime] = utc_now,
        today: Callable[[], date] = this_day,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._preferences = preferences
        self._now, self._today = now, today
        self._desk: Desk | None = None
        self._leaving = False
        self._first: WindowKeysFirst | None = None
        self._kept = Kept.PASSPHRASE
        self.workspace: Workspace | None = None
        self.door = DoorScreen(door, jobs)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.door)
        self.setCentralWidget(self._stack)
        self.setWindowTitle(_NAME)
        self.setAcceptDrops(True)
        self.idle = IdleWatch(app, preferences.now.idle_lock_minutes, self)
        self.idle.pause()
        self.idle.idle.connect(self.lock)
        self.door.opened.connect(self._on_opened)
        jobs.broke.connect(self._on_broke)
        preferences.changed.connect(self._on_preferences)
        take_up(preferences.now.keys)
        self.bound = Bound[WindowOrders](self, self, WINDOW_ACTS)
        self._restore()

    @cached_property
    def front(self) -> Front:
        """What can be put in front of a screen."""
        from reviewer_app.ui.commands.front import Front  # only when asked for

        return Front(self, self.bound, self.change_keys, self._jobs, self._preferences)

    def start(self) -> None:
        """Open the door once the window is on the screen."""
        QTimer.singleShot(0, self.door.start)

    def lock(self) -> None:
        """Hide everything at once, then close the store when the work under way has ended."""
        if self.workspace is None or self._leaving:
            return
        self._close_desk(self._on_locked)

    # What the window can be told to do

    @property
    def inside(self) -> bool:
        """Whether the store is open."""
        return self.workspace is not None and not self._leaving

    def reaches(self, place: int) -> bool:
        """Whether this desk has a place."""
        return self.workspace is not None and not self.workspace.sidebar.places[place].isHidden()

    def go_to(self, place: int) -> None:
        """Go to a place."""
        if place == SEARCH:
            self._with(Workspace.search_everything)
        else:
            self._with(lambda space: space.go_to(place))

    def choose_import(self) -> None:
        """Let the person choose bundles to import."""
        self._with(Workspace.choose_import)

    def sync_now(self) -> None:
        """Begin a round with the hub."""
        self._with(lambda space: space.driver.sync_now())

    def try_sample(self) -> None:
        """Open the guided sample review."""
        self._with(lambda space: space.sample.open())

    def show_palette(self) -> None:
        """Offer all commands of the screen in front."""
        if self.workspace is not None and self._desk is not None and self.inside:
            self.front.show_palette(self.workspace, self._desk)

    def show_keys(self) -> None:
        """Show help and the keys of the screen in front."""
        self.front.show_sheet(*((self.workspace, self._desk) if self.inside else (None, None)))

    def print_keys(self) -> None:
        """Save all keys as a sheet to print."""
        if self.workspace is not None and self._desk is not None and self.inside:
            self.front.print_keys(self.workspace, self._desk)

    def change_keys(self) -> None:
        """Go to where keys are changed."""
        self.go_to(SETTINGS)
        self._with(lambda space: space.settings.keys.focus_box())

    def scale(self, step: int) -> None:
        """Make all text a step larger or smaller."""
        from reviewer_app.ui.settings_room import SCALES  # only when asked for

        now = self._preferences.now.text_scale
        larger = [scale for scale in SCALES if scale > now]
        smaller = [scale for scale in SCALES if scale < now]
        if step > 0 and larger:
            self._preferences.change(text_scale=larger[0])
        elif step < 0 and smaller:
            self._preferences.change(text_scale=smaller[-1])

    def usual_size(self) -> None:
        """Make all text as large as it usually is."""
        self._preferences.change(text_scale=100)

    def dress(self, theme: str) -> None:
        """Put other colours into force."""
        self._preferences.change(theme=theme)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workspace is not None and _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.workspace is not None and (paths := _paths(event)):
            event.acceptProposedAction()
            space = self.workspace
            if space.reviewing or not space.room_in_front().dropped(paths):
                space.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible() and not self._leaving:
            geometry = bytes(self.saveGeometry().data())
            self._preferences.remember("window", base64.b64encode(geometry).decode("ascii"))
        if self.workspace is None and not self._leaving:
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        if not self._leaving:
            # A round that cannot be stopped must not keep the window: the store is safe at any moment.
            QTimer.singleShot(_LONGEST_GOODBYE_MILLISECONDS, self, self._on_gone)
            self._close_desk(self._on_gone)

    def _with(self, order: Callable[[Workspace], object]) -> None:
        if self.workspace is not None and not self._leaving:
            order(self.workspace)

    def _restore(self) -> None:
        kept = self._preferences.remembered("window")
        try:
            restored = bool(kept) and self.restoreGeometry(QByteArray(base64.b64decode(kept, validate=True)))
        except ValueError:
            restored = False
        if not restored:
            self.resize(1280, 800)
        self.setMinimumSize(720, 480)

    def _on_opened(self, desk: Desk) -> None:
        self._desk = desk
        self._kept = self.door.kept
        space = Workspace(
            desk,
            self._jobs,
            self._preferences,
            self._kept,
            now=self._now,
            today=self._today,
            parent=self._stack,
        )
        space.titled.connect(self._on_titled)
        space.lock_wanted.connect(self.lock)
        space.help_wanted.connect(self.show_keys)
        for each in (space.sidebar, space.sample):
            each.palette_wanted.connect(self.show_palette)
        space.queue.shown.connect(self._heed_fields, Qt.ConnectionType.SingleShotConnection)
        self.workspace = space
        self._stack.addWidget(space)
        self._stack.setCurrentWidget(space)
        self.idle.resume()
        space.start()
        self.unlocked.emit()

    def _heed_fields(self) -> None:
        """Once the queue is painted: nobody has typed in a field before."""
        from reviewer_app.ui.commands.first import WindowKeysFirst  # as above

        self._first = self._first or WindowKeysFirst(self)

    def _close_desk(self, then: Callable[[], None]) -> None:
        space, desk = self.workspace, self._desk
        if space is None or desk is None:
            return
        self._leaving = True
        if "front" in vars(self):
            self.front.close()
        self.idle.pause()
        self._on_titled("")
        self.door.show_locking()
        self._stack.setCurrentWidget(self.door)
        space.leave()
        left = {Lane.NETWORK, Lane.FILES, Lane.RENDERING, Lane.READING, Lane.HUB}

        def free(lane: Lane, _nothing: None) -> None:
            # The store closes last: what the other lanes still do with it must end first.
            left.discard(lane)
            if not left:
                self._jobs.run(Lane.STORE, lambda _control: desk.lock(), lambda _none: then(), owner=self)

        for lane in tuple(left):
            self._jobs.run(lane, lambda _control: None, partial(free, lane), owner=self)

    def _drop_workspace(self) -> None:
        if self.workspace is not None:
            self._stack.removeWidget(self.workspace)
            self.workspace.deleteLater()
        self.workspace, self._desk, self._leaving = None, None, False

    def _on_locked(self) -> None:
        self._drop_workspace()
        self.door.locked(self._kept)
        self.locked.emit()

    def _on_gone(self) -> None:
        if self._leaving:
            self._drop_workspace()
            self.close()

    def _on_titled(self, alias: str) -> None:
        # Blind means blind: a window title is read by everyone who looks at the screen.
        self.setWindowTitle(f"{alias} – {_NAME}" if alias else _NAME)

    def _on_broke(self, error: object) -> None:
        if self.workspace is not None and not self._leaving:
            self.workspace.say_error(error)

    def _on_preferences(self) -> None:
        now = self._preferences.now
        theme().set_look(now.theme, now.text_scale)
        take_up(now.keys)
        motion().set_choice(now.reduced_motion)
        if self.idle.running:
            self.idle.set_minutes(now.idle_lock_minutes)


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
