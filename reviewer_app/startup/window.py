"""Starting the window: home, settings, look and lanes built in order, and a quiet end."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from reviewer_app import logs, paths, settings
from reviewer_app.paths import Home
from reviewer_app.startup.ports import door as home_door
from reviewer_app.ui.commands.kept import take_up
from reviewer_app.ui.garbage import spare_the_loaded
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.motion import Motion
from reviewer_app.ui.ports import Door
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.shell import Shell
from reviewer_app.ui.syncing.driver import utc_now
from reviewer_app.ui.theme import Theme
from reviewer_app.workflows.desk import Desk, get_ready

log = logging.getLogger(__name__)

_WARM_MILLISECONDS = 150


class Program:
    """The window and what it stands on; one a process."""

    def __init__(
        self,
        app: QApplication,
        home: Home,
        opened: Callable[[Desk], None] | None = None,
        *,
        door: Door | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.app = app
        self.home = home
        self._desk: Desk | None = None
        loaded = settings.load(home.settings_file)
        for problem in (*loaded.problems, *take_up(loaded.settings.keys)):
            log.warning("%s", logs.Plain(problem))
        # Before the theme, which puts its own style in place of the system's.
        self.motion = Motion(app, loaded.settings.reduced_motion)
        self.theme = Theme(app)
        self.theme.set_look(loaded.settings.theme, loaded.settings.text_scale)
        self.jobs = Jobs()
        self.preferences = Preferences(
            loaded.settings, lambda wanted: settings.save(home.settings_file, wanted), self.jobs
        )
        self._door = door or home_door(home, self._heard(opened))
        self.shell = Shell(
            self._door,
            self.jobs,
            self.preferences,
            app,
            now=now,
            today=lambda: now().astimezone().date(),
        )

        self.shell.unlocked.connect(
            lambda: QTimer.singleShot(_WARM_MILLISECONDS, self.shell, self._get_ready)
        )

    def _heard(self, opened: Callable[[Desk], None] | None) -> Callable[[Desk], None]:
        def hear(desk: Desk) -> None:
            self._desk = desk
            if opened is not None:
                opened(desk)

        return hear

    def _get_ready(self) -> None:
        """Have an evidence worker warm once the queue is on the screen."""
        desk = self._desk
        if desk is not None and self.shell.workspace is not None:
            self.jobs.run(Lane.RENDERING, lambda _control: get_ready(desk))

    def show(self) -> None:
        """Put the window on the screen and open the door."""
        self.shell.show()
        self.shell.start()

    def end(self) -> None:
        """Let the lanes end, and what goes on behind a locked door."""
        self.jobs.shut_down()
        self._door.end()


def application() -> QApplication:
    """The Qt application, off-screen where this system has no display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Reviewer")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("reviewer-app")
    app.setQuitOnLastWindowClosed(True)
    return app


def run_window(folder: Path | None) -> int:
    """Open the window on a home and stay until it is closed; the exit code says whether it could be opened."""
    try:
        home = paths.open_home(folder)
    except paths.HomeUnusable as problem:
        print(f"Reviewer cannot start: {problem}", file=sys.stderr)
        return 4
    logs.configure(home)
    program = Program(application(), home)
    program.show()
    spare_the_loaded()
    code = program.app.exec()
    program.end()
    return code
