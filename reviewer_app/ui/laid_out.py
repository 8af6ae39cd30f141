"""Layouts that stay cheap: news of sizes go no further up than they change something, and are worked off at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_FLOORS = 10
"""As many widgets as lie above one another in a room; each hands news of sizes on by one event more."""


def lay_out_now() -> None:
    """Arrange all that was changed before any of it is painted; by themselves layouts are painted on their way."""
    for _floor in range(_FLOORS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


class Floor(QWidget):
    """Holds one widget and tells those above it of its size only where that is another than before.

    Qt lays out every widget up to the window's own whenever any word in it changes.
    """

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = held
        held.setParent(self)
        self._told = self._sizes()

    def sizeHint(self) -> QSize:
        return self._held.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._held.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._held.resize(event.size())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self._sizes() != self._told:
            self._told = self._sizes()
            self.updateGeometry()
        return super().event(event)

    def _sizes(self) -> tuple[QSize, QSize]:
        return self.sizeHint(), self.minimumSizeHint()
