"""The changes of a review as a list, newest first, a heading for each day; what was undone is struck through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.ui.review.past_ports import PastLine
from reviewer_app.ui.review.row_list import RowList, RowPainter
from reviewer_app.ui.theme import theme
from reviewer_app.ui.words import clock, exact_time, long_day

Index = QModelIndex | QPersistentModelIndex
_BESIDE_FROM = 320
_DIGIT = re.compile(r"\d")
LINE = Qt.ItemDataRole.UserRole


def second_line(line: PastLine) -> str:
    """What stands under a change: where it was made, and what became of it."""
    said = [line.by]
    if line.detail:
        said.append(line.detail)
    if line.restores is not None:
        said.append(f"restored as it was at {clock(line.restores)}")
    if line.settles:
        said.append("settled two versions")
    if line.undone:
        said.append("undone")
    return " · ".join(said)


class PastModel(QAbstractListModel):
    """Rows are lines, or the day that the lines below it were made on."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PastLine | date] = []

    def show(self, lines: Sequence[PastLine]) -> None:
        """Show these lines, given oldest first."""
        self.beginResetModel()
        self.rows = []
        day: date | None = None
        for line in reversed(lines):
            made_on = line.at.astimezone().date()
            if made_on != day:
                day = made_on
                self.rows.append(made_on)
            self.rows.append(line)
        self.endResetModel()

    def row_of(self, record: str) -> int:
        """The row of a change; the newest where it is not shown."""
        lines = [(at, row) for at, row in enumerate(self.rows) if not isinstance(row, date)]
        return next((at for at, row in lines if row.record == record), lines[0][0] if lines else -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == LINE:
            return row
        if isinstance(row, date):
            return long_day(row) if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{clock(row.at)}, {row.words}. {second_line(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.words}\n{exact_time(row.at)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], date):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PastList(RowList):
    """The list; ``chosen`` carries the line the keyboard is on, ``entered`` says that Enter was pressed."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        rows = PastModel()
        super().__init__(rows, "Changes, the newest first", parent)
        self.rows = rows
        self.setItemDelegate(_Painter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def current(self) -> PastLine | None:
        """The line the keyboard is on."""
        found = self.currentIndex().data(LINE) if self.currentIndex().isValid() else None
        return None if isinstance(found, date) else found

    def show_lines(self, lines: Sequence[PastLine], *, keep: str = "") -> None:
        """Show these; the keyboard goes to ``keep`` or to the newest."""
        self.rows.show(lines)
        row = self.rows.row_of(keep)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End) or (
            event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not event.modifiers()
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        line = index.data(LINE) if index.isValid() else None
        if line is not None and not isinstance(line, date):
            self.chosen.emit(line)


class _Painter(RowPainter):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 1 if isinstance(index.data(LINE), date) else 2
        return QSize(60, lines * _high() + theme().px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = theme(), index.data(LINE)
        tokens, rect = look.tokens, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(look.px(10), look.px(7), -look.px(10), -look.px(7))
        if isinstance(row, date):
            painter.setFont(look.font(12, QFont.Weight.DemiBold))
            painter.setPen(tokens.color("muted"))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom), long_day(row))
            painter.restore()
            return
        self.ground(painter, option)
        plain, strong = look.font(14), look.font(14, QFont.Weight.Medium)
        strong.setStrikeOut(row.undone)
        # Where letters are large, the time goes to the second line and leaves the first to the words.
        beside = inner.width() >= look.px(_BESIDE_FROM)
        # As wide for every time: digits are not all of one width, and the words below each other are to be.
        time = (
            QFontMetrics(plain).horizontalAdvance(_DIGIT.sub("0", clock(row.at))) + look.px(14)
            if beside
            else 0
        )
        words = QRect(inner.left() + time, inner.top(), inner.width() - time, _high())
        painter.setFont(plain)
        painter.setPen(tokens.color("muted"))
        if beside:
            painter.drawText(QRect(inner.left(), inner.top(), time, _high()), 0, clock(row.at))
        below = second_line(row) if beside else f"{clock(row.at)} · {second_line(row)}"
        self.line(painter, words.translated(0, _high()), below)
        painter.setFont(strong)
        painter.setPen(tokens.color("muted" if row.undone else "ink"))
        self.line(painter, words, row.words)
        painter.restore()


def _high() -> int:
    return QFontMetrics(theme().font(14)).height() + 2
