"""What the room's lists share: quiet rows, the current one in a shape of its own, and no search by typing letters."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.ui.theme import theme


class RowList(QListView):
    """A list without a frame, laid out anew with the size of the text."""

    def __init__(self, rows: QAbstractListModel, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setAccessibleName(said)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: single keys mean actions in this room."""


class RowPainter(QStyledItemDelegate):
    """Paints what is under a row, and words in one line."""

    def __init__(self, shown: QListView) -> None:
        super().__init__(shown)
        self._list = shown

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Paint the shape of the current row and of the one under the pointer; whether this is the current one."""
        tokens = theme().tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        shape = QRect(option.rect).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(tokens.color("accent_soft" if chosen else "hover"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(shape, 8, 8)
        if chosen and self._list.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.drawRoundedRect(shape, 8, 8)
        return chosen

    def line(
        self, painter: QPainter, room: QRect, text: str, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        """Write one line, what does not fit left out."""
        shown = painter.fontMetrics().elidedText(text, mode, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
