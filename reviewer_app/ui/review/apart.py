"""A panel in a window of its own: the keys of the room work in it, closing it puts the panel back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QKeyCombination, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

_GRIP = 120
_USUAL = (760, 820)


class ApartWindow(QWidget):
    """Holds one panel of a room; ``closed`` says that the person wants it back where it was."""

    closed = Signal()

    def __init__(self, room: QWidget, press: Callable[[QKeySequence], bool]) -> None:
        super().__init__(room, Qt.WindowType.Window)
        self._room, self._press = room, press
        self.panel: QWidget | None = None
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.addActions(room.actions())
        # Locking, syncing and help work here too: this is the same program in a second frame.
        self.addActions(room.window().actions())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def take(self, panel: QWidget) -> None:
        """Hold this panel now."""
        self.panel = panel
        self._column.addWidget(panel)
        panel.show()

    def say(self, alias: str, what: str) -> None:
        """Name the window: the alias and the panel, never more, for everyone who passes by can read it."""
        name = f"{alias} · {what}" if alias else what
        self.setWindowTitle(f"{name} – Reviewer")
        self.setAccessibleName(name)

    def put(self, place: Sequence[int]) -> None:
        """Go where the panel was last, or beside, always onto a screen that is there."""
        screens = [each.availableGeometry() for each in QGuiApplication.screens()]
        home = self._room.screen().availableGeometry()
        self.setGeometry(visible_place(tuple(place), screens, home))

    def place(self) -> tuple[int, ...]:
        """Where it is now."""
        here = self.geometry()
        return here.x(), here.y(), here.width(), here.height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._press(QKeySequence(QKeyCombination(plain, Qt.Key(event.key())))):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()


def visible_place(place: tuple[int, ...], screens: Sequence[QRect], home: QRect) -> QRect:
    """A place of which the upper edge can be seen and gripped on one of the screens.

    Without a place, or with one on a screen that is gone, it is the middle of a screen other than ``home``, or of
    ``home`` itself.
    """
    if len(place) == 4:
        wanted = QRect(*place)
        for screen in screens:
            edge = QRect(wanted.x(), wanted.y(), wanted.width(), 1).intersected(screen)
            if edge.width() >= min(_GRIP, wanted.width()) and not edge.isEmpty():
                return wanted.intersected(screen)
    free = next((each for each in screens if each != home), home)
    wide, high = (place[2], place[3]) if len(place) == 4 else _USUAL
    made = QRect(0, 0, min(max(wide, 1), free.width()), min(max(high, 1), free.height()))
    made.moveCenter(free.center())
    return made
