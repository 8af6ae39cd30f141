"""A picture that can be zoomed, turned, moved by dragging, and marked by dragging with Shift."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.paged_canvas import PagedCanvas
from reviewer_app.ui.viewers.place import Percent
from reviewer_app.ui.viewers.tone import Tone
from reviewer_app.ui.viewers.zoom import Fit, Zoom

_LEAST_PERCENT = 0.5


class ImageCanvas(PagedCanvas):
    """One picture, in its own pixels."""

    selected = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, 1.0, Fit.PAGE, parent)
        self._grip: QPointF | None = None
        self._corner: tuple[float, float] | None = None
        self.region: Percent | None = None
        self.marked_page = 0
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def select(self, region: Percent | None) -> None:
        """Mark a region in percent, or nothing."""
        self.region = region
        self.viewport().update()
        self.selected.emit()

    def show_tone(self, tone: Tone) -> None:
        """Show the picture brighter or darker; the old look stays until the new one is drawn."""
        if tone != self.tone:
            self.tone = tone
            self.relayout()

    def whole(self) -> float:
        """The factor at which the whole picture fits the window."""
        wide, high = self.page_size(self.page) if self._sizes else (1.0, 1.0)
        if self.rotation % 180:
            wide, high = high, wide
        return Zoom(Fit.PAGE).resolved((self.viewport().width(), self.viewport().height()), (wide, high))

    def middle(self) -> tuple[float, float]:
        """The spot in the middle of the window, in parts of everything there is to see."""
        at, room = self.offset(), self.viewport().size()
        wide, high = max(room.width(), self._layout.width), max(room.height(), self._layout.height)
        return (at.x() + room.width() / 2) / wide, (at.y() + room.height() / 2) / high

    def look_at(self, across: float, down: float) -> None:
        """Bring the spot at these parts of the whole to the middle of the window."""
        room = self.viewport().size()
        wide, high = max(room.width(), self._layout.width), max(room.height(), self._layout.height)
        self.horizontalScrollBar().setValue(round(across * wide - room.width() / 2))
        self.verticalScrollBar().setValue(round(down * high - room.height() / 2))

    def draw_over(self, painter: QPainter, page: int) -> None:
        super().draw_over(painter, page)
        if self.region is not None and page == self.marked_page:
            self.outline(painter, page, self.region)

    def _spot(self, at: QPointF) -> tuple[float, float]:
        content = at + QPointF(self.offset())
        x, y = self._layout.to_page(self.marked_page, content.x(), content.y())
        wide, high = self.page_size(self.marked_page)
        return min(max(x / wide, 0.0), 1.0) * 100, min(max(y / high, 0.0), 1.0) * 100

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._sizes:
            super().mousePressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.marked_page = self._layout.page_at(event.position().y() + self.offset().y())
            self._corner = self._spot(event.position())
            self.select(None)
        else:
            self._grip = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._corner is not None:
            (x0, y0), (x1, y1) = self._corner, self._spot(event.position())
            region = (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
            self.select(region if min(region[2:]) >= _LEAST_PERCENT else None)
        elif self._grip is not None:
            moved = event.position() - self._grip
            self._grip = event.position()
            self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() - moved.x()))
            self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() - moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = self._corner = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (self.horizontalScrollBar(), -1),
            Qt.Key.Key_Right: (self.horizontalScrollBar(), 1),
            Qt.Key.Key_Up: (self.verticalScrollBar(), -1),
            Qt.Key.Key_Down: (self.verticalScrollBar(), 1),
        }
        key = Qt.Key(event.key())
        if key in moves:
            bar, way = moves[key]
            bar.setValue(bar.value() + way * bar.singleStep())
        elif key == Qt.Key.Key_Escape and self.region is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)
