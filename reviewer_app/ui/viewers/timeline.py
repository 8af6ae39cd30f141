"""The time line: what was played, where one is, a stretch being marked, and every citation as a tag."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.cited_marks import paint_tag, tag_font
from reviewer_app.ui.viewers.moments import Mark, clock_words

_SIDE = 8
_BAR = 6
_NEAR = 8


class Timeline(QWidget):
    """A bar to click and drag on.

    ``wanted`` carries the second a person wants to go to, ``clicked`` the id of a citation that was clicked.
    """

    wanted = Signal(float)
    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.duration = 0.0
        self.position = 0.0
        self.marks: tuple[Mark, ...] = ()
        self.watched: Sequence[tuple[float, float]] = ()
        self.stretch: tuple[float | None, float | None] = (None, None)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme().px(42))

    def show_time(self, position: float, duration: float) -> None:
        """Say where one is."""
        self.position, self.duration = position, duration
        self.setAccessibleDescription(f"{clock_words(position)} of {clock_words(duration)}")
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these citations as tags; the one spoken of comes last, over the others."""
        self.marks = tuple(sorted(marks, key=lambda each: each.current))
        named = "; ".join(f"{each.label}" for each in self.marks[:20])
        self.setAccessibleName(f"Time line, cited at {named}" if named else "Time line")
        self.update()

    def x_of(self, seconds: float) -> float:
        """Where a moment lies across the widget."""
        room = self.width() - 2 * _SIDE
        return _SIDE + room * (min(1.0, seconds / self.duration) if self.duration > 0 else 0.0)

    def seconds_at(self, x: float) -> float:
        """The moment at a place across the widget."""
        room = max(1, self.width() - 2 * _SIDE)
        return max(0.0, min(1.0, (x - _SIDE) / room)) * self.duration

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        if near is not None and near.id and self.duration > 0:
            self.clicked.emit(near.id)
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and self.duration > 0:
            near = self._near(QPointF(event.pos()))
            words = near.label if near is not None else clock_words(self.seconds_at(event.pos().x()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)  # type: ignore[arg-type]  # Qt passes its own events only

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self._middle()
        bar = QRectF(_SIDE, middle - _BAR / 2, self.width() - 2 * _SIDE, _BAR)
        painter.setBrush(tokens.color("line"))
        painter.drawRoundedRect(bar, 3, 3)
        if self.duration > 0:
            painter.setBrush(tokens.color("edge"))
            for start, end in self.watched:
                painter.drawRect(self._part(start, end, middle, _BAR))
            self._paint_stretch(painter, middle)
            painter.setBrush(tokens.color("accent"))
            painter.drawRoundedRect(self._part(0, self.position, middle, _BAR), 3, 3)
            self._paint_marks(painter, middle)
            painter.setBrush(tokens.color("accent"))
            painter.drawEllipse(QPointF(self.x_of(self.position), middle), 7, 7)
        painter.end()

    def _paint_stretch(self, painter: QPainter, middle: float) -> None:
        start, end = self.stretch
        if start is None:
            return
        color = theme().tokens.color("warn")
        painter.setBrush(color)
        if end is not None:
            painter.drawRect(self._part(start, end, middle + 7, 3))
        for each in (start, end):
            if each is not None:
                painter.drawRect(QRectF(self.x_of(each) - 1.5, middle - 8, 3, 17))

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        color = theme().tokens.color("ink")
        for mark, tag in zip(self.marks, self.tags(), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().tokens.color("accent") if mark.current else color)
            thick = 3.0 if mark.current else 1.5
            if mark.end > mark.start:
                painter.drawRect(self._part(mark.start, mark.end, middle - 7, thick + 1))
            x = self.x_of(mark.start)
            painter.drawRect(QRectF(x - thick / 2, tag.bottom(), thick, middle + 5 - tag.bottom()))
            paint_tag(painter, tag, mark.criterion, strong=mark.current)

    def tags(self) -> list[QRectF]:
        """Where the tag of each mark lies: over its moment, or beside the tags that are there already."""
        metrics, look = QFontMetrics(tag_font()), theme()
        made: list[QRectF] = []
        for mark in self.marks:
            wide, high = metrics.horizontalAdvance(mark.criterion) + look.px(10), metrics.height() + 2.0
            left = max(1.0, min(self.x_of(mark.start) - wide / 2, self.width() - wide - 1.0))
            spot = QRectF(left, self._middle() - 10 - high, wide, high)
            while (other := next((x for x in made if x.intersects(spot)), None)) is not None:
                spot.moveLeft(other.right() + 2)
            made.append(spot)
        return made

    def _middle(self) -> float:
        return self.height() - 13.0

    def _part(self, start: float, end: float, middle: float, high: float) -> QRectF:
        left, right = self.x_of(start), self.x_of(end)
        return QRectF(left, middle - high / 2, max(1.0, right - left), high)

    def _near(self, at: QPointF) -> Mark | None:
        for mark, tag in zip(self.marks, self.tags(), strict=True):
            if tag.contains(at):
                return mark
        close = [(abs(self.x_of(each.start) - at.x()), each) for each in self.marks]
        found = min(close, key=lambda pair: pair[0], default=None)
        return found[1] if found is not None and found[0] <= _NEAR else None

    def _go(self, event: QMouseEvent) -> None:
        if self.duration <= 0:
            return
        near = self._near(event.position())
        self.wanted.emit(near.start if near is not None else self.seconds_at(event.position().x()))
