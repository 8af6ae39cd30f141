"""Buttons beside each other where there is room for them, and one above the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_GAP = 8


class Arranged(QWidget):
    """Arranges what it holds anew whenever its own size, or what that asks for, changes."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        """Called each time."""


class ButtonRow(Arranged):
    """Holds buttons; those that are hidden take no room."""

    def __init__(self, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        for button in buttons:
            # Absolute: a button with its icon behind its words is laid out from right to left, and left would be right.
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._row.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    @property
    def across(self) -> int:
        """How wide it is with all its buttons beside each other; 0 where all are hidden."""
        return max(0, sum(width + _GAP for width in self._widths()) - _GAP)

    def _widths(self) -> list[int]:
        return [each.sizeHint().width() for each in self._buttons if not each.isHidden()]

    def _arrange(self) -> None:
        way = (
            QBoxLayout.Direction.LeftToRight
            if self.across <= self.width()
            else QBoxLayout.Direction.TopToBottom
        )
        if self._row.direction() is not way:
            self._row.setDirection(way)
            self.updateGeometry()
