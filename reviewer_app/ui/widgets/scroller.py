"""A page that scrolls where it finds too little room: it has no frame, and the keyboard passes it by."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from reviewer_app.ui.spoken import speak_as

_GAP = 6


def keep_off_bar(area: QScrollArea) -> None:
    """A page goes to the edge of its room while all of it shows, and keeps off the bar while it scrolls."""

    def keep(_least: int, most: int) -> None:
        page = area.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            margins = layout.contentsMargins()
            wanted = _GAP if most else 0
            if margins.right() != wanted:
                margins.setRight(wanted)
                layout.setContentsMargins(margins)

    area.verticalScrollBar().rangeChanged.connect(keep)


class Scroller(QScrollArea):
    """``said`` is its name for screen readers; only what cannot wrap scrolls ``sideways``."""

    def __init__(self, inside: QWidget, said: str = "", *, sideways: bool = False) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if said:
            speak_as(self, QAccessible.Role.Pane)
            self.setAccessibleName(said)
        # Qt scrolls for steps inside the page only; the first step into it may land out of sight.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What was laid out while it was hidden may stand by a text size that holds no longer.
        page = self.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        page = self.widget()
        if now is None or page is None or not page.isAncestorOf(now):
            return
        if now.isVisible() and now.visibleRegion().isEmpty():
            self.ensureWidgetVisible(now)
