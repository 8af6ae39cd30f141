"""What can be done in the hub's place, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells

HOSTING = "hub"
_GROUP = "Hub"


class WorkOrders(Protocol):
    """What the card of the hub's submissions can be told to do."""

    @property
    def at_list(self) -> bool: ...
    @property
    def can_give(self) -> bool: ...
    @property
    def can_take_back(self) -> bool: ...
    @property
    def can_undo(self) -> bool: ...
    def bring(self) -> None: ...
    def bring_folder(self) -> None: ...
    def search(self) -> None: ...
    def ask_to_give(self) -> None: ...
    def ask_to_take_back(self) -> None: ...
    def undo(self) -> None: ...
    def show_which(self, which: str) -> None: ...


class HostingOrders(Protocol):
    """What the hub's place can be told to do."""

    @property
    def still(self) -> bool: ...
    @property
    def can_open(self) -> bool: ...
    @property
    def working(self) -> bool: ...
    @property
    def work(self) -> WorkOrders: ...
    def turn(self) -> None: ...
    def open_hub(self) -> None: ...
    @property
    def can_back_up(self) -> bool: ...
    def back_up(self) -> None: ...


WORKING: Only = Only(lambda room: room.working, "Open the hub first.")
AT_LIST: Only = Only(lambda room: room.working and room.work.at_list, "Open the hub, and go to its list.")

SHARE: Command[HostingOrders] = Command(
    "share",
    _GROUP,
    "Share the hub in this room, or stop",
    "online",
    ("Ctrl+Shift+S",),
    lambda room: room.turn(),
    Only(lambda room: room.still, "It is being opened."),
    where=HOSTING,
)
OPEN: Command[HostingOrders] = Command(
    "open",
    _GROUP,
    "Open the hub, for work on this laptop",
    "unlock",
    ("Ctrl+O",),
    lambda room: room.open_hub(),
    Only(lambda room: room.can_open, "It is open already."),
    where=HOSTING,
)
BRING: Command[HostingOrders] = Command(
    "bring",
    _GROUP,
    "Take in bundles…",
    "import",
    ("Ctrl+Shift+I",),
    lambda room: room.work.bring(),
    WORKING,
    where=HOSTING,
)
BRING_FOLDER: Command[HostingOrders] = Command(
    "bring-folder",
    _GROUP,
    "Take in a folder of bundles…",
    "folder",
    (),
    lambda room: room.work.bring_folder(),
    WORKING,
    where=HOSTING,
)
FIND: Command[HostingOrders] = Command(
    "search",
    _GROUP,
    "Search what the hub holds",
    "search",
    ("/", "Ctrl+F"),
    lambda room: room.work.search(),
    AT_LIST,
    where=HOSTING,
)
GIVE: Command[HostingOrders] = Command(
    "give",
    _GROUP,
    "Give the chosen submissions to somebody…",
    "sending",
    ("Ctrl+G",),
    lambda room: room.work.ask_to_give(),
    Only(lambda room: room.working and room.work.can_give, "Choose submissions first."),
    where=HOSTING,
)
TAKE_BACK: Command[HostingOrders] = Command(
    "take-back",
    _GROUP,
    "Take the chosen submissions back…",
    "undo-2",
    ("Ctrl+Shift+U",),
    lambda room: room.work.ask_to_take_back(),
    Only(lambda room: room.working and room.work.can_take_back, "Choose submissions that somebody has open."),
    where=HOSTING,
)
UNDO: Command[HostingOrders] = Command(
    "undo",
    _GROUP,
    "Undo what was given last",
    "undo-2",
    ("Ctrl+Z",),
    lambda room: room.work.undo(),
    Only(lambda room: room.working and room.work.can_undo, "Nothing was given a moment ago."),
    where=HOSTING,
)


BACK_UP: Command[HostingOrders] = Command(
    "back-up",
    _GROUP,
    "Back the hub up…",
    "save",
    ("Ctrl+Shift+B",),
    lambda room: room.back_up(),
    Only(lambda room: room.can_back_up, "Open the hub first; one backup is made at a time."),
    where=HOSTING,
)


def _which(which: str, words: str) -> Command[HostingOrders]:
    return Command(
        f"show-{which}",
        _GROUP,
        words,
        "filter",
        (),
        lambda room: room.work.show_which(which),
        AT_LIST,
        where=HOSTING,
    )


HOSTING_ACTS: tuple[Command[HostingOrders], ...] = (
    tells("move", _GROUP, "Next field or button", ("Tab",), HOSTING),
    tells("enter", _GROUP, "Press the button that has the keyboard; in the list: give", ("Return",), HOSTING),
    tells("scroll", _GROUP, "Scroll, or move in the list", ("Up", "Down", "PgUp", "PgDown"), HOSTING),
    tells("several", _GROUP, "Choose several in the list", ("Shift+Up", "Shift+Down", "Ctrl+A"), HOSTING),
    tells("leave", _GROUP, "Back to the list", ("Esc",), HOSTING),
    SHARE,
    OPEN,
    BRING,
    BRING_FOLDER,
    FIND,
    GIVE,
    TAKE_BACK,
    UNDO,
    BACK_UP,
    _which("free", "Show the submissions that nobody has"),
    _which("all", "Show all submissions of the hub"),
)
