"""How long the GUI thread is held from a key to the painted result: waiting for a lane or for time is not counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

PATIENCE_SECONDS = 20.0
_REST_SECONDS = 0.002
_LOOKS = 10
"""Nothing more comes once nothing came so many times: Qt paints within 5 ms of what calls for it."""
_LOOKED_IN_VAIN = 0.05
"""Looking for events where there are none costs less than this many milliseconds, and is not the program's."""


@dataclass(frozen=True)
class Span:
    """Milliseconds the GUI thread was held: by its own clock, by the clock on the wall, and at most without a break."""

    own: float
    wall: float
    longest: float


def held(what: str, press: Callable[[], object], rested: Callable[[], bool]) -> Span:
    """Do ``what`` by its key, let the window live until all of it is done and painted, and say how long it was held."""
    turns = [_turn(press)]
    begin, looks = time.monotonic(), 0
    while looks < _LOOKS:
        turn = _turn(QApplication.processEvents)
        looks += 1
        if turn.own >= _LOOKED_IN_VAIN:
            turns.append(turn)
            looks = 0
        if not rested():
            looks = 0
        if time.monotonic() - begin > PATIENCE_SECONDS:
            raise RuntimeError(f"{what} did not come to rest.")
        # A sleep, so that the lanes have the machine meanwhile as they have it from a window that waits.
        time.sleep(_REST_SECONDS)
    return Span(
        sum(each.own for each in turns),
        sum(each.wall for each in turns),
        max(each.own for each in turns),
    )


def _turn(work: Callable[[], object]) -> Span:
    own, wall = time.thread_time(), time.perf_counter()
    work()
    own = (time.thread_time() - own) * 1000
    return Span(own, (time.perf_counter() - wall) * 1000, own)
