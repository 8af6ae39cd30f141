"""Notices that nobody touched the program for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCH = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits ``idle`` after so many minutes without a key or a pointer in any of the program's windows."""

    idle = Signal()

    def __init__(self, app: QGuiApplication, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        # Windows see only what the system sends them; the application would show every event of every widget.
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())
        self.set_minutes(minutes)

    @property
    def running(self) -> bool:
        """Whether time is being counted."""
        return self._timer.isActive()

    def set_minutes(self, minutes: int) -> None:
        """Count so many minutes, from now."""
        self._timer.setInterval(minutes * 60_000)
        self._timer.start()

    def pause(self) -> None:
        """Stop counting: there is nothing open to lock."""
        self._timer.stop()

    def resume(self) -> None:
        """Count from the beginning."""
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCH and self._timer.isActive():
            self._timer.start()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Installing a filter twice only moves it to the front.
            window.installEventFilter(self)
