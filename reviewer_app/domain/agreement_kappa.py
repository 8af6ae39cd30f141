"""Agreement of two judges beyond chance: Cohen's kappa, plain and weighted, and Gwet's AC1 and AC2."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import product

from reviewer_app.domain.agreement import (
    Doubt,
    Estimate,
    Interval,
    Pair,
    Table,
    Weights,
    Z,
    doubtful,
    nothing,
    weight_table,
)

KAPPA_NAMES = {
    Weights.IDENTITY: "Cohen’s kappa",
    Weights.LINEAR: "Cohen’s kappa, linear weights",
    Weights.QUADRATIC: "Cohen’s kappa, quadratic weights",
}
AC_NAMES = {
    Weights.IDENTITY: "Gwet’s AC1",
    Weights.LINEAR: "Gwet’s AC2, linear weights",
    Weights.QUADRATIC: "Gwet’s AC2, quadratic weights",
}
_NO_CHANCE = 1e-12
"""Below this nothing is left beyond chance, and a quotient would be made of rounding."""


def cohen_kappa(
    pairs: Iterable[Pair], levels: Sequence[str], weights: Weights = Weights.IDENTITY
) -> Estimate:
    """Cohen’s kappa (1960; weighted 1968) over ordered levels, lowest first.

    The interval is the large-sample one of Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72:323-327),
    which is not cut off at 1.
    """
    table, name = Table.of(pairs, levels), KAPPA_NAMES[weights]
    if table.n < 2:
        return nothing(name, table.n, (Doubt.NONE_JUDGED, Doubt.ONE_JUDGED)[table.n])
    worth, rows, columns = weight_table(weights, len(levels)), table.rows, table.columns
    cells = list(product(range(len(levels)), repeat=2))
    observed = sum(worth[i][j] * table.cells[i][j] for i, j in cells)
    chance = sum(worth[i][j] * rows[i] * columns[j] for i, j in cells)
    if 1 - chance < _NO_CHANCE:
        return nothing(name, table.n, Doubt.ONE_LEVEL)
    by_row = [sum(w * share for w, share in zip(worth[i], columns, strict=True)) for i in range(len(levels))]
    by_column = [sum(worth[i][j] * rows[i] for i in range(len(levels))) for j in range(len(levels))]
    spread = sum(
        table.cells[i][j] * (worth[i][j] * (1 - chance) - (by_row[i] + by_column[j]) * (1 - observed)) ** 2
        for i, j in cells
    )
    variance = (spread - (observed * chance - 2 * chance + observed) ** 2) / (table.n * (1 - chance) ** 4)
    value = (observed - chance) / (1 - chance)
    return _estimate(name, value, variance, table, "Fleiss, Cohen and Everitt 1969")


def gwet_ac(pairs: Iterable[Pair], levels: Sequence[str], weights: Weights = Weights.IDENTITY) -> Estimate:
    """Gwet’s AC1 (2008, British Journal of Mathematical and Statistical Psychology 61:29-48), with weights his AC2.

    The interval comes from the variance given there, which takes the judges as fixed.
    """
    table, name = Table.of(pairs, levels), AC_NAMES[weights]
    if table.n < 2:
        return nothing(name, table.n, (Doubt.NONE_JUDGED, Doubt.ONE_JUDGED)[table.n])
    if len(levels) < 2:
        return nothing(name, table.n, Doubt.ONE_LEVEL)
    worth, means = weight_table(weights, len(levels)), table.means
    cells = list(product(range(len(levels)), repeat=2))
    observed = sum(worth[i][j] * table.cells[i][j] for i, j in cells)
    scale = sum(map(sum, worth)) / (len(levels) * (len(levels) - 1))
    chance = scale * sum(each * (1 - each) for each in means)
    if 1 - chance < _NO_CHANCE:
        return nothing(name, table.n, Doubt.ONE_LEVEL)
    value = (observed - chance) / (1 - chance)
    spread = 0.0
    for i, j in cells:
        by_chance = scale * (1 - (means[i] + means[j]) / 2)
        one = (worth[i][j] - chance) / (1 - chance)
        one -= 2 * (1 - value) * (by_chance - chance) / (1 - chance)
        spread += table.cells[i][j] * (one - value) ** 2
    return _estimate(name, value, spread / table.n, table, "Gwet 2008")


def _estimate(name: str, value: float, variance: float, table: Table, method: str) -> Estimate:
    if variance <= _NO_CHANCE:
        return doubtful(Estimate(name, value, table.n, None, (Doubt.NO_SPREAD,)), table)
    half = Z * math.sqrt(variance)
    interval = Interval(max(-1.0, value - half), min(1.0, value + half), method)
    return doubtful(Estimate(name, value, table.n, interval), table)
