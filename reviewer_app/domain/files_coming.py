"""Files that are not on this laptop yet, as the person sees them: how much, what is next, and what they wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person set: a limit in kilobytes a second, a size in megabytes over which it asks (0 for neither)."""

    limit_kb: int = 0
    ask_over_mb: int = 0
    metered: bool = False
    work_only: bool = False


@dataclass(frozen=True, slots=True)
class FilesComing:
    """Sizes in bytes. ``here`` is what is here of ``size``; ``lacking`` is what the disk lacks for all of it.

    ``waits`` counts files by why they wait (the words of ``exchange.choosing.Why``), ``failed`` says why others would
    not come. ``next_*`` tell of the submission whose files come next.
    """

    files: int = 0
    size: int = 0
    here: int = 0
    free: int = 0
    lacking: int = 0
    where: str = ""
    paused: bool = False
    work_only: bool = False
    metered: bool = False
    next_alias: str = ""
    next_title: str = ""
    next_due: date | None = None
    waits: Mapping[str, int] = field(default_factory=dict)
    asked_size: int = 0
    failed: tuple[str, ...] = ()

    @property
    def coming(self) -> int:
        """Files that come as soon as there is a line."""
        return self.files - sum(self.waits.values())
