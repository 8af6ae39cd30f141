"""The room of the safe-to-leave check: begin it, see how far it is, and what is missing or that nothing is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.readiness import Readiness
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.window import LOCK
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.leaving.acts import LEAVING_ACTS
from reviewer_app.ui.leaving.gaps import GapList
from reviewer_app.ui.leaving.words import checked_words, headline
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.widgets import Button, EmptyState, Label, ProgressNote, Room


class LeavingRoom(Room):
    """Emits ``opened`` with a submission's id, ``sync_wanted`` and ``lock_wanted``."""

    opened = Signal(str)
    sync_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("Safe to leave?", LEAVING_ACTS, parent)
        self._desk, self._jobs = desk, jobs
        self._job: Job[Readiness] | None = None
        self.done: Readiness | None = None
        self.progress: ProgressNote | None = None
        self.check = Button("Check again", self.begin, icon="retry")
        self.check.hide()
        self.tools.addWidget(self.check)
        self.first = Button("Check now", self.begin, kind="primary", icon="ready")
        self._before = EmptyState(
            "offline",
            "Before the network goes",
            "Every file is read whole and opened once, so that nothing is missing where there is no connection: "
            "damaged files, files that do not open or play, links without a snapshot, too little room on the disk.",
            (self.first,),
        )
        self._working = EmptyState(
            "loader", "Checking…", "You can go on working; Reviewer says when it is done."
        )
        self._nothing = EmptyState(
            "queue", "There is nothing to check", "No submission on this laptop waits for your review."
        )
        self.lock = Button("Lock and leave", self.lock_wanted.emit, kind="primary", icon="lock", act=LOCK)
        self._good = EmptyState("here", "Everything is here.", "", (self.lock,), tone="ok")
        self.gaps = GapList()
        self.gaps.opened.connect(self.opened)
        self.gaps.sync_wanted.connect(self.sync_wanted)
        self.headline = Label("", "heading", wrap=True)
        self.amount = Label("", "muted", wrap=True)
        self.lock_anyway = Button("Lock now", self.lock_wanted.emit, icon="lock", act=LOCK)
        self._missing = self._gap_page()
        self._stack = QStackedWidget()
        for page in (self._before, self._working, self._nothing, self._good, self._missing):
            self._stack.addWidget(page)
        self._notes = QVBoxLayout()
        self.body.addLayout(self._notes)
        self.body.addWidget(self._stack, 1)

    @property
    def busy(self) -> bool:
        """Whether a check is under way."""
        return self._job is not None

    def entered(self) -> None:
        """Take the focus to what can be done next."""
        for button in (self.first, self.lock, self.check):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def begin(self) -> None:
        """Check, unless a check is under way."""
        check = self._desk.check_leaving
        if self._job is not None or check is None:
            return
        self.note.hide()
        self.check.hide()
        note = ProgressNote("Checking what is on this laptop", bytes_counted=True)
        note.cancelled.connect(self.cancel)
        self._notes.addWidget(note)
        self.progress = note
        self._stack.setCurrentWidget(self._working)

        def work(control: JobControl) -> Readiness:
            return check(control.progress, control.cancel)

        self._job = self._jobs.run(
            Lane.FILES,
            work,
            self._on_done,
            self._on_failed,
            progress=note.show_progress,
            stopped=self._on_stopped,
            owner=self,
        )
        note.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Stop checking: the store is about to be locked."""
        self.cancel()

    def cancel(self) -> None:
        """Stop the check; what was found sound is remembered."""
        if self._job is not None:
            self._job.cancel()

    def _gap_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.amount)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.lock_anyway, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        column.addWidget(self.gaps, 1)
        return page

    def _on_done(self, done: Readiness) -> None:
        self._end()
        self.done = done
        self._show(done)

    def _show(self, done: Readiness) -> None:
        self.check.show()
        if not done.submissions and done.ready:
            self._stack.setCurrentWidget(self._nothing)
        elif done.ready:
            self._good.sentence.setText(checked_words(done))
            self._good.setAccessibleName(f"Everything is here. {checked_words(done)}")
            self._stack.setCurrentWidget(self._good)
            announce(self, self._good.accessibleName())
        else:
            self.headline.setText(headline(done))
            self.amount.setText(checked_words(done))
            self.gaps.show_gaps(done)
            self._stack.setCurrentWidget(self._missing)
            announce(self, headline(done))
        self.entered()

    def _on_failed(self, error: ReviewerError) -> None:
        self._on_stopped()
        self.note.say_error(error)

    def _on_stopped(self) -> None:
        self._end()
        if self.done is not None:
            self._show(self.done)
        else:
            self._stack.setCurrentWidget(self._before)
            self.entered()

    def _end(self) -> None:
        self._job = None
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None
