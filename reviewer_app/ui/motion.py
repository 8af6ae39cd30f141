"""What may move on the screen: the one place that is asked before anything is animated."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyle

LONGEST_MILLISECONDS = 120
_EFFECTS = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Motion(QObject):
    """Whether things may move; ``choice`` is auto (follow the system), on (reduced) or off (as usual).

    Qt 6.11 has no word of its own for reduced motion. What systems say by other ways counts in ``auto``: a caret
    that must not blink, a style without animations, effects turned off.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "auto") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        # Asked before any other style is put on, and before we change it ourselves.
        self._system = _system_wants_less(app)
        self._flash = app.cursorFlashTime()
        self._effects = {each: QApplication.isEffectEnabled(each) for each in _EFFECTS}
        self._tell_qt()

    @property
    def reduced(self) -> bool:
        """Whether nothing may move of itself."""
        return self._system if self._choice == "auto" else self._choice == "on"

    def set_choice(self, choice: str) -> None:
        """Change what the person asked for."""
        before, self._choice = self.reduced, choice
        if self.reduced != before:
            self._tell_qt()
            self.changed.emit()

    def milliseconds(self, wanted: int) -> int:
        """How long an animation may take: as wanted but never long, and no time at all where motion is reduced."""
        return 0 if self.reduced else min(wanted, LONGEST_MILLISECONDS)

    def _tell_qt(self) -> None:
        self._app.setCursorFlashTime(0 if self.reduced else self._flash)
        for effect, usual in self._effects.items():
            QApplication.setEffectEnabled(effect, usual and not self.reduced)


def motion() -> Motion:
    """The application's word on motion, made with the usual setting where start-up has not made one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("There is no application yet that anything could move in.")
    found = app.findChild(Motion)
    return found if found is not None else Motion(app)


def _system_wants_less(app: QApplication) -> bool:
    if app.cursorFlashTime() <= 0:
        return True
    if app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0:
        return True
    # Elsewhere Qt answers no to this also where it was never asked.
    return sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
