"""The shelf above the ledger: each road as a card, side by side where they are short, as high as their words need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from reviewer_app.ui.syncing.road_card import RoadCard
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Card

_CARD_PIXELS = 440
"""A card narrower than this, at 100 % text, goes to the next row."""
_SPACING = 12


class Shelf(QWidget):
    """Cards in as many columns as there is room for; ``wide`` ones take a row of their own. Nothing scrolls in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "none")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self._cards: list[QWidget] = []
        self._wide: set[QWidget] = set()
        self._placed: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        theme().changed.connect(self._soon.start)

    def take(self, cards: Sequence[QWidget]) -> None:
        """Add cards at the end."""
        for card in cards:
            self._cards.append(card)
            if isinstance(card, Card):
                card.body.addStretch(1)  # beside a higher one its words stay together at its top
            if isinstance(card, RoadCard):
                card.widened.connect(lambda wide, card=card: self.set_wide(card, wide))
                self.set_wide(card, card.wide)
            card.setParent(self)
            card.installEventFilter(self)
        self._place()

    def set_wide(self, card: QWidget, wide: bool) -> None:
        """Whether a card takes a row of its own."""
        (self._wide.add if wide else self._wide.discard)(card)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._soon.start()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._soon.start()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_CARD_PIXELS), self._wanted())

    def fit(self) -> None:
        """Be as high as the cards need."""
        high = self._wanted()
        if self.height() != high or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _wanted(self) -> int:
        if all(each.isHidden() for each in self._cards):
            return 0
        width = max(1, self.width())
        if self._grid.hasHeightForWidth():
            return self._grid.totalHeightForWidth(width)
        return self._grid.sizeHint().height()

    def _place(self) -> None:
        """Put every card that is shown where it belongs."""
        shown = [each for each in self._cards if not each.isHidden()]
        narrow = [each for each in shown if each not in self._wide]
        room = max(1, (self.width() + _SPACING) // (theme().px(_CARD_PIXELS) + _SPACING))
        columns = max(1, min(room, len(narrow)))
        placed = (columns, tuple(map(id, shown)), frozenset(map(id, self._wide)))
        if placed == self._placed:
            return
        self._placed = placed
        for each in self._cards:
            self._grid.removeWidget(each)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))
        for row, column, span, each in self._rows(shown, columns):
            self._grid.addWidget(each, row, column, 1, span)
        self._soon.start()

    def _rows(self, shown: Sequence[QWidget], columns: int) -> list[tuple[int, int, int, QWidget]]:
        rows: list[list[QWidget]] = []
        full = True
        for each in shown:
            alone = each in self._wide
            if full or alone or len(rows[-1]) == columns:
                rows.append([])
            rows[-1].append(each)
            full = alone
        # The last one of a row takes what is left of it.
        return [
            (row, column, columns - column if column == len(cards) - 1 else 1, each)
            for row, cards in enumerate(rows)
            for column, each in enumerate(cards)
        ]
