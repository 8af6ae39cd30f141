"""What the sync room asks of the workflows beyond a plain round: a group of functions for each road and feature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.syncing.ledger_ports import LedgerPorts
from reviewer_app.ui.views import Exchanged, Partner

if TYPE_CHECKING:
    from reviewer_app.domain.files_coming import FilesComing, Wishes


@dataclass(frozen=True)
class NearHub:
    """A hub on this network: ``fits`` if it speaks our version, ``ours`` if this laptop is paired with it."""

    name: str
    url: str
    pin: str
    fits: bool = True
    ours: bool = False


@dataclass(frozen=True)
class Met:
    """A hub that was met, and the code for this screen; ``meeting`` is what ``agree`` goes on with."""

    hub_name: str
    code: str
    meeting: Any


@dataclass(frozen=True)
class NearbyPorts:
    """The school's own network: find hubs, meet one (its URL and announced pin), agree to the code or not."""

    find: Callable[[CancelToken], Sequence[NearHub]]
    meet: Callable[[str, str, CancelToken], Met]
    agree: Callable[[Met, CancelToken], Partner]
    disagree: Callable[[Met], None]


@dataclass(frozen=True)
class StickNews:
    """What a stick or folder holds for this laptop: ``decisions`` and ``receipts`` that the hub has received, files,
    ``comments`` of other banks, and how many records and shared comments would be left there.

    0 comments would be left where the hub is to hear that none are shared any more, None where nothing of them waits.
    """

    submissions: int = 0
    decisions: int = 0
    receipts: int = 0
    files: int = 0
    to_leave: int = 0
    comments: int = 0
    comments_to_leave: int | None = None


@dataclass(frozen=True)
class StickDone:
    """What bringing over did, in words, and why nothing could be left there."""

    words: str
    exchanged: Exchanged
    unwritten: ReviewerError | None = None


@dataclass(frozen=True)
class StickPorts:
    """The roads without a line; all of it blocks. ``bring_over`` is told whether the folder is on a stick."""

    look: Callable[[Path], StickNews]
    bring_over: Callable[[Path, bool, ReportProgress, CancelToken], StickDone]
    introduce: Callable[[Path, CancelToken], str]
    accept: Callable[[Path, str], Partner]
    shared_folder: Callable[[], Path | None]
    share_folder: Callable[[Path | None], None]


@dataclass(frozen=True)
class FilesPorts:
    """Files on their way. ``wish`` and ``give_way`` only note a wish and may be called from anywhere.

    ``pause`` holds files up or lets them come; ``agree`` lets those come that wait for the line's cost or their size.
    ``opened`` says that a submission is open, so that its files come first, and gives whether any is missing.
    ``give_way`` ends the files of a round under way, so that the next one sends what was just decided.
    """

    coming: Callable[[], FilesComing]
    pause: Callable[[bool], None]
    agree: Callable[[], int]
    opened: Callable[[str], bool]
    wish: Callable[[Wishes], None]
    give_way: Callable[[], None]


@dataclass(frozen=True)
class ExchangePorts:
    """Groups of functions, each None where it is not bound; all of them block."""

    files: FilesPorts | None = None
    ledger: LedgerPorts | None = None
    nearby: NearbyPorts | None = None
    stick: StickPorts | None = None
