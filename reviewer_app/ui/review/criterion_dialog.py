"""A small list to choose a criterion from: for a citation that is meant for another one than the current."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.domain.rubric import Criterion
from reviewer_app.ui.review.row_list import RowPainter
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Card, Label

_ID, _TITLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW, _PAD, _NUMBER = 32, 12, 40
Index = QModelIndex | QPersistentModelIndex


class _Painter(RowPainter):
    """The number of a criterion, and its title in line with those above and below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        painter.save()
        self.ground(painter, option)
        free = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        room = option.rect.adjusted(look.px(_PAD), 0, -look.px(_PAD), 0)
        painter.setFont(look.font())
        painter.setPen(look.tokens.color("muted"))
        self.line(painter, room, str(index.data(_ID)))
        painter.setPen(look.tokens.color("ink" if free else "disabled"))
        self.line(painter, room.adjusted(look.px(_NUMBER), 0, 0, 0), str(index.data(_TITLE)))
        painter.restore()


class CriterionDialog(QDialog):
    """Arrows and Enter choose, or a click; typing goes to a criterion by its number. ``chosen`` carries its id."""

    chosen = Signal(str)

    def __init__(self, criteria: Sequence[Criterion], now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Pin to which criterion?")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName("Criteria")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in criteria:
            item = QListWidgetItem(f"{each.id}   {each.title}")
            item.setData(_TITLE, each.title)
            item.setData(_ID, each.id)
            item.setSizeHint(QSize(10, theme().px(_ROW)))
            if each.id == now:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        free = (row for row, each in enumerate(criteria) if each.id != now)
        self.list.setCurrentRow(next(free, 0))
        self.list.itemClicked.connect(self._on_chosen)
        self.list.setFixedHeight(theme().px(_ROW) * min(12, len(criteria)) + 2 * self.list.frameWidth())
        self.list.setMinimumWidth(theme().px(320))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label("Pin to which criterion?", "heading"))
        card = Card(margin=6)
        card.body.addWidget(self.list)
        column.addWidget(card)
        column.addWidget(Label("Enter pins it, Esc changes nothing.", "small"))
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            own = item.data(_ID)
            self.accept()
            # Only now, so that whoever hears it can say where the keyboard goes.
            self.chosen.emit(own)
