"""Text that stands still: labels by role, and one that shortens itself and says the whole on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reviewer_app.ui.theme import restyle

_MOST_WIDTHS = 16


class Label(QLabel):
    """Plain text in a role of the stylesheet: title, heading, strong, figure, code, muted, small, caption, body."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        wrap: bool = False,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        # Words from submissions must never be taken for markup, which could name files or addresses.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        self._heights: dict[int, int] = {}
        self._heights_of: tuple[str, QFont] | None = None

    def heightForWidth(self, width: int) -> int:
        # Qt breaks the lines anew whenever anything around is laid out, several times each.
        of = (self.text(), self.font())
        if of != self._heights_of or len(self._heights) > _MOST_WIDTHS:
            self._heights_of = of
            self._heights.clear()
        high = self._heights.get(width)
        if high is None:
            high = self._heights[width] = super().heightForWidth(width)
        return high

    def set_tone(self, tone: str) -> None:
        """Colour the text by meaning; the words must say the same."""
        restyle(self, tone=tone)


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room, the whole text being its tooltip and name."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self.text():
            return
        super().setText(text)
        self.setAccessibleName(text)
        self._hint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | self.alignment()), shown)
        painter.end()

    def _hint(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if wide else "")
