"""Too high or too low, and whether that changes: bias and drift of one's levels against a reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import comb

CLEAR = 0.05
"""Below this probability chance alone is no longer a good explanation."""
DRIFT_FROM = 4
"""With fewer practices nothing is said of a change."""


@dataclass(frozen=True)
class Leaning:
    """Of ``n`` levels ``high`` were above and ``low`` below; ``mean`` is in levels, above counting plus.

    ``chance`` is the two-sided sign test's probability that differences fall so unevenly although none leans
    (Conover 1999, Practical Nonparametric Statistics, section 3.4), 1 where there is no difference.
    """

    n: int
    high: int
    low: int
    mean: float
    chance: float

    @property
    def leans(self) -> int:
        """1 for too high, -1 for too low, 0 where chance explains it."""
        if self.chance >= CLEAR:
            return 0
        return 1 if self.high > self.low else -1

    @property
    def sentence(self) -> str:
        """The leaning in words."""
        if not self.n:
            return "Nothing was compared yet."
        counted = f"{self.high} too high, {self.low} too low, of {self.n}"
        if not self.high and not self.low:
            return f"Every level agrees: {counted}."
        if self.leans:
            return f"You lean too {'high' if self.leans > 0 else 'low'}: {counted}."
        return f"No clear leaning: {counted}."


def leaning(steps: Iterable[int]) -> Leaning:
    """The leaning of these differences in levels."""
    found = list(steps)
    high, low = sum(each > 0 for each in found), sum(each < 0 for each in found)
    mean = sum(found) / len(found) if found else 0.0
    return Leaning(len(found), high, low, mean, sign_test(high, low))


def sign_test(high: int, low: int) -> float:
    """The exact two-sided probability of a split at least so uneven when both sides are as likely."""
    n = high + low
    tail = sum(comb(n, k) for k in range(min(high, low) + 1))
    return float(min(1, 2 * tail / 2**n))


@dataclass(frozen=True)
class Point:
    """One practice in time: the mean difference in levels, and the share of criteria that were exact or adjacent."""

    at: datetime
    label: str
    mean: float
    near: float
    exact: float


@dataclass(frozen=True)
class Drift:
    """How the differences went over time: ``early`` and ``late`` are the means of both halves, None while too few."""

    points: tuple[Point, ...]
    early: float | None
    late: float | None

    @property
    def sentence(self) -> str:
        """The change in words, with what it was reckoned from."""
        if self.early is None or self.late is None:
            many = "1 practice" if len(self.points) == 1 else f"{len(self.points)} practices"
            return f"Nothing can be said of a change from {many}; it takes {DRIFT_FROM}."
        half = len(self.points) // 2
        return (
            f"Your first {half} were on average {signed_words(self.early)}; "
            f"your last {half}, {signed_words(self.late)}."
        )


def drift(points: Sequence[Point]) -> Drift:
    """The points in order of time, and the means of the earlier and the later half; an odd middle one is left out."""
    ordered = tuple(sorted(points, key=lambda each: (each.at, each.label)))
    if len(ordered) < DRIFT_FROM:
        return Drift(ordered, None, None)
    half = len(ordered) // 2
    first, last = ordered[:half], ordered[-half:]
    return Drift(ordered, _mean(first), _mean(last))


def signed_words(mean: float) -> str:
    """A mean difference as a person would say it."""
    if abs(mean) < 0.05:
        return "level with the reference"
    return f"{abs(mean):.1f} levels too {'high' if mean > 0 else 'low'}"


def _mean(points: Sequence[Point]) -> float:
    return sum(each.mean for each in points) / len(points)
