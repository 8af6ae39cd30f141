"""The places of the window, once: name, icon and key of each, and how the later ones are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviewer_app.ui.calibration.acts import CALIBRATION_ACTS
from reviewer_app.ui.commands.command import Command

if TYPE_CHECKING:
    from reviewer_app.ui.jobs import Jobs
    from reviewer_app.ui.ports import Desk
    from reviewer_app.ui.widgets import Room
    from reviewer_app.ui.workspace import Workspace

QUEUE, DECIDED, SYNC, SETTINGS, SEARCH, LEAVING = range(6)


@dataclass(frozen=True)
class Extra:
    """A place that needs nothing of the workspace but to be put there; ``make`` runs when it is first visited.

    ``offered`` says whether this desk has it at all; ``acts`` are what can be done there, for the table of actions.
    """

    name: str
    icon: str
    key: str
    make: Callable[[Desk, Jobs, Workspace], Room]
    offered: Callable[[Desk], bool] = lambda _desk: True
    acts: tuple[Command[Any], ...] = ()


def _calibration(desk: Desk, jobs: Jobs, space: Workspace) -> Room:
    from reviewer_app.ui.calibration.room import CalibrationRoom  # loaded when first visited

    assert desk.calibration is not None  # offered only where there is one
    room = CalibrationRoom(desk.calibration(), jobs)
    room.opened.connect(space.open_submission)
    room.import_wanted.connect(space.choose_import)
    return room


EXTRAS: tuple[Extra, ...] = (
    Extra(
        "Calibration",
        "scale",
        "Ctrl+6",
        _calibration,
        lambda desk: desk.calibration is not None,
        CALIBRATION_ACTS,
    ),
)
"""Numbered on from the six above, in this order."""

PLACES = (
    ("Queue", "queue", "Ctrl+1"),
    ("Decided", "decided", "Ctrl+2"),
    ("Sync", "sync", "Ctrl+3"),
    ("Settings", "settings", "Ctrl+4"),
    ("Search", "search", "Ctrl+Shift+F"),
    ("Safe to leave?", "ready", "Ctrl+5"),
    *((each.name, each.icon, each.key) for each in EXTRAS),
)
"""Name, icon and key of each place, in the order of their numbers."""

ORDER = (QUEUE, DECIDED, SEARCH, *range(len(PLACES) - len(EXTRAS), len(PLACES)), SYNC, LEAVING, SETTINGS)
"""How they stand in the sidebar."""


def extra(place: int) -> Extra | None:
    """The later place with this number."""
    at = place - (len(PLACES) - len(EXTRAS))
    return EXTRAS[at] if 0 <= at < len(EXTRAS) else None
