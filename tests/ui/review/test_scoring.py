"""Scoring well: levels side by side, how sure one is, a second look, and what each part still needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.conditions import Condition
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.doubt import DoubtLine
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.review.scoring.part import DoubtPart
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]


def line(room: ReviewRoom, at: int = 0) -> DoubtLine:
    found = room.rubric.cards[at].findChild(DoubtLine)
    assert found is not None
    return found


def test_one_key_says_how_sure_one_is_and_undo_takes_it_back(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    assert line(room).sure.text() == "How sure?"
    press(room, "U")
    assert line(room).sure.text() == "Sure"
    press(room, "U")
    settle()
    assert desk.state("s1").confidences == {"1.1": "fairly"}
    assert line(room).sure.accessibleName() == "How sure of 1.1: Fairly sure"
    press(room, "Ctrl+Z")
    settle()
    assert line(room).sure.text() == "Sure"


def test_a_second_look_is_counted_and_led_back_to(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    part = room.part(DoubtPart)
    press(room, "J")
    press(room, "D")
    settle()
    assert desk.said(kinds.LOOK) == [("s1", {"criterion": "1.2", "look": "again"})]
    assert part.way.isVisible()
    assert part.way.text().strip() == "1 second look"
    press(room, "J")
    press(room, "J")
    press(room, "Shift+D")
    current = room.rubric.current
    assert current is not None
    assert current.criterion.id == "1.2"
    press(room, "D")
    settle()
    assert part.way.isHidden()


def test_doubt_stays_with_its_submission(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(room, "U")
    press(room, "D")
    room.show_submission("s2")
    settle()
    assert line(room).sure.text() == "How sure?"
    assert not line(room).wanted
    assert desk.state("s2").changes == 0


def test_levels_stand_side_by_side_and_can_be_given_there(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    press(room, "L")
    levels = room.part(LevelsPart).levels
    tops = {button.mapTo(levels, button.rect().topLeft()).y() for button in levels.buttons}
    assert len(tops) == 1
    QTest.mouseClick(levels.buttons[1], Qt.MouseButton.LeftButton)
    settle()
    assert desk.state("s1").scores == {"1.1": "developing"}
    assert levels.buttons[1].text().endswith("given")


def test_each_part_says_how_far_it_is(room: ReviewRoom, settle: Settle) -> None:
    head = next(iter(room.rubric.heads.values()))
    assert head.progress.text() == "0 of 2 scored"
    press(room, "3")
    press(room, "J")
    press(room, "3")
    assert head.progress.text() == "Meets"
    press(room, "1")
    assert head.progress.text() == "1 of 2 at the floor"
    settle()


def test_a_part_that_is_not_judged_steps_back_and_keys_pass_it_over(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    made = desk.rubric
    assert made is not None
    first, second, *rest = made.parts
    desk.rubric = replace(made, parts=(first, replace(second, condition=Condition(part=first.id)), *rest))
    room.refresh()
    settle()
    head = room.rubric.heads[second.id]
    assert room.isActiveWindow(), "making cards opens no window of their own"
    assert head.condition.text() == "Judged only where part 1 meets"
    room.rubric.go_to(0)
    room.rubric.focus_inside()
    press(room, "1")
    press(room, "J")
    press(room, "3")
    assert head.progress.text() == "Not judged"
    press(room, "J")
    current = room.rubric.current
    assert current is not None
    assert current.criterion.part not in (first.id, second.id)
    assert "part 2 is not judged" in room.outcome.explanation.text()
    settle()


def test_a_level_that_the_rubric_lacks_is_told_on_its_card(room: ReviewRoom) -> None:
    for place in (0, -1):  # the one with the keyboard, which tells of the level pointed at, and another
        room.rubric.go_to(0)
        room.rubric.focus_inside()
        card = room.rubric.cards[place]
        card.show_state(None, "", "", (), alive=True, fresh=False, strange="superb")
        assert card.level is None
        assert card.aside is not None
        assert "“superb”" in card.aside.text()
        assert not card.aside.isHidden()
        card.show_state(None, "", "", (), alive=True, fresh=False)
        assert card.aside.isHidden()
