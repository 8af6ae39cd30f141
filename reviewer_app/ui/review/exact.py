"""The exact layout of an office file in the room: asked for, waited for, shown as pages, and left with the same key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.exact import ASKS, exact_ending
from reviewer_app.evidence.kinds import Kind, file_kind
from reviewer_app.ui.jobs import Job, JobControl, Lane
from reviewer_app.ui.review.asking import Asking
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.widgets import Button, InlineNote

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


class LayoutDialog(Asking):
    """Asks whether LibreOffice may work without a cage; ``agreed`` says yes, for this once."""

    agreed = Signal()

    def __init__(self, error: ReviewerError, parent: QWidget | None = None) -> None:
        super().__init__(f"{error.title}. Go on?", f"{error.sentence} {error.next_step}", parent)
        self.foot("Lay it out").setEnabled(True)

    def _on_go(self) -> None:
        self.agreed.emit()
        self.accept()


class ExactLayout(QObject):
    """Turns the file on show into its exact layout and back; at most one is being made."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self._room = room
        self._job: Job[OpenedHandle] | None = None
        self._turn = 0
        self._ending = ""
        self.asking: LayoutDialog | None = None
        self.note = InlineNote()
        room.pane.put_note(self.note)
        room.pane.layout_offered = self.offered
        room.pane.leaving.connect(self.cancel)
        room.pane.opened.connect(self._on_opened)
        room.pane.card.exact_wanted.connect(self.toggle)

    def offered(self) -> bool:
        """Whether LibreOffice is there and the file on show is one it lays out."""
        pane = self._room.pane
        if self._room.ports.open_exact is None or pane.entry is None or not pane.entry.here:
            return False
        return pane.laid_out or bool(self._found())

    @property
    def on(self) -> bool:
        """Whether the exact layout is shown."""
        return self._room.pane.laid_out

    @property
    def working(self) -> bool:
        """Whether LibreOffice is at work."""
        return self._job is not None

    def toggle(self) -> None:
        """Make the exact layout, stop making it, or go back to the plain view."""
        if self.on:
            self._room.pane.show_plain()
        elif self.working:
            self.cancel()
        elif self.offered():
            self._ending = self._found()
            self._make(agreed=False)

    def cancel(self) -> None:
        """Stop LibreOffice if it is at work; what is shown stays."""
        self._turn += 1
        self.note.hide()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _found(self) -> str:
        pane = self._room.pane
        kind = getattr(pane.failed, "kind", "")
        # A file that is damaged for the plain view may be none for LibreOffice; one behind a password is.
        refused = file_kind(Kind(kind)).media_type if kind else ""
        return exact_ending(pane.media_type or refused)

    def _make(self, *, agreed: bool) -> None:
        room, pane, opens = self._room, self._room.pane, self._room.ports.open_exact
        if opens is None or pane.entry is None:
            return
        self._turn += 1
        turn, submission, evidence, ending = self._turn, pane.submission, pane.entry.id, self._ending

        def work(control: JobControl) -> OpenedHandle:
            return opens(submission, evidence, ending, agreed, control.cancel)

        def done(handle: OpenedHandle) -> None:
            if turn != self._turn:
                room.jobs.run(Lane.RENDERING, lambda _control: handle.close())
                return
            self._job = None
            pane.show_layout(handle)

        def failed(error: ReviewerError) -> None:
            if turn != self._turn:
                return
            self._job = None
            self.note.hide()
            if error.code == ASKS and not agreed:
                self._ask(error, turn)
            else:
                self.note.say_error(error)

        self._job = room.jobs.run(
            Lane.FILES, work, done, failed, stopped=lambda: None, owner=self, replaces="exact-layout"
        )
        self.note.say(
            "info",
            "LibreOffice is laying this file out…",
            "It takes some seconds, 30 at most.",
            actions=(Button("Cancel", self.cancel),),
        )

    def _ask(self, error: ReviewerError, turn: int) -> None:
        asking = self.asking = LayoutDialog(error, self._room)

        def go_on() -> None:
            if turn == self._turn:
                self._make(agreed=True)

        asking.agreed.connect(go_on)
        asking.open()

    def _on_opened(self) -> None:
        self._room.pane.card.exact.setVisible(self.offered())
        if self.on:
            self.note.say(
                "info",
                "Exact layout, made by LibreOffice from this file",
                "Cite in the plain view: Shift+L goes back to it.",
            )
        elif not self.working:
            self.note.hide()
