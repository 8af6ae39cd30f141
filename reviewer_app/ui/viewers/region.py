"""A region on a page or picture, drawn by dragging or moved and sized with the arrow keys, to be cited."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from reviewer_app.ui.announce import announce
from reviewer_app.ui.palette import LIGHT
from reviewer_app.ui.viewers.canvas import PageCanvas
from reviewer_app.ui.viewers.place import Percent

_LEAST, _STEP, _FINE = 0.5, 2.0, 0.25
_FIRST = (40.0, 20.0)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class RegionHand(QObject):
    """Holds the region of a canvas. ``drag`` are the modifiers with which dragging draws at any time.

    Once begun by ``begin``, dragging draws without a modifier; arrows move the region, with Shift they size it, with
    Ctrl in small steps; Esc gives it up.
    """

    changed = Signal()

    def __init__(self, canvas: PageCanvas, drag: Qt.KeyboardModifier = _CONTROL) -> None:
        super().__init__(canvas)
        self._canvas, self._drag = canvas, drag
        self._corner: tuple[float, float] | None = None
        self._cursor = canvas.viewport().cursor()
        self.active = False
        self.page = 0
        self.region: Percent | None = None
        canvas.layers.append(self)
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    # Orders

    def begin(self) -> None:
        """Put a region into the middle of what is seen, with the keyboard on it; the second time give it up."""
        if self.active:
            self.clear()
            return
        layout = self._canvas.layout_of_pages
        if not layout.sizes:
            return
        self.active = True
        self._cursor = self._canvas.viewport().cursor()
        room, at = self._canvas.viewport().size(), self._canvas.offset()
        self.page = layout.page_at(at.y() + room.height() / 2)
        x, y = self._percent(QPointF(room.width() / 2, room.height() / 2))
        wide, high = _FIRST
        self._put((x - wide / 2, y - high / 2, wide, high))
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._canvas.setFocus()
        announce(
            self._canvas, f"Region {self.words()}. Arrows move it, Shift and arrows size it, C cites it."
        )

    def clear(self) -> None:
        """No region any more."""
        was = self.region
        if self.active:
            self._canvas.viewport().setCursor(self._cursor)
        self.active, self.region, self._corner = False, None, None
        self._canvas.viewport().update()
        if was is not None:
            self.changed.emit()

    def put(self, page: int, region: Percent | None) -> None:
        """Mark a region of a page (0-based), or nothing."""
        self.page = page
        if region is None:
            self.clear()
        else:
            self._put(region)

    def words(self) -> str:
        """Where the region is, in words."""
        if self.region is None:
            return ""
        left, top, wide, high = (round(each) for each in self.region)
        return f"at {left} %, {top} %, {wide} % wide and {high} % high"

    # Drawing

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw the region with handles at its corners."""
        if self.region is None or page != self.page:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._canvas.box_of(page, self.region)
        spot = QRectF(*self._canvas.layout_of_pages.to_view(page, box))
        tint = QColor(LIGHT.accent)
        tint.setAlpha(26)
        painter.setBrush(tint)
        painter.setPen(QPen(QColor(255, 255, 255, 220), 4))
        painter.drawRect(spot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LIGHT.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRect(spot)
        painter.setPen(QPen(QColor("white"), 1))
        painter.setBrush(QColor(LIGHT.accent))
        for corner in (spot.topLeft(), spot.topRight(), spot.bottomLeft(), spot.bottomRight()):
            painter.drawEllipse(corner, 4, 4)
        painter.restore()

    # Hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self._canvas:
            if event.type() is QEvent.Type.KeyPress and self._on_key(event):
                return True
        elif isinstance(event, QMouseEvent) and watched is self._canvas.viewport() and self._on_mouse(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if self.region is None:
            return False
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.clear()
            return True
        if key not in _ARROWS:
            return False
        across, along = _ARROWS[key]
        step = _FINE if held & _CONTROL else _STEP
        left, top, wide, high = self.region
        if held & _SHIFT:
            wide, high = max(_LEAST, wide + across * step), max(_LEAST, high + along * step)
            wide, high = min(wide, 100 - left), min(high, 100 - top)
        else:
            left, top = left + across * step, top + along * step
        self._put((left, top, wide, high))
        self._canvas.show_percent(self.page, self.region)
        announce(self._canvas, f"Region {self.words()}")
        return True

    def _on_mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            if not self._canvas.layout_of_pages.sizes or not (self.active or event.modifiers() & self._drag):
                # A plain click elsewhere lets go of a region, as it does of selected words.
                if self.region is not None:
                    self.clear()
                return False
            self._canvas.setFocus()
            content = event.position() + QPointF(self._canvas.offset())
            self.page = self._canvas.layout_of_pages.page_at(content.y())
            self._corner = self._percent(event.position())
            return True
        if kind is QEvent.Type.MouseMove and self._corner is not None:
            (x0, y0), (x1, y1) = self._corner, self._percent(event.position())
            region = (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
            if min(region[2:]) >= _LEAST:
                self._put(region)
            return True
        if kind is QEvent.Type.MouseButtonRelease and self._corner is not None:
            self._corner = None
            return True
        return False

    def _percent(self, at: QPointF) -> tuple[float, float]:
        content = at + QPointF(self._canvas.offset())
        x, y = self._canvas.layout_of_pages.to_page(self.page, content.x(), content.y())
        wide, high = self._canvas.page_size(self.page)
        return min(max(x / wide, 0.0), 1.0) * 100, min(max(y / high, 0.0), 1.0) * 100

    def _put(self, region: Percent) -> None:
        left, top, wide, high = region
        wide, high = min(wide, 100.0), min(high, 100.0)
        left, top = min(max(left, 0.0), 100 - wide), min(max(top, 0.0), 100 - high)
        self.region = (left, top, wide, high)
        self._canvas.viewport().update()
        self.changed.emit()
