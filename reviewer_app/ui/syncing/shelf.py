"""The shelf above the ledger: the hub and each road as cards side by side, never more than its share of the room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Card, Scroller

_CARD_PIXELS = 440
"""A card narrower than this, at 100 % text, goes to the next row."""
_SPACING = 12
_ROOMY = 600
"""From this height on, at 100 % text, the shelf and the ledger share a room."""


class _Grid(QWidget):
    """Cards in as many columns as there is room for; ``wide`` ones take a row of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self._cards: list[QWidget] = []
        self._wide: set[QWidget] = set()
        self._placed: tuple[object, ...] = ()

    def take(self, card: QWidget) -> None:
        """Add a card at the end."""
        self._cards.append(card)
        if isinstance(card, Card):
            card.body.addStretch(1)  # beside a higher one its words stay together at its top
        card.setParent(self)
        card.installEventFilter(self)
        self.place()

    def set_wide(self, card: QWidget, wide: bool) -> None:
        """Whether a card takes a row of its own."""
        (self._wide.add if wide else self._wide.discard)(card)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.place()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
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
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))
        row = column = 0
        for at, each in enumerate(shown):
            alone = each in self._wide
            if alone and column:
                row, column = row + 1, 0
            # The last one takes what is left of its row.
            span = columns - column if alone or at == len(shown) - 1 else 1
            self._grid.addWidget(each, row, column, 1, span)
            column += span
            if column == columns:
                row, column = row + 1, 0
        self.updateGeometry()


class Shelf(QWidget):
    """What stands above the ledger; it scrolls by itself where it would take more than its share."""

    def __init__(self, share: float = 0.42, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self._whole: QWidget | None = None
        self._grid = _Grid()
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._grid)
        column.addStretch(1)
        self._area = Scroller(inside)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        inside.installEventFilter(self)
        self._inside = inside
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        theme().changed.connect(self._soon.start)

    def share_of(self, whole: QWidget) -> None:
        """Take no more than a share of this widget's height."""
        self._whole = whole
        whole.installEventFilter(self)

    def take(self, cards: Sequence[QWidget]) -> None:
        """Add cards at the end."""
        for each in cards:
            self._grid.take(each)
        self._soon.start()

    def set_wide(self, card: QWidget, wide: bool) -> None:
        """Whether a card takes a row of its own."""
        self._grid.set_wide(card, wide)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._soon.start()
        return False

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_CARD_PIXELS), self._wanted())

    def fit(self) -> None:
        """Be as high as the cards need, within the share."""
        high = self._wanted()
        # In a room too small for its text all of it scrolls, and nothing scrolls within that.
        if self._whole is not None and self._whole.height() >= theme().px(_ROOMY):
            high = min(high, round(self._whole.height() * self._share))
        if self.height() != high or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _wanted(self) -> int:
        layout = self._inside.layout()
        assert layout is not None  # made above
        width = max(1, self.width())
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
