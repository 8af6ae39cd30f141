"""Rounds over a ledger of 100,000 items, and whether one with nothing new costs more there than over one of 1,000.

Decisions up and assignments down are measured apart, each beside the same bytes posted to a bare server that inserts
them.
Both ends hold as many records again of the person's other laptop.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, median, paired
from bench.sending import Ready
from reviewer_app.workflows import exchanging
from reviewer_app.workflows.desk import Desk

SHORT, LONG, ITEMS = 1_000, 100_000, 10_000
EMPTY_ROUNDS = 40


def figures(*, quick: bool = False) -> list[Figure]:
    """Medians of whole rounds, in turn with what they are held against."""
    short, long, items, rounds = (20, 60, 3, 1) if quick else (SHORT, LONG, ITEMS, 3)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as made:
        folder = Path(made)
        empty = _empty(folder, short, long, 2 if quick else EMPTY_ROUNDS)
        up = Ready(_new(folder / "up"), items, long)
        sent, posted = paired(lambda: up.round()[0], up.bare, rounds, warmups=0)
        down = Ready(_new(folder / "down"), 0, long)
        down.add_work(items)
        came, posted_down = paired(lambda: down.round(down=True)[0], down.bare, rounds, warmups=0)
    bare = "the same bytes posted in batches of 500 and inserted, FULL"
    return [
        Figure(
            f"nothing new, {long:,} records at both ends",
            f"the same with {short:,} records",
            *empty,
            "ms",
            1.2,
        ),
        Figure(f"{items:,} decisions up, {long:,} before", bare, median(sent), median(posted), "ms", 3.0),
        Figure(
            f"{items:,} assignments down, {long:,} before", bare, median(came), median(posted_down), "ms", 3.0
        ),
    ]


def _empty(folder: Path, short: int, long: int, rounds: int) -> tuple[float, float]:
    with ExitStack() as stack:
        few = stack.enter_context(_open(_new(folder / "short"), short))
        many = stack.enter_context(_open(_new(folder / "long"), long))
        mine, theirs = paired(_timed(many), _timed(few), rounds, warmups=2)
    return median(mine), median(theirs)


def _timed(desk: Desk) -> Callable[[], float]:
    def once() -> float:
        begin = time.perf_counter()
        report = exchanging.sync(desk)
        taken = time.perf_counter() - begin
        if not report.counts_agree or report.sent or report.from_others:
            raise RuntimeError(f"Something was new: {report}")
        return taken * 1000

    return once


@contextmanager
def _open(folder: Path, ledger: int) -> Iterator[Desk]:
    """A desk and its served hub with ledgers of this length."""
    with Ready(folder, 0, ledger).opened() as desk:
        yield desk


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
