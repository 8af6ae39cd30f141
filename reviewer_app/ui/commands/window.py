"""What can be done from everywhere in the window, as actions; each place is one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reviewer_app.ui.commands.command import DOOR, Command, Only, tells
from reviewer_app.ui.places import EXTRAS, PLACES

_IDS = ("queue", "decided", "sync-room", "settings", "search", "leaving")


class WindowOrders(Protocol):
    """What the window can be told to do."""

    @property
    def inside(self) -> bool: ...
    def reaches(self, place: int) -> bool: ...
    def go_to(self, place: int) -> None: ...
    def choose_import(self) -> None: ...
    def sync_now(self) -> None: ...
    def try_sample(self) -> None: ...
    def lock(self) -> None: ...
    def show_palette(self) -> None: ...
    def show_keys(self) -> None: ...
    def print_keys(self) -> None: ...
    def change_keys(self) -> None: ...
    def scale(self, step: int) -> None: ...
    def usual_size(self) -> None: ...
    def dress(self, theme: str) -> None: ...
    def close(self) -> bool: ...


INSIDE: Only = Only(lambda window: window.inside, "Open the store first.")
LOOK = "Look"
_PLACES, _WINDOW = "Places", "Window"


def _place(place: int, id: str, name: str, icon: str, key: str) -> Command[WindowOrders]:
    return Command(
        id,
        _PLACES,
        name,
        icon,
        (key,) if key else (),
        lambda window: window.go_to(place),
        Only(lambda window: window.inside and window.reaches(place), "This laptop has no such place."),
    )


def _act(
    id: str, text: str, icon: str, keys: tuple[str, ...], run: Callable[[WindowOrders], object]
) -> Command[WindowOrders]:
    return Command(id, _WINDOW, text, icon, keys, run, INSIDE)


def _look(
    id: str, text: str, icon: str, keys: tuple[str, ...], run: Callable[[WindowOrders], object]
) -> Command[WindowOrders]:
    return Command(id, LOOK, text, icon, keys, run)


PLACE_ACTS = tuple(
    _place(number, id, *PLACES[number])
    for number, id in enumerate((*_IDS, *(each.name.lower() for each in EXTRAS)))
)
"""In the order of their numbers."""

PALETTE = _act("palette", "All commands", "command", ("Ctrl+K",), lambda window: window.show_palette())
HELP: Command[WindowOrders] = Command(
    "keys", _WINDOW, "Help and keys of this screen", "help", ("F1",), lambda window: window.show_keys()
)
IMPORT = _act("import", "Import bundle…", "import", ("Ctrl+I",), lambda window: window.choose_import())
SYNC = _act("sync", "Sync now", "sync", ("F5",), lambda window: window.sync_now())
SAMPLE = _act(
    "sample", "Try a sample review", "book-open", ("Ctrl+Shift+G",), lambda window: window.try_sample()
)
LOCK = _act("lock", "Lock the store", "lock", ("Ctrl+L",), lambda window: window.lock())

WINDOW_ACTS: tuple[Command[WindowOrders], ...] = (
    *PLACE_ACTS,
    PALETTE,
    HELP,
    IMPORT,
    SYNC,
    SAMPLE,
    LOCK,
    _act("change-keys", "Change keys…", "keys", (), lambda window: window.change_keys()),
    _act("print-keys", "Save the key sheet as PDF…", "printer", (), lambda window: window.print_keys()),
    Command("quit", _WINDOW, "Close Reviewer", "close", ("Ctrl+Q",), lambda window: window.close()),
    _look("larger", "Larger text", "text-size", ("Ctrl++", "Ctrl+="), lambda window: window.scale(1)),
    _look("smaller", "Smaller text", "text-size", ("Ctrl+-",), lambda window: window.scale(-1)),
    _look("usual-size", "Usual text size", "text-size", ("Ctrl+0",), lambda window: window.usual_size()),
    _look("look-auto", "Colours as the system has them", "system", (), lambda window: window.dress("auto")),
    _look("look-light", "Light colours", "light", (), lambda window: window.dress("light")),
    _look("look-dark", "Dark colours", "dark", (), lambda window: window.dress("dark")),
    _look("look-contrast", "High contrast", "contrast", (), lambda window: window.dress("contrast")),
)

DOOR_ACTS = (
    tells("enter", "Door", "Open the store", ("Return",), DOOR),
    tells("next", "Door", "Move between fields and buttons", ("Tab",), DOOR),
)
