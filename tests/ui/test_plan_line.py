"""Today's plan over the queue: said in a line, opened by one key, away where there is nothing to plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer_app.domain.planning import Plan, Waiting, plan
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.queue import QueueRoom
from tests.ui.doubles import SAMPLE_QUEUE, TODAY, SampleDesk, no_line

Settle = Callable[[], None]
WAITING = tuple(
    Waiting(x.submission, x.alias, x.title, x.state, x.due, x.scored, x.total) for x in SAMPLE_QUEUE
)


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


def made(desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot, ask: Callable[[], Plan]) -> QueueRoom:
    room = QueueRoom(replace(desk.ports(), plan=ask), lanes, today=lambda: TODAY)
    qtbot.addWidget(room)
    room.resize(1150, 768)
    room.show()
    room.entered()
    settle()
    return room


def test_the_line_names_the_one_best_taken_next_and_n_opens_it(
    desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> None:
    room = made(desk, lanes, settle, qtbot, lambda: plan(WAITING, TODAY))
    best = plan(WAITING, TODAY).next
    assert best is not None
    assert room.plan.isVisible()
    assert room.plan.go.text().strip() == f"Open {best.alias}"
    assert best.alias in room.plan.next_words.text()
    with qtbot.waitSignal(room.opened) as heard:
        QTest.keyClick(room.table, Qt.Key.Key_N)
    assert heard.args == [best.submission]


def test_n_is_a_letter_while_one_is_searching(
    desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> None:
    room = made(desk, lanes, settle, qtbot, lambda: plan(WAITING, TODAY))
    opened: list[str] = []
    room.opened.connect(opened.append)
    room.filters.search.setFocus()
    QTest.keyClick(room.filters.search, Qt.Key.Key_N)
    assert room.filters.search.text() == "n"
    assert opened == []


def test_nothing_to_plan_leaves_no_line_and_a_plan_that_fails_breaks_nothing(
    desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> None:
    def broken() -> Plan:
        raise no_line()

    for ask in (Plan, broken):
        room = made(desk, lanes, settle, qtbot, ask)
        assert room.plan.isHidden()
        assert room.model.rowCount() == len(SAMPLE_QUEUE)
