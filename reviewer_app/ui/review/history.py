"""The history of the review on show: opened as a page, read off the window's thread, and restored from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.history_page import HistoryPage
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.widgets import Button

if TYPE_CHECKING:
    from reviewer_app.ui.review.ports import ReviewView
    from reviewer_app.ui.review.room import ReviewRoom


class History(RoomPart):
    """Opens the page and keeps it true while it is open."""

    ACTS = (
        Act(
            "history",
            "Moving",
            "History of this review",
            "history",
            ("Ctrl+H",),
            lambda room: room.part(History).open(),
            Only(
                lambda room: room.part(History).can_open and not room.paged(),
                "There is no history to show now.",
            ),
        ),
    )

    def __init__(self, room: ReviewRoom) -> None:
        super().__init__(room)
        self.page: HistoryPage | None = None
        self._restoring = ""

    @property
    def opened(self) -> bool:
        """Whether the page stands in front."""
        return self.page is not None and self.room.stack.currentWidget() is self.page

    @property
    def can_open(self) -> bool:
        """Whether there is a review whose history could be shown."""
        return self.room.ports.past is not None and self.room.review is not None and not self.room.arriving

    def open(self) -> None:
        """Show the history of the review on show."""
        review = self.room.review
        if review is None or not self.can_open:
            return
        self.room.flush()
        if self.page is None:
            self.page = HistoryPage()
            self.page.back.connect(self.room.close_page)
            self.page.chosen.connect(self._on_chosen)
            self.page.restored.connect(self._on_restored)
        self.page.begin(review.submission.alias, review.rubric)
        self.room.open_page(self.page)
        self._read()

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        if not self.opened or fresh or self.page is None:
            return
        if self._restoring == review.submission.id:
            self.page.note.say(
                "ok",
                "Restored",
                "What was there before is in the history too.",
                actions=(Button("Undo", self._undo, icon="undo-2"),),
            )
        self._restoring = ""
        self._read()

    def _read(self) -> None:
        past, review, page = self.room.ports.past, self.room.review, self.page
        if past is None or review is None or page is None:
            return
        own = review.submission.id
        self.room.jobs.run(
            Lane.STORE,
            lambda _control: past.history(own),
            lambda lines: page.show_lines(lines) if self._still(own) else None,
            page.fail,
            owner=self,
            replaces="history",
        )

    def _still(self, submission: str) -> bool:
        review = self.room.review
        return self.opened and review is not None and review.submission.id == submission

    def _on_chosen(self, record: str) -> None:
        past, review, page = self.room.ports.past, self.room.review, self.page
        if past is None or review is None or page is None:
            return
        own, editable = review.submission.id, review.lifecycle in OPEN
        self.room.jobs.run(
            Lane.STORE,
            lambda _control: past.then(own, record),
            lambda view: page.show_then(view, editable=editable) if self._still(own) else None,
            page.note.say_error,
            owner=self,
            replaces="then",
        )

    def _on_restored(self, record: str, slot: str) -> None:
        past, review, page = self.room.ports.past, self.room.review, self.page
        if past is None or review is None or page is None or self.room.arriving:
            return
        own = review.submission.id
        slots = {slot} if slot else None
        self._restoring = own
        self.room.saver.send(own, lambda: past.restore(own, record, slots), self._on_refused)

    def _on_refused(self, error: ReviewerError) -> None:
        self._restoring = ""
        if self.page is not None:
            self.page.note.say_error(error)

    def _undo(self) -> None:
        if self.room.review is not None and self.page is not None:
            self.room.changes.undo(self.room.review.submission.id)
            self.page.note.hide()
