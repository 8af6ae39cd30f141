"""Agreement between two sets of judgements: shares with intervals, tables, cautions, and what cannot be said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Pair = tuple[str, str]
"""What two judgements of the same thing said: two levels."""

CONFIDENCE = 0.95
Z = 1.959963984540054
"""The two-sided quantile of the normal distribution for that confidence."""
FEW = 10
"""Below so many judgements a share says little whatever its interval."""
PREVAILING = 0.8
"""The share of one level from which chance-corrected figures are known to mislead (Feinstein and Cicchetti 1990)."""


class Exactness(StrEnum):
    """How near one level lies to another on the same criterion."""

    EXACT = "exact"
    ADJACENT = "adjacent"
    MISS = "miss"


def exactness(own: int, reference: int) -> Exactness:
    """How near two ranks lie: the same, neighbours, or further apart."""
    apart = abs(own - reference)
    return (Exactness.EXACT, Exactness.ADJACENT, Exactness.MISS)[min(apart, 2)]


class Doubt(StrEnum):
    """Why a figure should be read with care, or why there is none."""

    NONE_JUDGED = "none-judged"
    ONE_JUDGED = "one-judged"
    ONE_LEVEL = "one-level"
    FEW_JUDGED = "few-judged"
    PREVAILING_LEVEL = "prevailing-level"
    NO_SPREAD = "no-spread"


SENTENCES = {
    Doubt.NONE_JUDGED: "Nothing was judged twice yet.",
    Doubt.ONE_JUDGED: "One judgement says nothing about chance.",
    Doubt.ONE_LEVEL: "Both judgements used the same single level throughout, so chance alone explains the agreement.",
    Doubt.FEW_JUDGED: "There are too few judgements for the interval to be trusted.",
    Doubt.PREVAILING_LEVEL: "Most judgements are at one level, which can make kappa and alpha low although "
    "agreement is high. Read AC1 beside them.",
    Doubt.NO_SPREAD: "All agree or all differ alike, so the formula gives no interval.",
}


@dataclass(frozen=True)
class Interval:
    """Where the true figure probably lies: ``method`` names the published formula."""

    low: float
    high: float
    method: str
    confidence: float = CONFIDENCE


@dataclass(frozen=True)
class Estimate:
    """One figure from ``n`` judgements; ``value`` is None where the formula has no answer, and ``doubts`` say why."""

    name: str
    value: float | None
    n: int
    interval: Interval | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def cautions(self) -> tuple[str, ...]:
        """The doubts as sentences."""
        return tuple(SENTENCES[each] for each in self.doubts)


def nothing(name: str, n: int, why: Doubt) -> Estimate:
    """A figure that cannot be given, and why."""
    return Estimate(name, None, n, None, (why,))


def share(name: str, hits: int, n: int) -> Estimate:
    """The share of ``hits`` among ``n`` with the score interval of Wilson (1927, JASA 22:209-212).

    It never leaves 0 to 1 and holds at small n (Brown, Cai and DasGupta 2001, Statistical Science 16:101-133).
    """
    if n == 0:
        return nothing(name, 0, Doubt.NONE_JUDGED)
    p, z = hits / n, Z
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return Estimate(name, p, n, Interval(low, high, "Wilson 1927"), (Doubt.FEW_JUDGED,) if n < FEW else ())


def percent_agreement(pairs: Iterable[Pair], name: str = "Percent agreement") -> Estimate:
    """The share of pairs that are the same."""
    judged = list(pairs)
    return share(name, sum(own == other for own, other in judged), len(judged))


@dataclass(frozen=True)
class Table:
    """How often each level met each level, as shares of ``n`` pairs: rows are the first judgement."""

    levels: tuple[str, ...]
    cells: tuple[tuple[float, ...], ...]
    n: int

    @classmethod
    def of(cls, pairs: Iterable[Pair], levels: Sequence[str]) -> Table:
        """The table of these pairs over the ordered levels; a pair with another level is a ValueError."""
        place = {level: at for at, level in enumerate(levels)}
        counts = [[0] * len(levels) for _ in levels]
        n = 0
        for own, other in pairs:
            if own not in place or other not in place:
                raise ValueError(f"{own!r} or {other!r} is not among the levels")
            counts[place[own]][place[other]] += 1
            n += 1
        return cls(tuple(levels), tuple(tuple(each / max(n, 1) for each in row) for row in counts), n)

    @property
    def rows(self) -> tuple[float, ...]:
        """The share of each level in the first judgement."""
        return tuple(sum(row) for row in self.cells)

    @property
    def columns(self) -> tuple[float, ...]:
        """The share of each level in the second judgement."""
        return tuple(sum(column) for column in zip(*self.cells, strict=True))

    @property
    def means(self) -> tuple[float, ...]:
        """The share of each level in both judgements together."""
        return tuple((row + column) / 2 for row, column in zip(self.rows, self.columns, strict=True))


class Weights(StrEnum):
    """How much of an agreement a near miss is."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def weight_table(weights: Weights, levels: int) -> tuple[tuple[float, ...], ...]:
    """Agreement weights, 1 for the same level: linear (Cicchetti and Allison 1971) or quadratic (Cohen 1968)."""
    furthest = max(levels - 1, 1)

    def weight(first: int, second: int) -> float:
        apart = abs(first - second) / furthest
        if weights is Weights.IDENTITY:
            return float(first == second)
        return 1 - apart if weights is Weights.LINEAR else 1 - apart * apart

    return tuple(tuple(weight(first, second) for second in range(levels)) for first in range(levels))


def doubtful(made: Estimate, table: Table) -> Estimate:
    """The estimate with what makes it doubtful: few pairs, or one level that prevails.

    Twice the squared number of levels is the least for the normal approximation of weighted kappa (Cicchetti 1981,
    Applied Psychological Measurement 5:101-104).
    """
    found = list(made.doubts)
    if table.n < 2 * len(table.levels) ** 2:
        found.append(Doubt.FEW_JUDGED)
    if max(table.means, default=0) >= PREVAILING:
        found.append(Doubt.PREVAILING_LEVEL)
    return replace(made, doubts=tuple(found))
