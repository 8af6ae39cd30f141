"""Ctrl+C for a command that lasts: noted at once, obeyed where nothing is half done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType


class Stop:
    """From its beginning to its end Ctrl+C is noted in ``asked`` instead of breaking into whatever is under way.

    Broken into between taking a lock and giving it back, a program would never end. Where ``breakable`` holds, a
    question to a person for one, KeyboardInterrupt is raised as ever; and a second Ctrl+C always raises it.
    """

    def __init__(self) -> None:
        self.asked = False
        self._breakable = False

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """In here Ctrl+C raises KeyboardInterrupt at once, also where it was pressed just before."""
        self._breakable = True
        try:
            if self.asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._breakable = False

    def __enter__(self) -> Stop:
        self._before = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if again or self._breakable:
            raise KeyboardInterrupt
