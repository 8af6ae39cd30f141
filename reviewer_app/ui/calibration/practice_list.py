"""A list of practice: anchors and one's own earlier work, each with how far it is and what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.calibration.words import kind_words, state_of
from reviewer_app.ui.ports import Row
from reviewer_app.ui.widgets import Button, Card, Label, Pill, line

_VERBS = {
    "Not started": "Practise",
    "In practice": "Continue",
    "Ready to compare": "Continue",
    "Compared": "See",
}


class PracticeList(Card):
    """Emits ``opened`` with a submission's id."""

    opened = Signal(str)

    def __init__(self, title: str, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=16, spacing=8)
        self.setAccessibleName(title)
        self._nothing = nothing
        self.body.addWidget(Label(title, "heading", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.buttons: dict[str, Button] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, what is open first."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}
        for at, row in enumerate(rows):
            if at:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(row))
        if not rows:
            self._rows.addWidget(Label(self._nothing, "muted", wrap=True))

    def _row(self, row: Row) -> QWidget:
        word, tone, icon = state_of(row)
        made = QWidget()
        made.setProperty("ground", "none")
        made.setAccessibleName(f"{row.alias}, {row.title}. {kind_words(row)}. {word}.")
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(row.alias, "strong", wrap=True))
        words.addWidget(Label(f"{kind_words(row)} · {row.title}", "small", wrap=True))
        state = QHBoxLayout()
        state.addWidget(Pill(word, tone, icon))
        state.addStretch(1)
        words.addLayout(state)
        across.addLayout(words, 1)
        button = Button(_VERBS.get(word, "Open"), partial(self.opened.emit, row.submission))
        button.setAccessibleName(f"{button.text()} {row.alias}")
        self.buttons[row.submission] = button
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made
