"""A walk through a window with the Tab key alone."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass
class Walk:
    """Where Tab leads, what could not be seen when it was there, and steps that lead upward within a panel."""

    visited: list[QWidget] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    upward: list[str] = field(default_factory=list)


def walk(window: QWidget, panels: list[QWidget]) -> Walk:
    """A whole round from the window's first stop."""
    window.activateWindow()
    QApplication.processEvents()
    made = Walk()
    if (before := window.focusWidget()) is not None:
        before.clearFocus()
    here = window
    for _ in range(_MOST):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or now in made.visited:
            break
        # As it lies at this step: a later one may scroll it away.
        if made.visited and _leads_up(made.visited[-1], now, panels):
            made.upward.append(f"{said(made.visited[-1])} → {said(now)}")
        made.visited.append(now)
        if not _seen(now):
            made.unseen.append(said(now))
        here = now
    return made


def _seen(widget: QWidget) -> bool:
    """Whether any of it is in sight, scrolled to where it must be."""
    rect, each = widget.rect(), widget
    while not each.isWindow():
        rect = QRect(each.mapToParent(rect.topLeft()), rect.size())
        each = each.parentWidget()
        rect = rect.intersected(each.rect())
    return widget.isVisible() and not rect.isEmpty()


def _leads_up(before: QWidget, after: QWidget, panels: list[QWidget]) -> bool:
    """Whether a step within one panel leads to something wholly above what it came from."""
    panel = _panel(before, panels)
    if not before.isVisible() or panel is None or panel is not _panel(after, panels):
        return False
    one, other = (QRect(each.mapTo(panel, QPoint(0, 0)), each.size()) for each in (before, after))
    beside = (
        min(one.bottom(), other.bottom()) - max(one.top(), other.top())
        > min(one.height(), other.height()) // 2
    )
    return other.bottom() < one.top() or (beside and other.right() < one.left())


def said(widget: QWidget) -> str:
    """A widget in words."""
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} “{widget.accessibleName() or (text() if callable(text) else '')}”"


def _panel(widget: QWidget, panels: list[QWidget]) -> QWidget | None:
    holding = [each for each in panels if each.isAncestorOf(widget)]
    return min(holding, key=lambda each: len(each.findChildren(QWidget)), default=None)
