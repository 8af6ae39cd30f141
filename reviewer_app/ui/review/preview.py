"""The decision as the earner will read it, what still keeps it from being signed, and the button that signs it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from reviewer_app.domain.decision import Decision
from reviewer_app.domain.judging import WORDS, Missing, Outcome
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.ui.review.outcome import OUTCOME_LOOKS
from reviewer_app.ui.spoken import stop_after, stops_in
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, Pill, SlimBar

_SENTENCES = {
    Outcome.MEETS: "Your submission meets this micro-credential.",
    Outcome.NOT_YET: "Your submission does not meet this micro-credential yet.",
    Outcome.INCOMPLETE: "Your submission was returned because something is missing.",
}


class DecisionPage(QTextEdit):
    """A decision in words, as headings and paragraphs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("The decision as the earner will read it")

    def loadResource(self, _kind: int, _name: object) -> object:
        """Nothing that words may name is ever loaded."""
        return None

    def show_decision(self, decision: Decision, rubric: Microcredential) -> None:
        """Write the decision anew."""
        self.clear()
        self.document().setDocumentMargin(theme().px(36))
        write = _Pen(QTextCursor(self.document()))
        write.heading(decision.title, 1)
        write.line(f"Submission {decision.alias} · attempt {decision.attempt}", tone="muted")
        write.heading(WORDS[decision.outcome], 2)
        write.line(_SENTENCES[decision.outcome])
        if decision.overall:
            write.line(decision.overall)
        if decision.reasons:
            write.heading("What is missing", 2)
            for reason in decision.reasons:
                write.line(f"•  {reason}")
        for number, part in enumerate(rubric.parts, 1):
            judged = [each for each in decision.judged if each.part == part.id]
            if judged:
                write.heading(f"Part {number} · {part.title}", 2)
            for each in judged:
                write.heading(f"{each.criterion}  {each.title}: {each.level_title}", 3)
                write.line(each.descriptor, tone="muted")
                if not each.meets:
                    write.line(f"To meet this criterion your work needs to reach {each.floor_title}.")
                if each.comment:
                    write.line(each.comment)
                if each.citations:
                    write.line(
                        "See: " + "; ".join(citation.label for citation in each.citations), tone="muted"
                    )
        self.moveCursor(QTextCursor.MoveOperation.Start)


class _Pen:
    """Writes paragraphs into a document, text always as text."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._first = True

    def heading(self, text: str, level: int) -> None:
        shape = QTextBlockFormat()
        shape.setHeadingLevel(level)
        shape.setTopMargin(theme().px({1: 0, 2: 18, 3: 12}[level]))
        shape.setBottomMargin(theme().px(4))
        self._write(text, shape, theme().font({1: 22, 2: 17, 3: 15}[level], QFont.Weight.DemiBold), "ink")

    def line(self, text: str, tone: str = "ink") -> None:
        for paragraph in text.split("\n"):
            shape = QTextBlockFormat()
            shape.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(theme().px(4))
            self._write(paragraph, shape, theme().font(15), tone)

    def _write(self, text: str, shape: QTextBlockFormat, font: QFont, tone: str) -> None:
        look = QTextCharFormat()
        look.setFont(font)
        look.setForeground(theme().tokens.color(tone))
        if self._first:
            self._cursor.setBlockFormat(shape)
            self._first = False
        else:
            self._cursor.insertBlock(shape)
        self._cursor.insertText(text, look)


class PreviewPage(QWidget):
    """Stands in the place of the room until the person goes back or signs; ``jumped`` carries a criterion."""

    back = Signal()
    signed = Signal()
    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Decision preview")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: tuple[Decision, Microcredential] | None = None
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
        self.page = DecisionPage()
        foot = SlimBar(foot=True)
        self.words = Label("", "muted", wrap=True)
        foot.start.addWidget(self.words, 1)
        self.sign = Button(
            "Sign and submit", self.signed.emit, kind="primary", icon="send", hint="Ctrl+Enter"
        )
        self.stay = Button("Back", self.back.emit)
        foot.end.addWidget(self.stay)
        foot.end.addWidget(self.sign)
        middle = QHBoxLayout()
        column = QVBoxLayout()
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self._gap_box)
        paper = Card(margin=2, spacing=0)
        paper.body.addWidget(self.page)
        column.addWidget(paper, 1)
        middle.addStretch(1)
        middle.addLayout(column, 3)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(middle, 1)
        whole.addWidget(foot)
        theme().changed.connect(self._rewrite)

    def show_decision(
        self, decision: Decision, rubric: Microcredential, missing: tuple[Missing, ...]
    ) -> None:
        """Show a decision and everything that keeps it from being signed."""
        self._shown = (decision, rubric)
        self.note.hide()
        self.pill.show_state(WORDS[decision.outcome], *OUTCOME_LOOKS[decision.outcome])
        while (item := self._gaps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._gap_title.setText("Before it can be signed:")
        for gap in missing:
            self._gaps.addWidget(_gap_button(gap, self.jumped.emit), 0, Qt.AlignmentFlag.AlignLeft)
        stop_after(self.back_button, *stops_in(self._gap_box), self.page, self.stay, self.sign)
        self._gap_box.setVisible(bool(missing))
        self.pill.setVisible(not missing)
        self.busy(False)
        self.sign.setEnabled(not missing)
        self.words.setText(
            "Complete what is named above; a click takes you there."
            if missing
            else "Signing is final: the decision is sealed and waits to be sent. A new attempt is a new review."
        )
        self._rewrite()
        (self.back_button if missing else self.sign).setFocus()

    def busy(self, busy: bool) -> None:
        """Say that signing is under way."""
        self.sign.setEnabled(not busy)
        self.sign.setText(" Signing…" if busy else " Sign and submit")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)

    def _rewrite(self) -> None:
        if self._shown is not None:
            self.page.show_decision(*self._shown)


def _gap_button(gap: Missing, jump: Callable[[str], object]) -> Button:
    return Button(gap.sentence, lambda: jump(gap.criterion), kind="link", icon="next")
