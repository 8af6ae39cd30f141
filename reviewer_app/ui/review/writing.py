"""The feedback check while words are written: a quiet line under each comment, and one key that takes a fix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout

from reviewer_app.domain.feedback import Finding
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.conditions import OPEN as WHILE_OPEN
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.views import CheckView, ReviewView
from reviewer_app.ui.widgets import Label

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage

PAUSE_MILLISECONDS = 900
_TOLD = 3


class Writing(RoomPart):
    """Looks through the comments at each pause of typing, in the store's lane, and never interrupts."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act(
            "take-fix",
            "Criterion",
            "Take the first fix for this comment",
            "ok",
            ("Ctrl+.",),
            lambda r: r.part(Writing).take_fix(),
            WHILE_OPEN,
        ),
    )

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self._lines: dict[str, tuple[DraftField, Label]] = {}
        self._found: dict[str, tuple[str, tuple[Finding, ...]]] = {}
        """The text that was looked through, and what stands, by criterion."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.check_now)
        bar = room.outcome
        self._overall = _line("Feedback check of the overall comment")
        column = bar.layout()
        assert isinstance(column, QVBoxLayout)  # as the bar is built
        column.insertWidget(column.indexOf(bar.overall) + 1, self._overall)
        bar.overall.textChanged.connect(self._pause.start)

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        if fresh:
            self._found = {}
            self._hang()
            for _field, line in self._lines.values():
                line.hide()
        if review.lifecycle in OPEN:
            self._pause.start()
        else:
            self._pause.stop()
            for _field, line in self._lines.values():
                line.hide()

    def leave(self) -> None:
        self._pause.stop()

    def check_now(self) -> None:
        """Look through the words as they stand in the fields."""
        self._pause.stop()
        room, review = self.room, self.room.review
        if review is None or not room.open:
            return
        own = review.submission.id
        words = {name: field.toPlainText() for name, (field, _line) in self._lines.items()}
        check = room.ports.feedback.check_words

        def work(_control: JobControl) -> CheckView:
            return check(own, words)

        def done(checked: CheckView) -> None:
            if room.review is not None and room.review.submission.id == own and not room.arriving:
                self._show(words, checked)

        # What cannot be looked through now is looked through before signing.
        room.jobs.run(Lane.STORE, work, done, lambda _error: None, owner=self, replaces="quiet-check")

    def take_fix(self) -> None:
        """Change the words of the current comment by the first fix there is; the field's own undo takes it back."""
        card, overall = self.room.rubric.current, self.room.outcome.overall
        name = OVERALL if overall.hasFocus() or card is None else card.criterion.id
        text, found = self._found.get(name, ("", ()))
        field = self._lines[name][0]
        here = [each for each in found if each.fixes and not each.citation]
        if not here or field.toPlainText() != text:
            announce(field, "There is nothing to fix here.")
            return
        fix = here[0].fixes[0]
        if card is not None and field is card.comment:
            card.edit_comment()
        _type(field, fix.start, fix.end, fix.text)
        announce(field, f"{here[0].title}: {fix.label}")
        self.check_now()

    def _hang(self) -> None:
        """Give each new card its line; cards are made anew with another rubric."""
        fields = {card.criterion.id: card.comment for card in self.room.rubric.cards}
        if fields.items() == {x: y[0] for x, y in self._lines.items() if x != OVERALL}.items():
            return
        self._lines = {OVERALL: (self.room.outcome.overall, self._overall)}
        for card in self.room.rubric.cards:
            line = _line(f"Feedback check of {card.criterion.id}")
            card.body.insertWidget(card.body.indexOf(card.comment) + 1, line)
            card.comment.textChanged.connect(self._pause.start)
            self._lines[card.criterion.id] = (card.comment, line)

    def _show(self, words: Mapping[str, str], checked: CheckView) -> None:
        standing = checked.standing
        for name, (field, line) in self._lines.items():
            if field.toPlainText() != words[name]:
                continue
            found = tuple(each for each in standing if each.criterion == name)
            self._found[name] = (words[name], found)
            said = line_words(words[name], found)
            line.setText(said)
            line.setAccessibleDescription(" ".join(each.reason for each in found))
            line.setToolTip("\n".join(each.reason for each in found))
            line.setVisible(bool(said) and not field.isHidden())


def _line(name: str) -> Label:
    made = Label("", "small", wrap=True, tone="warn")
    made.setAccessibleName(name)
    made.hide()
    return made


def line_words(text: str, found: tuple[Finding, ...]) -> str:
    """What the line under a comment says: the titles, with the words each is about."""
    said = []
    for each in found[:_TOLD]:
        words = "" if each.citation else " ".join(text[each.start : each.end].split())
        said.append(
            f"{each.title} (“{words}”)"
            if 0 < len(words) <= 40 and each.end - each.start < len(text)
            else each.title
        )
    more = len(found) - _TOLD
    return "Look again: " + " · ".join(said) + (f" · {more} more" if more > 0 else "") if said else ""


def _type(field: DraftField, start: int, end: int, text: str) -> None:
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
    field.setTextCursor(cursor)
