"""Pages whose text can be selected with the mouse, copied, searched and marked."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.viewers.link_layer import LinkLayer
from reviewer_app.ui.viewers.paged_canvas import PagedCanvas
from reviewer_app.ui.viewers.place import Percent
from reviewer_app.ui.viewers.zoom import Fit

DENSITY = 96 / 72
_REACH_POINTS = 6.0
Hit = tuple[int, int, int]
"""A page (0-based) and a range of its characters."""


class TextCanvas(PagedCanvas):
    """The pages of a PDF."""

    selected = Signal()
    wants_text = True

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, DENSITY, Fit.WIDTH, parent)
        speak_as(self, QAccessible.Role.Document)
        self._anchor: tuple[int, int] | None = None
        self._range: Hit | None = None
        self.hits: list[Hit] = []
        self.hit: int = -1
        self.link_layer = LinkLayer(self)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def range(self) -> Hit | None:
        """The selected range, if any."""
        return self._range

    def select(self, chosen: Hit | None) -> None:
        """Select a range of a page's characters, or nothing."""
        self._range = chosen if chosen is not None and chosen[1] < chosen[2] else None
        self.viewport().update()
        self.selected.emit()

    def select_page(self) -> None:
        """Select all text of the current page."""
        text = self.stream.texts.get(self.page)
        if text is not None:
            self.select((self.page, 0, len(text.text)))

    def quote(self) -> str:
        """The selected words."""
        if self._range is None:
            return ""
        page, start, end = self._range
        text = self.stream.texts.get(page)
        return text.quote(start, end) if text is not None else ""

    def copy(self) -> None:
        """Put the selected words on the clipboard."""
        if quote := self.quote():
            QGuiApplication.clipboard().setText(quote)

    def region(self) -> Percent | None:
        """The selected region in percent of its page."""
        if self._range is None:
            return None
        page, start, end = self._range
        boxes = self.stream.texts[page].rects(start, end) if page in self.stream.texts else []
        if not boxes:
            return None
        wide, high = self._sizes[page]
        left, top = min(each[0] for each in boxes), min(each[1] for each in boxes)
        right, bottom = max(each[2] for each in boxes), max(each[3] for each in boxes)
        return left / wide * 100, top / high * 100, (right - left) / wide * 100, (bottom - top) / high * 100

    def draw_over(self, painter: QPainter, page: int) -> None:
        text = self.stream.texts.get(page)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        if text is not None:
            first = bisect_left(self.hits, (page, 0, 0))
            for index in range(first, bisect_left(self.hits, (page + 1, 0, 0))):
                color = QColor("#FFB347") if index == self.hit else QColor("#FFEB9A")
                self._fill(painter, page, text.rects(*self.hits[index][1:]), color)
            if self._range is not None and self._range[0] == page:
                self._fill(painter, page, text.rects(*self._range[1:]), QColor("#A9CBFF"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        super().draw_over(painter, page)

    def _fill(
        self, painter: QPainter, page: int, boxes: list[tuple[float, float, float, float]], color: QColor
    ) -> None:
        painter.setBrush(color)
        for box in boxes:
            painter.drawRect(QRectF(*self._layout.to_view(page, box)).adjusted(-1, -1, 1, 1))

    # Hands

    def _spot(self, at: QPointF) -> tuple[int, float, float]:
        content = at + QPointF(self.offset())
        page = self._layout.page_at(content.y())
        x, y = self._layout.to_page(page, content.x(), content.y())
        return page, x, y

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._sizes:
            super().mousePressEvent(event)
            return
        page, x, y = self._spot(event.position())
        text = self.stream.texts.get(page)
        caret = text.caret(x, y) if text is not None else None
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None:
            self._stretch(event.position())
            return
        self._anchor = (page, caret) if caret is not None else None
        self.mark = None
        self.select(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        page, x, y = self._spot(event.position())
        text = self.stream.texts.get(page)
        index = text.nearest(x, y, _REACH_POINTS) if text is not None else None
        if text is not None and index is not None:
            start, end = text.word_at(index)
            self._anchor = (page, start)
            self.select((page, start, end))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._stretch(event.position())
            return
        page, x, y = self._spot(event.position()) if self._sizes else (0, 0.0, 0.0)
        if self.link_layer.hover(page, x, y):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return
        text = self.stream.texts.get(page)
        over = text is not None and text.nearest(x, y, _REACH_POINTS) is not None
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self._sizes and self._range is None:
            self.link_layer.press(*self._spot(event.position()))

    def _stretch(self, at: QPointF) -> None:
        if self._anchor is None:
            return
        page, x, y = self._spot(at)
        first, start = self._anchor
        text = self.stream.texts.get(first)
        if text is None:
            return
        # A selection stays on the page it began on, as a citation does.
        caret = text.caret(x, y) if page == first else (len(text.text) if page > first else 0)
        if caret is not None:
            self.select((first, min(start, caret), max(start, caret)))

    def event(self, event: QEvent) -> bool:
        # Copying and selecting belong to the evidence while it has the keyboard, whatever the room's keys are.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_page()
        elif event.key() == Qt.Key.Key_Escape and self._range is not None:
            self.select(None)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = bar.singleStep() if event.key() == Qt.Key.Key_Down else -bar.singleStep()
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)


def _ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll)
