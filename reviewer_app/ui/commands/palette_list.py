"""What the list of commands shows, line by line, and how a line is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer_app.ui.icons import pixmap
from reviewer_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
ROW_PIXELS = 38
_PAD, _ICON = 14, 18


@dataclass(frozen=True)
class Line:
    """One line: its words with the letters that were meant, what stands beside it, and what it does."""

    name: str
    icon: str
    text: str
    aside: str
    key: str
    run: Callable[[], object]
    places: tuple[int, ...] = ()
    why: str = ""

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        parts = [self.text, self.aside, self.key and f"key {self.key}"]
        if self.why:
            parts = [self.text, f"not now: {self.why}"]
        return ", ".join(part for part in parts if part)


class PaletteModel(QAbstractListModel):
    """The lines in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: line.text,
            Qt.ItemDataRole.AccessibleTextRole: line.spoken,
            Qt.ItemDataRole.ToolTipRole: line.why,
            LINE: line,
        }.get(Qt.ItemDataRole(role))


class PaletteList(QListView):
    """The lines as a real list; the keyboard stays in the field above it."""

    def __init__(self, model: PaletteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_LinePainter(self))
        self.setAccessibleName("Commands and submissions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        # Painted for each letter typed: what lies under the list need not be painted again with it.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), theme().tokens.color("surface"))
        super().paintEvent(event)


@lru_cache(maxsize=16)
def _face(pixels: int, _scale: int, weight: QFont.Weight = QFont.Weight.Normal) -> tuple[QFont, QFontMetrics]:
    """A face and its measures, made once for each size of text."""
    font = theme().font(pixels, weight)
    return font, QFontMetrics(font)


class _LinePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), theme().px(ROW_PIXELS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        line: Line = index.data(LINE)
        rect = option.rect
        pad = look.px(_PAD)
        alive = not line.why
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.tokens.color("accent_soft"))
            # Colour never speaks alone: the current line also has a bar at its edge.
            painter.fillRect(
                QRect(rect.left(), rect.top(), look.px(3), rect.height()), look.tokens.color("accent")
            )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.tokens.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        icon = look.px(_ICON)
        ratio = painter.device().devicePixelRatio()
        drawn = pixmap(line.icon or "next", "muted" if alive else "disabled", _ICON, ratio)
        painter.drawPixmap(rect.left() + pad, rect.center().y() - icon // 2 + 1, drawn)
        room = rect.adjusted(pad * 2 + icon, 0, -pad, 0)
        if line.key and alive:
            for key in reversed(line.key.split("  ")):
                room.setRight(self._key(painter, room, key) - look.px(4))
            room.setRight(room.right() - look.px(6))
        font, metrics = _face(14, look.text_scale)
        wide = round(metrics.horizontalAdvance(line.text) * 1.08)
        beside = line.why or line.aside
        small, tiny = _face(12, look.text_scale)
        painter.setFont(small)
        painter.setPen(look.tokens.color("muted"))
        rest = room.adjusted(min(wide, room.width() * 2 // 3) + look.px(12), 0, 0, 0)
        said = tiny.elidedText(beside, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), said)
        taken = tiny.horizontalAdvance(said) + look.px(12)
        tone = look.tokens.color("ink" if alive else "disabled")
        self._words(painter, room.adjusted(0, 0, -taken, 0), line, font, QPen(tone))
        painter.restore()

    def _key(self, painter: QPainter, room: QRect, key: str) -> int:
        """Draw the key as a cap at the right; the place where it begins."""
        look = theme()
        font, metrics = _face(12, look.text_scale, QFont.Weight.Medium)
        wide = metrics.horizontalAdvance(key) + look.px(14)
        high = metrics.height() + look.px(6)
        cap = QRectF(room.right() - wide + 0.5, room.center().y() - high // 2 + 0.5, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.tokens.color("edge"))
        painter.setBrush(look.tokens.color("surface"))
        painter.drawRoundedRect(cap, look.px(5), look.px(5))
        painter.setFont(font)
        painter.setPen(look.tokens.color("ink"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
        return round(cap.left())

    def _words(self, painter: QPainter, room: QRect, line: Line, font: QFont, pen: QPen) -> None:
        _font, metrics = _face(14, theme().text_scale)
        text = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
        if not line.places:
            painter.setFont(font)
            painter.setPen(pen)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            return
        layout = QTextLayout(text, font)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setFontUnderline(True)
        spans = []
        for place in line.places:
            if place < len(text):
                span = QTextLayout.FormatRange()
                span.start, span.length, span.format = place, 1, bold
                spans.append(span)
        layout.setFormats(spans)
        layout.beginLayout()
        row = layout.createLine()
        row.setLineWidth(max(1, room.width()))
        layout.endLayout()
        painter.setPen(pen)
        layout.draw(
            painter, room.topLeft().toPointF() + QRectF(0, (room.height() - row.height()) / 2, 0, 0).topLeft()
        )
