"""The real window, off-screen, driven as a person would drive it, for benchmarks of what is on the screen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize

from reviewer_app.paths import Home
from reviewer_app.startup.window import Program, application
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.room import ReviewRoom

PATIENCE_SECONDS = 20.0
PASSPHRASE = "bench bench bench"


class _Watch(QObject):
    """Says when a widget is about to be painted."""

    def __init__(self, heard: Callable[[], None]) -> None:
        super().__init__()
        self._heard = heard

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Listen only."""
        if event.type() == QEvent.Type.Paint:
            self._heard()
        return False


class Driver:
    """The real window, off-screen, turned from one submission to the next by its own action."""

    def __init__(self, home: Home, submission: str = "") -> None:
        """Open the door of a home and then a submission, the first of the queue where none is named."""
        self.app = application()
        self.program = Program(self.app, home)
        shell = self.shell = self.program.shell
        shell.resize(1366, 768)
        self.program.show()
        self.until(shell.door.passphrase.isVisible)
        shell.door.passphrase.setText(PASSPHRASE)
        shell.door.unlock_button.click()
        self.until(lambda: shell.workspace is not None and shell.workspace.queue.model.row_at(0) is not None)
        space = shell.workspace
        assert space is not None  # waited for
        first = space.queue.model.row_at(0)
        assert first is not None  # waited for
        space.open_submission(submission or first.submission)
        room = space.review.widget if space.review is not None else None
        assert isinstance(room, ReviewRoom)  # just opened
        self.room = room
        self._drawn = self._painted = ""
        self._watch = _Watch(self._on_paint)
        self.canvas = room.pane.pdf.canvas
        self.canvas.viewport().installEventFilter(self._watch)
        self.canvas.stream.drawn.connect(self._on_drawn)
        self.until(lambda: bool(self._painted) and not self.busy())

    @property
    def page_size(self) -> QSize:
        """The pixels of the first page as it is shown."""
        _left, _top, wide, high = self.canvas.layout_of_pages.rect(0)
        return QSize(wide, high)

    def turn(self) -> float:
        """Milliseconds from the action to the painted page."""
        before, self._drawn = self._painted, ""
        begin = time.perf_counter()
        self.room.actions_made.made["next-submission"].trigger()
        self.until(lambda: self._painted != before)
        taken = (time.perf_counter() - begin) * 1000
        # A person looks at it now, and meanwhile everything comes to rest.
        self.until(lambda: not self.busy())
        return taken

    def close(self) -> None:
        """Close the window as a person would."""
        self.shell.close()
        self.until(lambda: not self.shell.isVisible())
        self.program.end()

    def busy(self) -> bool:
        """Whether anything is still on its way."""
        return not self.canvas.stream.idle or any(self.program.jobs.busy(lane) for lane in Lane)

    def _on_drawn(self, page: int) -> None:
        if page == 0:
            self._drawn = self.room.pane.submission

    def _on_paint(self) -> None:
        # The painting itself is over before the loop that waits for this goes on.
        if self._drawn:
            self._painted = self._drawn

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window live until this is so."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not true():
            if time.monotonic() > end:
                raise RuntimeError("The window did not get there.")
            self.app.processEvents()
            os.sched_yield()
