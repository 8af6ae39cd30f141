"""One item of the completeness check: folded to a line, or open with its questions, answers and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reviewer_app.domain.completeness import ASPECTS, NO, PRESENT, YES, Checked, offered
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.review.check_words import QUESTIONS, found_words, spoken, state_words
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets import Button, Card, Label

Phrases = Mapping[str, tuple[str, ...]]


class Question(QWidget):
    """One question: yes or no, and for a no the reason the earner reads.

    ``answered`` carries yes, no or "" (the same again takes it back), ``reasoned`` the reason and a step.
    """

    answered = Signal(str)
    reasoned = Signal(str, str)

    def __init__(self, title: str, aspect: str) -> None:
        super().__init__()
        self._offered: tuple[str, ...] = ()
        self.answer = ""
        self.words = Label(QUESTIONS[aspect], wrap=True)
        self.found = Label("", "small", wrap=True)
        self.yes = Button("Yes", lambda: self._choose(YES), hint="Y, or I")
        self.no = Button("No", lambda: self._choose(NO), hint="N, or Shift+I")
        for button in (self.yes, self.no):
            button.setCheckable(True)
            button.setAccessibleName(f"{QUESTIONS[aspect]} {button.text()}")
        self.reason = DraftField(f"What the earner is told about {title}", "What the earner should do")
        self.reason.said.connect(self.reasoned)
        self.reason.left.connect(self.no.setFocus)
        self.choose = Button("Other words…", self._on_choose, kind="link", hint="Reasons to choose from")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.words)
        said.addWidget(self.found)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(said, 1)
        row.addWidget(self.yes, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.no, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self.choose)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.reason)
        column.addLayout(below)

    def show_answer(
        self, item: Checked, aspect: str, phrases: Phrases, *, alive: bool, current: bool
    ) -> None:
        """Show what is answered, what was found, and the reason where it is a no."""
        self.answer = item.answers[aspect]
        self._offered = offered(item, aspect, phrases)
        for button, own, sign in ((self.yes, YES, "✓ Yes"), (self.no, NO, "✗ No")):
            chosen = self.answer == own
            if chosen != bool(button.property("chosen")):
                button.setText(sign if chosen else sign[2:])
                restyle(button, chosen=chosen)
            button.setChecked(chosen)
            button.setEnabled(alive)
        found = found_words(item, aspect)
        self.found.setText(found)
        self.found.setVisible(bool(found))
        if (role := "strong" if current else "body") != self.words.property("role"):
            restyle(self.words, role=role)
        told = aspect in item.failed
        self.reason.setReadOnly(not alive)
        self.reason.setVisible(told)
        self.choose.setVisible(told and alive)
        if told:
            self.reason.show_text(item.reasons.get(aspect) or self._offered[0])

    def _choose(self, answer: str) -> None:
        self.answered.emit("" if answer == self.answer else answer)

    def _on_choose(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Reasons")
        for each in self._offered:
            menu.addAction(each).triggered.connect(partial(self._on_chosen, each))
        menu.popup(self.choose.mapToGlobal(QPoint(0, self.choose.height())))

    def _on_chosen(self, reason: str, _checked: bool = False) -> None:
        self.reason.put_text(reason)
        self.reasoned.emit(reason, "")


class CheckItem(Card):
    """``answered`` carries aspect and answer, ``reasoned`` aspect, reason and step; ``entered`` a wish to open it."""

    answered = Signal(str, str)
    reasoned = Signal(str, str, str)
    entered = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(margin=10, spacing=6)
        self.icon = IconLabel("draft", "muted", 16)
        self.title = Label(title, "strong", wrap=True)
        self.state = Label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.questions: dict[str, Question] = {}
        for aspect in ASPECTS:
            made = Question(title, aspect)
            made.answered.connect(partial(self.answered.emit, aspect))
            made.reasoned.connect(partial(self.reasoned.emit, aspect))
            self.questions[aspect] = made
            self.body.addWidget(made)

    def show_item(self, item: Checked, aspect: str, phrases: Phrases, *, alive: bool, current: bool) -> None:
        """Show how it stands; ``aspect`` is the question the keys answer while it is the current item."""
        words, tone, icon = state_words(item)
        self.icon.show_icon(icon, tone)
        self.state.setText(words if len(item.failed) < 2 else f"{len(item.failed)} things missing")
        self.setAccessibleName(spoken(item))
        self.set_focused(current)
        for each, question in self.questions.items():
            asked = current and (each == PRESENT or item.answers[PRESENT] != NO)
            question.show_answer(item, each, phrases, alive=alive, current=each == aspect)
            question.setVisible(asked)

    def flush(self) -> None:
        """Hand on whatever is still being typed."""
        for each in self.questions.values():
            each.reason.flush()
            each.reason.end_step()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.entered.emit()
        super().mousePressEvent(event)
