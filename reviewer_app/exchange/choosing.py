"""Which files are fetched now, in which order, and why the others wait: a pure choice over terms and free space."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer_app.exchange.terms import Terms


class Why(StrEnum):
    """Why a file waits."""

    PAUSED = "paused"
    WORK_ONLY = "work-only"
    METERED = "metered"
    ASKS = "asks"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is not here: its size, how much of it is, and the submission that needs it soonest."""

    sha256: str
    size: int
    submission: str
    here: int = 0

    @property
    def left(self) -> int:
        """Bytes still to come."""
        return max(0, self.size - self.here)


@dataclass(frozen=True)
class Choice:
    """Files to fetch in order, why each other one waits, bytes needed and bytes of disk that are lacking."""

    take: tuple[Wanted, ...] = ()
    waits: Mapping[str, Why] = field(default_factory=dict)
    need: int = 0
    lacking: int = 0


def choose(
    wanted: Iterable[Wanted], terms: Terms, free: int, reserve: int, near: Callable[[str], bool]
) -> Choice:
    """The open submission first, then as they are due; what does not fit is passed over for what does.

    ``near`` says whether a file comes from somewhere that is no line, so that its cost is nobody's concern.
    """
    ordered = sorted(wanted, key=lambda each: each.submission != terms.first)
    room = free - reserve
    taken: list[Wanted] = []
    waits: dict[str, Why] = {}
    lacking = 0
    for each in ordered:
        why = _why(each, terms, near)
        if why is None and each.left > room:
            why = Why.SPACE
            lacking += each.left
        if why is None:
            room -= each.left
            taken.append(each)
        else:
            waits[each.sha256] = why
    short = lacking - room if lacking else 0
    return Choice(tuple(taken), waits, sum(each.left for each in ordered), short)


def _why(each: Wanted, terms: Terms, near: Callable[[str], bool]) -> Why | None:
    if terms.paused:
        return Why.PAUSED
    if terms.work_only:
        return Why.WORK_ONLY
    if near(each.sha256):
        return None
    if terms.metered and each.sha256 not in terms.agreed:
        return Why.METERED
    if terms.ask_over and each.size > terms.ask_over and each.sha256 not in terms.agreed:
        return Why.ASKS
    return None
