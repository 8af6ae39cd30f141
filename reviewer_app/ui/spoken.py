"""What Qt cannot know about a widget: its role for screen readers, and where the Tab key comes to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE = "spoken_role"
_installed: list[object] = []


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Give a widget a role that Qt cannot know: a page of evidence, a picture, a recording.

    Before it is given a name: whoever listens asks for the role then, and keeps it.
    """
    widget.setProperty(_ROLE, role.value)
    if not _installed:
        _installed.append(_face)
        QAccessible.installFactory(_face)


def stop_after(before: QWidget, *following: QWidget) -> None:
    """Let the Tab key come to these after ``before``, in this order."""
    for each in following:
        QWidget.setTabOrder(before, each)
        before = each


def stop_before(after: QWidget, *coming: QWidget) -> None:
    """Let the Tab key come to these, in this order, before it comes to ``after``."""
    before = after.previousInFocusChain()
    # Qt orders only what can take the keyboard; the way back ends at ``after`` itself at the latest.
    while before is not None and before is not after and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    if before is not None:
        stop_after(before, *coming)


def stops_in(panel: QWidget) -> list[QWidget]:
    """The widgets in a panel that can take the keyboard, as they were made."""
    return [each for each in panel.findChildren(QWidget) if each.focusPolicy() is not Qt.FocusPolicy.NoFocus]


def last_stop(panel: QWidget) -> QWidget:
    """The last widget in a panel that can take the keyboard."""
    stops = stops_in(panel)
    return stops[-1] if stops else panel


def _face(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget) or (role := thing.property(_ROLE)) is None:
        return None
    return QAccessibleWidget(thing, QAccessible.Role(role))
