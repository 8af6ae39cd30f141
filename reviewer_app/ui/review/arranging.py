"""What can be done with the panels, as actions of the room, and the menu in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reviewer_app.ui.review.act import Act

EVIDENCE_PANEL = Act(
    "evidence-panel",
    "Moving",
    "Show or hide the list of evidence",
    "panel-left",
    ("F7",),
    lambda r: r.toggle_evidence_panel(),
)
RUBRIC_PANEL = Act(
    "rubric-panel",
    "Moving",
    "Show or hide the rubric",
    "panel-right",
    ("F8",),
    lambda r: r.toggle_rubric_panel(),
)
PANELS_MENU = Act(
    "panels-menu",
    "Moving",
    "Panels of this room",
    "columns-2",
    ("Ctrl+F9",),
    lambda r: r.show_panels_menu(),
)
ARRANGING: tuple[Act, ...] = (
    EVIDENCE_PANEL,
    RUBRIC_PANEL,
    Act(
        "evidence-alone",
        "Moving",
        "Evidence alone, with the levels in one line below",
        "maximize",
        ("F9",),
        lambda r: r.evidence_alone(),
    ),
    Act("rubric-alone", "Moving", "Rubric alone", "list-checks", ("Shift+F9",), lambda r: r.rubric_alone()),
    Act(
        "swap-sides",
        "Moving",
        "Swap the sides of list and rubric",
        "columns-2",
        ("Shift+F8",),
        lambda r: r.swap_sides(),
    ),
    Act(
        "rubric-apart",
        "Moving",
        "Rubric in a window of its own, or back",
        "monitor",
        ("Ctrl+F8",),
        lambda r: r.part_with_rubric(),
    ),
    Act(
        "evidence-apart",
        "Moving",
        "Evidence in a window of its own, or back",
        "monitor",
        ("Ctrl+F7",),
        lambda r: r.part_with_evidence(),
    ),
    Act(
        "wider-evidence",
        "Moving",
        "More room for the evidence",
        "",
        ("Alt+Shift+Right",),
        lambda r: r.give_width(1),
    ),
    Act(
        "wider-rubric",
        "Moving",
        "More room for the rubric",
        "",
        ("Alt+Shift+Left",),
        lambda r: r.give_width(-1),
    ),
    PANELS_MENU,
)

_MENU = (
    *("evidence-panel", "rubric-panel", ""),
    *("evidence-alone", "rubric-alone", ""),
    *("swap-sides", "rubric-apart", "evidence-apart"),
)


def panels_menu(actions: Mapping[str, QAction], parent: QWidget) -> QMenu:
    """The menu of the panels; every entry is the room's own action, with its key."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName("Panels of this room")
    for name in _MENU:
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    return menu
