"""The real window before judging: is everything here, may I judge it, and what is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer_app.cli.hands import CTRL, PLAIN, SHIFT
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.completeness import ASPECTS, NO, PRESENT, YES
from reviewer_app.domain.lifecycle import State
from reviewer_app.startup.window import Program
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import DECIDED
from reviewer_app.ui.review.asking import IncompleteDialog
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.flagging import FlagDialog
from reviewer_app.ui.review.gating import Gating, TakeBackDialog
from tests.startup.opened import Opened, home_with, program_on

Key = Qt.Key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one submission that lacks two required items, and a whole one."""
    return home_with(tmp_path_factory.mktemp("gate"), "R2B8-1", "A09D-1")


class Seen(Opened):
    """The window with one submission open."""

    LANES = (Lane.STORE, Lane.FILES)

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.show("R2B8-1")

    def show(self, sample: str) -> None:
        self.own = sample_reviews()[sample].submission
        self.open(self.own)
        self.checking, self.gating = self.room.part(Checking), self.room.part(Gating)
        self.rest()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        self.hands.press(key, modifiers)
        self.rest()

    def answers(self, item: str) -> list[str]:
        found = self.checking.check.item(item)
        assert found is not None
        return [found.answers[each] for each in ASPECTS]


@pytest.fixture
def seen(filled: Path, tmp_path: Path, qtbot: object) -> Iterator[Seen]:
    shutil.copytree(filled, tmp_path / "home")
    with closing(Seen(program_on(tmp_path / "home"))) as made:
        yield made


def test_what_is_missing_is_known_by_itself_and_offered_first_but_blocks_nothing(seen: Seen) -> None:
    bar, words = seen.checking.bar, seen.checking.bar.words.text()
    assert bar.isVisible()
    assert words == "Missing: Contact log, Reflection"
    assert bar.give_back.isVisible()
    assert not seen.review.state.started
    seen.press(Key.Key_2)
    assert len(seen.review.state.scores) == 1, "a person may score first"


def test_the_tab_key_comes_to_the_line_over_the_rubric_before_the_rubric(seen: Seen) -> None:
    bar, room = seen.checking.bar, seen.room
    bar.go.setFocus()
    met: list[QWidget] = []
    for _ in range(2):
        seen.press(Key.Key_Tab)
        found = room.focusWidget()
        assert found is not None
        met.append(found)
    assert met == [bar.give_back, room.rubric.fold]


def test_the_check_is_done_by_single_keys_and_undone(seen: Seen) -> None:
    seen.press(Key.Key_I)
    panel = seen.checking.panel
    assert panel.isVisible()
    assert not seen.room.rubric.isVisible()
    assert panel.current == "required/plan"
    assert seen.answers("required/plan") == [YES, YES, "", ""], "it is here and was opened in the worker"
    assert panel.cards["required/plan"].questions["opens"].found.text() == "Opened here"
    seen.press(Key.Key_2)
    assert not seen.review.state.scores
    seen.press(Key.Key_Y)
    assert seen.answers("required/plan") == [YES, YES, YES, ""]
    seen.press(Key.Key_N)
    assert seen.answers("required/plan") == [YES, YES, YES, NO]
    question = panel.cards["required/plan"].questions["right"]
    assert question.reason.isVisible()
    assert "another document than the one asked for" in question.reason.toPlainText()
    seen.room.orders.undo()
    seen.rest()
    assert seen.answers("required/plan") == [YES, YES, YES, ""]
    seen.press(Key.Key_A)
    assert seen.answers("required/plan") == [YES] * 4
    assert panel.current == "required/material", "on to the next that has something to answer"
    assert seen.room.evidence.current == "e2"
    seen.press(Key.Key_Escape)
    assert not panel.isVisible()
    assert seen.room.rubric.isVisible()
    assert seen.space.reviewing, "Esc leads back to the rubric, not out of the room"


def test_all_that_is_left_is_fine_by_one_key_and_then_it_is_complete(seen: Seen) -> None:
    seen.show("A09D-1")
    assert seen.checking.bar.words.text().endswith("checked")
    seen.press(Key.Key_I)
    seen.press(Key.Key_A, CTRL | SHIFT)
    assert seen.checking.check.complete
    assert seen.checking.bar.words.text() == "Complete"
    assert set(seen.review.state.checks.values()) == {YES}
    assert len(seen.review.state.checks) == 5 * len(ASPECTS), "what was found is confirmed with it"
    seen.room.orders.undo()
    seen.rest()
    assert seen.checking.check.checked == 0, "one step takes them all back"
    assert seen.checking.check.words == "0 of 5 checked"


