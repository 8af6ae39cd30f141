"""What one works on in the rubric stays where it is when a card above it grows."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.ui.review.room import ReviewRoom
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
