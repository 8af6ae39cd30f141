"""A walk through a window with the Tab key alone."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_MOST = 300


def stops(window: QWidget) -> set[QWidget]:
    """What Tab must reach: visible, in action, and meant for it."""
    return {
        each
        for each in window.findChildren(QWidget)
        if each.window() is window
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }


def walk(window: QWidget) -> tuple[list[QWidget], list[str]]:
    """Where Tab leads in a whole round, from the window's first stop; and what could not be seen when it was there."""
    window.activateWindow()
    QApplication.processEvents()
    visited: list[QWidget] = []
    unseen: list[str] = []
    if (before := window.focusWidget()) is not None:
        before.clearFocus()
    here = window
    for _ in range(_MOST):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or now in visited:
            break
        visited.append(now)
        if not _seen(now):
            unseen.append(said(now))
        here = now
    return visited, unseen


def _seen(widget: QWidget) -> bool:
    """Whether any of it is in sight, scrolled to where it must be."""
    rect, each = widget.rect(), widget
    while not each.isWindow():
        rect = QRect(each.mapToParent(rect.topLeft()), rect.size())
        each = each.parentWidget()
        rect = rect.intersected(each.rect())
    return widget.isVisible() and not rect.isEmpty()


def upward(visited: list[QWidget], panels: list[QWidget]) -> list[str]:
    """Steps within one panel that lead to something wholly above what they came from."""
    found = []
    for before, after in pairwise(visited):
        panel = _panel(before, panels)
        if not before.isVisible() or panel is None or panel is not _panel(after, panels):
            continue
        one, other = (QRect(each.mapTo(panel, QPoint(0, 0)), each.size()) for each in (before, after))
        beside = (
            min(one.bottom(), other.bottom()) - max(one.top(), other.top())
            > min(one.height(), other.height()) // 2
        )
        if other.bottom() < one.top() or (beside and other.right() < one.left()):
            found.append(f"{said(before)} → {said(after)}")
    return found


def said(widget: QWidget) -> str:
    """A widget in words."""
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} “{widget.accessibleName() or (text() if callable(text) else '')}”"


def _panel(widget: QWidget, panels: list[QWidget]) -> QWidget | None:
    holding = [each for each in panels if each.isAncestorOf(widget)]
    return min(holding, key=lambda each: len(each.findChildren(QWidget)), default=None)
