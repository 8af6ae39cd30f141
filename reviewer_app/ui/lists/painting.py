"""How the rows and the header of a list are drawn: quiet lines, words first, one small sign beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.ui.icons import pixmap
from reviewer_app.ui.lists.columns import Column, Ordered, Said
from reviewer_app.ui.lists.model import SAID
from reviewer_app.ui.theme import theme

ROW_PIXELS = 44
HEADER_PIXELS = 40
PAD = 12
WIDE = 1
"""The column that takes the room the others leave."""
_ICON = 16


class RowDelegate(QStyledItemDelegate):
    """Draws cells; placeholder bars stand where a row is still on its way."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(80), theme().px(ROW_PIXELS))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.tokens.color("accent_soft"))
            if index.column() == 0 and state & QStyle.StateFlag.State_Active and _has_focus(option):
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 3, rect.height()), look.tokens.color("accent")
                )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.tokens.color("hover"))
        painter.setPen(look.tokens.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(look.px(PAD), 0, -look.px(PAD), -1)
        said = index.data(SAID)
        if isinstance(said, Said):
            self._cell(painter, room, said)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.tokens.color("sunken"))
            wide = min(room.width(), look.px(120 if index.column() == WIDE else 48))
            bar = QRectF(room.left(), room.center().y() - look.px(5), wide, look.px(10))
            painter.drawRoundedRect(bar, 4, 4)
        painter.restore()

    def _cell(self, painter: QPainter, room: QRect, said: Said) -> None:
        look = theme()
        painter.setFont(look.font(weight=QFont.Weight.DemiBold if said.strong else QFont.Weight.Normal))
        painter.setPen(look.tokens.color(said.ink))
        gap = look.px(_ICON + 8)
        if said.icon and said.icon_after:
            wide = min(painter.fontMetrics().horizontalAdvance(said.text), room.width() - gap)
            _icon(painter, room.adjusted(wide + look.px(8), 0, 0, 0), said)
            room = room.adjusted(0, 0, -gap, 0)
        elif said.share is not None:
            _ring(painter, QRectF(_icon_place(room)), *said.share)
            room = room.adjusted(gap, 0, 0, 0)
        elif said.icon:
            _icon(painter, room, said)
            room = room.adjusted(gap, 0, 0, 0)
        text = painter.fontMetrics().elidedText(said.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _has_focus(option: QStyleOptionViewItem) -> bool:
    widget: QWidget | None = option.widget
    return isinstance(widget, QAbstractItemView) and widget.hasFocus()


def _icon_place(room: QRect) -> QRect:
    size = theme().px(_ICON)
    return QRect(room.left(), room.center().y() - size // 2 + 1, size, size)


def _icon(painter: QPainter, room: QRect, said: Said) -> None:
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(_icon_place(room), pixmap(said.icon, said.tone, _ICON, ratio))


def _ring(painter: QPainter, place: QRectF, scored: int, total: int) -> None:
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = look.px(2.4)
    place = place.adjusted(wide, wide, -wide, -wide)
    painter.setPen(QPen(look.tokens.color("line"), wide))
    painter.drawEllipse(place)
    painter.setPen(QPen(look.tokens.color("accent"), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if total and scored:
        painter.drawArc(place, 90 * 16, -360 * 16 * scored // total)
    painter.restore()


class SortHeader(QHeaderView):
    """Headings with an arrow at the one the list is sorted by."""

    def __init__(self, columns: Sequence[Column[Any]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._asked: Ordered | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setAccessibleName(name)

    def show_order(self, asked: Ordered) -> None:
        """Put the arrow where the order is."""
        self._asked = asked
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(HEADER_PIXELS))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = theme()
        painter.save()
        painter.setPen(look.tokens.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = look.font(12, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        column = self._columns[logicalIndex]
        asked = self._asked
        sorted_by = asked is not None and bool(column.sort) and asked.sort == column.sort
        painter.setFont(font)
        painter.setPen(QColor(look.tokens.of("ink" if sorted_by else "muted")))
        room = rect.adjusted(look.px(PAD), 0, -look.px(4), -1)
        arrow = look.px(18) if sorted_by else 0
        text = metrics.elidedText(column.heading, Qt.TextElideMode.ElideRight, room.width() - arrow)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        if sorted_by and asked is not None:
            meaning = "descending" if asked.descending else "ascending"
            left = room.left() + metrics.horizontalAdvance(text) + look.px(4)
            size = look.px(13)
            drawing = pixmap(meaning, "ink", 13, painter.device().devicePixelRatio())
            painter.drawPixmap(QRect(left, room.center().y() - size // 2, size, size), drawing)
        painter.restore()
