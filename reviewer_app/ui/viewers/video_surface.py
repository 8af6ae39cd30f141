"""Where a video is seen: each frame painted by ourselves, so that captions lie over it and pictures of it are true."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.player import unwarned

_GROUND = QColor("#101215")
_VEIL = QColor(0, 0, 0, 190)
_CAPTION_FLAGS = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


class VideoSurface(QWidget):
    """Shows the newest frame; ``frames`` counts those that came, ``painted`` those that were seen."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as(self, QAccessible.Role.Animation)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.frames = 0
        self.painted = 0
        self._frame: Any = None
        self._fresh = False
        self._caption = ""

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def show_frame(self, frame: Any) -> None:
        """Show this frame from now on."""
        self._frame = frame
        self._fresh = True
        self.frames += 1
        self.update()

    def show_caption(self, words: str) -> None:
        """Lay words over the picture; empty for none."""
        if words != self._caption:
            self._caption = words
            self.update()

    @property
    def caption(self) -> str:
        """The words over the picture."""
        return self._caption

    def clear(self) -> None:
        """Show nothing, and count anew."""
        self._frame, self._fresh, self._caption = None, False, ""
        self.frames = self.painted = 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _GROUND)
        if self._frame is not None:
            self._paint_frame(painter)
            self.painted += self._fresh
            self._fresh = False
        if self._caption:
            self._paint_caption(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme().tokens.color("accent"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        with unwarned():
            picture = self._frame.toImage()
        if picture.isNull():
            return
        shown = picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF(
            (self.width() - shown.width()) / 2,
            (self.height() - shown.height()) / 2,
            shown.width(),
            shown.height(),
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(where, picture)

    def _paint_caption(self, painter: QPainter) -> None:
        look = theme()
        font = look.font(max(15.0, min(24.0, self.height() / 20)), QFont.Weight.Medium)
        painter.setFont(font)
        most = QRectF(0, 0, self.width() * 0.86, self.height() * 0.4)
        box = QFontMetricsF(font).boundingRect(most, _CAPTION_FLAGS, self._caption)
        box.moveCenter(self.rect().toRectF().center())
        box.moveBottom(self.height() - look.px(16))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_VEIL)
        painter.drawRoundedRect(box.adjusted(-10, -5, 10, 5), 6, 6)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(box, _CAPTION_FLAGS, self._caption)
