"""Python's garbage, collected on the GUI thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_COLLECT_MILLISECONDS = 1000


class Collector(QObject):
    """Collects garbage on the GUI thread only: a cycle with a widget in it must not die in a lane."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_MILLISECONDS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def end(self) -> None:
        """Give collecting back to Python, if it had it."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _collect(self) -> None:
        collect_due()


def spare_the_loaded() -> None:
    """Never look again through what there is now: called once, when the program is loaded and nothing is open yet.

    Looking through eighty thousand functions and classes that live as long as the program takes the window two
    pictures of the screen each time; what comes after them takes a millisecond.
    """
    gc.freeze()


def collect_due() -> None:
    """Collect what Python would have collected by now; called on the GUI thread."""
    for generation, (count, limit) in reversed(
        list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
    ):
        if count > limit:
            gc.collect(generation)
            return
