"""What the citations drawn on any evidence share: their tags, and what a click on one of them is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.palette import LIGHT
from reviewer_app.ui.theme import theme

_CLICK_PIXELS = 4


class CitedClicks(QObject):
    """Hears clicks on a viewport: ``at`` says which citation is at a spot, ``told`` takes its id.

    A click without a drag; it is told as well as used, so that selecting works over citations too.
    """

    def __init__(
        self, viewport: QWidget, at: Callable[[QPointF], str], told: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._at, self._told = at, told
        self._pressed: QPointF | None = None
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            if event.type() is QEvent.Type.MouseButtonPress and not event.modifiers():
                self._pressed = event.position()
            elif event.type() is QEvent.Type.MouseButtonRelease and self._pressed is not None:
                moved = (event.position() - self._pressed).manhattanLength()
                self._pressed = None
                found = self._at(event.position()) if moved < _CLICK_PIXELS else ""
                if found:
                    self._told(found)
        return super().eventFilter(watched, event)


def stand_beside(spot: QRectF, others: Iterable[QRectF]) -> None:
    """Where tags meet they stand in a row: move this one to the left of those it would cover."""
    taken = list(others)
    while (other := next((each for each in taken if each.intersects(spot)), None)) is not None:
        spot.moveRight(other.left() - 3)


def on_tag(tag: QRectF, spot: QPointF) -> bool:
    """Whether a spot is on a tag, or so near that it was meant."""
    return tag.adjusted(-2, -2, 2, 2).contains(spot)


def tag_font() -> QFont:
    """What tags are written in."""
    return theme().font(11, QFont.Weight.DemiBold)


def paint_tag(painter: QPainter, spot: QRectF, words: str, *, strong: bool) -> None:
    """A small tag with a criterion's id, in the colours of paper: evidence looks the same in every scheme."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(LIGHT.accent), 1))
    painter.setBrush(QColor(LIGHT.accent) if strong else QColor("white"))
    painter.drawRoundedRect(spot, 4, 4)
    painter.setFont(tag_font())
    painter.setPen(QColor("white") if strong else QColor(LIGHT.accent))
    painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()