def test_returning_begins_with_the_earners_reasons_and_can_be_taken_back(seen: Seen) -> None:
    seen.press(Key.Key_2)
    seen.checking.bar.give_back.click()
    asking = seen.room.findChild(IncompleteDialog)
    assert asking is not None
    assert asking.reasons() == (
        "“Contact log” is asked for and was not handed in. Please add it.",
        "“Reflection” is asked for and was not handed in. Please add it.",
    )
    asking.go.click()
    seen.rest()
    assert seen.review.decision is not None
    assert seen.review.decision.judged == ()
    assert seen.gating.decided.isVisible()
    assert not seen.checking.bar.isVisible(), "what was returned is not returned once more"
    seen.gating.decided.go.click()
    back = seen.room.findChild(TakeBackDialog)
    assert back is not None
    assert not back.go.isEnabled()
    back.words.setPlainText("The log was in the plan.")
    back.go.click()
    seen.rest()
    assert seen.review.lifecycle is State.IN_REVIEW
    assert seen.review.decision is None
    assert len(seen.review.state.scores) == 1
    assert "may refuse" in seen.gating.decided.sentence.text()
    assert seen.room.outcome.submit.isVisible()


def test_a_line_that_was_dismissed_is_said_again_when_one_comes_back(seen: Seen) -> None:
    seen.checking.bar.give_back.click()
    asking = seen.room.findChild(IncompleteDialog)
    assert asking is not None
    asking.go.click()
    seen.rest()
    seen.gating.decided.dismiss()
    seen.room.refresh()
    seen.rest()
    assert not seen.gating.decided.isVisible(), "the same words do not come back meanwhile"
    seen.show("A09D-1")
    assert not seen.gating.decided.isVisible()
    seen.show("R2B8-1")
    assert seen.gating.decided.isVisible()


def test_a_flag_names_several_files_is_changed_and_taken_back(seen: Seen) -> None:
    seen.room.show_evidence("e1")
    seen.press(Key.Key_F)
    asking = seen.room.findChild(FlagDialog)
    assert asking is not None
    asking.choices["authenticity"].setChecked(True)
    assert [each for each, box in asking.items.items() if box.isChecked()] == ["e1"]
    for box in asking.items.values():
        box.setChecked(True)
    asking.words.setPlainText("Both read alike.")
    asking.go.click()
    seen.rest()
    (flag,) = seen.review.state.flags
    assert (flag.kind, flag.about) == ("authenticity", ("e1", "e2"))
    seen.hands.until(lambda: seen.room.findChild(FlagDialog) is None, "the first question is gone")
    seen.room.orders.flag()
    asking = seen.room.findChild(FlagDialog)
    assert asking is not None
    asking.buttons[flag.id][0].click()
    assert asking.words.toPlainText() == "Both read alike."
    asking.choices["privacy"].setChecked(True)
    asking.items["e2"].setChecked(False)
    asking.go.click()
    seen.rest()
    (changed,) = seen.review.state.flags
    assert (changed.id, changed.kind, changed.about) == (flag.id, "privacy", ("e1",))


def test_what_was_handed_back_on_another_laptop_leaves_the_screen(seen: Seen) -> None:
    with seen.desk.store.changes() as work:
        work.hand_back(seen.own)
    seen.room.refresh()
    seen.hands.until(lambda: not seen.space.reviewing, "the room is left")
    assert seen.room.review is None
    assert not seen.room.split.isVisibleTo(seen.room)
    seen.space.open_submission(seen.own)
    seen.hands.until(lambda: not seen.room.note.isHidden(), "it is said")
    assert "You handed this submission back" in seen.room.note.title.text()
    seen.room.left.emit()
    seen.show("A09D-1")
    assert seen.room.split.isVisible()


def test_a_conflict_of_interest_hides_the_submission_until_it_is_taken_back(seen: Seen) -> None:
    seen.checking.open_panel()
    seen.checking.panel.interest.click()
    page = seen.gating.interest
    assert page.isVisible()
    assert not page.go.isEnabled()
    page.choices["supervised"].setChecked(True)
    page.words.setPlainText("My mentee.")
    page.go.click()
    seen.hands.until(lambda: not seen.space.reviewing, "the room is left")
    seen.rest()
    assert seen.room.review is None
    assert "R2B8" not in seen.program.shell.windowTitle()
    assert "R2B8" not in seen.room.bar.headline.text()
    seen.hands.until(lambda: seen.space.queue.pages.total == 1, "it is gone from the queue")
    seen.hands.until(lambda: seen.space.driver.status.waiting == 1, "it waits to be sent")
    assert seen.space.queue.note.isVisible()
    assert seen.space.queue.note.title.text() == "Handed back"
    seen.space.go_to(DECIDED)
    room = seen.space.decided
    seen.rest()
    assert room.pages.total == 0
    room.handed_back.filter.choose("handed back")
    room.handed_back.chosen.emit()
    seen.hands.until(lambda: room.pages.total == 1, "it is listed")
    seen.hands.until(lambda: room.model.rowCount() == 1, "its row is there")
    room.table.setCurrentIndex(room.model.index(0, 0))
    seen.rest()
    room.table.opened.emit(seen.own)
    assert not seen.space.reviewing, "nothing of it opens"
    assert room.handed_back.take_back.isEnabled()
    room.handed_back.take_back.click()
    seen.hands.until(lambda: room.pages.total == 0, "it is taken back")
    assert room.note.title.text() == "Taken back"
    seen.show("R2B8-1")
    assert seen.review.lifecycle is State.TO_REVIEW
    found = seen.checking.check.item("required/log")
    assert found is not None
    assert found.answers[PRESENT] == NO
