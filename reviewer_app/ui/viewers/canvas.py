"""A scrolling, zooming, turning view of pages; what lies on the pages is drawn by those who build on it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.palette import LIGHT
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.handle import Box, OpenedHandle
from reviewer_app.ui.viewers.page_layout import PageLayout
from reviewer_app.ui.viewers.pictures import Tile, tiles
from reviewer_app.ui.viewers.place import Percent
from reviewer_app.ui.viewers.stream import PageStream
from reviewer_app.ui.viewers.tone import AS_IT_IS
from reviewer_app.ui.viewers.zoom import Fit, Zoom, held, step_in, step_out

_WHEEL_STEP = 120


class Layer(Protocol):
    """Something that lies on the pages."""

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw what lies on a page (0-based), in the coordinates of the layout."""


class PageCanvas(QAbstractScrollArea):
    """Pages of any size in units; ``density`` is the pixels of one unit at 100 %."""

    zoomed = Signal(float)
    paged = Signal(int)
    moved = Signal()

    def __init__(self, jobs: Jobs, density: float, fit: Fit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stream = PageStream(jobs, self)
        self._density = density
        self._sizes: list[tuple[float, float]] = []
        self._rotation = 0
        self._zoom = Zoom(fit)
        self._factor = 1.0
        self._page = -1
        self._layout = PageLayout((), 1.0)
        self.mark: tuple[int, Percent] | None = None
        self.tone = AS_IT_IS
        self.layers: list[Layer] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.stream.drawn.connect(self.draw_again)
        self.stream.measured.connect(self._on_measured)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)
        theme().changed.connect(self.viewport().update)

    # What is shown

    def open(self, handle: OpenedHandle, sizes: list[tuple[float, float]]) -> None:
        """Show these pages of an opened piece of evidence, from the top."""
        self.stream.open(handle)
        self._sizes = sizes
        self._rotation, self._page = 0, -1
        self.relayout()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    def close_pages(self) -> None:
        """Show nothing any more."""
        self.stream.stop()
        self._sizes = []
        # The scroll bars stay: a bar that goes and comes between two files lays their pages out four times.
        self._layout = self.lay_out(self._factor * self._density, self.viewport().size())
        self.viewport().update()

    @property
    def page(self) -> int:
        """The page (0-based) a person would say they are on."""
        return max(0, self._page)

    @property
    def factor(self) -> float:
        """The zoom in force; 1.0 is 100 %."""
        return self._factor

    @property
    def zoom(self) -> Zoom:
        """How the zoom is chosen."""
        return self._zoom

    @property
    def rotation(self) -> int:
        """Degrees clockwise."""
        return self._rotation

    @property
    def layout_of_pages(self) -> PageLayout:
        """Where the pages lie now."""
        return self._layout

    def offset(self) -> QPoint:
        """How far the pages are scrolled."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # Orders

    def set_zoom(self, zoom: Zoom, at: QPointF | None = None) -> None:
        """Zoom so that the spot ``at`` (in the window; its middle by default) stays where it is."""
        spot = at if at is not None else QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        content = spot + QPointF(self.offset())
        page = self._layout.page_at(content.y()) if self._sizes else 0
        held_spot = self._layout.to_page(page, content.x(), content.y()) if self._sizes else (0.0, 0.0)
        self._zoom = zoom
        self.relayout()
        if self._sizes:
            self.turn_to(page)
            x, y, _wide, _high = self._layout.to_view(page, (*held_spot, *held_spot))
            self.horizontalScrollBar().setValue(round(x - spot.x()))
            self.verticalScrollBar().setValue(round(y - spot.y()))
        self._on_scrolled()

    def zoom_in(self, at: QPointF | None = None) -> None:
        """One step larger."""
        self.set_zoom(Zoom(Fit.FREE, step_in(self._factor)), at)

    def zoom_out(self, at: QPointF | None = None) -> None:
        """One step smaller."""
        self.set_zoom(Zoom(Fit.FREE, step_out(self._factor)), at)

    def rotate(self) -> None:
        """A quarter turn clockwise, on the same page."""
        page = self.page
        self._rotation = (self._rotation + 90) % 360
        self.relayout()
        self.go_to(page)

    def go_to(self, page: int, down: float = 0.0) -> None:
        """Show a page (0-based), ``down`` being how much of its height is above the window."""
        if not self._sizes:
            return
        page = max(0, min(page, len(self._sizes) - 1))
        self.turn_to(page)
        _left, top, _wide, high = self._layout.rect(page)
        self.verticalScrollBar().setValue(round(top - self._layout.margin + high * down))
        self._on_scrolled()

    def show_box(self, page: int, box: tuple[float, float, float, float]) -> None:
        """Scroll just enough that a box on a page is seen with some air around it."""
        self.turn_to(page)
        left, top, wide, high = self._layout.to_view(page, box)
        at, room = self.offset(), self.viewport().size()
        if top < at.y() + 24 or top + high > at.y() + room.height() - 24:
            self.verticalScrollBar().setValue(round(top - room.height() / 3))
        if left < at.x() or left + wide > at.x() + room.width():
            self.horizontalScrollBar().setValue(round(left - 24))
        self._on_scrolled()

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (0-based), unturned, in units."""
        return self._sizes[page]

    def box_of(self, page: int, region: Percent) -> Box:
        """A region in percent of a page as a box in units."""
        wide, high = self._sizes[page]
        left, top, across, along = region
        return left / 100 * wide, top / 100 * high, (left + across) / 100 * wide, (top + along) / 100 * high

    def show_percent(self, page: int, region: Percent) -> None:
        """Scroll so that a region of a page is seen."""
        if self._sizes:
            self.show_box(page, self.box_of(page, region))

    def restore(self, zoom: Zoom, rotation: int, page: int, down: float) -> None:
        """Take up a remembered place."""
        self._zoom, self._rotation = zoom, rotation % 360
        self.relayout()
        self.go_to(page, down)

    def down(self) -> float:
        """How much of the current page's height is above the window, from 0 to 1."""
        if not self._sizes:
            return 0.0
        _left, top, _wide, high = self._layout.rect(self.page)
        return min(1.0, max(0.0, (self.offset().y() - top + self._layout.margin) / high))

    def draw_again(self, page: int) -> None:
        """Something of a page arrived: draw it, if it is in sight and not one of those got ready."""
        if page in self._layout.visible(self.verticalScrollBar().value(), self.viewport().height()):
            self.viewport().update()

    # Laying out

    def relayout(self) -> None:
        """Lay the pages out anew for the room, zoom and rotation there are."""
        room = self.viewport().size()
        turned = self._rotation % 180 == 90
        shapes = [(high, wide) if turned else (wide, high) for wide, high in self._sizes]
        widest = (
            max((each[0] for each in shapes), default=0.0) * self._density,
            max((each[1] for each in shapes), default=0.0) * self._density,
        )
        air = 2 * PageLayout((), 1.0).margin
        factor = held(self._zoom.resolved((room.width() - air, room.height() - air), widest))
        self._layout = self.lay_out(factor * self._density, room)
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self._layout.width - room.width()))
        across.setPageStep(room.width())
        across.setSingleStep(40)
        along.setRange(*self.reach())
        along.setPageStep(max(1, room.height() - 48))
        along.setSingleStep(40)
        changed, self._factor = factor != self._factor, factor
        if changed:
            self.zoomed.emit(factor)
        self._want()
        self.viewport().update()

    def lay_out(self, scale: float, room: QSize) -> PageLayout:
        """Where the pages lie at this scale in a window of this size."""
        return PageLayout(self._sizes, scale, self._rotation, room.width(), room.height())

    def reach(self) -> tuple[int, int]:
        """From where to where one can scroll."""
        return 0, max(0, self._layout.height - self.viewport().height())

    def turn_to(self, page: int) -> None:
        """Called before a page is scrolled to."""

    def _on_measured(self, start: int, sizes: list[tuple[float, float]]) -> None:
        if self._sizes[start : start + len(sizes)] == sizes:
            return
        page, down = self.page, self.down()
        self._sizes[start : start + len(sizes)] = sizes
        self.relayout()
        self.go_to(page, down)

    def _on_scrolled(self) -> None:
        if self._sizes:
            page = self._layout.current(self.offset().y(), self.viewport().height())
            if page != self._page:
                self._page = page
                self.paged.emit(page)
        self._want()
        self.viewport().update()
        self.moved.emit()

    def _tiles_of(self, page: int, window: QRect | None) -> list[Tile]:
        ratio = self.devicePixelRatioF()
        left, top, wide, high = self._layout.rect(page)
        size = (round(wide * ratio), round(high * ratio))
        found = tiles(page, self._layout.scale * ratio, self._rotation, size, self.tone)
        if window is None:
            return list(found)
        return [each for each in found if each.spot(left, top, ratio).intersects(QRectF(window))]

    def _want(self) -> None:
        if not self._sizes:
            return
        window = QRect(self.offset(), self.viewport().size())
        seen = self._layout.visible(window.top(), window.height())
        wanted = [each for page in seen for each in self._tiles_of(page, window)]
        # One page ahead and one behind, so that paging on finds its picture ready.
        for page in (seen.stop, seen.start - 1):
            if 0 <= page < len(self._sizes):
                ready = self._tiles_of(page, None)
                wanted += ready if len(ready) == 1 else []
        self.stream.want(wanted, list(seen) if self.wants_text else [])

    wants_text = False

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme().tokens.color("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        at = self.offset()
        window = QRect(at, self.viewport().size())
        ratio = self.devicePixelRatioF()
        painter.translate(-at)
        for page in self._layout.visible(window.top(), window.height()):
            left, top, wide, high = self._layout.rect(page)
            sheet = QRect(left, top, wide, high)
            # Paper is white in every scheme: evidence is shown as it is.
            painter.fillRect(sheet, QColor("white"))
            stand_in = self.stream.pictures.stand_in(page, self._rotation)
            drawn = page in self.stream.failed or stand_in is not None
            for tile in self._tiles_of(page, window):
                picture = self.stream.pictures.get(tile)
                spot = tile.spot(left, top, ratio)
                if picture is not None:
                    drawn = True
                    painter.drawImage(spot, picture)
                elif stand_in is not None:
                    painter.drawImage(spot, stand_in, tile.part_of(stand_in, wide * ratio, high * ratio))
            if drawn:  # what lies on a page comes with it
                self.draw_over(painter, page)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme().tokens.color("line"))
            painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(QPen(theme().tokens.color("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def draw_over(self, painter: QPainter, page: int) -> None:
        """Draw what lies on a page, in the coordinates of the layout."""
        if self.mark is not None and self.mark[0] == page:
            self.outline(painter, page, self.mark[1])
        for layer in self.layers:
            layer.paint(painter, page)

    def outline(self, painter: QPainter, page: int, region: Percent) -> None:
        """Draw a line around a region of a page, dark enough for white paper in every scheme."""
        pen = QPen(QColor(LIGHT.accent), 2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        spot = QRectF(*self._layout.to_view(page, self.box_of(page, region)))
        painter.drawRoundedRect(spot.adjusted(-4, -3, 4, 3), 4, 4)

    # Hands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page, down = self.page, self.down()
        self.relayout()
        if self._zoom.fit is not Fit.FREE and event.oldSize().width() != event.size().width():
            self.go_to(page, down)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = self._factor * 1.15 ** (event.angleDelta().y() / _WHEEL_STEP)
            self.set_zoom(Zoom(Fit.FREE, held(factor)), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bars = self.verticalScrollBar()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {
            Qt.Key.Key_PageDown: bars.pageStep(),
            Qt.Key.Key_PageUp: -bars.pageStep(),
            Qt.Key.Key_Space: -bars.pageStep() if back else bars.pageStep(),
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if key in steps and plain:
            bars.setValue(bars.value() + steps[key])
        elif key == Qt.Key.Key_Home and plain:
            bars.setValue(0)
        elif key == Qt.Key.Key_End and plain:
            bars.setValue(bars.maximum())
        else:
            event.ignore()

    def scroll_page(self, forward: bool) -> None:
        """One window's height on or back."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if forward else -bar.pageStep()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.DevicePixelRatioChange):
            self.relayout()
