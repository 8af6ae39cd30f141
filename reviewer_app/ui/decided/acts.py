"""What can be done with decided submissions, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells
from reviewer_app.ui.lists.table import RowsTable
from reviewer_app.ui.widgets import Button, SearchField

DECIDED = "decided"
_GROUP = "Decided"
_SORTS = (
    ("alias", "submission"),
    ("title", "micro-credential"),
    ("attempt", "attempt"),
    ("updated", "when it was decided"),
)


class TakenBack(Protocol):
    """What the list of handed back submissions can be told to do."""

    @property
    def take_back(self) -> Button: ...
    def take_it_back(self) -> None: ...


class DecidedOrders(Protocol):
    """What the room of decided submissions can be told to do."""

    @property
    def letter(self) -> Button: ...
    @property
    def table(self) -> RowsTable: ...
    @property
    def search(self) -> SearchField: ...
    @property
    def handed_back(self) -> TakenBack: ...
    def save_letter(self) -> None: ...
    def save_sheet(self) -> None: ...


_SIGNED: Only = Only(
    lambda room: room.letter.isEnabled(), "The cursor is on no submission with a signed decision."
)


def _sort(name: str, words: str) -> Command[DecidedOrders]:
    return Command(
        f"sort-{name}",
        _GROUP,
        f"Sort by {words}",
        "sort",
        (),
        lambda room: room.table.sort_wanted.emit(name),
        where=DECIDED,
    )


SEARCH: Command[DecidedOrders] = Command(
    "search",
    _GROUP,
    "Search what is decided",
    "search",
    ("/", "Ctrl+F"),
    lambda room: room.search.setFocus(),
    where=DECIDED,
)
LETTER: Command[DecidedOrders] = Command(
    "letter",
    _GROUP,
    "Save the letter to the earner…",
    "letter",
    ("Ctrl+S",),
    lambda room: room.save_letter(),
    _SIGNED,
    where=DECIDED,
)
SHEET: Command[DecidedOrders] = Command(
    "sheet",
    _GROUP,
    "Save the review sheet…",
    "sheet",
    ("Ctrl+Shift+S",),
    lambda room: room.save_sheet(),
    _SIGNED,
    where=DECIDED,
)
TAKE_BACK: Command[DecidedOrders] = Command(
    "take-back",
    _GROUP,
    "Take back what was handed back",
    "undo-2",
    ("Ctrl+Shift+U",),
    lambda room: room.handed_back.take_it_back(),
    Only(lambda room: room.handed_back.take_back.isEnabled(), "Show what was handed back and choose one."),
    where=DECIDED,
)
DECIDED_ACTS: tuple[Command[DecidedOrders], ...] = (
    tells("move", _GROUP, "Move in the list", ("Up", "Down", "Home", "End"), DECIDED),
    tells("enter", _GROUP, "Open the submission to read it again", ("Return",), DECIDED),
    SEARCH,
    Command(
        "open",
        _GROUP,
        "Open the submission to read it again",
        "next",
        ("Ctrl+O",),
        lambda room: room.table.open_current(),
        Only(lambda room: bool(room.table.current()), "The cursor is on no submission."),
        where=DECIDED,
    ),
    LETTER,
    SHEET,
    TAKE_BACK,
    *(_sort(name, words) for name, words in _SORTS),
)
