"""Building much a piece at a time, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer

Step = Callable[[], None]


class Piecemeal(QObject):
    """Does steps one a turn of the event loop; new ones take the place of those not done yet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[Step] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Whether something is still to be done."""
        return self._timer.isActive()

    def do(self, steps: Iterable[Step]) -> None:
        """Do these from now on."""
        self._steps = iter(steps)
        self._timer.start()

    def _next(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self._timer.stop()
        else:
            step()
