"""The places of the window, once: name, icon and key of each, and how the later ones are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from reviewer_app.ui.calibration.acts import CALIBRATION_ACTS
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.hosting.acts import HOSTING_ACTS

if TYPE_CHECKING:
    from reviewer_app.ui.hosting.ports import HostPorts

QUEUE, DECIDED, SYNC, SETTINGS, SEARCH, LEAVING = range(6)


class Having(Protocol):
    """What a desk has or has not, by which places are offered."""

    @property
    def calibration(self) -> object | None: ...
    @property
    def hosting(self) -> HostPorts | None: ...


@dataclass(frozen=True)
class Extra:
    """A place that needs nothing of the workspace but to be put there (``later_places`` makes it).

    ``offered`` says whether this desk has it at all; ``acts`` are what can be done there, for the table of actions.
    ``awake`` says whether something goes on there already, so that it is made without being visited.
    """

    name: str
    icon: str
    key: str
    offered: Callable[[Having], bool] = lambda _desk: True
    acts: tuple[Command[Any], ...] = ()
    awake: Callable[[Having], bool] = lambda _desk: False


EXTRAS: tuple[Extra, ...] = (
    Extra(
        "Calibration",
        "scale",
        "Ctrl+6",
        lambda desk: desk.calibration is not None,
        CALIBRATION_ACTS,
    ),
    Extra(
        "Hub",
        "online",
        "Ctrl+7",
        lambda desk: desk.hosting is not None,
        HOSTING_ACTS,
        lambda desk: desk.hosting is not None and desk.hosting.sharing(),
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


def awake(desk: Having) -> tuple[int, ...]:
    """The later places where something goes on already."""
    first = len(PLACES) - len(EXTRAS)
    return tuple(number for number, each in enumerate(EXTRAS, first) if each.awake(desk))
