"""What the window asks of the rest of the program, as plain functions that startup hands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.progress import CancelToken, ReportProgress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reviewer_app.domain.planning import Plan
    from reviewer_app.domain.readiness import Readiness
    from reviewer_app.ui.calibration.ports import CalibrationPorts
    from reviewer_app.ui.commands.command import Offer
    from reviewer_app.ui.guide.ports import SamplePorts
    from reviewer_app.ui.hosting.ports import HostPorts
    from reviewer_app.ui.jobs import Jobs
    from reviewer_app.ui.searching.ports import SearchPorts, Spot
    from reviewer_app.ui.syncing.ports import ExchangePorts

# The window paints before anything heavy is imported, so it knows shapes here, not the classes of lower floors.


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of submissions should hold and how it is sorted; the fields are those of the store's query."""

    text: str = ""
    states: frozenset[State] | None = None
    role: str = ""
    due_by: date | None = None
    sort: str = "due"
    descending: bool = False
    decided: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether some submissions are left out on purpose."""
        return bool(self.text or self.states or self.role or self.due_by)

    def widened(self) -> Asked:
        """The same list with nothing left out."""
        return replace(self, text="", states=None, role="", due_by=None)


class Row(Protocol):
    """One submission in a list."""

    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def state(self) -> State: ...
    @property
    def scored(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def due(self) -> date | None: ...
    @property
    def role(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def evidence_count(self) -> int: ...
    @property
    def evidence_bytes(self) -> int: ...
    @property
    def here_count(self) -> int: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> Outcome | None: ...
    @property
    def paused(self) -> bool: ...
    @property
    def sent_by(self) -> str: ...


class Figures(Protocol):
    """The figures above the queue; the turnaround is in business days, None before the first decision."""

    @property
    def to_review(self) -> int: ...
    @property
    def due_this_week(self) -> int: ...
    @property
    def median_turnaround(self) -> float | None: ...
    @property
    def waiting(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def bytes_here(self) -> int: ...


class Taken(Protocol):
    """What came of importing one bundle."""

    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def new(self) -> bool: ...
    @property
    def missing_files(self) -> int: ...
    @property
    def known_issuer(self) -> bool: ...


class Stage(StrEnum):
    """How far an item is on its way to the hub, what became of it, or that it came from there."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    RECEIVED = "received"
    ATTENTION = "attention"
    CAME = "came"
    LET_GO = "let-go"
    SENT_AGAIN = "sent-again"
    JUDGED_AGAIN = "judge-again"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the ledger; ``sha256`` is the hash the receipt names, ``reason`` why it needs attention.

    ``key`` names the item, and ``moment`` with it says where the next lines go on.
    """

    submission: str
    alias: str
    title: str
    attempt: int
    what: str
    stage: Stage
    at: datetime | None = None
    sha256: str = ""
    reason: str = ""
    next_step: str = ""
    key: str = ""
    moment: str = ""
    sent_by: str = ""
    """The road to which what has no receipt was handed."""


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """Which lines: ``which`` is all, attention, waiting, received or came; ``text`` is part of an alias or title."""

    which: str = "all"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """The hub this laptop is paired with, and whose work it carries."""

    hub_name: str
    hub_url: str
    person_name: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What waits to be sent and what needs a person."""

    decisions_waiting: int = 0
    records_waiting: int = 0
    attention: int = 0


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one round with the hub did, in counts; ``problems`` are sentences."""

    accepted: int = 0
    refused: int = 0
    received_work: int = 0
    blobs_fetched: int = 0
    bytes_fetched: int = 0
    from_others: int = 0
    problems: tuple[str, ...] = ()


Chapters = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""The key sheet to print: headings, and under each the keys and what they do."""


