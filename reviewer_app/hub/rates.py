"""How many questions one laptop or one address may ask: a bucket of tokens for each, kept by this process alone.

In memory, because a bucket in the database would cost a write for every question, an empty round among them; several
processes side by side let through at most as many times more. What must hold across processes, the tries at pairing
codes, is counted in the database.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

MOST_KEPT = 10_000


@dataclass(frozen=True)
class Rate:
    """``burst`` questions at once, and ``each_second`` more as time goes by."""

    burst: float
    each_second: float


class Buckets:
    """One bucket for each name; the names that were not seen for longest are forgotten first, with a full bucket."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._turn = threading.Lock()

    def wait(self, name: str, cost: float = 1.0) -> float:
        """Take from this name's bucket; 0 when that was possible, else the seconds until it will be."""
        now = self._clock()
        with self._turn:
            left, since = self._kept.pop(name, (self._rate.burst, now))
            left = min(self._rate.burst, left + max(0.0, now - since) * self._rate.each_second)
            short = cost - left
            self._kept[name] = (left if short > 0 else left - cost, now)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return short / self._rate.each_second if short > 0 else 0.0
