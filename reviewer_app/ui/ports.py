"""What the window asks of the rest of the program, as plain functions that startup hands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.views import (
    Asked,
    Chapters,
    Exchanged,
    Figures,
    LedgerAsked,
    Line,
    Outgoing,
    Partner,
    RecoveredView,
    Row,
    Taken,
)

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
