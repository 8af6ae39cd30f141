"""Python's garbage, collected on the GUI thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_COLLECT_MILLISECONDS = 1000
_OLDEST = 2
_PUT_OFF_MOST = 20
"""Looks after which the oldest things are gone through even while a person is at work."""


class Collector(QObject):
    """Collects garbage on the GUI thread only: a cycle with a widget in it must not die in a lane."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._at_work = False
        self._put_off = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_MILLISECONDS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def at_work(self) -> None:
        """Something was just done: what takes longest waits for a second in which nothing is."""
        self._at_work = True

    def end(self) -> None:
        """Give collecting back to Python, if it had it."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _collect(self) -> None:
        self._put_off = self._put_off + 1 if self._at_work else 0
        whole = self._put_off % _PUT_OFF_MOST == 0
        self._at_work = False
        collect_due(whole=whole)


def spare_the_loaded() -> None:
    """Never look again through what there is now: called once, when the program is loaded and nothing is open yet.

    Looking through eighty thousand functions and classes that live as long as the program takes the window two
    pictures of the screen each time; what comes after them takes a millisecond.
    """
    gc.freeze()


def collect_due(*, whole: bool = True) -> None:
    """Collect what Python would have collected by now, without the oldest unless ``whole``; on the GUI thread."""
    for generation, (count, limit) in reversed(
        list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
    ):
        if count > limit and (whole or generation < _OLDEST):
            gc.collect(generation)
            return
