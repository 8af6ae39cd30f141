"""A benchmark's figures: medians of paired runs, printed beside their limit and aim."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report: ours and the limit in the same unit, and the ratio we aim for."""

    what: str
    limit_is: str
    ours: float
    limit: float
    unit: str
    aim: float
    remark: str = ""

    @property
    def ratio(self) -> float:
        """Ours over the limit: 1.0 would be perfect."""
        return self.ours / self.limit if self.limit else float("inf")

    def line(self) -> str:
        """The figure as one line for a terminal."""
        verdict = "within" if self.ratio <= self.aim else "OVER"
        remark = f"  ({self.remark})" if self.remark else ""
        return (
            f"{self.what:<46} {self.ours:>9.2f} {self.unit:<4} limit {self.limit:>9.2f} {self.unit:<4} "
            f"ratio {self.ratio:>5.2f}  aim {self.aim:.1f}  {verdict}  [{self.limit_is}]{remark}"
        )


def paired(
    ours: Callable[[], float], limit: Callable[[], float], rounds: int, *, warmups: int = 1
) -> tuple[list[float], list[float]]:
    """Measure both in turn, A B A B …, so that a machine whose speed drifts is fair to both."""
    for _ in range(warmups):
        ours()
        limit()
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        mine.append(ours())
        theirs.append(limit())
    return mine, theirs


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
