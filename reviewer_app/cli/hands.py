"""A person's hands on the real window: keys pressed one by one, and patience until the screen shows what it should."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.startup.window import Program

PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PATIENCE = 30.0


class StoryError(ReviewerError):
    """The window did not do what the story expects of it."""

    def __init__(self, waited_for: str) -> None:
        super().__init__(
            "story",
            "The main job did not work",
            f"Waited {PATIENCE:.0f} seconds for this, in vain: {waited_for}.",
            "Look at the last screenshot and the logs folder.",
        )


class Hands:
    """Drives one program; ``shots`` is the folder for screenshots, or None to take none."""

    def __init__(self, program: Program, shots: Path | None) -> None:
        self.program = program
        self.shots = shots
        self._taken = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press and let go of one key, where the focus is."""
        QTest.keyClick(self._focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type text where the focus is; what no key of a Latin keyboard gives comes as an input event of its own."""
        for character in text:
            if character.isascii() and character.isprintable():
                QTest.keyClicks(self._focus(), character)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._focus(), QKeyEvent(kind, 0, PLAIN, character))

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Let the window work until something holds; a StoryError after 30 seconds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                self.shot("failed")
                raise StoryError(what)
            self.rest()

    def rest(self, milliseconds: int = 10) -> None:
        """Let the window and its lanes work; unlike QTest.qWait this lets go of Python's lock."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def shot(self, name: str) -> Path | None:
        """A picture of the window as it is."""
        if self.shots is None:
            return None
        self.shots.mkdir(parents=True, exist_ok=True)
        self._taken += 1
        # Layouts that a change of text or page asked for are done first, as before a person's eyes.
        self.rest(80)
        path = self.shots / f"{self._taken:02}-{name}.png"
        self.program.shell.grab().save(str(path))
        return path

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.program.shell
