"""What one works on in the rubric stays where it is when a card above it grows."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.widgets import Label


def _height_in_room(room: ReviewRoom, inside: QWidget) -> int:
    return inside.mapTo(room.rubric.scroller.viewport(), QPoint(0, 0)).y()


def test_words_that_come_on_a_card_above_do_not_push_the_keyboard_out_of_sight(
    room: ReviewRoom, settle: Callable[[], None], qapp: QApplication
) -> None:
    cards = room.rubric.cards
    room.rubric.go_to(len(cards) - 2)
    card = cards[len(cards) - 2]
    card.note_toggle.setFocus()
    settle()
    before = _height_in_room(room, card.note_toggle)
    tall = Label("Name what was missing.\n" * 12, "muted")
    cards[0].put(tall)
    settle()
    assert tall.height() > room.rubric.scroller.viewport().height() // 3
    assert qapp.focusWidget() is card.note_toggle
    assert _height_in_room(room, card.note_toggle) == before
    assert not card.note_toggle.visibleRegion().isEmpty()
    tall.hide()
    settle()
    assert not card.note_toggle.visibleRegion().isEmpty()


def test_levels_side_by_side_do_not_cover_what_one_writes_in(
    room: ReviewRoom, settle: Callable[[], None], qapp: QApplication
) -> None:
    room.resize(1366, 620)
    room.rubric.go_to(1)
    card = room.rubric.cards[1]
    card.edit_note()
    settle()
    assert qapp.focusWidget() is card.note
    before = room.rubric.scroller.height()
    room.part(LevelsPart).toggle()
    settle()
    assert room.rubric.scroller.height() < before
    assert qapp.focusWidget() is card.note
    assert card.note.visibleRegion().boundingRect().height() == card.note.height()


def test_what_was_scrolled_out_of_sight_stays_there_when_the_room_shrinks(
    room: ReviewRoom, settle: Callable[[], None]
) -> None:
    room.rubric.go_to(len(room.rubric.cards) - 1)
    room.rubric.focus_inside()
    settle()
    bar = room.rubric.scroller.verticalScrollBar()
    assert bar.value() > 0
    bar.setValue(0)
    room.part(LevelsPart).toggle()
    settle()
    assert bar.value() == 0
