"""The note above the queue after an unexpected end: quiet, with a way to the submission, and gone when it was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.queue import QueueRoom
from reviewer_app.ui.widgets import Button
from reviewer_app.workflows.recovering import Recovered
from tests.ui.doubles import NOW, TODAY, SampleDesk

Settle = Callable[[], None]


def shown(lanes: Jobs, settle: Settle, found: Recovered | None) -> QueueRoom:
    desk = replace(SampleDesk().ports(), recovered=lambda: found)
    room = QueueRoom(desk, lanes, today=lambda: TODAY)
    room.resize(1100, 700)
    room.show()
    room.entered()
    settle()
    return room


def test_what_is_here_is_said_and_leads_to_the_submission(lanes: Jobs, settle: Settle) -> None:
    room = shown(lanes, settle, Recovered(2, NOW, "s1", "A7QX", "Criterion 2.2: Developing to Proficient"))
    opened: list[str] = []
    room.opened.connect(opened.append)
    note = room.recovered
    assert not note.isHidden()
    assert "The last change was “Criterion 2.2: Developing to Proficient” in A7QX." in note.sentence.text()
    assert room.table.hasFocus()
    (go,) = (each for each in note.findChildren(Button) if each.accessibleName() == "Open A7QX")
    go.click()
    assert opened == ["s1"]
    assert note.isHidden()
    room.close()
    room.deleteLater()


def test_nothing_changed_is_said_without_a_place_to_go(lanes: Jobs, settle: Settle) -> None:
    room = shown(lanes, settle, Recovered(0))
    assert room.recovered.sentence.text().startswith("Nothing had been changed")
    room.close()
    room.deleteLater()


def test_after_a_proper_end_nothing_is_said_and_it_is_asked_once(lanes: Jobs, settle: Settle) -> None:
    asked: list[int] = []
    desk = replace(SampleDesk().ports(), recovered=lambda: asked.append(1))
    room = QueueRoom(desk, lanes, today=lambda: TODAY)
    room.show()
    for _ in range(2):
        room.entered()
        settle()
    assert room.recovered.isHidden()
    assert asked == [1]
    room.close()
    room.deleteLater()
