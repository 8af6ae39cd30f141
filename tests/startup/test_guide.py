"""The guided sample review by a newcomer: every step is done by a real key, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer_app.cli.hands import CTRL, SHIFT
from reviewer_app.ui.commands.key_sheet import KeySheet
from reviewer_app.ui.guide.steps import STEPS
from reviewer_app.ui.guide.window import GuideWindow
from tests.startup.opened import Opened, home_with, program_on

Key = Qt.Key


class Newcomer(Opened):
    """A person in front of an empty queue, who opens the sample."""

    def begin(self) -> GuideWindow:
        self.hands.until(
            lambda: self.space.queue._stack.currentWidget() is self.space.queue._empty, "it is empty"
        )
        self.space.queue.sample_wanted.emit()
        self.hands.until(lambda: self.space.sample.window is not None, "the sample is ready")
        window = self.space.sample.window
        assert window is not None
        self.hands.until(lambda: not window.room.arriving, "the sample is shown")
        self.hands.until(lambda: window.room.pane.viewer is not None, "its first evidence is shown")
        return window


@pytest.fixture
def newcomer(tmp_path: Path, qtbot: object) -> Iterator[Newcomer]:
    with closing(Newcomer(program_on(home_with(tmp_path)))) as made:
        yield made


def _press(
    window: GuideWindow, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(window.focusWidget() or window.room, key, modifiers)


def test_it_opens_by_a_key_and_its_first_key_works_at_once(newcomer: Newcomer) -> None:
    hands = newcomer.hands
    hands.press(Key.Key_G, CTRL | SHIFT)
    hands.until(lambda: newcomer.space.sample.window is not None, "the sample is ready")
    window = newcomer.space.sample.window
    assert window is not None
    hands.until(lambda: window.room.pane.viewer is not None, "its first evidence is shown")
    hands.until(window.isActiveWindow, "it is in front")
    focus = window.focusWidget()
    assert focus is not None
    assert window.room.rubric.isAncestorOf(focus), "the keyboard is in the room, not on Skip this step"
    hands.press(Key.Key_BracketRight)
    hands.until(lambda: window.at == 1, "the next piece of evidence is the first step")
    window.close()


def test_every_step_is_done_by_what_it_asks_for(newcomer: Newcomer, tmp_path: Path) -> None:
    window, hands = newcomer.begin(), newcomer.hands
    room = window.room

    def at(step: str) -> None:
        hands.until(lambda: window.at == [each.id for each in STEPS].index(step), f"the guide is at {step}")
        assert STEPS[window.at].title in window.bar.title.text()

    at("evidence")
    room.rubric.focus_inside()
    _press(window, Key.Key_BracketRight)
    at("score")
    room.rubric.focus_inside()
    _press(window, Key.Key_2)
    at("cite")
    _select_something(newcomer, window)
    _press(window, Key.Key_C)
    at("comment")
    _press(window, Key.Key_Escape)
    room.rubric.focus_inside()
    _press(window, Key.Key_E)
    QTest.keyClicks(window.focusWidget(), "Name the date of the talk. Next, add what was agreed.")
    _press(window, Key.Key_Escape)
    at("undo")
    _press(window, Key.Key_Z, CTRL)
    at("preview")
    _press(window, Key.Key_Return, CTRL)
    at("sign")
    window.bar.fill.click()
    hands.until(lambda: room.review is not None and not room.review.missing, "nothing is missing any more")
    _press(window, Key.Key_Return, CTRL)
    hands.until(lambda: room.previewing and room.preview.sign.isEnabled(), "it can be signed")
    room.preview.sign.click()
    hands.until(lambda: window.at == len(STEPS), "the guide has ended")
    assert window.bar.title.text() == "That was a whole review"
    assert newcomer.desk.store.latest_n() == 0, "the person's own store knows nothing of it"
    window.close()
    folder = tmp_path / "home" / "sample-review"
    hands.until(lambda: not folder.exists(), "nothing of the sample is left")


def _select_something(newcomer: Newcomer, window: GuideWindow) -> None:
    room, hands = window.room, newcomer.hands
    first = room.evidence.step(-1)
    room.show_evidence(first)
    hands.until(lambda: room.pane.viewer is not None and room.pane.entry is not None, "words are shown")
    viewer = room.pane.viewer
    assert viewer is not None
    viewer.setFocus()
    QTest.keyClick(window.focusWidget(), Key.Key_A, CTRL)


def test_steps_can_be_passed_over_and_the_sample_left_at_any_time(newcomer: Newcomer, tmp_path: Path) -> None:
    window = newcomer.begin()
    for step in STEPS:
        assert step.title in window.bar.title.text()
        window.bar.go_on.click()
    assert window.bar.end.text().strip() == "Close the sample"
    window.bar.end.click()
    newcomer.hands.until(lambda: not (tmp_path / "home" / "sample-review").exists(), "nothing is left")
    assert newcomer.space.sample.window is None


def test_a_sample_that_is_open_is_brought_to_the_front_and_ends_with_the_desk(newcomer: Newcomer) -> None:
    window = newcomer.begin()
    newcomer.space.sample.open()
    assert newcomer.space.sample.window is window
    newcomer.program.shell.lock()
    newcomer.hands.until(lambda: newcomer.program.shell.workspace is None, "the desk is locked")


def test_all_commands_and_help_come_over_the_sample_and_lead_nowhere_else(newcomer: Newcomer) -> None:
    window, front = newcomer.begin(), newcomer.program.shell.front
    newcomer.hands.until(window.isActiveWindow, "it is in front")
    _press(window, Key.Key_K, CTRL)
    box = front.palette
    assert box is not None
    assert box.window() is window
    names = {each.name for each in box.model.lines}
    assert {"review.next-evidence", "review.score-2", "larger", "keys"} <= names
    assert not names & {"queue", "sync", "lock", "import", "sample"}
    QTest.keyClicks(box.field, "next evidence")
    QTest.keyClick(box.field, Key.Key_Return)
    newcomer.hands.until(lambda: window.at == 1, "it was done in the sample")
    assert front.palette is None
    _press(window, Key.Key_F1)
    [sheet] = newcomer.program.shell.findChildren(KeySheet)
    assert sheet.windowTitle() == "Help: Review – Reviewer"
    sheet.close()
    newcomer.hands.until(window.isActiveWindow, "it is in front again")
    window.room.bar.all.click()
    assert front.palette is not None
    window.close()
    newcomer.hands.until(lambda: front.palette is None, "it went with its window")
    newcomer.program.shell.show_palette()
    assert front.palette is not None
    assert front.palette.window() is newcomer.program.shell
