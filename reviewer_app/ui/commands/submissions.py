"""Submissions by alias or title for the list of commands, from the queue's narrow index, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reviewer_app.domain.lifecycle import WORDS
from reviewer_app.ui.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from reviewer_app.ui.ports import Desk
    from reviewer_app.ui.views import Row

MOST = 8
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
        """Find what is open or decided; too few letters find nothing."""
        self.stop()
        text = typed.strip()
        if len(text) < LEAST_LETTERS:
            return

        def done(rows: Sequence[Row]) -> None:
            self._job = None
            found(rows)

        # A store that cannot be read says so in its rooms; here the commands are still of use.
        self._job = self._jobs.run(
            Lane.STORE,
            lambda _control: self._desk.few(text, MOST),
            done,
            lambda _error: done(()),
            owner=self,
            replaces="palette",
            urgent=True,
        )

    def stop(self) -> None:
        """Hear nothing more of what was asked."""
        if self._job is not None:
            self._job.forget()
            self._job = None


def told(row: Row) -> tuple[str, str]:
    """A submission in a list: what it is, never whose, and how far it is."""
    return f"{row.alias} · {row.title}", f"Attempt {row.attempt} · {WORDS[row.state]}"
