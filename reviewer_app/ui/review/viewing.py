"""The ways of looking as actions of the room, and the one menu in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.viewers.looks import Look


def _offered(way: Look) -> Only:
    return Only(
        lambda room: room.offers(way) and not room.paged(), "What is shown has no such way of looking."
    )


def _look(way: Look, text: str, icon: str, key: str) -> Act:
    return Act(way.value, "Evidence", text, icon, (key,), lambda room: room.look(way), _offered(way))


VIEWING: tuple[Act, ...] = (
    _look(Look.THUMBNAILS, "Pages as small pictures", "columns-2", "P"),
    _look(Look.OUTLINE, "Outline of this document", "list", "H"),
    _look(Look.SINGLE, "One page at a time", "file", "Shift+P"),
    _look(Look.WHOLE_PAGE, "Fit the whole page", "maximize", "Shift+W"),
    _look(Look.LIGHT, "Brightness and contrast", "light", "B"),
    _look(Look.COMPARE, "Compare with another picture…", "columns-2", "X"),
    _look(Look.EXACT, "Exact layout, by LibreOffice", "file-text", "Shift+L"),
    Act(
        "view-menu",
        "Evidence",
        "Ways of looking at this evidence",
        "eye",
        ("V",),
        lambda room: room.show_view_menu(),
        Only(
            lambda room: any(room.offers(way) for way in Look) and not room.paged(),
            "There is only one way of looking at what is shown.",
        ),
    ),
)


def view_menu(looks: Mapping[Look, bool], actions: Mapping[str, QAction], parent: QWidget) -> QMenu:
    """The ways there are for what is shown, with their keys, those that are on ticked."""
    menu = QMenu(parent)
    menu.setAccessibleName("Ways of looking at this evidence")
    for way, on in looks.items():
        action = actions[way.value]
        entry = menu.addAction(action.text())
        entry.setObjectName(way.value)
        # Shown only: the key itself belongs to the room's action.
        entry.setShortcut(action.shortcut())
        entry.setCheckable(way is not Look.COMPARE or on)
        entry.setChecked(on)
        entry.triggered.connect(action.trigger)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def under(button: QWidget) -> QPoint:
    """Where a menu opens that belongs to a button."""
    return button.mapToGlobal(QPoint(0, button.height()))
