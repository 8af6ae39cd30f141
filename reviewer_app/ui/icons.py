"""Icons by what they mean, tinted in the theme's colours and kept once drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from reviewer_app.paths import resource
from reviewer_app.ui.theme import theme

MEANINGS = {
    "queue": "inbox",
    "decided": "circle-check",
    "sync": "refresh-cw",
    "help": "circle-question-mark",
    "settings": "settings",
    "lock": "lock",
    "unlock": "lock-open",
    "key": "key-round",
    "import": "package",
    "import-file": "folder-input",
    "search": "search",
    "clear": "x",
    "close": "x",
    "filter": "list-filter",
    "sort": "arrow-up-down",
    "ascending": "arrow-up",
    "descending": "arrow-down",
    "more": "chevron-down",
    "next": "chevron-right",
    "back": "arrow-left",
    "offline": "cloud-off",
    "online": "cloud",
    "waiting": "clock",
    "sending": "send",
    "received": "circle-check",
    "draft": "circle-dashed",
    "ready": "clipboard-check",
    "attention": "triangle-alert",
    "error": "circle-alert",
    "refused": "shield-alert",
    "info": "info",
    "ok": "check",
    "due": "calendar-clock",
    "late": "clock",
    "here": "badge-check",
    "fetching": "download",
    "letter": "mail",
    "sheet": "file-chart-column",
    "receipt": "shield-check",
    "keys": "keyboard",
    "pair": "link",
    "sign-in": "external-link",
    "person": "user",
    "hidden": "eye-off",
    "show": "eye",
    "light": "sun",
    "dark": "moon",
    "contrast": "contrast",
    "system": "monitor",
    "text-size": "accessibility",
    "meets": "badge-check",
    "not_yet": "circle-dashed",
    "incomplete": "rotate-ccw",
    "retry": "rotate-cw",
    "folder": "folder-open",
    "stop": "ban",
    "sound": "volume-2",
    "silent": "volume-x",
    "frame-on": "step-forward",
    "frame-back": "step-back",
    "a-bit-back": "rewind",
    "a-bit-on": "fast-forward",
}
"""What an icon means in this program → its Lucide drawing; a name that is not here is a drawing's own."""


def pixmap(meaning: str, tone: str = "ink", size: float = 18, ratio: float = 1.0) -> QPixmap:
    """A drawing tinted in a tone of the theme; ``size`` is for 100 % text, ``ratio`` the screen's."""
    look = theme()
    return _drawn(meaning, look.tokens.of(tone), look.px(size), ratio)


def icon(meaning: str, tone: str = "ink", size: float = 18, *, active: str | None = None) -> QIcon:
    """A drawing as an icon, paler when disabled, in the ``active`` tone when checked."""
    look = theme()
    made = QIcon()
    wanted = look.px(size)
    app = QGuiApplication.instance()
    sharpest = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    for ratio in sorted({1.0, sharpest}):
        made.addPixmap(_drawn(meaning, look.tokens.of(tone), wanted, ratio))
        made.addPixmap(_drawn(meaning, look.tokens.disabled, wanted, ratio), QIcon.Mode.Disabled)
        if active is not None:
            made.addPixmap(
                _drawn(meaning, look.tokens.of(active), wanted, ratio), QIcon.Mode.Normal, QIcon.State.On
            )
    return made


def dress(
    button: QAbstractButton, meaning: str, tone: str = "ink", size: float = 18, *, active: str | None = None
) -> None:
    """Give a button its icon, and give it again whenever the theme changes."""
    dresser = button.findChild(_Dresser, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if dresser is None:
        dresser = _Dresser(button)
    dresser.wear(meaning, tone, size, active)


class _Dresser(QObject):
    """Lives and dies with its button, so that no dead button is ever dressed."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._worn: tuple[str, str, float, str | None] = ("info", "ink", 18, None)
        theme().changed.connect(self._put_on)

    def wear(self, meaning: str, tone: str, size: float, active: str | None) -> None:
        self._worn = (meaning, tone, size, active)
        self._put_on()

    def _put_on(self) -> None:
        meaning, tone, size, active = self._worn
        self._button.setIcon(icon(meaning, tone, size, active=active))
        self._button.setIconSize(theme().icon_size(size))


class IconLabel(QLabel):
    """An icon that stands by itself; decoration unless it is given a name to read out."""

    def __init__(
        self,
        meaning: str,
        tone: str = "ink",
        size: float = 18,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._meaning, self._tone, self._size = meaning, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        if name:
            self.setToolTip(name)
        theme().changed.connect(self._draw)
        self._draw()

    def show_icon(self, meaning: str, tone: str) -> None:
        """Show another drawing or another tone."""
        if (meaning, tone) != (self._meaning, self._tone):
            self._meaning, self._tone = meaning, tone
            self._draw()

    def _draw(self) -> None:
        # Of a fixed size, another drawing lays nothing out anew.
        self.setFixedSize(theme().icon_size(self._size))
        self.setPixmap(pixmap(self._meaning, self._tone, self._size, self.devicePixelRatioF()))


@lru_cache(maxsize=512)
def _drawn(meaning: str, color: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(meaning).replace("currentColor", color).encode()))
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def _source(meaning: str) -> str:
    drawing = MEANINGS.get(meaning, meaning)
    text = resource("icons", f"{drawing}.svg").read_text(encoding="utf-8")
    # A slightly thinner stroke sits better beside this face at 13 to 18 pixels.
    return text.replace('stroke-width="2"', 'stroke-width="1.8"')
