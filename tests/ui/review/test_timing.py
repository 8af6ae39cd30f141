"""How long one works on a submission: pauses are left out, each submission has its own, and it is only shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.ports import TimePorts
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.timing import LONGEST_PAUSE, Stopwatch, TimePart
from tests.ui.review.desk_double import DeskDouble

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_stopwatch_leaves_out_pauses_and_clocks_set_back() -> None:
    watch = Stopwatch()
    for second in (0, 10, 30):
        watch.sign(START + timedelta(seconds=second))
    watch.sign(START + timedelta(seconds=31) + LONGEST_PAUSE)
    watch.sign(START)
    watch.sign(START + timedelta(seconds=1.5))
    assert watch.take() == 31
    assert watch.take() == 0
    watch.rest()
    watch.sign(START + timedelta(seconds=3))
    assert watch.take() == 0


def test_time_goes_to_the_submission_that_is_open(
    desk: DeskDouble, lanes: Jobs, settle: Callable[[], None], qtbot: object
) -> None:
    from dataclasses import replace

    spent: dict[str, int] = {"s1": 50}
    clock = [START]

    def spend(submission: str, seconds: int) -> int:
        spent[submission] = spent.get(submission, 0) + seconds
        return spent[submission]

    ports = replace(desk.ports(), now=lambda: clock[0], time=TimePorts(lambda own: spent.get(own, 0), spend))
    room = ReviewRoom(ports, lanes)
    room.resize(1366, 768)
    room.show()
    room.show_submission("s1")
    settle()
    part = room.part(TimePart)
    assert part.words.isHidden(), "less than a minute is not worth a word"
    window = room.windowHandle()
    for _ in range(3):
        clock[0] += timedelta(seconds=15)
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        part.eventFilter(window, key)
    settle()
    assert part.words.isVisible()
    assert part.words.text() == "1 min"
    room.show_submission("s2")
    settle()
    assert spent == {"s1": 80}
    assert part.words.isHidden()
    room.pane.leave()
    room.close()
    settle()
    room.deleteLater()
