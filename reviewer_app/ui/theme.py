"""How the program looks: colours, type and the stylesheet, for the chosen scheme and text size."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from reviewer_app.paths import resource
from reviewer_app.ui.palette import CONTRAST, DARK, LIGHT, Tokens, qt_palette

__all__ = ["CONTRAST", "DARK", "LIGHT", "Theme", "Tokens", "restyle", "theme"]

FAMILY = "Atkinson Hyperlegible Next"
BODY_PIXELS = 14
RADIUS = 10
STEP = 8
_WIDEST_DIALOG = 1200
_FACES = ("400Regular", "400Regular_Italic", "500Medium", "600SemiBold")
_SLOT = re.compile(r"\{\{([a-z0-9_]+)\}\}")
_known: list[Theme] = []


class Theme(QObject):
    """The look in force; ``changed`` is emitted after colours or text size have taken effect.

    ``choice`` is auto (follow the system), light, dark or contrast; ``text_scale`` is in percent.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "auto", text_scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = text_scale
        self._fonts: dict[tuple[int, QFont.Weight], QFont] = {}
        self._template = resource("theme", "reviewer.qss").read_text(encoding="utf-8")
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(resource("fonts", f"AtkinsonHyperlegibleNext_{face}.ttf")))
        app.setStyle("Fusion")
        self.tokens = self._chosen()
        self._dressed: Tokens | None = None
        self._dress()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> str:
        """What the person asked for, not what came out of it."""
        return self._choice

    @property
    def text_scale(self) -> int:
        """The size of text in percent of the usual."""
        return self._scale

    def set_look(self, choice: str, text_scale: int) -> None:
        """Change scheme and text size at once, in every window."""
        if (choice, text_scale) == (self._choice, self._scale):
            return
        self._choice, self._scale = choice, text_scale
        self._refresh()

    def px(self, pixels: float) -> int:
        """A length that grows with the text, such as the height of a row."""
        return round(pixels * self._scale / 100)

    def font(self, pixels: float = BODY_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's face at a size given for 100 %."""
        wanted = (self.px(pixels), weight)
        made = self._fonts.get(wanted)
        if made is None:
            made = self._fonts[wanted] = QFont(FAMILY)
            made.setPixelSize(wanted[0])
            made.setWeight(weight)
        return QFont(made)

    def dialog_width(self, pixels: float) -> int:
        """The width of a dialog given for 100 %, which stays on a small laptop's screen at any scale."""
        return min(self.px(pixels), _WIDEST_DIALOG)

    def icon_size(self, pixels: float = 18) -> QSize:
        """The size of an icon that keeps its place beside text of this scale."""
        return QSize(self.px(pixels), self.px(pixels))

    def line_height(self) -> int:
        """The height of one line of body text in pixels."""
        return QFontMetrics(self.font()).height()

    def stylesheet(self) -> str:
        """The sheet with this scheme's colours and this scale's lengths filled in."""
        return _SLOT.sub(self._fill, self._template)

    def _fill(self, slot: re.Match[str]) -> str:
        name = slot.group(1)
        return f"{self.px(int(name))}px" if name.isdigit() else self.tokens.of(name)

    def contrast_wanted(self) -> bool:
        """Whether the system asks every program for high contrast."""
        wanted = self._app.styleHints().accessibility().contrastPreference()
        return wanted == Qt.ContrastPreference.HighContrast

    def _chosen(self) -> Tokens:
        hints = self._app.styleHints()
        if self._choice == "auto":
            if self.contrast_wanted():
                return CONTRAST
            return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return {"dark": DARK, "contrast": CONTRAST}.get(self._choice, LIGHT)

    def _dress(self) -> None:
        # Each of the three looks at every widget anew, so none is done without need.
        font, palette, sheet = self.font(), qt_palette(self.tokens), self.stylesheet()
        if font != self._app.font():
            self._app.setFont(font)
        if self._dressed is not self.tokens:
            self._app.setPalette(palette)
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
        self._dressed = self.tokens

    def _refresh(self) -> None:
        self.tokens = self._chosen()
        self._dress()
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._choice == "auto" and self._chosen() is not self.tokens:
            self._refresh()


def theme() -> Theme:
    """The application's theme, made with the usual settings where start-up has not made one."""
    # Asked for some thousand times a second while a window is painted, and looked for but once: it is the
    # application's child, so that it is valid just as long as that is.
    if _known and isValid(_known[-1]):
        return _known[-1]
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("There is no application to dress yet.")
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    _known[:] = [found if found is not None else Theme(app)]
    return _known[-1]


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Set properties that the stylesheet selects by, and have it looked at again where one is another."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
