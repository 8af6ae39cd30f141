"""A list of practice: anchors and one's own earlier work, each with how far it is and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.calibration.piecemeal import Step
from reviewer_app.ui.calibration.words import kind_words, state_of
from reviewer_app.ui.views import Row
from reviewer_app.ui.widgets import Button, Card, Label, Pill, line
from reviewer_app.ui.words import count_words

FEW = 8
"""How many are shown at once."""

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
        self._left: tuple[Row, ...] = ()
        self.more = Button("", self._show_more, kind="link")
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def steps(self, rows: Sequence[Row]) -> Iterator[Step]:
        """Show these instead of what was shown, a few at a time; behind a button what is more than a few."""
        yield self._clear
        first = rows[:FEW]
        for row in first:
            yield partial(self._add, row)
        self._left = tuple(rows[FEW:])
        yield self._say_more

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = {}

    def _add(self, row: Row) -> None:
        if self._rows.count():
            self._rows.addWidget(line())
        self._rows.addWidget(self._row(row))

    def _say_more(self) -> None:
        if not self.buttons:
            self._rows.addWidget(Label(self._nothing, "muted", wrap=True))
        self.more.setText(
            f"Show {count_words(min(FEW, len(self._left)), 'more', 'more')} of {len(self._left)}"
        )
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(bool(self._left))

    def _show_more(self) -> None:
        shown, self._left = self._left[:FEW], self._left[FEW:]
        for row in shown:
            self._add(row)
        self._say_more()
        self.buttons[shown[0].submission].setFocus(Qt.FocusReason.OtherFocusReason)

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
