"""The main window: the door, the workspace behind it, keys, locking, and a quiet end."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from reviewer_app.ui.idle import IdleWatch
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.motion import motion
from reviewer_app.ui.places import DECIDED, EXTRAS, LEAVING, PLACES, QUEUE, SETTINGS, SYNC
from reviewer_app.ui.ports import Desk, Door, Kept
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.syncing.driver import utc_now
from reviewer_app.ui.theme import theme
from reviewer_app.ui.unlock import DoorScreen
from reviewer_app.ui.words import this_day
from reviewer_app.ui.workspace import Workspace

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
        self.actions_by_name = self._make_actions()
        self._restore()

    def start(self) -> None:
        """Open the door once the window is on the screen."""
        QTimer.singleShot(0, self.door.start)

    def lock(self) -> None:
        """Hide everything at once, then close the store when the work under way has ended."""
        if self.workspace is None or self._leaving:
            return
        self._close_desk(self._on_locked)

    def show_keys(self) -> None:
        """Show the keys of the screen in front."""
        from reviewer_app.ui.keys_sheet import EVERYWHERE, KeysSheet  # only when asked for

        here = self.workspace.keys() if self.workspace is not None else ("Door", self.door.keys)
        sheet = KeysSheet((here, ("Everywhere", EVERYWHERE)), self)
        sheet.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workspace is not None and _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.workspace is not None and (paths := _paths(event)):
            event.acceptProposedAction()
            self.workspace.import_paths(paths)

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

    def _make_actions(self) -> dict[str, QAction]:
        made: dict[str, QAction] = {}
        table: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("queue", "Queue", "Ctrl+1", lambda: self._go_to(QUEUE)),
            ("decided", "Decided", "Ctrl+2", lambda: self._go_to(DECIDED)),
            ("sync-room", "Sync", "Ctrl+3", lambda: self._go_to(SYNC)),
            ("settings", "Settings", "Ctrl+4", lambda: self._go_to(SETTINGS)),
            ("search", "Search everything", "Ctrl+Shift+F", lambda: self._with(Workspace.search_everything)),
            ("leaving", "Safe to leave?", "Ctrl+5", lambda: self._go_to(LEAVING)),
            ("import", "Import a bundle", "Ctrl+I", lambda: self._with(Workspace.choose_import)),
            ("sync", "Sync now", "F5", lambda: self._with(lambda space: space.driver.sync_now())),
            (
                "sample",
                "Try a sample review",
                "Ctrl+Shift+G",
                lambda: self._with(lambda space: space.sample.open()),
            ),
            ("lock", "Lock", "Ctrl+L", self.lock),
            ("keys", "Keys of this screen", "F1", self.show_keys),
            ("larger", "Larger text", "Ctrl++", lambda: self._scale(1)),
            ("smaller", "Smaller text", "Ctrl+-", lambda: self._scale(-1)),
            ("usual-size", "Usual text size", "Ctrl+0", lambda: self._preferences.change(text_scale=100)),
            ("quit", "Close Reviewer", "Ctrl+Q", self.close),
            *(
                (each.name.lower(), each.name, each.key, lambda place=place: self._go_to(place))
                for place, each in enumerate(EXTRAS, len(PLACES) - len(EXTRAS))
            ),
        )
        for name, words, key, slot in table:
            action = QAction(words, self)
            keys = [QKeySequence(self._preferences.now.keys.get(name, key))]
            if name == "larger":
                keys.append(QKeySequence("Ctrl+="))
            action.setShortcuts(keys)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            self.addAction(action)
            made[name] = action
        return made

    def _with(self, order: Callable[[Workspace], object]) -> None:
        if self.workspace is not None and not self._leaving:
            order(self.workspace)

    def _go_to(self, place: int) -> None:
        self._with(lambda space: space.go_to(place))

    def _scale(self, step: int) -> None:
        from reviewer_app.ui.settings_room import SCALES  # only when asked for

        now = self._preferences.now.text_scale
        larger = [scale for scale in SCALES if scale > now]
        smaller = [scale for scale in SCALES if scale < now]
        if step > 0 and larger:
            self._preferences.change(text_scale=larger[0])
        elif step < 0 and smaller:
            self._preferences.change(text_scale=smaller[-1])

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
        self.workspace = space
        self._stack.addWidget(space)
        self._stack.setCurrentWidget(space)
        self.idle.resume()
        space.start()
        self.unlocked.emit()

    def _close_desk(self, then: Callable[[], None]) -> None:
        space, desk = self.workspace, self._desk
        if space is None or desk is None:
            return
        self._leaving = True
        self.idle.pause()
        self._on_titled("")
        self.door.show_locking()
        self._stack.setCurrentWidget(self.door)
        space.leave()
        left = {Lane.NETWORK, Lane.FILES, Lane.RENDERING, Lane.READING}

        def free(lane: Lane) -> None:
            # The store closes last: what the other lanes still do with it must end first.
            left.discard(lane)
            if not left:
                self._jobs.run(Lane.STORE, lambda _control: desk.lock(), lambda _none: then(), owner=self)

        for lane in tuple(left):
            self._jobs.run(lane, lambda _control, lane=lane: lane, free, owner=self)  # type: ignore[misc]

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
        motion().set_choice(now.reduced_motion)
        if self.idle.running:
            self.idle.set_minutes(now.idle_lock_minutes)


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
