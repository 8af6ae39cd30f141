"""Submissions by alias or title for the list of commands, from the queue's own search, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reviewer_app.domain.lifecycle import WORDS
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.ports import Asked

if TYPE_CHECKING:
    from reviewer_app.ui.ports import Desk, Row

MOST_OPEN, MOST_DECIDED = 6, 3
LEAST_LETTERS = 2


class SubmissionFinder(QObject):
    """Asks for the newest wish alone; an answer to an older one is never heard."""

    def __init__(
        self, desk: Desk, jobs: Jobs, open_submission: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.open = open_submission
        self._job: Job[Sequence[Row]] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._job is not None

    def find(self, typed: str, found: Callable[[Sequence[Row]], None]) -> None:
        """Find what is open, then what is decided; too few letters find nothing."""
        self.stop()
        text = typed.strip()
        if len(text) < LEAST_LETTERS:
            return

        def work(_control: JobControl) -> Sequence[Row]:
            opened = self._desk.page(Asked(text), 0, MOST_OPEN)
            decided = Asked(text, decided=True, sort="updated", descending=True)
            return (*opened, *self._desk.page(decided, 0, MOST_DECIDED))

        def done(rows: Sequence[Row]) -> None:
            self._job = None
            found(rows)

        # A store that cannot be read says so in its rooms; here the commands are still of use.
        self._job = self._jobs.run(
            Lane.STORE, work, done, lambda _error: done(()), owner=self, replaces="palette", urgent=True
        )

    def stop(self) -> None:
        """Hear nothing more of what was asked."""
        if self._job is not None:
            self._job.forget()
            self._job = None


def told(row: Row) -> tuple[str, str]:
    """A submission in a list: what it is, never whose, and how far it is."""
    return f"{row.alias} · {row.title}", f"Attempt {row.attempt} · {WORDS[row.state]}"
