"""The history of the review on show: opened as a page, read off the window's thread, and restored from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.history_page import HistoryPage
from reviewer_app.ui.review.past_part import PastPart
from reviewer_app.ui.widgets import Button

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


class History(PastPart[HistoryPage]):
    """Keeps the page true while it is open, and restores from it."""

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

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self._restoring = ""

    def make_page(self) -> HistoryPage:
        page = HistoryPage()
        page.chosen.connect(self._on_chosen)
        page.restored.connect(self._on_restored)
        return page

    def begin(self, page: HistoryPage, review: ReviewView) -> None:
        page.begin(review.submission.alias, review.rubric)

    def read(self, page: HistoryPage) -> None:
        self.ask(lambda past, own: past.history(own), page.show_lines, page.fail, replaces="history")

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        page = self.front
        if page is None or fresh:
            return
        if self._restoring == review.submission.id:
            page.note.say(
                "ok",
                "Restored",
                "What was there before is in the history too.",
                actions=(Button("Undo", self._undo, icon="undo-2"),),
            )
        self._restoring = ""
        self.read(page)

    def _on_chosen(self, record: str) -> None:
        review, page = self.room.review, self.page
        if review is None or page is None:
            return
        editable = review.lifecycle in OPEN
        self.ask(
            lambda past, own: past.then(own, record),
            lambda view: page.show_then(view, editable=editable),
            page.note.say_error,
            replaces="then",
        )

    def _on_restored(self, record: str, slot: str) -> None:
        slots = {slot} if slot else None
        self._restoring = self.send(lambda past, own: past.restore(own, record, slots), self._on_refused)

    def _on_refused(self, error: ReviewerError) -> None:
        self._restoring = ""
        if self.page is not None:
            self.page.note.say_error(error)

    def _undo(self) -> None:
        if self.room.review is not None and self.page is not None:
            self.room.changes.undo(self.room.review.submission.id)
            self.page.note.hide()
