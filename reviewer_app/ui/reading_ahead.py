"""Reading evidence behind everything else, from when the queue is painted until the desk is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk

if TYPE_CHECKING:
    from reviewer_app.ui.searching.driver import ReadingDriver


class ReadingAhead(QObject):
    """Holds the driver once it is wanted; ``all_read`` tells that nothing is left to read."""

    all_read = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.driver: ReadingDriver | None = None

    def begin(self) -> ReadingDriver:
        """Have evidence read for search from now on."""
        from reviewer_app.ui.searching.driver import ReadingDriver  # not before the queue is painted

        if self.driver is None:
            assert self._desk.search is not None  # asked by whoever calls
            self.driver = ReadingDriver(self._desk.search(), self._jobs, self)
            self.driver.changed.connect(self._on_changed)
            self.driver.start()
        return self.driver

    def poke(self) -> None:
        """Something arrived."""
        if self.driver is not None:
            self.driver.poke()

    def stop(self) -> None:
        """The desk is left."""
        if self.driver is not None:
            self.driver.stop()

    def _on_changed(self) -> None:
        if self.driver is not None and not self.driver.left:
            self.all_read.emit()
