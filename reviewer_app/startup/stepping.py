"""From one submission of the queue to the next and back: every press counts, also while one is still loading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.workflows import queueing
from reviewer_app.workflows.desk import Desk

MOST = 100_000


class Stepper(QObject):
    """Looks up the neighbour in a lane and has it opened; presses that come meanwhile wait their turn."""

    def __init__(self, desk: Desk, jobs: Jobs, show: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._jobs, self._show = desk, jobs, show
        self._heading = ""
        self._waiting: list[int] = []
        self._asking = False

    def step(self, here: str, way: int) -> None:
        """Go on from what is shown, or from what is on its way, stopping at the ends of the queue."""
        self._waiting.append(way)
        if not self._asking:
            self._ask(self._heading or here)

    def forget(self) -> None:
        """Another way was taken: steps count from what is shown next."""
        self._heading, self._waiting = "", []

    def arrived(self, submission: str) -> None:
        """A submission is on show."""
        if submission == self._heading:
            self._heading = ""

    def _ask(self, here: str) -> None:
        ways, self._waiting = self._waiting, []
        if not ways:
            return
        self._asking = True

        def neighbour(_control: JobControl) -> str:
            ids = [row.submission for row in queueing.page(self._desk, QueueQuery(), 0, MOST)]
            if here not in ids:
                return ids[0] if ids else ""
            at = ids.index(here)
            for way in ways:
                # Each press by itself: one that pushed against an end must not use up the next one.
                at = max(0, min(len(ids) - 1, at + way))
            return ids[at]

        def found(submission: str) -> None:
            self._asking = False
            if submission and submission != here:
                self._heading = submission
                self._show(submission)
            self._ask(submission or here)

        def failed(_error: ReviewerError) -> None:
            self._asking = False

        self._jobs.run(Lane.STORE, neighbour, found, failed, owner=self)