class ReviewPlace(Protocol):
    """The review room as the window knows it: a widget over one desk that shows one submission at a time."""

    @property
    def widget(self) -> QWidget: ...
    def offers(self) -> Sequence[Offer]:
        """What can be told to the room, and whether it can be done now."""

    def looked_through(self, submission: str) -> None:
        """The anonymity guard has looked through a file of a submission: what is masked may have changed."""

    def open(self, submission: str) -> None:
        """Show a submission."""

    def open_at(self, spot: Spot) -> None:
        """Show a submission at a place in it."""

    def say_back(self, place: str) -> None:
        """Name the place that the way back leads to."""

    def leave(self) -> None:
        """Hand over everything typed so far; called before the room is left, locked or closed."""

    def put_pill(self, pill: QWidget) -> None:
        """Give the sync pill its place in the room's bar."""

    def refresh(self) -> None:
        """Read the submission again: a receipt or a withdrawal may have come."""

    def evidence_read(self) -> None:
        """More evidence was read behind it: what is like other evidence may be known now."""

    def layout_text(self) -> str:
        """The panels, to remember."""

    def restore_layout(self, remembered: str) -> None:
        """Take up remembered panels."""


@dataclass(frozen=True, slots=True)
class ReviewCalls:
    """What the review room tells the window: the person went back, something changed, the title to show,
    keys wanted, all commands wanted, a note that outlives the room, and an item of the ledger to answer."""

    back: Callable[[], None]
    changed: Callable[[], None]
    titled: Callable[[str], None]
    help: Callable[[], None]
    palette: Callable[[], None]
    told: Callable[[str, str], None] = lambda _title, _sentence: None
    refused: Callable[[str], None] = lambda _key: None


class RecoveredView(Protocol):
    """What is here after an unexpected end; ``changes`` is 0 where nothing had been changed."""

    @property
    def changes(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True)
class Desk:
    """The functions of an unlocked desk. All of them block, so they run in a lane, never on the GUI thread.

    ``recovered`` marks that work begins and says what an unexpected end left.
    ``ledger`` gives the lines after one, the newest first.
    ``few`` gives a few submissions, open or decided, for letters typed so far. ``look_through`` has the anonymity guard
    look through one more file: its submission, or None when all are done.
    """

    page: Callable[[Asked, int, int], Sequence[Row]]
    size: Callable[[Asked], int]
    figures: Callable[[], Figures]
    few: Callable[[str, int], Sequence[Row]]
    bundles_in: Callable[[Sequence[Path]], Sequence[Path]]
    import_bundle: Callable[[Path, ReportProgress, CancelToken], Taken]
    partner: Callable[[], Partner | None]
    pair: Callable[[str, str, CancelToken], Partner]
    forget_partner: Callable[[], None]
    sync: Callable[[ReportProgress, CancelToken], Exchanged]
    outgoing: Callable[[], Outgoing]
    ledger: Callable[[LedgerAsked, Line | None, int], Sequence[Line]]
    write_letter: Callable[[str, Path], Path]
    write_review_sheet: Callable[[str, Path], Path]
    lock: Callable[[], None]
    change_passphrase: Callable[[str, str], None]
    exports: Path
    review_room: Callable[[Jobs, ReviewCalls], ReviewPlace] | None = None
    search: Callable[[], SearchPorts] | None = None
    look_through: Callable[[CancelToken], str | None] | None = None
    plan: Callable[[], Plan] | None = None
    begin_sample: Callable[[], SamplePorts] | None = None
    check_leaving: Callable[[ReportProgress, CancelToken], Readiness] | None = None
    calibration: Callable[[], CalibrationPorts] | None = None
    take_interest_back: Callable[[str], None] | None = None
    recovered: Callable[[], RecoveredView | None] | None = None
    write_key_sheet: Callable[[Chapters, Path], Path] | None = None
    exchange: ExchangePorts | None = None
    hosting: HostPorts | None = None


class Kept(StrEnum):
    """How the key of the store is kept on this laptop."""

    NEW = "new"
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


@dataclass(frozen=True)
class Door:
    """The functions of a locked home; ``None`` as passphrase means the system's keyring.

    ``end`` is called when the program ends: what goes on while the home is locked ends then.
    """

    kept: Callable[[], Kept]
    create: Callable[[str | None], Desk]
    unlock: Callable[[str | None], Desk]
    end: Callable[[], None] = lambda: None
