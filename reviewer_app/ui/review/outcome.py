"""The foot of the rubric: the outcome as it stands, what is missing, and the ways to end a review."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reviewer_app.domain.judging import WORDS, Missing, Outcome, Verdict
from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.review.deciding_acts import FLAG, INCOMPLETE, LETTER, SUBMIT
from reviewer_app.ui.review.deciding_acts import OVERALL as OVERALL_ACT
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.review.words import SIGNED_ELSEWHERE, receipt_line, sending_words
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label, Pill
from reviewer_app.ui.words import count_words

OUTCOME_LOOKS = {
    Outcome.MEETS: ("ok", "meets"),
    Outcome.NOT_YET: ("warn", "not_yet"),
    Outcome.INCOMPLETE: ("muted", "incomplete"),
}
_SUBMIT = "Submit decision"


_TIGHT = 560
"""A window lower than this, in pixels at the usual text size, has no height for a comment nobody is writing."""


class OutcomeBar(QWidget):
    """Says the outcome and offers what comes next; ``jumped`` carries the criterion of something missing."""

    commented = Signal(str, str, str)
    jumped = Signal(str)
    flag_wanted = Signal()
    incomplete_wanted = Signal()
    submit_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Decision")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.submission = ""
        self._missing: tuple[Missing, ...] = ()
        self._live = True
        self.pill = Pill("Open", "muted", "draft")
        self.explanation = Label("", "muted", wrap=True)
        self.missing = Button(
            "", self._on_missing, kind="link", hint="What keeps this decision from being signed"
        )
        self.overall_toggle = Button(
            "Overall comment", self.toggle_overall, kind="link", hint="On the whole", act=OVERALL_ACT
        )
        self.overall = DraftField("Overall comment", "Overall comment to the earner")
        self.overall.hide()
        self.overall.said.connect(lambda text, step: self.commented.emit(self.submission, text, step))
        self.overall.left.connect(self.overall_toggle.setFocus)
        self.overall.left.connect(self._fold)
        theme().changed.connect(self._fold)
        self.receipt = Label("", "small", wrap=True)
        self.flag = Button(
            "Flag…", self.flag_wanted.emit, icon="flag", hint="Raise a concern for the coordinator", act=FLAG
        )
        self.incomplete = Button(
            "Incomplete…",
            self.incomplete_wanted.emit,
            hint="Return as incomplete, unscored",
            act=INCOMPLETE,
        )
        self.incomplete.setAccessibleName("Return as incomplete")
        self.submit = Button(
            _SUBMIT,
            self.submit_wanted.emit,
            kind="primary",
            hint="See it as the earner will",
            act=SUBMIT,
        )
        self.submit.setAccessibleName(_SUBMIT)
        self.letter = Button(
            "Save letter…", self.letter_wanted.emit, icon="letter", kind="primary", act=LETTER
        )
        self._build()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.explanation, 1)
        links = QHBoxLayout()
        links.setSpacing(8)
        links.addWidget(self.missing)
        links.addWidget(self.overall_toggle)
        links.addStretch(1)
        self._ends = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ends.setSpacing(8)
        aside = QHBoxLayout()
        aside.setSpacing(8)
        aside.addWidget(self.flag)
        aside.addWidget(self.incomplete)
        aside.addStretch(1)
        self._ends.addLayout(aside, 1)
        self._ends.addWidget(self.submit)
        self._ends.addWidget(self.letter)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.receipt)
        column.addLayout(links)
        column.addWidget(self.overall)
        column.addLayout(self._ends)

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """Show the outcome and the overall comment of a review."""
        other = review.submission.id != self.submission
        self.submission = review.submission.id
        alive = review.lifecycle in OPEN
        self._live = not review.submission.is_practice
        said = review.state.comments.get(OVERALL, "")
        if fresh or other:
            self.overall.put_text(said)
            self._fold()
        else:
            self.overall.show_text(said)
        self.overall.setReadOnly(not alive)
        self.flag.setEnabled(alive)
        for button in (self.incomplete, self.submit):
            button.setVisible(alive and self._live)
        self.letter.setVisible(review.decision is not None)
        self.receipt.setVisible(not alive and self._live)
        flags = sum(not each.problem for each in review.state.flags)
        self.flag.setText(f" {count_words(flags, 'flag', 'flags')}" if flags else " Flag…")
        self._arrange()
        if alive:
            self.show_verdict(review.verdict, review.missing)
        else:
            self._show_closed(review)

    def show_verdict(self, verdict: Verdict, missing: tuple[Missing, ...]) -> None:
        """Say what the scores amount to now, and what is missing."""
        if verdict.outcome is None:
            self.pill.show_state("Open", "muted", "draft")
        else:
            self.pill.show_state(WORDS[verdict.outcome], *OUTCOME_LOOKS[verdict.outcome])
        self.explanation.setText(verdict.explanation)
        self._missing = missing
        self.missing.setText(count_words(len(missing), "thing missing", "things missing"))
        self.missing.setAccessibleName(
            " ".join([self.missing.text() + ".", *(each.sentence for each in missing)])
        )
        self.missing.setVisible(bool(missing) and self._live)

    def toggle_overall(self) -> None:
        """Open the overall comment, or fold it away where it is empty."""
        if not self.overall.isHidden() and not self.overall.toPlainText():
            self.overall.hide()
        else:
            self.edit_overall()

    def edit_overall(self) -> None:
        """Take the keyboard to the overall comment."""
        self._show_overall(True)
        self.overall.setFocus()

    def _fold(self) -> None:
        """Show what was written where there is height for it; with large text the criteria need it more."""
        tight = self.window().height() < theme().px(_TIGHT) and not self.overall.hasFocus()
        self._show_overall(bool(self.overall.toPlainText()) and not tight)

    def _show_overall(self, shown: bool) -> None:
        self.overall.setVisible(shown)
        folded = not shown and bool(self.overall.toPlainText())
        self.overall_toggle.setText("Overall comment: written" if folded else "Overall comment")

    def focus_inside(self) -> None:
        """Take the keyboard to what ends the review."""
        (self.letter if self.submit.isHidden() else self.submit).setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        shown = [
            each for each in (self.flag, self.incomplete, self.submit, self.letter) if not each.isHidden()
        ]
        # One word less before one row more: where letters are large, rows are what the rubric has least of.
        for words in (_SUBMIT, _SUBMIT.partition(" ")[0]):
            self.submit.setText(words)
            needed = sum(each.sizeHint().width() + 8 for each in shown) + 28
            if needed <= self.width():
                break
        way = QBoxLayout.Direction.LeftToRight if needed <= self.width() else QBoxLayout.Direction.TopToBottom
        self._ends.setDirection(way)

    def flush(self) -> None:
        """Hand on whatever is still being typed."""
        self.overall.flush()
        self.overall.end_step()

    def _show_closed(self, review: ReviewView) -> None:
        self._missing = ()
        self.missing.hide()
        word, tone, icon = sending_words(review)
        if review.decision is not None:
            outcome = review.decision.outcome
            self.pill.show_state(WORDS[outcome], *OUTCOME_LOOKS[outcome])
            self.explanation.setText(word)
        else:
            self.pill.show_state(word, tone, icon)
            self.explanation.setText("Nothing in this review can change any more.")
        elsewhere = review.receipt is None and review.lifecycle is State.RECEIVED
        self.receipt.setText(SIGNED_ELSEWHERE if elsewhere else receipt_line(review.receipt))

    def _on_missing(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("What is missing")
        for each in self._missing:
            action = menu.addAction(each.sentence)
            action.triggered.connect(lambda _checked=False, each=each: self.jumped.emit(each.criterion))
        # Above the button, because it sits at the foot of the window.
        corner = self.missing.mapToGlobal(self.missing.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))
