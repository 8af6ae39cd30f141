"""The decision as the earner will read it, what still keeps it from being signed, and the button that signs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.decision import Decision
from reviewer_app.domain.judging import WORDS, Missing
from reviewer_app.reports.letter_lines import Line
from reviewer_app.ui.review.deciding_acts import SUBMIT
from reviewer_app.ui.review.findings import FindingsPanel
from reviewer_app.ui.review.letter_page import LetterPage
from reviewer_app.ui.review.outcome import OUTCOME_LOOKS
from reviewer_app.ui.review.views import CheckView
from reviewer_app.ui.spoken import stop_after, stops_in
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, Pill, Scroller, SlimBar

_GAPS = "Complete what is named above; a click takes you there."
_FINDINGS = "Change what is named beside the letter, or overrule it with a reason."
_FINAL = "Signing is final: the decision is sealed and waits to be sent. A new attempt is a new review."


class PreviewPage(QWidget):
    """Stands in the place of the room until the person goes back or signs; ``jumped`` carries a criterion."""

    back = Signal()
    signed = Signal()
    jumped = Signal(str)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Decision preview")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._submission = ""
        bar = SlimBar()
        self.back_button = Button("Back", self.back.emit, icon="back", hint="Back to the review (Esc)")
        bar.start.addWidget(self.back_button)
        bar.start.addSpacing(8)
        bar.start.addWidget(Label("This is what the earner will read", "heading"), 1)
        self.pill = Pill()
        bar.end.addWidget(self.pill)
        self.note = InlineNote(closable=False)
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(2)
        self._gap_box = QWidget()
        self._gap_box.setAccessibleName("What is missing")
        gaps = QVBoxLayout(self._gap_box)
        gaps.setContentsMargins(0, 0, 0, 0)
        self._gap_title = Label("", "strong")
        gaps.addWidget(self._gap_title)
        gaps.addLayout(self._gaps)
        # Many gaps, or large letters, scroll: the letter below stays readable.
        self._gap_scroll = Scroller(self._gap_box, "What is missing, scrolling", sideways=True)
        self.page = LetterPage()
        self.findings = FindingsPanel(self.page)
        self.findings.hide()
        foot = SlimBar(foot=True)
        self.words = Label("", "muted", wrap=True)
        foot.start.addWidget(self.words, 1)
        self.sign = Button(
            "Sign and submit",
            self.signed.emit,
            kind="primary",
            icon="send",
            hint="Sign and submit",
            act=SUBMIT,
        )
        self.stay = Button("Back", self.back.emit)
        foot.end.addWidget(self.stay)
        foot.end.addWidget(self.sign)
        middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        middle.setContentsMargins(16, 0, 16, 0)
        middle.setSpacing(16)
        self._middle = middle
        column = QVBoxLayout()
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self._gap_scroll)
        paper = Card(margin=2, spacing=0)
        paper.body.addWidget(self.page)
        column.addWidget(paper, 1)
        self._paper = paper
        aside = QVBoxLayout()
        aside.setContentsMargins(0, 16, 0, 16)
        self._aside = aside
        aside.addWidget(self.findings)
        middle.addStretch(1)
        self._column = column
        middle.addLayout(column, 6)
        middle.addLayout(aside, 3)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(middle, 1)
        whole.addWidget(foot)
        theme().changed.connect(self._on_theme)

    def show_decision(
        self, decision: Decision, letter: Sequence[Line], missing: tuple[Missing, ...], checked: CheckView
    ) -> None:
        """Show a decision as its letter, and everything that keeps it from being signed."""
        again = self._submission == decision.submission and self.isVisible()
        self._submission = decision.submission
        if not again:
            self.note.hide()
            self.page.forget()
        self.pill.show_state(WORDS[decision.outcome], *OUTCOME_LOOKS[decision.outcome])
        while (item := self._gaps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._gap_title.setText("Before it can be signed:")
        for gap in missing:
            button = _gap_button(gap, self.jumped.emit)
            self._gaps.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # or it would be asked for its height too early
        stop_after(self.back_button, *stops_in(self._gap_box), self.page, self.stay, self.sign)
        self._gap_scroll.setVisible(bool(missing))
        self.pill.setVisible(not missing)
        self.page.show_lines(letter)
        self.findings.show_check(checked)
        self._fit_gaps()
        # Without findings the letter stands in the middle by itself.
        self._middle.setStretchFactor(self._aside, 3 if checked.findings else 0)
        self.busy(False)
        ready = not missing and not checked.blocking
        self.sign.setEnabled(ready)
        self.words.setText(_FINAL if ready else (_GAPS if missing else _FINDINGS))
        first = self.findings.first_button() if checked.blocking and not missing else None
        (first or (self.sign if ready else self.back_button)).setFocus()

    def say_changed(self, words: str) -> None:
        """Say what a fix did, with the way back."""
        self.note.say("ok", words, actions=(Button("Undo", self.undo_wanted.emit, icon="rotate-ccw"),))

    def busy(self, busy: bool) -> None:
        """Say that signing is under way."""
        self.sign.setEnabled(not busy)
        self.sign.setText(" Signing…" if busy else " Sign and submit")

    def focusNextPrevChild(self, next: bool) -> bool:
        moved = super().focusNextPrevChild(next)
        # A scroll area follows the keyboard inside itself, not when it comes in from beside it.
        here = self.focusWidget()
        if self._gap_box.isAncestorOf(here):
            self._gap_scroll.ensureWidgetVisible(here)
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def _narrow(self) -> bool:
        """Whether letter and findings stand one above the other."""
        return self.width() < theme().px(820)

    def _fit_gaps(self) -> None:
        self._gap_box.adjustSize()
        high = self._gap_box.sizeHint().height()
        crowded = self._narrow and not self.findings.isHidden()
        most = 0 if crowded else self.height() * 2 // 5
        self._gap_scroll.setFixedHeight(min(high, max(most, theme().px(60))))

    def _arrange(self) -> None:
        narrow = self._narrow
        self._fit_gaps()
        # One above the other, both stay readable; the list scrolls by itself.
        self._paper.setMinimumHeight(theme().px(80) if narrow else 0)
        self.findings.setMinimumWidth(0 if narrow else theme().px(275))
        margin = 8 if narrow else 16
        self._column.setContentsMargins(0, margin, 0, margin)
        roomy = self.width() >= theme().px(1000)
        for end in (0, self._middle.count() - 1):
            self._middle.setStretch(end, 1 if roomy else 0)
        self._middle.setStretchFactor(self._column, 3 if narrow else 6)
        self._aside.setContentsMargins(0, 0 if narrow else 16, 0, 8 if narrow else 16)
        self._middle.setSpacing(0 if narrow else 16)
        self._middle.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _on_theme(self) -> None:
        self.page.rewrite()
        self._arrange()


def _gap_button(gap: Missing, jump: Callable[[str], object]) -> Button:
    return Button(gap.sentence, lambda: jump(gap.criterion), kind="link", icon="next")
