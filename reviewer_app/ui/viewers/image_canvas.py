"""A picture that can be zoomed, turned, moved by dragging, and marked by dragging with Shift."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.viewers.paged_canvas import PagedCanvas
from reviewer_app.ui.viewers.place import Percent
from reviewer_app.ui.viewers.region import RegionHand
from reviewer_app.ui.viewers.tone import Tone
from reviewer_app.ui.viewers.zoom import Fit, Zoom

_MARKING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class ImageCanvas(PagedCanvas):
    """One picture, in its own pixels."""

    selected = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, 1.0, Fit.PAGE, parent)
        speak_as(self, QAccessible.Role.Graphic)
        self._grip: QPointF | None = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.hand = RegionHand(self, _MARKING)
        self.hand.changed.connect(self.selected)

    @property
    def region(self) -> Percent | None:
        """The region that is marked."""
        return self.hand.region

    @property
    def marked_page(self) -> int:
        """The page (0-based) the region is on."""
        return self.hand.page

    def select(self, region: Percent | None) -> None:
        """Mark a region in percent, or nothing."""
        self.hand.put(self.hand.page, region)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._sizes:
            super().mousePressEvent(event)
        else:
            self._grip = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            moved = event.position() - self._grip
            self._grip = event.position()
            self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() - moved.x()))
            self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() - moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        if not self.hand.active:
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
        else:
            super().keyPressEvent(event)
