"""What is said above the queue after the program ended unexpectedly: what is here, and the way to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.views import RecoveredView
from reviewer_app.ui.widgets import Button, InlineNote
from reviewer_app.ui.words import clock


class RecoveredNote(InlineNote):
    """Asks once, when the queue is on the screen; ``opened`` carries the submission that was worked on last."""

    opened = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs

    def ask(self) -> None:
        """Find out how the last session ended."""
        recovered = self._desk.recovered
        if recovered is not None:
            self._jobs.run(Lane.STORE, lambda _control: recovered(), self._on_told, owner=self)

    def _on_told(self, found: RecoveredView | None) -> None:
        if found is None:
            return
        title = "Reviewer was closed unexpectedly"
        if not found.changes or found.at is None:
            self.say("info", title, "Nothing had been changed since it was opened, so nothing is missing.")
            return
        self.say(
            "info",
            title,
            f"Everything up to {clock(found.at)} is here. The last change was “{found.words}” in {found.alias}.",
            "Only words typed in the last second before the end may be missing.",
            actions=(Button(f"Open {found.alias}", lambda: self._open(found.submission), icon="next"),),
        )

    def _open(self, submission: str) -> None:
        self.dismiss()
        self.opened.emit(submission)
