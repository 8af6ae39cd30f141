"""The pointer moved over a widget by an event of its own, wherever the real one rests."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def move_pointer(over: QWidget, spot: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """Tell ``over`` that the pointer came to ``spot``, with ``held`` pressed."""
    at = QPointF(spot)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(over.mapToGlobal(spot)),
        Qt.MouseButton.NoButton,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(over, moved)
