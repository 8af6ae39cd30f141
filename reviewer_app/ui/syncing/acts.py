"""What can be done in the sync room besides syncing itself, as actions."""

from __future__ import annotations

from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from reviewer_app.domain.refused import Act
from reviewer_app.ui.commands.command import Command, Only, tells
from reviewer_app.ui.syncing.files_part import FilesPart
from reviewer_app.ui.syncing.nearby import NearbyCard
from reviewer_app.ui.widgets import SearchField

SYNC = "sync-room"
_GROUP = "Sync"
FILTERS = (
    ("all", "All"),
    ("attention", "Needs attention"),
    ("waiting", "On its way"),
    ("received", "Received"),
    ("came", "Arrived"),
)
"""Which lines of the ledger can be shown, and what that is called."""

_REFUSED = "Open what the hub refused and needs you, then choose."
Part = TypeVar("Part", bound=QWidget)


class BarOrders(Protocol):
    """What the bar over the ledger can be told to do."""

    @property
    def search(self) -> SearchField: ...
    def choose(self, which: str) -> None: ...


class ItemOrders(Protocol):
    """What the panel of an item can be told to do."""

    @property
    def can_save(self) -> bool: ...
    @property
    def view(self) -> object | None: ...
    def copy_facts(self) -> None: ...


class RefusedOrders(Protocol):
    """What the page of something refused can be told to do."""

    def can(self, act: Act) -> bool: ...
    def do(self, act: Act) -> None: ...
    def isVisible(self) -> bool: ...


class LeftOrders(Protocol):
    """What the list of what left can be told to do."""

    def open(self) -> None: ...


class FormOrders(Protocol):
    """What the form for pairing can be told to do."""

    def focus_form(self) -> None: ...


class PartnerOrders(Protocol):
    """What the line of the paired hub can be told to do."""

    def ask(self) -> None: ...


class SyncOrders(Protocol):
    """What the sync room can be told to do."""

    @property
    def bar(self) -> BarOrders: ...
    @property
    def panel(self) -> ItemOrders: ...
    @property
    def refused(self) -> RefusedOrders: ...
    @property
    def left(self) -> LeftOrders: ...
    @property
    def pairing(self) -> FormOrders: ...
    @property
    def partner(self) -> PartnerOrders: ...
    @property
    def paired(self) -> bool: ...
    def part(self, kind: type[Part]) -> Part | None: ...
    def save_receipt(self) -> None: ...
    def show_ledger(self) -> None: ...


def _can(act: Act) -> Only:
    return Only(lambda room: room.refused.can(act), _REFUSED)


def _filter(which: str, words: str) -> Command[SyncOrders]:
    return Command(
        f"show-{which}",
        _GROUP,
        f"Ledger: {words.lower()}",
        "filter",
        (),
        lambda room: room.bar.choose(which),
        where=SYNC,
    )


SEARCH: Command[SyncOrders] = Command(
    "search",
    _GROUP,
    "Search the ledger by submission",
    "search",
    ("/", "Ctrl+F"),
    lambda room: room.bar.search.setFocus(),
    where=SYNC,
)
SAVE_RECEIPT: Command[SyncOrders] = Command(
    "save-receipt",
    _GROUP,
    "Save the receipt of this item…",
    "receipt",
    ("Ctrl+S",),
    lambda room: room.save_receipt(),
    Only(lambda room: room.panel.can_save, "The item the cursor is on has no receipt."),
    where=SYNC,
)
COPY_ITEM: Command[SyncOrders] = Command(
    "copy-item",
    _GROUP,
    "Copy what is known of this item",
    "copy",
    ("Ctrl+Shift+C",),
    lambda room: room.panel.copy_facts(),
    Only(lambda room: room.panel.view is not None, "The cursor is on no item."),
    where=SYNC,
)
LEFT: Command[SyncOrders] = Command(
    "what-left",
    _GROUP,
    "Print what left this laptop…",
    "printer",
    ("Ctrl+P",),
    lambda room: room.left.open(),
    where=SYNC,
)
SEND_AGAIN: Command[SyncOrders] = Command(
    "send-again",
    _GROUP,
    "Send the refused decision again",
    "send",
    ("Ctrl+Return",),
    lambda room: room.refused.do(Act.SEND_AGAIN),
    _can(Act.SEND_AGAIN),
    where=SYNC,
)
JUDGE_AGAIN: Command[SyncOrders] = Command(
    "judge-again",
    _GROUP,
    "Judge the refused decision again",
    "pencil",
    ("Ctrl+J",),
    lambda room: room.refused.do(Act.JUDGE_AGAIN),
    _can(Act.JUDGE_AGAIN),
    where=SYNC,
)
KEEP_COPY: Command[SyncOrders] = Command(
    "keep-copy",
    _GROUP,
    "Keep a copy of what was refused…",
    "save",
    ("Ctrl+Shift+S",),
    lambda room: room.refused.do(Act.COPY),
    _can(Act.COPY),
    where=SYNC,
)
ASK: Command[SyncOrders] = Command(
    "ask",
    _GROUP,
    "Copy a question for the coordinator",
    "message-square",
    ("Ctrl+Shift+A",),
    lambda room: room.refused.do(Act.ASK),
    _can(Act.ASK),
    where=SYNC,
)
LET_GO: Command[SyncOrders] = Command(
    "let-go",
    _GROUP,
    "Let go of what was refused",
    "ok",
    (),
    lambda room: room.refused.do(Act.LET_GO),
    _can(Act.LET_GO),
    where=SYNC,
)
BACK: Command[SyncOrders] = Command(
    "back",
    _GROUP,
    "Back to the ledger",
    "back",
    ("Esc",),
    lambda room: room.show_ledger(),
    Only(lambda room: room.refused.isVisible(), "The ledger is on show."),
    by_hand=True,
    where=SYNC,
)

SYNC_ACTS: tuple[Command[SyncOrders], ...] = (
    tells("move", _GROUP, "Move in the ledger", ("Up", "Down"), SYNC),
    tells("enter", _GROUP, "Open the submission, or what needs you", ("Return",), SYNC),
    SEARCH,
    SAVE_RECEIPT,
    COPY_ITEM,
    LEFT,
    SEND_AGAIN,
    JUDGE_AGAIN,
    KEEP_COPY,
    ASK,
    LET_GO,
    BACK,
    *(_filter(which, words) for which, words in FILTERS),
    Command(
        "pair",
        _GROUP,
        "Pair this laptop with a hub",
        "pair",
        (),
        lambda room: room.pairing.focus_form(),
        Only(lambda room: not room.paired, "This laptop is paired with a hub already."),
        where=SYNC,
    ),
    Command(
        "end-pairing",
        _GROUP,
        "End the pairing with the hub…",
        "close",
        (),
        lambda room: room.partner.ask(),
        Only(lambda room: room.paired, "This laptop is not paired with a hub."),
        where=SYNC,
    ),
    Command(
        "hold-files",
        _GROUP,
        "Pause files, or let them come again",
        "pause",
        (),
        lambda room: part.toggle() if (part := room.part(FilesPart)) is not None else None,
        Only(
            lambda room: (part := room.part(FilesPart)) is not None and part.can_toggle,
            "All files are here.",
        ),
        where=SYNC,
    ),
    Command(
        "near",
        _GROUP,
        "Look for a hub on this network",
        "search",
        (),
        lambda room: card.look() if (card := room.part(NearbyCard)) is not None else None,
        Only(
            lambda room: (card := room.part(NearbyCard)) is not None and card.idle,
            "It is being looked for already, or a code is being compared.",
        ),
        where=SYNC,
    ),
)
