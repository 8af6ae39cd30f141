"""The anonymity guard at work behind the window: one file after the other, where nobody waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.ports import Desk


class LookingThrough(QObject):
    """Looks through what is new until nothing is left; ``looked`` carries the submission after each file.

    Each file is a job of its own, so that an import in the same lane never waits for more than one.
    """

    looked = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._job: Job[str | None] | None = None
        self._again = False
        self._stopped = False

    def poke(self) -> None:
        """Something may have come: look, now or after the file under way."""
        if self._job is not None:
            self._again = True
        elif self._desk.look_through is not None and not self._stopped:
            self._begin()

    def stop(self) -> None:
        """Before the desk is locked: end the file under way, which is looked at another time."""
        self._stopped = True
        if self._job is not None:
            self._job.cancel()

    def _begin(self) -> None:
        look = self._desk.look_through
        self._again = False

        def work(control: JobControl) -> str | None:
            return look(control.cancel) if look is not None else None

        self._job = self._jobs.run(
            Lane.FILES,
            work,
            self._on_looked,
            lambda _error: self._end(),
            stopped=self._end,
            owner=self,
        )

    def _on_looked(self, submission: str | None) -> None:
        self._job = None
        if submission is not None:
            self.looked.emit(submission)
        if (submission is not None or self._again) and not self._stopped:
            self._begin()

    def _end(self) -> None:
        # What cannot be looked at now is taken up when something comes or the store is opened again.
        self._job = None
