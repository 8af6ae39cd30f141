"""Changes on their way to the store: one after the other, and “Saved” only once the store has answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.review.views import ReviewView


class Saving(StrEnum):
    """How the latest change stands."""

    NOTHING = "nothing"
    UNDER_WAY = "under way"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True)
class SaveState:
    """What the bar says about saving, and since when."""

    saving: Saving
    at: datetime | None = None


class Saver(QObject):
    """Sends changes to the store lane, which works them off in the order they were made.

    ``answered`` carries a submission's id and its review once no change to it is on its way; what came between is
    older than the screen and stays out of sight. ``refused`` carries the submission's id and the error.
    """

    changed = Signal(object)
    answered = Signal(str, object)
    refused = Signal(str, object)
    settled = Signal()

    def __init__(self, jobs: Jobs, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._now = now
        self._waiting: dict[str, int] = {}
        self._failed: set[str] = set()
        self.state = SaveState(Saving.NOTHING)

    @property
    def idle(self) -> bool:
        """Whether every change made so far is durable or was refused."""
        return not self._waiting

    def send(
        self,
        submission: str,
        change: Callable[[], ReviewView],
        failed: Callable[[ReviewerError], None] | None = None,
    ) -> None:
        """Make one change durable; ``change`` must hold every id it needs, for the screen may have moved on."""
        self._waiting[submission] = self._waiting.get(submission, 0) + 1
        self._tell(SaveState(Saving.UNDER_WAY))

        def work(_control: JobControl) -> ReviewView:
            return change()

        def done(review: ReviewView) -> None:
            self._one_less(submission)
            if submission not in self._waiting:
                self.answered.emit(submission, review)
            self._rest()

        def refused(error: ReviewerError) -> None:
            self._one_less(submission)
            self._failed.add(submission)
            if failed is not None:
                failed(error)
            self.refused.emit(submission, error)
            self._rest()

        self._jobs.run(Lane.STORE, work, done, refused, owner=self)

    def forgive(self) -> None:
        """Take back the word of a failure: the person is trying again, or the screen shows the truth again."""
        self._failed.clear()

    def _one_less(self, submission: str) -> None:
        self._waiting[submission] -= 1
        if not self._waiting[submission]:
            del self._waiting[submission]

    def _rest(self) -> None:
        if self._waiting:
            return
        kind = Saving.FAILED if self._failed else Saving.SAVED
        self._tell(SaveState(kind, self._now()))
        self.settled.emit()

    def _tell(self, state: SaveState) -> None:
        self.state = state
        self.changed.emit(state)
