"""Searching every cell of every sheet, piece by piece in the rendering lane, so that a long table never waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.sheet_replies import SheetInfo
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.viewers.characters import matcher
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.sheet_model import fetch_rows

_CELLS_AT_ONCE = 8_000
_HITS_MOST = 5_000

Hit = tuple[int, int, int]
"""A sheet, a row and a column, each counted from 0."""


class SheetSearch(QObject):
    """``grew`` says that more was found, or that everything was looked at."""

    grew = Signal()
    broke = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running: Job[list[Hit]] | None = None
        self.hits: list[Hit] = []
        self.over = True

    def stop(self) -> None:
        """Look no further and forget what was found."""
        if self._running is not None:
            self._running.forget()
            self._running = None
        self.hits, self.over = [], True

    def start(self, handle: OpenedHandle, sheets: Sequence[SheetInfo], wanted: str) -> None:
        """Look through all sheets from the first cell on."""
        self.stop()
        if wanted.split():
            self.over = False
            self._go_on(handle, tuple(sheets), wanted, 0, 0)

    def _go_on(
        self, handle: OpenedHandle, sheets: tuple[SheetInfo, ...], wanted: str, number: int, first: int
    ) -> None:
        while number < len(sheets) and first >= sheets[number].rows:
            number, first = number + 1, 0
        if number >= len(sheets) or len(self.hits) >= _HITS_MOST:
            self.over = True
            self.grew.emit()
            return
        sheet = sheets[number]
        count = max(1, min(1_000, _CELLS_AT_ONCE // max(1, sheet.columns)))
        pattern = matcher(wanted)

        def work(_control: JobControl) -> list[Hit]:
            rows = fetch_rows(handle, number, sheet, first, count)
            return [
                (number, first + down, column)
                for down, row in enumerate(rows)
                for column, cell in enumerate(row)
                if cell.words and pattern.search(cell.words)
            ]

        def done(found: list[Hit]) -> None:
            self._running = None
            self.hits += found[: _HITS_MOST - len(self.hits)]
            if found:
                self.grew.emit()
            self._go_on(handle, sheets, wanted, number, first + count)

        def failed(error: ReviewerError) -> None:
            self._running = None
            self.over = True
            self.broke.emit(error)

        self._running = self._jobs.run(Lane.RENDERING, work, done, failed, owner=self)
