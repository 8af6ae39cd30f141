"""The list of what is missing, a card for each submission, with what to do about each thing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.readiness import Gap, GapKind, Readiness
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.leaving.words import ICONS, about
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.widgets import Button, Card, ElidedLabel, Label, keep_off_bar, line

_CARDS_MOST = 20


class GapList(QScrollArea):
    """Shows the gaps of a check; ``opened`` carries a submission, ``sync_wanted`` that files should be fetched."""

    opened = Signal(str)
    sync_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        speak_as(self, QAccessible.Role.Pane)
        self.setAccessibleName("What is missing")
        self.cards: list[Card] = []
        keep_off_bar(self)

    def show_gaps(self, done: Readiness) -> None:
        """Show the gaps of a check, those that concern all first."""
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.cards = []
        if whole := done.of(""):
            self._add(column, self._card("This laptop", whole, None))
        touched = [each for each in done.submissions if done.of(each.submission)]
        for each in touched[:_CARDS_MOST]:
            open_it = Button("Open", partial(self.opened.emit, each.submission))
            open_it.setAccessibleName(f"Open {each.alias}")
            self._add(column, self._card(about(each), done.of(each.submission), open_it))
        if others := [each.alias for each in touched[_CARDS_MOST:]]:
            column.addWidget(
                Label(f"Something is missing in these too: {', '.join(others)}.", "muted", wrap=True)
            )
        column.addStretch(1)
        self.setWidget(inner)

    def _add(self, column: QVBoxLayout, card: Card) -> None:
        self.cards.append(card)
        column.addWidget(card)

    def _card(self, heading: str, gaps: Sequence[Gap], open_it: Button | None) -> Card:
        card = Card(margin=16, spacing=10)
        card.setAccessibleName(heading)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(heading, "strong"), 1)
        if any(each.kind is GapKind.NOT_HERE for each in gaps):
            head.addWidget(Button("Sync now", self.sync_wanted.emit, icon="sync"))
        if open_it is not None:
            head.addWidget(open_it)
        card.body.addLayout(head)
        for each in gaps:
            card.body.addWidget(line())
            card.body.addLayout(_row(each))
        return card


def _row(gap: Gap) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(IconLabel(ICONS[gap.kind], "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(Label(gap.sentence, wrap=True))
    words.addWidget(Label(gap.next_step, "muted", wrap=True))
    row.addLayout(words, 1)
    return row
