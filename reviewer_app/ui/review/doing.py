"""What each action of the review room does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.judging import TWO_VERSIONS
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.flagging import ask_flag
from reviewer_app.ui.review.moving import Moving
from reviewer_app.ui.review.names import show_names
from reviewer_app.ui.review.orders import Kind
from reviewer_app.ui.review.panels import Alone
from reviewer_app.ui.review.practising import PracticePart
from reviewer_app.ui.review.previewing import open_preview
from reviewer_app.ui.review.reporting import ask_report
from reviewer_app.ui.review.returning import ask_return
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.review.two_versions import TwoVersions
from reviewer_app.ui.review.words import item_title
from reviewer_app.ui.viewers.viewer import Can, Viewer

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage

_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)


class Doing(Moving):
    """The orders of one room."""

    def __init__(self, room: Stage, ask_path: Callable[[QWidget, str, str], Path | None]) -> None:
        super().__init__(room)
        self._ask_path = ask_path

    def part(self, kind: type[Kind]) -> Kind:
        return self._room.part(kind)

    # What can be done

    def is_open(self) -> bool:
        return self._room.open

    def is_closed(self) -> bool:
        return self._room.review is not None and self._room.review.decision is not None

    def previewing(self) -> bool:
        return self._room.previewing

    def paged(self) -> bool:
        return self._room.paged

    def can(self, ability: Can) -> bool:
        return self._room.pane.can(ability)

    def can_undo(self) -> bool:
        review = self._room.review
        return (
            self._room.open and review is not None and (bool(review.state.undo) or not self._room.saver.idle)
        )

    def can_redo(self) -> bool:
        review = self._room.review
        return self._room.open and review is not None and bool(review.state.redo)

    def searching(self) -> bool:
        return self._room.pane.toolbar.searching

    def levels(self) -> int:
        card = self._room.rubric.current
        return len(card.criterion.levels) if card is not None and not self._room.rubric.isHidden() else 0

    # Judging

    def score(self, number: int) -> None:
        card = self._room.rubric.current
        if card is not None and number <= len(card.criterion.levels):
            card.choose(card.criterion.levels[number - 1].id)
            announce(card, card.accessibleName())

    def clear_score(self) -> None:
        card = self._room.rubric.current
        if card is not None:
            card.choose(None)
            announce(card, card.accessibleName())

    def step_criterion(self, step: int) -> None:
        if self._room.panels.focus is not Alone.EVIDENCE:
            self.show_rubric()
        self._room.rubric.step(step)

    def jump(self, criterion: str) -> None:
        self.close_preview()
        if criterion == TWO_VERSIONS:
            self.part(TwoVersions).open()
            return
        self.show_rubric()
        if criterion == OVERALL:
            self._room.outcome.missing.setFocus()
        else:
            self._room.rubric.jump(criterion)

    def compare_levels(self) -> None:
        self._room.part(LevelsPart).toggle()

    def edit_comment(self) -> None:
        self.show_rubric()
        if (card := self._room.rubric.current) is not None:
            card.edit_comment()

    def edit_note(self) -> None:
        self.show_rubric()
        if (card := self._room.rubric.current) is not None:
            card.edit_note()

    def edit_overall(self) -> None:
        self.show_rubric()
        self._room.outcome.edit_overall()

    def cite(self) -> None:
        self._room.citing.cite()

    def cite_for_other(self) -> None:
        self._room.citing.cite_for_other()

    def mark_region(self) -> None:
        self._viewer(lambda viewer: viewer.mark_region())

    def list_citations(self) -> None:
        self._room.citing.toggle_list()

    def bring_over(self) -> None:
        self._room.citing.bring_over()

    def export_citations(self) -> None:
        self._room.citing.export()

    def import_citations(self) -> None:
        self._room.citing.import_()

    def save_marked_copy(self) -> None:
        self._room.citing.save_marked_copy()

    def has_offer(self) -> bool:
        review = self._room.review
        return self._room.open and review is not None and bool(review.offered)

    def has_citations(self) -> bool:
        review = self._room.review
        return review is not None and not self._room.paged and bool(review.state.citations)

    def has_marks(self) -> bool:
        return self.has_citations() and self._room.citing.markable()

    def show_citation(self, citation: str) -> None:
        self._room.citing.show(citation)

    def undo(self) -> None:
        room = self._room
        room.flush()
        if room.review is not None:
            room.changes.undo(room.review.submission.id)

    def redo(self) -> None:
        room = self._room
        room.flush()
        if room.review is not None:
            room.changes.redo(room.review.submission.id)

    # Evidence

    def step_evidence(self, step: int) -> None:
        wanted = self._room.evidence.step(step)
        if wanted and wanted != self._room.evidence.current:
            self._room.show_evidence(wanted)

    def scroll_evidence(self, forward: bool) -> None:
        self._viewer(lambda viewer: viewer.scroll_page(forward))

    def zoom_in(self) -> None:
        self._viewer(lambda viewer: viewer.zoom_in())

    def zoom_out(self) -> None:
        self._viewer(lambda viewer: viewer.zoom_out())

    def zoom_fit(self) -> None:
        self._viewer(lambda viewer: viewer.fit())

    def zoom_actual(self) -> None:
        self._viewer(lambda viewer: viewer.actual_size())

    def rotate(self) -> None:
        self._viewer(lambda viewer: viewer.rotate())

    def search(self) -> None:
        self._room.pane.toolbar.open_search()
        self._room.refresh_actions()

    def next_hit(self, step: int) -> None:
        self._viewer(lambda viewer: viewer.next_hit(step))

    def ask_page(self) -> None:
        self._room.pane.toolbar.ask_page()

    def toggle_extra(self) -> None:
        self._viewer(lambda viewer: viewer.toggle_extra())

    def save_copy(self, evidence: str) -> None:
        room = self._room
        review = room.review
        item = review.submission.item(evidence) if review is not None else None
        if review is None or item is None:
            return
        submission = review.submission.id
        target = self._ask_path(room, "Save a copy", item.name or item_title(item))
        if target is not None:
            self.write(lambda: room.ports.save_copy(submission, evidence, target), "The copy is saved")

    def show_names(self) -> None:
        show_names(self._room)

    # Deciding

    def report(self) -> None:
        entry = self._room.pane.entry
        if entry is not None and self.is_open():
            ask_report(self._room, entry.id)

    def flag(self, kind: str = "") -> None:
        if self.is_open():
            ask_flag(self._room, kind)

    def return_incomplete(self) -> None:
        review = self._room.review
        if self.is_open() and review is not None and not review.submission.is_practice:
            ask_return(self._room)

    def submit(self) -> None:
        room = self._room
        if room.previewing:
            self.sign()
            return
        review = room.review
        if review is None or not room.open:
            return
        if review.submission.is_practice:
            self.part(PracticePart).compare()
            return
        room.flush()
        open_preview(room, review.submission.id)

    def sign(self) -> None:
        room = self._room
        if room.review is None or not room.preview.sign.isEnabled():
            return
        room.preview.busy(True)

        def failed(error: ReviewerError) -> None:
            room.preview.busy(False)
            room.preview.note.say_error(error)

        room.changes.submit(room.review.submission.id, failed)

    def close_preview(self) -> None:
        room = self._room
        if room.previewing:
            room.stack.setCurrentWidget(room.main)
            room.refresh_actions()
            room.rubric.focus_inside()

    def save_letter(self) -> None:
        room = self._room
        review = room.review
        if review is None or review.decision is None:
            return
        own, about = review.submission.id, review.submission
        target = self._ask_path(room, "Save letter", f"{about.alias}-attempt-{about.attempt}.pdf")
        if target is not None:
            self.write(lambda: room.ports.save_letter(own, target), "The letter is saved")

    # Moving

    def step_submission(self, step: int) -> None:
        self._room.quiet()
        self._room.stepped.emit(step)

    def leave(self) -> None:
        room = self._room
        if room.previewing:
            self.close_preview()
        elif room.paged:
            room.close_page()
        elif any(part.step_back() for part in room.parts):
            room.refresh_actions()
        elif isinstance(focus := room.focused(), _TEXTS) and not focus.isReadOnly():
            room.rubric.focus_inside()
        elif room.pane.toolbar.searching:
            room.pane.toolbar.close_search()
        elif self.stands_alone():
            self.show_everything()
        else:
            self.back()

    def back(self) -> None:
        self._room.quiet()
        self._room.left.emit()

    def _viewer(self, tell: Callable[[Viewer], object]) -> None:
        if self._room.pane.viewer is not None:
            tell(self._room.pane.viewer)

    def write(self, write: Callable[[], Path], said: str) -> None:
        """Write a file off the window's thread, and say so or why not."""
        room = self._room

        def work(_control: JobControl) -> Path:
            return write()

        def done(path: Path) -> None:
            room.note.say("ok", said, path.name)

        room.jobs.run(Lane.STORE, work, done, room.note.say_error, owner=room)
