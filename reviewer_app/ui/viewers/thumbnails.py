"""Small pictures of the pages, drawn by the worker as they come into sight."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.canvas import PageCanvas
from reviewer_app.ui.viewers.pictures import Tile, tiles

_ACROSS, _DOWN, _AIR, _WORDS = 104, 136, 8, 20
_REST_MILLISECONDS = 30
Index = QModelIndex | QPersistentModelIndex


def fitted(size: tuple[float, float]) -> tuple[int, int]:
    """How large a page of this size is among the small pictures."""
    across, down = theme().px(_ACROSS), theme().px(_DOWN)
    scale = min(across / max(size[0], 0.01), down / max(size[1], 0.01))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0

    def set_count(self, count: int) -> None:
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{index.row() + 1}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Page {index.row() + 1} of {self._count}"
        return None


class _Drawn(QStyledItemDelegate):
    def __init__(self, pane: ThumbnailPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        look = theme()
        return QSize(look.px(_ACROSS + 2 * _AIR), look.px(_DOWN + 2 * _AIR + _WORDS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        page = index.row()
        cell: QRect = option.rect
        wide, high = fitted(self._pane.canvas.page_size(page))
        foot = look.px(_WORDS)
        left = cell.left() + (cell.width() - wide) // 2
        sheet = QRect(left, cell.bottom() - foot - look.px(_AIR) - high + 1, wide, high)
        painter.save()
        painter.fillRect(sheet, QColor("white"))
        tile = self._pane.tile(page)
        picture = self._pane.canvas.stream.small.get(tile)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, picture)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(look.tokens.color("accent" if chosen else "line"), 2 if chosen else 1))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        painter.setPen(look.tokens.color("ink" if chosen else "muted"))
        painter.setFont(look.font(12))
        words = QRect(cell.left(), cell.bottom() - foot - look.px(_AIR) // 2, cell.width(), foot)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(page + 1))
        painter.restore()


class ThumbnailPane(QListView):
    """A list of pages; ``chosen`` carries the page (0-based) that was pressed or moved to."""

    chosen = Signal(int)

    def __init__(self, canvas: PageCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self._pages = _Pages(self)
        self.setModel(self._pages)
        self.setItemDelegate(_Drawn(self))
        self.setAccessibleName("Pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self._want)
        self.verticalScrollBar().valueChanged.connect(self._rest.start)
        canvas.stream.small_drawn.connect(self._on_drawn)
        canvas.stream.measured.connect(lambda _start, _sizes: self._rest.start())
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        theme().changed.connect(self._rest.start)

    def show_pages(self, count: int) -> None:
        """Show so many pages."""
        self._pages.set_count(count)
        self._rest.start()

    def show_page(self, page: int) -> None:
        """Mark the page (0-based) that is shown."""
        index = self._pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)
            self.scrollTo(index)

    def tile(self, page: int) -> Tile:
        """The small picture of a page."""
        size = self.canvas.page_size(page)
        ratio = self.devicePixelRatioF()
        wide, high = fitted(size)
        scale = max(wide / size[0], high / size[1]) * ratio
        return next(tiles(page, scale, 0, (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.chosen.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _on_drawn(self, page: int) -> None:
        self.update(self._pages.index(page))

    def _want(self) -> None:
        if not self.isVisible():
            self.canvas.stream.want_small([])
            return
        room = self.viewport().rect()
        first, last = self.indexAt(room.topLeft() + room.center() * 0), self.indexAt(room.bottomLeft())
        start = first.row() if first.isValid() else 0
        stop = last.row() + 1 if last.isValid() else self._pages.rowCount()
        near = [*range(start, min(stop + 2, self._pages.rowCount()))]
        self.canvas.stream.want_small([self.tile(page) for page in near])
