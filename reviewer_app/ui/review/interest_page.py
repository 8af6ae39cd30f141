"""Declaring a conflict of interest, in place of the rubric: why, words for the coordinator, and what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.domain.interest import REASON_WORDS
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label, Scroller

_SENTENCE = (
    "The submission goes back to the coordinator unjudged. It leaves your queue and your searches at once, nothing "
    "of it opens here any more, and it is never given to you again."
)
_BACK = "Until the next sync it can be taken back in the Decided room, under Handed back."


class InterestPage(QWidget):
    """``declared`` carries a kind of reason and words; ``closed`` says that the person thought better of it."""

    declared = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        speak_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName("Conflict of interest")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page = QWidget()
        page.setProperty("ground", "none")
        area = Scroller(page, sideways=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(Label("I have a conflict of interest", "heading", wrap=True))
        column.addWidget(Label(_SENTENCE, wrap=True))
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for reason, words in REASON_WORDS.items():
            choice = QRadioButton(words)
            self._group.addButton(choice)
            self.choices[reason] = choice
            column.addWidget(choice)
        self._group.buttonToggled.connect(lambda _button, _on: self._check())
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Words for the coordinator")
        self.words.setPlaceholderText("More for the coordinator, if you like")
        self.words.setTabChangesFocus(True)
        column.addWidget(self.words)
        column.addWidget(Label(_BACK, "muted", wrap=True))
        self.go = Button("Hand it back", self._on_go, kind="primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(Button("Cancel", self.closed.emit, hint="Esc"))
        row.addWidget(self.go)
        column.addLayout(row)
        column.addStretch(1)
        self.setFocusProxy(next(iter(self.choices.values())))
        theme().changed.connect(self._fit)
        self._fit()

    def begin(self) -> None:
        """Nothing is chosen, nothing is written."""
        self._group.setExclusive(False)
        for each in self.choices.values():
            each.setChecked(False)
        self._group.setExclusive(True)
        self.words.clear()
        self._check()

    def _fit(self) -> None:
        self.words.setFixedHeight(theme().px(84))

    def _check(self) -> None:
        self.go.setEnabled(self._group.checkedButton() is not None)

    def _on_go(self) -> None:
        reason = next(reason for reason, choice in self.choices.items() if choice.isChecked())
        self.declared.emit(reason, self.words.toPlainText().strip())
