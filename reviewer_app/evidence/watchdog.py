"""One thread that kills whatever has not answered in time, so that no read on a pipe can wait for ever."""

from __future__ import annotations

import itertools
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reviewer_app.domain.progress import CancelToken

_LOOK_EVERY = 0.05


@dataclass(slots=True)
class Watch:
    """One piece of work being watched, and afterwards what became of it."""

    until: float
    kill: Callable[[], None]
    cancel: CancelToken | None
    late: bool = False
    cancelled: bool = False

    def due(self, now: float) -> bool:
        """Whether to kill now; notes which reason it was."""
        self.cancelled = self.cancel is not None and self.cancel.cancelled
        self.late = now >= self.until
        return self.late or self.cancelled


class Watchdog:
    """Sleeps until the nearest deadline, or looks more often while somebody could cancel.

    Work that begins is not told to the sleeping thread when that will look soon enough by itself: most requests are
    over before it would have noticed, and waking it for each would cost more than many of them take.
    """

    def __init__(self) -> None:
        self._watches: dict[int, Watch] = {}
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._looks_at = math.inf
        self.looks = 0
        """How often it has looked so far."""

    @contextmanager
    def watch(
        self, seconds: float, kill: Callable[[], None], cancel: CancelToken | None = None
    ) -> Iterator[Watch]:
        """Call ``kill`` once if the work inside takes longer than so many seconds, or is cancelled."""
        now = time.monotonic()
        watch = Watch(now + seconds, kill, cancel)
        first_look = watch.until if cancel is None else min(watch.until, now + _LOOK_EVERY)
        number = next(self._numbers)
        with self._changed:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="evidence-watchdog", daemon=True)
                self._thread.start()
            self._watches[number] = watch
            if first_look < self._looks_at:
                self._looks_at = first_look
                self._changed.notify()
        try:
            yield watch
        finally:
            with self._changed:
                self._watches.pop(number, None)

    def hasten(self, watch: Watch, seconds: float) -> None:
        """Wait no longer than so many seconds from now; a nearer deadline stays."""
        with self._changed:
            until = time.monotonic() + seconds
            if until < watch.until:
                watch.until = until
                self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                self.looks += 1
                now = time.monotonic()
                for number, watch in list(self._watches.items()):
                    if watch.due(now):
                        del self._watches[number]
                        watch.kill()
                self._looks_at = self._next_look(now)
                pause = self._looks_at - time.monotonic()
                self._changed.wait(None if math.isinf(pause) else max(0.0, pause))

    def _next_look(self, now: float) -> float:
        nearest = min((watch.until for watch in self._watches.values()), default=math.inf)
        if any(watch.cancel is not None for watch in self._watches.values()):
            nearest = min(nearest, now + _LOOK_EVERY)
        return nearest

    def close(self) -> None:
        """Stop watching; the thread ends."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join()
