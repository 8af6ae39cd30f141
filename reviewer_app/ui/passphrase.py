"""Passphrases: a field that can be read by its owner, and what is said about a new one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer_app.ui.icons import dress
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import IconButton

SHORTEST = 10
_STRONG = 16


def strength(text: str) -> tuple[bool, str, str]:
    """Whether a new passphrase may be used, its tone, and what is said about it."""
    kinds = sum(
        any(test(char) for char in text) for test in (str.islower, str.isupper, str.isdigit, _is_sign)
    )
    if not text:
        return (
            False,
            "muted",
            f"At least {SHORTEST} characters; three or four words are easy to keep in mind.",
        )
    if len(text) < SHORTEST:
        return False, "bad", f"Too short: {len(text)} of at least {SHORTEST} characters."
    if len(set(text.casefold())) < 5:
        return False, "bad", "Too simple: the same few characters over and over."
    if len(text) >= _STRONG or (len(text) >= 12 and kinds >= 3):
        return True, "ok", "Strong."
    return True, "warn", "Fair: another word would make it strong."


def _is_sign(char: str) -> bool:
    return not char.isalnum()


class PassphraseField(QLineEdit):
    """Hidden unless its owner asks to see it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(512)
        self._eye = IconButton("show", "Show the passphrase", self._turn, size=16, parent=self)
        self.textEdited.connect(lambda _text: restyle(self, wrong=False))
        theme().changed.connect(self._place)

    def wrong(self) -> None:
        """Mark what was typed as not fitting, ready to be typed over."""
        restyle(self, wrong=True)
        self.selectAll()
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _turn(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        name = "Hide the passphrase" if hidden else "Show the passphrase"
        self._eye.setAccessibleName(name)
        self._eye.setToolTip(name)
        dress(self._eye, "hidden" if hidden else "show", "muted", 16)

    def _place(self) -> None:
        size = self._eye.sizeHint()
        self.setTextMargins(0, 0, size.width(), 0)
        corner = QPoint(self.width() - size.width() - 3, (self.height() - size.height()) // 2)
        self._eye.setGeometry(QRect(corner, size))
