"""Krippendorff’s alpha: agreement of any number of judges, with gaps, over named or ordered levels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from reviewer_app.domain.agreement import (
    FEW,
    PREVAILING,
    Doubt,
    Estimate,
    Interval,
    Z,
    nothing,
)

Unit = Sequence[str | None]
"""What the judges said of one thing, a judge a place; None where a judge said nothing."""
Draw = Callable[[int], int]
"""A whole number from 0 to below the one given, each as likely: the chance that a caller brings along."""


class Metric(StrEnum):
    """How far two levels lie apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


NAMES = {
    Metric.NOMINAL: "Krippendorff’s alpha, nominal",
    Metric.ORDINAL: "Krippendorff’s alpha, ordinal",
}


def krippendorff_alpha(
    units: Iterable[Unit],
    levels: Sequence[str],
    metric: Metric = Metric.ORDINAL,
    *,
    draw: Draw | None = None,
    rounds: int = 1000,
) -> Estimate:
    """Alpha over ordered levels, lowest first (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).

    The interval is the jackknife over units (Efron and Stein 1981, Annals of Statistics 9:586-596); with ``draw`` it
    is the percentile bootstrap over units instead (Efron and Tibshirani 1993, chapter 13). ``n`` counts the units
    that at least two judges judged.
    """
    known = set(levels)
    judged = [[each for each in unit if each is not None] for unit in units]
    strange = {each for unit in judged for each in unit} - known
    if strange:
        raise ValueError(f"{', '.join(sorted(strange))} is not among the levels")
    counted = [Counter(unit) for unit in judged if len(unit) > 1]
    name, n = NAMES[metric], len(counted)
    if n < 2:
        return nothing(name, n, (Doubt.NONE_JUDGED, Doubt.ONE_JUDGED)[n])
    value = _alpha(counted, levels, metric)
    if value is None:
        return nothing(name, n, Doubt.ONE_LEVEL)
    made = Estimate(name, value, n)
    interval = (
        _jackknife(counted, levels, metric, value)
        if draw is None
        else _bootstrap(counted, levels, metric, draw, rounds)
    )
    return _doubtful(replace(made, interval=interval), counted)


def _alpha(units: Sequence[Counter[str]], levels: Sequence[str], metric: Metric) -> float | None:
    """One minus observed over expected disagreement; None where nothing can disagree."""
    totals: Counter[str] = Counter()
    for unit in units:
        totals.update(unit)
    used = [level for level in levels if totals[level]]
    n = totals.total()
    if len(used) < 2:
        return None
    far = {
        (first, second): _distance(metric, totals, used, at, to)
        for at, first in enumerate(used)
        for to, second in enumerate(used)
    }
    observed = sum(
        unit[first] * unit[second] * far[first, second] / (unit.total() - 1)
        for unit in units
        for first in unit
        for second in unit
        if first != second
    )
    expected = sum(totals[first] * totals[second] * apart for (first, second), apart in far.items())
    return 1 - (n - 1) * observed / expected


def _distance(metric: Metric, totals: Counter[str], used: Sequence[str], at: int, to: int) -> float:
    if at == to:
        return 0.0
    if metric is Metric.NOMINAL:
        return 1.0
    low, high = sorted((at, to))
    between = sum(totals[used[each]] for each in range(low, high + 1))
    return (between - (totals[used[low]] + totals[used[high]]) / 2) ** 2


def _jackknife(
    units: Sequence[Counter[str]], levels: Sequence[str], metric: Metric, value: float
) -> Interval | None:
    """From alpha without each unit in turn, units that are alike reckoned once."""
    kinds: dict[frozenset[tuple[str, int]], tuple[int, int]] = {}
    for place, unit in enumerate(units):
        key = frozenset(unit.items())
        first, many = kinds.get(key, (place, 0))
        kinds[key] = (first, many + 1)
    without: list[tuple[float, int]] = []
    for place, many in kinds.values():
        one = _alpha([*units[:place], *units[place + 1 :]], levels, metric)
        if one is None:
            return None
        without.append((one, many))
    n = len(units)
    mean = sum(one * many for one, many in without) / n
    variance = (n - 1) / n * sum(many * (one - mean) ** 2 for one, many in without)
    if variance < 1e-12:
        return None
    half = Z * math.sqrt(variance)
    return Interval(
        max(-1.0, value - half), min(1.0, value + half), "Jackknife over units, Efron and Stein 1981"
    )


def _bootstrap(
    units: Sequence[Counter[str]], levels: Sequence[str], metric: Metric, draw: Draw, rounds: int
) -> Interval | None:
    """The middle 95% of alpha over units drawn again; samples of one level only are passed over."""
    found: list[float] = []
    for _ in range(rounds):
        one = _alpha([units[draw(len(units))] for _ in units], levels, metric)
        if one is not None:
            found.append(one)
    found.sort()
    if len(found) < rounds / 2 or found[0] == found[-1]:
        return None
    low = found[math.floor(0.025 * (len(found) - 1))]
    high = found[math.ceil(0.975 * (len(found) - 1))]
    return Interval(low, high, "Percentile bootstrap over units, Efron and Tibshirani 1993")


def _doubtful(made: Estimate, units: Sequence[Counter[str]]) -> Estimate:
    totals: Counter[str] = Counter()
    for unit in units:
        totals.update(unit)
    found: list[Doubt] = []
    if made.interval is None:
        found.append(Doubt.NO_SPREAD)
    if made.n < 2 * FEW:
        found.append(Doubt.FEW_JUDGED)
    if max(totals.values()) / totals.total() >= PREVAILING:
        found.append(Doubt.PREVAILING_LEVEL)
    return replace(made, doubts=tuple(found))
