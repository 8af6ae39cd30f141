"""What the hub's place asks of the rest of the program, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.progress import CancelToken, ReportProgress


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
