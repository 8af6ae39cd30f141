"""Reading evidence behind everything else, from when the queue is painted until the desk is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk

if TYPE_CHECKING:
    from reviewer_app.ui.searching.driver import ReadingDriver

_LATER_MILLISECONDS = 600


class ReadingAhead(QObject):
    """Holds the driver once it is wanted; ``all_read`` tells that nothing is left to read,
    ``due`` that whatever else looks ahead may begin now."""

    all_read = Signal()
    due = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.driver: ReadingDriver | None = None
        self._later = QTimer(self, singleShot=True, interval=_LATER_MILLISECONDS)
        self._later.timeout.connect(self._on_later)

    def begin(self) -> ReadingDriver:
        """Have evidence read for search from now on."""
        from reviewer_app.ui.searching.driver import ReadingDriver  # not before the queue is painted

        if self.driver is None:
            assert self._desk.search is not None  # asked by whoever calls
            self.driver = ReadingDriver(self._desk.search(), self._jobs, self)
            self.driver.changed.connect(self._on_changed)
            self.driver.start()
        return self.driver

    def begin_later(self) -> None:
        """Begin once the queue is painted and the rooms behind it are loaded: reading would keep both waiting."""
        self._later.start()

    def poke(self) -> None:
        """Something arrived."""
        if self.driver is not None:
            self.driver.poke()

    def stop(self) -> None:
        """The desk is left."""
        self._later.stop()
        if self.driver is not None:
            self.driver.stop()

    def _on_later(self) -> None:
        if self._desk.search is not None:
            self.begin()
        self.due.emit()

    def _on_changed(self) -> None:
        if self.driver is not None and not self.driver.left:
            self.all_read.emit()
