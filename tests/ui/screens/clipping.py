"""What is cut off in a window: smaller than it asks to be, or beyond the edge of what holds it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from docs.tour import SMALL, Tour
from reviewer_app.ui.laid_out import lay_out_now
from reviewer_app.ui.widgets import ElidedLabel

_SKIPPED = (QScrollBar, QSplitterHandle, QHeaderView)
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


_FRAME = 38
"""What a window's title bar takes from the height of a screen."""


def beyond_the_small_laptop(tour: Tour, shown: QWidget) -> list[str]:
    """What of a screen has no room on the smallest laptop: itself, or what is cut off in it."""
    lay_out_now()  # Qt lived on since the screen was brought up
    wide, high = shown.width(), shown.height()
    found = cut_off(shown)
    if shown is tour.shell and (wide, high) != SMALL:
        found.append(f"the window is {wide}x{high}")
    if isinstance(shown, QDialog) and (wide > SMALL[0] or high > SMALL[1] - _FRAME):
        found.append(f"the dialog is {wide}x{high}")
    return found


def cut_off(window: QWidget) -> list[str]:
    """Everything visible that a person cannot see whole and cannot scroll to."""
    found = []
    for each in window.findChildren(QWidget):
        if (
            not each.isVisible()
            or each.window() is not window
            or isinstance(each, _SKIPPED)
            or not _is_ours(each)
        ):
            continue
        if (why := _squeezed(each) or _outside(each)) is not None:
            found.append(f"{_said(each)}: {why}")
    return found


def _squeezed(widget: QWidget) -> str | None:
    """Smaller than it needs for its words, and not of a kind that shortens them and tells the whole on hover."""
    has, wide, high = widget.size(), 0, 0
    if isinstance(widget, ElidedLabel):
        high = widget.minimumSizeHint().height()
    elif isinstance(widget, QLabel):
        high = widget.heightForWidth(has.width()) if widget.wordWrap() else widget.sizeHint().height()
        wide = _longest_word(widget) if widget.wordWrap() else widget.sizeHint().width()
    elif isinstance(widget, QRadioButton | QAbstractButton) and type(widget) is not QAbstractButton:
        wide, high = widget.sizeHint().width(), widget.sizeHint().height()
        if widget.toolTip() and widget.minimumSizeHint().width() < wide and _shortens(widget):
            wide = widget.minimumSizeHint().width()
    elif isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox):
        high = widget.sizeHint().height()
    elif isinstance(widget, QTabBar):
        wide, high = widget.minimumSizeHint().width(), widget.sizeHint().height()
        last = widget.tabRect(widget.count() - 1)
        if not widget.usesScrollButtons():
            wide = max(wide, last.right() + 1)
    if has.width() < wide or has.height() < high:
        return f"is {has.width()}x{has.height()}, needs {wide}x{high}"
    return None


def _outside(widget: QWidget) -> str | None:
    """Beyond the edge of its parent, where nothing can be scrolled."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return None
    area = parent.parentWidget()
    scrolled = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
    mine, room = widget.geometry(), parent.rect()
    across = mine.left() < room.left() or mine.right() > room.right()
    down = mine.top() < room.top() or mine.bottom() > room.bottom()
    if scrolled and isinstance(area, QAbstractScrollArea):
        across = across and area.horizontalScrollBarPolicy() is _OFF
        down = down and area.verticalScrollBarPolicy() is _OFF
    if isinstance(parent, QSplitter):
        across = across and mine.width() > 0
    if across or down:
        return f"lies at {mine.getRect()} in {type(parent).__name__} of {room.width()}x{room.height()}"
    return None


def _longest_word(label: QLabel) -> int:
    metrics = label.fontMetrics()
    words = label.text().replace("\u200b", " ").replace("-", " ").replace("/", " ").split()
    frame = label.width() - label.contentsRect().width()
    return frame + max((metrics.horizontalAdvance(each) for each in words), default=0)


def _shortens(button: QAbstractButton) -> bool:
    # Only what paints itself can shorten its words; Qt's own buttons cut them off.
    return type(button).paintEvent is not QAbstractButton.paintEvent and "paintEvent" in {
        name
        for kind in type(button).__mro__
        if kind.__module__.startswith("reviewer_app")
        for name in vars(kind)
    }


def _is_ours(widget: QWidget) -> bool:
    # Inside lists, tables and fields Qt arranges its own helpers.
    parent = widget.parentWidget()
    return not (
        isinstance(parent, QAbstractScrollArea)
        and widget is not parent.viewport()
        and type(widget) is QWidget
    )


def _said(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = widget.accessibleName() or (text() if callable(text) else "") or widget.objectName()
    return f"{type(widget).__name__} “{words[:60]}”"
