"""What a screen reader finds in a window: the accessible tree as plain nodes, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QTextEdit,
    QWidget,
)

Role = QAccessible.Role
# What Qt itself makes and names nothing in, and nobody can reach by keyboard or press on purpose.
_INNER = (QScrollBar, QSplitterHandle, QHeaderView)
_RIGHT: tuple[tuple[type[QWidget], set[QAccessible.Role]], ...] = (
    (QRadioButton, {Role.RadioButton}),
    (QAbstractButton, {Role.Button, Role.CheckBox, Role.ButtonMenu, Role.PushButton}),
    (QLineEdit, {Role.EditableText}),
    (QPlainTextEdit, {Role.EditableText, Role.StaticText}),
    (QTextEdit, {Role.EditableText, Role.StaticText}),
    (QComboBox, {Role.ComboBox}),
    (QAbstractItemView, {Role.List, Role.Table, Role.Tree}),
    (QTabBar, {Role.PageTabList}),
    (QProgressBar, {Role.ProgressBar}),
    (QAbstractSlider, {Role.Slider}),
)
_ITEMS = {Role.ListItem, Role.TreeItem, Role.Cell, Role.Row, Role.ColumnHeader, Role.RowHeader, Role.PageTab}
_TEXTS = {
    Role.StaticText,
    Role.Graphic,
    Role.Client,
    Role.Grouping,
    Role.Pane,
    Role.ScrollBar,
    Role.Separator,
}


@dataclass
class Node:
    """One thing a screen reader can come to."""

    widget: QWidget | None
    role: QAccessible.Role
    name: str
    words: str
    children: list[Node] = field(default_factory=list)

    def __str__(self) -> str:
        kind = type(self.widget).__name__ if self.widget is not None else "item"
        return f"{kind} {self.role.name} “{self.name}”"

    def all(self) -> Iterator[Node]:
        """This node and everything in it."""
        yield self
        for child in self.children:
            yield from child.all()


def tree(root: QWidget) -> Node:
    """The accessible tree of a window, as far as it is visible."""
    QAccessible.setActive(True)
    return _node(QAccessible.queryAccessibleInterface(root))


def _node(face: QAccessibleInterface) -> Node:
    thing = face.object()
    widget = thing if isinstance(thing, QWidget) else None
    words = " ".join(
        face.text(kind)
        for kind in (QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    )
    made = Node(widget, face.role(), face.text(QAccessible.Text.Name), words)
    for at in range(min(face.childCount(), 400)):
        child = face.child(at)
        if child is None or not child.isValid():
            continue
        inner = child.object()
        if isinstance(inner, QWidget) and (not inner.isVisible() or isinstance(inner, _INNER)):
            continue
        made.children.append(_node(child))
    return made


def controls(node: Node) -> list[Node]:
    """What can be pressed or take the keyboard."""
    return [
        each
        for each in node.all()
        if each.widget is not None
        and (
            (each.widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.widget.isWindow())
            or (isinstance(each.widget, QAbstractButton) and type(each.widget) is not QAbstractButton)
        )
    ]


def nameless(node: Node) -> list[str]:
    """Controls that say nothing of themselves."""
    return [str(each) for each in controls(node) if not each.name.strip()]


def wrong_roles(node: Node) -> list[str]:
    """Controls whose role is not that of their kind."""
    found = []
    for each in controls(node):
        wanted = next((roles for kind, roles in _RIGHT if isinstance(each.widget, kind)), None)
        if wanted is not None and each.role not in wanted:
            found.append(str(each))
        if wanted is None and each.role in (Role.Client, Role.NoRole):
            found.append(f"{each} has no role")
    return found


def twins(node: Node) -> list[str]:
    """Siblings nobody could tell apart: the same role and the same name, and no items of a list."""
    found = []
    for each in node.all():
        same = Counter(
            (child.role, child.name)
            for child in each.children
            if child.name and child.role not in _ITEMS | _TEXTS
        )
        found += [
            f"{count} × {role.name} “{name}” in {each}" for (role, name), count in same.items() if count > 1
        ]
    return found


def spoken(node: Node) -> str:
    """Everything that is read out, in lower case."""
    return " ".join(f"{each.name} {each.words}" for each in node.all()).lower()
