"""Has evidence read for search, a file at a time, whenever nobody waits for anything else."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.searching.ports import ReadSoFar, SearchPorts

_FIRST_MILLISECONDS = 1_200
_BUSY_MILLISECONDS = 250


class ReadingDriver(QObject):
    """``changed`` says that more, or all, has been read; ``left`` how many files are not."""

    changed = Signal()

    def __init__(self, ports: SearchPorts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ports, self._jobs = ports, jobs
        self._job: Job[ReadSoFar] | None = None
        self._stopped = False
        self._again = False
        self.done = self.left = 0
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether there is something to read, or to look for."""
        return self._job is not None or self._soon.isActive()

    def start(self) -> None:
        """Begin in a moment, when the window has come to rest."""
        self._soon.start(_FIRST_MILLISECONDS)

    def poke(self) -> None:
        """Files may have arrived: look again."""
        self._again = True
        if self._job is None and not self._stopped:
            self._soon.start(0)

    def stop(self) -> None:
        """Before the desk is locked: stop what is being read (it is begun anew another time) and end the worker."""
        self._stopped = True
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
        # Not owned: the worker must end also while the window goes away.
        self._jobs.run(Lane.READING, lambda _control: self.ports.rest(), failed=lambda _error: None)

    def _go_on(self) -> None:
        if self._stopped or self._job is not None:
            return
        if self._jobs.busy(Lane.RENDERING) or self._jobs.busy(Lane.FILES):
            self._soon.start(_BUSY_MILLISECONDS)
            return
        again, self._again = self._again, False

        def work(control: JobControl) -> ReadSoFar:
            if again:
                self.ports.look()
            return self.ports.read_on(control.cancel)

        self._job = self._jobs.run(
            Lane.READING, work, self._on_read, self._on_failed, stopped=self._on_stopped, owner=self
        )

    def _on_read(self, at: ReadSoFar) -> None:
        self._job = None
        before, self.done, self.left = self.left, at.done, at.left
        if at.left or self._again:
            self._soon.start(0)
        if at.left != before or not at.left:
            self.changed.emit()

    def _on_failed(self, _error: ReviewerError) -> None:
        # The store says its own errors where a person asked something of it; reading goes on another day.
        self._job = None
        self.left = 0
        self.changed.emit()

    def _on_stopped(self) -> None:
        self._job = None
