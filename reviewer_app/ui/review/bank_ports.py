"""What the room asks of the comment bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewer_app.domain.bank import BankEntry, Filled
from reviewer_app.domain.progress import CancelToken


class SharedView(Protocol):
    """What sharing did; workflows' Shared has this shape."""

    @property
    def shared(self) -> int: ...
    @property
    def new(self) -> int: ...
    @property
    def waits(self) -> bool: ...


@dataclass(frozen=True)
class BankPorts:
    """All of these block. ``find`` takes submission, criterion and what was typed; ``fill`` submission, criterion and a
    text; ``last`` gives what was said last on a criterion in another submission; ``keep`` takes submission, criterion
    and words, ``change`` submission, entry and words. ``share`` talks to the hub, and may be stopped."""

    find: Callable[[str, str, str], Sequence[BankEntry]]
    fill: Callable[[str, str, str], Filled]
    last: Callable[[str, str], str]
    keep: Callable[[str, str, str], BankEntry]
    change: Callable[[str, BankEntry, str], BankEntry]
    pin: Callable[[BankEntry, bool], None]
    hide: Callable[[BankEntry], None]
    share: Callable[[CancelToken], SharedView] | None = None
