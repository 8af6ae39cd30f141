"""The citations of one criterion as chips: Enter shows the place, F2 notes, Delete removes, one key pins elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reviewer_app.domain.citation import Citation
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.icons import pixmap
from reviewer_app.ui.review.citing_acts import CITE_OTHER
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import paint_pill, pill_size

_CROSS = 20
_ID = Qt.ItemDataRole.UserRole


class ChipList(QListWidget):
    """The chips; each signal carries a citation's id."""

    shown = Signal(str)
    removed = Signal(str)
    note_wanted = Signal(str)
    repin_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("role", "chips")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setUniformItemSizes(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_ChipPainter(self))
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.editable = True
        self._citations: tuple[Citation, ...] = ()
        theme().changed.connect(self._measure)
        self.hide()

    def show_citations(self, citations: tuple[Citation, ...]) -> None:
        """Show these pins; the list hides itself when there are none."""
        if citations == self._citations:
            return
        row = self.currentRow()
        self._citations = citations
        self.clear()
        for each in citations:
            item = QListWidgetItem(each.label)
            item.setData(_ID, each.id)
            noted = f"\nNote: {each.note}" if each.note else ""
            item.setToolTip(f"{each.label}{noted}\n{_keys()}")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{each.label} – {each.note}" if each.note else each.label
            )
            item.setSizeHint(self._size_of(each.label))
            self.addItem(item)
        if citations:
            self.setCurrentRow(min(max(row, 0), len(citations) - 1))
        self.setVisible(bool(citations))
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self.count():
            event.ignore()
            return
        item = self.currentItem()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.shown.emit(item.data(_ID))
        elif key == Qt.Key.Key_F2 and self.editable:
            self.note_wanted.emit(item.data(_ID))
        elif key == Qt.Key.Key_Delete and self.editable:
            self.removed.emit(item.data(_ID))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + step)))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # The room's key for citing elsewhere; on a chip it is about this chip.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _elsewhere(event)
        ):
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _elsewhere(event):
            if self.editable and self.currentItem() is not None:
                self.repin_wanted.emit(self.currentItem().data(_ID))
            return True
        return super().event(event)

    def choose(self, citation: str) -> bool:
        """Take the keyboard to a chip; False where it is none of these."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == citation:
                self.setCurrentRow(row)
                self.setFocus()
                return True
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.count():
            return
        item = self.itemAt(event.pos()) or self.currentItem()
        own = item.data(_ID)
        menu = QMenu(self)
        menu.addAction("Show this place", lambda: self.shown.emit(own))
        if self.editable:
            menu.addAction("Note…", lambda: self.note_wanted.emit(own))
            menu.addAction("Pin to another criterion…", lambda: self.repin_wanted.emit(own))
            menu.addAction("Take away", lambda: self.removed.emit(own))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        item = self.itemAt(at)
        if item is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.editable and self.cross_of(self.visualItemRect(item)).contains(at):
            self.removed.emit(item.data(_ID))
        else:
            self.shown.emit(item.data(_ID))

    def cross_of(self, chip: QRect) -> QRect:
        """Where the cross that removes a chip is."""
        size = theme().px(_CROSS)
        return QRect(chip.right() - size - theme().px(6), chip.top(), size, chip.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def sizeHint(self) -> QSize:
        return QSize(100, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _size_of(self, label: str) -> QSize:
        look, size = theme(), pill_size(label)
        wide = size.width() + look.px(_CROSS if self.editable else 0) + look.px(6)
        return QSize(min(wide, max(80, self.viewport().width() - 2)), size.height() + look.px(6))

    def _measure(self) -> None:
        # Sizes are given with the chips: a delegate would be asked for each of them at each of many layouts.
        for item in map(self.item, range(self.count())):
            size = self._size_of(item.text())
            if size != item.sizeHint():
                item.setSizeHint(size)
        self.doItemsLayout()
        if self.count():
            last = self.visualItemRect(self.item(self.count() - 1))
            self.setFixedHeight(last.bottom() + 2 + self.verticalScrollBar().value())


def _keys() -> str:
    pins = keyring().shown(CITE_OTHER)
    elsewhere = f", {pins} pins it elsewhere" if pins else ""
    return f"Enter or click shows it, F2 writes a note{elsewhere}, Delete takes it away"


def _elsewhere(event: QKeyEvent) -> bool:
    return keyring().means(event, CITE_OTHER)


class _ChipPainter(QStyledItemDelegate):
    def __init__(self, chips: ChipList) -> None:
        super().__init__(chips)
        self._chips = chips

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        state, whole = option.state, option.rect
        pill = whole.adjusted(0, look.px(3), -look.px(6), -look.px(3))
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._chips.hasFocus()
        words = pill.adjusted(0, 0, -look.px(_CROSS) if self._chips.editable else 0, 0)
        paint_pill(painter, pill, "", "accent", focused=focused)
        painter.setFont(look.font(13, QFont.Weight.Medium))
        painter.setPen(look.tokens.color("accent"))
        room = words.adjusted(look.px(10), 0, -look.px(2), 0)
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if self._chips.editable:
            size = look.px(12)
            cross = self._chips.cross_of(whole)
            spot = QPoint(cross.center().x() - size // 2, cross.center().y() - size // 2 + 1)
            painter.drawPixmap(spot, pixmap("close", "accent", 12, painter.device().devicePixelRatio()))
