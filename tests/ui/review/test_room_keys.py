"""The room by keyboard alone: every action has a key that does it, and no key is taken from what is being typed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.domain import records as kinds
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.actions import ACTIONS
from reviewer_app.ui.review.levels import LevelButton
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble

Settle = Callable[[], None]
KEYS = [(act, key) for act in ACTIONS for key in act.keys]


def press(widget: QWidget, keys: str) -> None:
    """Send the key events a person's keyboard would send to what has the focus."""
    combination = QKeySequence(keys)[0]
    focus = widget.focusWidget() or widget
    QTest.keyClick(focus, combination.key(), combination.keyboardModifiers())


def levels(desk: DeskDouble) -> list[tuple[str, str, str]]:
    return [(subject, body["criterion"], body["level"]) for subject, body in desk.said(kinds.SCORE)]


def orders_of(act: Act) -> list[str]:
    """What an action tells the room, or a part of it, to do."""
    return [name for name in act.run.__code__.co_names if name != "part" and name[0].islower()]


class Told:
    """A part of the room that can do everything and writes down what it was told."""

    def __init__(self, done: list[str]) -> None:
        self._done = done

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_args: self._done.append(name)


@pytest.mark.parametrize(("act", "key"), KEYS, ids=[f"{act.id}-{key}" for act, key in KEYS])
def test_every_action_is_done_by_its_key(
    room: ReviewRoom, settle: Settle, monkeypatch: pytest.MonkeyPatch, act: Act, key: str
) -> None:
    done: list[str] = []
    asked = (
        "can_undo",
        "can_redo",
        "searching",
        "is_closed",
        "can",
        "offers",
        "has_offer",
        "has_citations",
        "has_marks",
    )
    for each in asked:
        monkeypatch.setattr(room.orders, each, lambda *_args: True)
    monkeypatch.setattr(room.orders, "levels", lambda: 9)
    # A part of the room stands for itself: whatever it is asked holds, whatever it is told is written down.
    told = Told(done)
    monkeypatch.setattr(room.orders, "part", lambda _kind: told)
    room.refresh_actions()
    for name in {name for each in ACTIONS for name in orders_of(each) if hasattr(room.orders, name)}:
        monkeypatch.setattr(room.orders, name, lambda *args, name=name: done.append(name))
    room.rubric.focus_inside()
    if key in ("Space", "Shift+Space"):  # on a level it is the level's own key
        room.setFocus()
    press(room, key)
    assert done == orders_of(act)


def test_the_keyboard_goes_to_the_level_that_a_number_chose(room: ReviewRoom, settle: Settle) -> None:
    room.rubric.focus_inside()
    press(room, "3")
    settle()
    chosen = room.focusWidget()
    assert isinstance(chosen, LevelButton)
    assert chosen.isChecked()
    assert chosen.number == 3


def test_no_key_means_two_things() -> None:
    keys = [key for _act, key in KEYS]
    assert len(keys) == len(set(keys))


def test_opening_a_submission_changes_nothing_and_chooses_nothing(room: ReviewRoom, desk: DeskDouble) -> None:
    assert desk.log == []
    assert all(card.level is None for card in room.rubric.cards)
    assert {name for name, *_rest in desk.calls} == {"open"}


def test_a_number_scores_the_criterion_and_zero_takes_it_away(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    press(room, "3")
    press(room, "J")
    press(room, "2")
    press(room, "K")
    press(room, "0")
    settle()
    assert levels(desk) == [("s1", "1.1", "proficient"), ("s1", "1.2", "developing"), ("s1", "1.1", "")]
    assert room.rubric.scores() == {"1.2": "developing"}
    assert room.rubric.progress_words.text() == "1 of 8 scored"


def test_quick_presses_end_where_the_last_one_says(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.gate.clear()
    for key in "121":
        press(room, key)
    assert room.rubric.scores() == {"1.1": "basic"}
    desk.gate.set()
    settle()
    assert room.rubric.scores() == {"1.1": "basic"} == dict(desk.state("s1").scores)


def test_keys_are_letters_while_typing(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(room, "E")
    field = room.rubric.cards[0].comment
    assert field.hasFocus()
    QTest.keyClicks(field, "j1 k2 [c] /0 n")
    press(room, "Backspace")
    assert field.toPlainText() == "j1 k2 [c] /0 "
    press(room, "Esc")
    settle()
    assert levels(desk) == []
    assert [body["text"] for _subject, body in desk.said(kinds.COMMENT)] == ["j1 k2 [c] /0 "]
    assert room.rubric.cards[0].levels.buttons[0].hasFocus()


def test_undo_in_a_field_is_the_fields_and_outside_it_is_the_reviews(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    press(room, "2")
    settle()
    press(room, "E")
    field = room.rubric.cards[0].comment
    QTest.keyClicks(field, "wrong")
    press(room, "Ctrl+Z")
    assert "wrong" not in field.toPlainText()
    assert desk.said(kinds.UNDONE) == []
    press(room, "Esc")
    settle()
    press(room, "Ctrl+Z")
    settle()
    assert room.rubric.scores() == {}
    press(room, "Ctrl+Shift+Z")
    settle()
    assert room.rubric.scores() == {"1.1": "developing"}


def test_moving_along_the_levels_chooses_nothing_until_space(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    card = room.rubric.cards[0]
    press(room, "Right")
    assert card.levels.buttons[1].hasFocus()
    assert card.level is None
    assert card.descriptor.text().startswith("Developing:")
    press(room, "Space")
    settle()
    assert levels(desk) == [("s1", "1.1", "developing")]


def test_the_panels_are_visited_in_turn(room: ReviewRoom, settle: Settle) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    room.rubric.focus_inside()
    visited = []
    for _ in range(4):
        press(room, "F6")
        focus = room.focusWidget()
        visited.append(
            next(
                name
                for name, panel in (
                    ("list", room.evidence),
                    ("pages", room.pane),
                    ("rubric", room.rubric),
                    ("end", room.outcome),
                )
                if panel.isAncestorOf(focus)
            )
        )
    assert visited == ["end", "list", "pages", "rubric"]


def test_escape_leaves_the_field_then_the_room(room: ReviewRoom, settle: Settle) -> None:
    gone: list[bool] = []
    room.left.connect(lambda: gone.append(True))
    press(room, "E")
    press(room, "Esc")
    assert gone == []
    press(room, "Esc")
    assert gone == [True]


def test_brackets_walk_through_the_evidence(room: ReviewRoom, settle: Settle) -> None:
    seen = [room.evidence.current]
    for _ in range(8):
        press(room, "]")
        settle()
        seen.append(room.evidence.current)
    assert seen == [
        "answers:1",
        "s1-lesson-plan.pdf",
        "s1-classroom-clip.mp4",
        "s1-student-work-1.jpg",
        "s1-notes.txt",
        "s1-tally.xlsx",
        "s1-Class blog",
        "s1-reflection.m4a",
        "s1-reflection.m4a",
    ]
    press(room, "[")
    assert room.evidence.current == "s1-Class blog"


def test_folding_a_panel_away_gives_its_room_to_the_evidence(room: ReviewRoom, qapp: QApplication) -> None:
    before = room.pane.width()
    press(room, "F7")
    qapp.processEvents()
    assert room.pane.width() > before
    press(room, "F7")
    qapp.processEvents()
    assert room.pane.width() == before


def test_a_modifier_alone_does_nothing(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    QTest.keyClick(room, Qt.Key.Key_Control)
    settle()
    assert desk.log == []
