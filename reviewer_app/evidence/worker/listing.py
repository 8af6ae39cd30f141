"""One line of an archive's list, as every reader of archives makes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

ENTRIES_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the archive names it; nothing of it has been made safe to show yet."""

    name: str
    size: int
    at: str
    folder: bool = False
    locked: bool = False
    leads: str = ""


def moment(seconds: float) -> str:
    """A time as it stands in a list; empty when it is none."""
    if not 0 < seconds < 4e9:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def clock(at: tuple[int, ...]) -> str:
    """The same of a year, month, day, hour and minute that may never have been."""
    year, month, day, hour, minute = at[:5]
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"
