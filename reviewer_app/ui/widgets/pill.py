"""A short state in a rounded shape: a word, an icon and a colour that all say the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reviewer_app.ui.icons import pixmap
from reviewer_app.ui.theme import theme

_FONT_PIXELS = 13
_ICON = 15


def _pill_font() -> QFont:
    return theme().font(_FONT_PIXELS, QFont.Weight.Medium)


def pill_size(text: str, icon: str = "", *, roomy: bool = False) -> QSize:
    """The room a pill with this text takes."""
    return QSize(*_measured(text, bool(icon), roomy, theme().text_scale))


@lru_cache(maxsize=512)
def _measured(text: str, icon: bool, roomy: bool, _scale: int) -> tuple[int, int]:
    # Lists ask for the size of each of their pills at every layout; letters are measured once at each text scale.
    look = theme()
    metrics = QFontMetrics(_pill_font())
    wide = metrics.horizontalAdvance(text) + 2 * look.px(14 if roomy else 10)
    if icon:
        wide += look.px(_ICON + 6)
    return wide, max(metrics.height() + look.px(14 if roomy else 5), look.px(22))


def paint_pill(
    painter: QPainter, rect: QRect, text: str, tone: str, icon: str = "", *, focused: bool = False
) -> None:
    """Draw a pill in ``rect``, the text shortened where it does not fit."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = look.tokens.soft(tone)
    painter.setBrush(ground)
    painter.setPen(QPen(look.tokens.color("accent"), 2) if focused else Qt.PenStyle.NoPen)
    shape = QRectF(rect).adjusted(1, 1, -1, -1) if focused else QRectF(rect)
    radius = min(shape.height() / 2, 10.0)
    painter.drawRoundedRect(shape, radius, radius)
    font = _pill_font()
    metrics = QFontMetrics(font)
    gap = look.px(_ICON + 6) if icon else 0
    wide = metrics.horizontalAdvance(text) + gap
    left = rect.left() + max(look.px(6), (rect.width() - wide) // 2)
    if icon:
        size = look.px(_ICON)
        drawing = pixmap(icon, tone, _ICON, painter.device().devicePixelRatio())
        painter.drawPixmap(QRect(left, rect.center().y() - size // 2 + 1, size, size), drawing)
    painter.setFont(font)
    painter.setPen(look.tokens.color(tone))
    room = QRect(left + gap, rect.top(), rect.right() - left - gap - look.px(4), rect.height())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()


class PillButton(QAbstractButton):
    """A pill that can be pressed."""

    roomy = True

    def __init__(
        self,
        text: str = "",
        tone: str = "muted",
        icon: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._meaning = tone, icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)
        theme().changed.connect(self.updateGeometry)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    @property
    def tone(self) -> str:
        """The tone shown now."""
        return self._tone

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        """Say another state."""
        if (text, tone, icon) == (self.text(), self._tone, self._meaning):
            return
        self._tone, self._meaning = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.text(), self._meaning, roomy=self.roomy)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self.rect(), self.text(), self._tone, self._meaning, focused=self.hasFocus())
        painter.end()


class Pill(PillButton):
    """A pill that only tells."""

    roomy = False

    def __init__(
        self, text: str = "", tone: str = "muted", icon: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, tone, icon, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
