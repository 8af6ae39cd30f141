"""The preview of one review: read the letter, what is missing and what the check found, and act on its findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reviewer_app.domain.decision import Decision
from reviewer_app.domain.feedback import Finding
from reviewer_app.domain.judging import Missing
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.review import OVERALL
from reviewer_app.reports.letter_lines import Line
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.laid_out import lay_out_now
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.views import CheckView, ReviewView
from reviewer_app.ui.review.words import item_title

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage

Change = Callable[[str], ReviewView]
Found = tuple[ReviewView, Decision, Sequence[Line], CheckView]


def open_preview(room: Stage, submission: str, *, anew: bool = False) -> None:
    """Read everything and bring the preview to the front; ``anew`` only brings it up to date where it still is."""
    ports = room.ports

    def work(_control: JobControl) -> Found:
        return (
            ports.open_review(submission),
            ports.preview(submission),
            ports.feedback.letter(submission),
            ports.feedback.check(submission),
        )

    def done(found: Found) -> None:
        review, decision, letter, checked = found
        if room.review is None or room.review.submission.id != submission or room.arriving:
            return
        if not room.previewing:
            if anew or not room.open:
                return
            room.stack.setCurrentWidget(room.preview)
        room.preview.show_decision(decision, letter, gaps(review), checked)
        room.refresh_actions()
        lay_out_now()

    room.jobs.run(Lane.STORE, work, done, room.note.say_error, owner=room, replaces="preview")


def gaps(review: ReviewView) -> tuple[Missing, ...]:
    """All that keeps a decision from being signed, files that are not here among it."""
    if review.lifecycle not in OPEN:
        return review.missing
    away = [each for each in review.submission.evidence if each.id not in review.here]
    return review.missing + tuple(
        Missing(OVERALL, f"{item_title(each)} is not on this laptop yet.") for each in away
    )


class Previewing(RoomPart):
    """What the findings beside the letter can be told."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        panel = room.preview.findings
        panel.fixed.connect(self._on_fixed)
        panel.visited.connect(self.visit)
        panel.overruled.connect(self._on_overruled)
        panel.taken_back.connect(self._on_taken_back)
        room.preview.undo_wanted.connect(self._on_undo)

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        if self.room.previewing and not fresh and review.lifecycle in OPEN:
            open_preview(self.room, review.submission.id, anew=True)

    def visit(self, finding: Finding) -> None:
        """Go to the words a finding is about, or to the levels where it asks for a pin."""
        self.room.orders.jump(finding.criterion)
        if not finding.citation and not finding.rule.startswith("place"):
            self._go_on(finding.criterion, finding.start, finding.end)

    def _go_on(self, criterion: str, start: int, end: int) -> None:
        room = self.room
        card = room.rubric.card(criterion)
        if card is None:
            room.outcome.edit_overall()
            field = room.outcome.overall
        else:
            card.edit_comment()
            field = card.comment
        field.mark(start, end)

    def _on_fixed(self, criterion: str, finding: str, number: int) -> None:
        room, review = self.room, self.room.review
        if review is None:
            return
        own, feedback = review.submission.id, room.ports.feedback
        taken: list[int | None] = []

        def change() -> ReviewView:
            done = feedback.fix(own, criterion, finding, number)
            taken.append(done.go_on)
            return done.review

        def then() -> None:
            room.saver.settled.disconnect(then)
            here = room.review is not None and room.review.submission.id == own and room.previewing
            if not here or not taken:
                return
            if (place := taken[0]) is not None:
                room.orders.jump(criterion)
                self._go_on(criterion, place, place)
            else:
                room.preview.say_changed("The words are changed.")

        room.saver.settled.connect(then)
        room.saver.send(own, change, room.preview.note.say_error)

    def _on_overruled(self, criterion: str, finding: str, reason: str) -> None:
        self._change(lambda own: self.room.ports.feedback.overrule(own, criterion, finding, reason))

    def _on_taken_back(self, criterion: str, finding: str) -> None:
        self._change(lambda own: self.room.ports.feedback.take_back(own, criterion, finding))

    def _on_undo(self) -> None:
        self.room.preview.note.hide()
        self._change(self.room.ports.undo)

    def _change(self, change: Change) -> None:
        room, review = self.room, self.room.review
        if review is not None:
            own = review.submission.id
            room.saver.send(own, lambda: change(own), room.preview.note.say_error)
