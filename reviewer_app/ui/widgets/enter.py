"""Buttons that Enter presses too: Qt listens to the space bar only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class EnterPushButton(QPushButton):
    """A button with words that takes Enter for the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(as_space(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(as_space(event))


class EnterToolButton(QToolButton):
    """A button with an icon that takes Enter for the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(as_space(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(as_space(event))


def as_space(event: QKeyEvent) -> QKeyEvent:
    """Enter alone as a press of the space bar; any other key as it is."""
    if event.key() not in _ENTER or event.modifiers() & _CHORDS:
        return event
    return QKeyEvent(event.type(), Qt.Key.Key_Space, event.modifiers(), " ", event.isAutoRepeat())
