"""A sound recording as it looks: its loudness over time, to see pauses and to click on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.theme import theme

_SIDE = 24
_BAR = 3
_GAP = 2
_QUIET = 0.02


class Waveform(QWidget):
    """Bars for loudness; ``wanted`` carries the second a person clicked on."""

    wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Sound)
        self.peaks: Sequence[float] = ()
        self.duration = 0.0
        self.position = 0.0
        self.reading = 0.0
        self._caption = ""

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def clear(self) -> None:
        """Show nothing."""
        self.peaks, self.duration, self.position, self.reading, self._caption = (), 0.0, 0.0, 0.0, ""
        self.update()

    def show_peaks(self, peaks: Sequence[float], reading: float) -> None:
        """Show loudness from 0 to 1 over time; ``reading`` is how much of the recording is read so far."""
        self.peaks, self.reading = peaks, reading
        self.update()

    def show_time(self, position: float, duration: float) -> None:
        """Say where one is."""
        self.position, self.duration = position, duration
        self.update()

    def show_caption(self, words: str) -> None:
        """Words under the bars; empty for none."""
        if words != self._caption:
            self._caption = words
            self.update()

    @property
    def caption(self) -> str:
        """The words under the bars."""
        return self._caption

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        room = max(1, self.width() - 2 * _SIDE)
        part = max(0.0, min(1.0, (event.position().x() - _SIDE) / room))
        self.wanted.emit(part * self.duration)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.tokens.color("sunken"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        painter.setFont(look.font(14 if self._caption else 12))
        words = self._caption
        if not words and 0 < self.reading < 1:
            words = f"Drawing the sound… {self.reading:.0%}"
        painter.setPen(look.tokens.color("ink" if self._caption else "muted"))
        foot = QRectF(_SIDE, self.height() - look.px(60), self.width() - 2 * _SIDE, look.px(48))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), words)
        if self.hasFocus():
            painter.setPen(QPen(look.tokens.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        tokens = theme().tokens
        room = self.width() - 2 * _SIDE
        count = max(1, room // (_BAR + _GAP))
        middle = self.height() / 2 - theme().px(16)
        most = max(8.0, min(middle - theme().px(16), 140.0))
        now = self.position / self.duration if self.duration > 0 else 0.0
        # A quiet recording is drawn as large as a loud one: what matters is who spoke when.
        full = max(_QUIET, max(self.peaks, default=0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(count):
            first, last = (int(len(self.peaks) * each / count) for each in (number, number + 1))
            loud = max(self.peaks[first : max(last, first + 1)], default=0.0)
            high = max(2.0, loud / full * most)
            painter.setBrush(tokens.color("accent" if number / count < now else "edge"))
            painter.drawRoundedRect(
                QRectF(_SIDE + number * (_BAR + _GAP), middle - high, _BAR, 2 * high), 1.5, 1.5
            )
        if self.duration > 0:
            x = _SIDE + room * min(1.0, now)
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.drawLine(QPointF(x, middle - most), QPointF(x, middle + most))
