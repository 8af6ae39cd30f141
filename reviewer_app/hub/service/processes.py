"""Several processes that serve one hub on one listening socket: started, started again when one dies, and ended."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from reviewer_app.domain.errors import RuleError

log = logging.getLogger(__name__)

SHORT_LIFE = 10.0
"""Seconds; who dies earlier is started again after a pause that grows."""
LONGEST_PAUSE = 30.0
ENDING = frozenset({signal.SIGTERM, signal.SIGINT})

Work = Callable[[int, Callable[[Callable[[], None]], None]], None]
"""What each process does: its number, and whom to tell that it is ready, and how it is stopped."""


class Processes:
    """Processes of one piece of work; this one only watches over them.

    They are forked before anything is opened, so that none shares a connection, a thread or a lock with another.
    """

    def __init__(self, many: int, work: Work) -> None:
        self._many, self._work = many, work
        self._children: dict[int, tuple[int, float]] = {}
        self._stopping = threading.Event()
        self._short_lives = 0

    def run(self) -> int | None:
        """Work until told to stop; None in a process that has done its work, the exit code in the one that watched.

        When the first process cannot start, nothing is tried again: its exit code is the answer.
        """
        if not hasattr(os, "fork"):
            raise RuleError(
                "one-process",
                "This system serves a hub with one process",
                "Several processes on one socket need a system such as Linux or macOS.",
                "Leave “processes” at 1.",
            )
        lives, self._lives = os.pipe()
        before = {each: signal.signal(each, self._end) for each in ENDING}
        try:
            for number in range(self._many):
                told = self._start(number, lives)
                if told is None:
                    return None
                if number == 0 and os.read(told, 1) != b"r":
                    self._stopping.set()
                os.close(told)
                if self._stopping.is_set():
                    break
            return self._watch(lives)
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _watch(self, lives: int) -> int | None:
        first = 0
        while self._children:
            pid, status = os.waitpid(-1, 0)
            number, since = self._children.pop(pid, (None, 0.0))
            if number is None:
                continue
            code = os.waitstatus_to_exitcode(status)
            if self._stopping.is_set():
                first = first or max(code, 0)
                continue
            log.error("process %d of the hub ended by itself with %d; it is started again", number, code)
            self._pause(monotonic() - since)
            if self._stopping.is_set():
                continue
            told = self._start(number, lives)
            if told is None:
                return None
            os.close(told)
        return first

    def _pause(self, lived: float) -> None:
        self._short_lives = self._short_lives + 1 if lived < SHORT_LIFE else 0
        if self._short_lives > 1:
            self._stopping.wait(min(LONGEST_PAUSE, 0.1 * 2**self._short_lives))

    def _start(self, number: int, lives: int) -> int | None:
        """A pipe that says ``r`` when the new process is ready; None in that process, its work done."""
        told, tell = os.pipe()
        with suppress(KeyboardInterrupt):  # told to stop while it was still starting
            with _signals_held():
                pid = os.fork()
                if pid:
                    self._children[pid] = (number, monotonic())
                    os.close(tell)
                    return told
                self._children.clear()
                for each in ENDING:
                    signal.signal(each, interrupted)
            os.setpgid(0, 0)  # Ctrl+C reaches the one that watches, and by it all others once
            os.close(self._lives)
            os.close(told)

            def ready(stop: Callable[[], None]) -> None:
                with suppress(BrokenPipeError):  # only the first one's word is waited for
                    os.write(tell, b"r")
                os.close(tell)
                threading.Thread(target=_stop_with, args=(lives, stop), name="watching", daemon=True).start()

            self._work(number, ready)
        return None

    def _end(self, number: int, _frame: object) -> None:
        self._stopping.set()
        for pid in list(self._children):
            os.kill(pid, signal.SIGTERM)


def interrupted(_number: int, _frame: object) -> None:
    """End as by Ctrl+C: what the server raises again after it has ended in good order."""
    raise KeyboardInterrupt


def _stop_with(lives: int, stop: Callable[[], None]) -> None:
    """Stop when the process that watches is gone, however it went: its end of the pipe closes."""
    os.read(lives, 1)
    stop()


@contextmanager
def _signals_held() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
