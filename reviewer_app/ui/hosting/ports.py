"""What the hub's place asks of the rest of the program, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.views import Taken


@dataclass(frozen=True)
class Asks:
    """A laptop that asks to be paired, and the code it must show as well."""

    id: str
    code: str


@dataclass(frozen=True)
class Account:
    """Somebody a laptop can be paired for."""

    id: str
    name: str


@dataclass(frozen=True)
class LetIn:
    """What became of a laptop that the coordinator confirmed, in a sentence; ``well`` where it is paired now."""

    words: str
    well: bool


@dataclass(frozen=True)
class Shared:
    """The hub while it is shared: where it is, who asks, and what ended since the last look.

    ``unheard`` is a sentence where laptops cannot find it by themselves.
    """

    name: str
    urls: tuple[str, ...]
    announced_as: str = ""
    unheard: str = ""
    asking: tuple[Asks, ...] = ()
    people: tuple[Account, ...] = ()
    ended: tuple[LetIn, ...] = ()


@dataclass(frozen=True)
class StickSeen:
    """What was done at a stick or folder: in words, who asks there to be paired, and what went wrong, if anything."""

    words: str
    asking: tuple[Asks, ...] = ()
    people: tuple[Account, ...] = ()
    problem: ReviewerError | None = None


@dataclass(frozen=True, slots=True)
class HeldAsked:
    """Which submissions of the hub: those with ``text`` in alias or title; with ``free`` those that nobody has."""

    text: str = ""
    free: bool = True
    sort: str = "taken"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Having:
    """Somebody who has a submission; whether it is decided, never how."""

    person: str
    name: str
    role: str
    round: int
    due: date | None
    decided: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One submission that the hub holds, and who has it."""

    submission: str
    alias: str
    title: str
    attempt: int
    came: datetime
    having: tuple[Having, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody who can be given work, and how much of it they have open."""

    person: str
    name: str
    open: int


@dataclass(frozen=True, slots=True)
class GiveTo:
    """To whom, as what, and until when; ``by_policy`` has the policy of each submission say when."""

    person: str
    role: str = "assessor"
    due: date | None = None
    by_policy: bool = True


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of several submissions: ids of those it was done to, and by alias why it was not to others."""

    done: tuple[str, ...]
    kept: tuple[tuple[str, ReviewerError], ...] = ()
    stopped: bool = False


@dataclass(frozen=True)
class WorkPorts:
    """The work that a hub holds; all but ``opened`` block. ``opened`` gives the hub's name, "" while it is closed.

    ``open`` takes the passphrase, None where the keyring has it or the hub is shared. ``page`` and ``size`` tell what
    is held, ``undo`` takes back what was given a moment ago, ``take_back`` gives a reason.
    """

    opened: Callable[[], str]
    open: Callable[[str | None], str]
    bundles_in: Callable[[Sequence[Path]], Sequence[Path]]
    import_bundle: Callable[[Path, ReportProgress, CancelToken], Taken]
    page: Callable[[HeldAsked, int, int], Sequence[HeldRow]]
    size: Callable[[HeldAsked], int]
    people: Callable[[], Sequence[Load]]
    give: Callable[[Sequence[str], GiveTo, ReportProgress, CancelToken], Handled]
    undo: Callable[[Sequence[str], str], Handled]
    take_back: Callable[[Sequence[str], str, str], Handled]


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the hub was last backed up, the folder, whether it is sound, and whether it was read again."""

    at: datetime
    folder: str
    sound: bool
    proven: bool = True


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup came to: rows of the record, files it names, how many were new and their bytes; what is wrong."""

    rows: int
    files: int
    copied: int
    bytes: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class BackupPorts:
    """Backing the hub up; both functions block. ``make`` takes a folder and a passphrase for the backup.

    ``needs_passphrase`` where the hub's own key is in the system's keyring, which would be lost with this laptop.
    """

    needs_passphrase: bool
    last: Callable[[], LastBackup | None]
    make: Callable[[Path, str, ReportProgress, CancelToken], BackedUp]


@dataclass(frozen=True)
class HostPorts:
    """The functions of the hub on this laptop; all but ``sharing`` block.

    ``look`` gives None while it is not shared; ``start`` takes the passphrase, None where the system's keyring has it.
    ``visit`` takes a folder, the passphrase where the hub is not shared, and whether every laptop is answered;
    ``welcome`` a folder, the laptop's code, the person and the passphrase, and gives the code that laptop asks for.
    """

    needs_passphrase: bool
    sharing: Callable[[], bool]
    start: Callable[[str | None], None]
    look: Callable[[], Shared | None]
    confirm: Callable[[str, str], None]
    refuse: Callable[[str], None]
    add_person: Callable[[str], str]
    stop: Callable[[], None]
    visit: Callable[[Path, str | None, bool, ReportProgress, CancelToken], StickSeen]
    welcome: Callable[[Path, str, str, str | None, ReportProgress, CancelToken], str]
    work: WorkPorts | None = None
    backup: BackupPorts | None = None
