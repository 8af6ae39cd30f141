"""The feedback check while words are written: a quiet line that never takes the keyboard; a key takes a fix."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer_app.domain import records as kinds
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.writing import Writing
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room import press

Settle = Callable[[], None]


def _write(room: ReviewRoom, settle: Settle, text: str) -> str:
    """Type a comment on the current criterion and let the check look through it; what its line says."""
    press(room, "E")
    card = room.rubric.current
    assert card is not None
    QTest.keyClicks(card.comment, text)
    part = room.part(Writing)
    part.check_now()
    settle()
    line = part._lines[card.criterion.id][1]
    return line.text() if line.isVisible() else ""


def test_a_line_says_what_to_look_at_again_and_the_keyboard_stays(room: ReviewRoom, settle: Settle) -> None:
    said = _write(room, settle, "You are lazy. Kevin's answer is cut off.")
    assert said == "Look again: About the person (“You are lazy”) · A name, perhaps (“Kevin”)"
    card = room.rubric.current
    assert card is not None
    assert QApplication.focusWidget() is card.comment
    QTest.keyClicks(card.comment, " More.")
    assert card.comment.toPlainText().endswith("cut off. More.")


def test_below_the_floor_it_names_what_is_still_open(room: ReviewRoom, settle: Settle) -> None:
    press(room, "1")
    settle()
    said = _write(room, settle, "The plan names no students of this class and no unit at all")
    assert said == "Look again: A place to pin · A next step"


def test_a_good_comment_has_no_line(room: ReviewRoom, settle: Settle) -> None:
    assert _write(room, settle, "Five dark corners and a white middle.") == ""


def test_one_key_takes_the_fix_and_the_fields_own_undo_takes_it_back(
    room: ReviewRoom, settle: Settle
) -> None:
    _write(room, settle, "You are lazy. The plan is thin.")
    card = room.rubric.current
    assert card is not None
    press(room, "Ctrl+.")
    assert card.comment.toPlainText() == "This part of the work is not finished yet. The plan is thin."
    card.comment.undo()
    assert card.comment.toPlainText() == "You are lazy. The plan is thin."


def test_a_fix_is_never_taken_on_words_that_have_changed_since(room: ReviewRoom, settle: Settle) -> None:
    _write(room, settle, "You are lazy.")
    card = room.rubric.current
    assert card is not None
    card.comment.setPlainText("Quite another text.")
    press(room, "Ctrl+.")
    assert card.comment.toPlainText() == "Quite another text."


def test_nothing_of_it_is_kept_until_the_words_are(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    _write(room, settle, "You are lazy.")
    assert desk.said(kinds.OVERRULE) == []
    assert {each[0] for each in desk.calls} <= {"open", kinds.COMMENT}


def test_the_lines_of_one_submission_never_show_on_another(room: ReviewRoom, settle: Settle) -> None:
    assert _write(room, settle, "You are lazy.") != ""
    room.show_submission("s2")
    settle()
    assert all(line.isHidden() for _card, line in room.part(Writing)._lines.values())


def test_the_overall_comment_has_its_line_and_its_fix_too(room: ReviewRoom, settle: Settle) -> None:
    press(room, "O")
    overall = room.outcome.overall
    QTest.keyClicks(overall, "You are lazy.")
    part = room.part(Writing)
    part.check_now()
    settle()
    assert part._overall.text() == "Look again: About the person (“You are lazy”)"
    assert part._overall.isVisible()
    press(room, "Ctrl+.")
    assert overall.toPlainText() == "This part of the work is not finished yet."
