"""How one's levels lay above or below the reference from practice to practice, drawn plainly and said in words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer_app.domain.leaning import Drift, signed_words
from reviewer_app.ui.theme import theme
from reviewer_app.ui.words import day_words

_HEIGHT = 150
_LEAST = 1.0
"""The scale never shows less than one level either way, so that small differences look small."""


class DriftChart(QWidget):
    """One point a practice, in order; the line in the middle is the reference."""

    def __init__(self, drift: Drift, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = drift.points
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = [
            f"{each.label}, {day_words(each.at.date())}: {signed_words(each.mean)}" for each in self._points
        ]
        self.setAccessibleName("Above or below the reference over time")
        self.setAccessibleDescription(". ".join([drift.sentence.rstrip("."), *said]) + ".")
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(360), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font(12)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        most = max(_LEAST, *(abs(each.mean) for each in self._points)) if self._points else _LEAST
        most_words = "1 level" if most == 1 else f"{most:.1f} levels"
        marks = ((most, f"{most_words} too high"), (0.0, "Reference"), (-most, f"{most_words} too low"))
        left = max(metrics.horizontalAdvance(words) for _, words in marks) + look.px(12)
        air = metrics.height() / 2 + look.px(4)
        plot = QRectF(left, air, self.width() - left - look.px(12), self.height() - 2 * air)

        def across(at: int) -> float:
            return plot.left() + plot.width() * (at + 0.5) / max(1, len(self._points))

        def down(mean: float) -> float:
            return plot.center().y() - plot.height() / 2 * mean / most

        for mean, words in marks:
            y = down(mean)
            painter.setPen(QPen(look.tokens.color("ink" if mean == 0 else "line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.tokens.color("muted"))
            room = QRectF(0, y - metrics.height() / 2, left - look.px(8), metrics.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        places = [QPointF(across(at), down(each.mean)) for at, each in enumerate(self._points)]
        painter.setPen(QPen(look.tokens.color("accent"), 1.5))
        painter.drawPolyline(places)
        painter.setBrush(look.tokens.color("accent"))
        for place in places:
            painter.drawEllipse(place, look.px(4), look.px(4))
        painter.end()
