"""The shelf above the ledger: cards side by side where there is room, and never more than its share of the room."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.ui.syncing.shelf import Shelf
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Card, Label

Show = Callable[..., "Room"]


class Room(QWidget):
    """A shelf over what takes the rest."""

    def __init__(self, cards: int, lines: int) -> None:
        super().__init__()
        self.cards = [Card() for _ in range(cards)]
        for card in self.cards:
            for _ in range(lines):
                card.body.addWidget(Label("A line of words"))
        self.shelf, self.rest = Shelf(), QWidget()
        self.shelf.take(self.cards)
        self.shelf.share_of(self)
        column = QVBoxLayout(self)
        column.addWidget(self.shelf)
        column.addWidget(self.rest, 1)


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    theme().set_look("light", 100)

    def show(cards: int, lines: int, width: int, height: int = 740) -> Room:
        room = Room(cards, lines)
        qtbot.addWidget(room)
        room.resize(width, height)
        room.show()
        qtbot.waitUntil(lambda: room.shelf.height() == room.shelf.maximumHeight())
        return room

    return show


def tops(room: Room) -> list[int]:
    """At which rows the cards stand."""
    rows = sorted({card.y() for card in room.cards if card.isVisible()})
    return [rows.index(card.y()) for card in room.cards if card.isVisible()]


@pytest.mark.parametrize(
    ("cards", "width", "rows"),
    [(1, 1100, [0]), (2, 1100, [0, 0]), (3, 1100, [0, 0, 1]), (4, 1100, [0, 0, 1, 1]), (3, 600, [0, 1, 2])],
)
def test_cards_stand_side_by_side_where_there_is_room(
    shown: Show, cards: int, width: int, rows: list[int]
) -> None:
    room = shown(cards, 2, width)
    assert tops(room) == rows
    assert room.cards[-1].geometry().right() >= room.shelf.width() - 20


def test_a_hidden_card_takes_no_room_and_a_wide_one_a_row_of_its_own(shown: Show, qtbot: QtBot) -> None:
    room = shown(3, 2, 1100)
    room.cards[1].hide()
    qtbot.waitUntil(lambda: tops(room) == [0, 0])
    room.cards[1].show()
    room.shelf.set_wide(room.cards[0], True)
    qtbot.waitUntil(lambda: tops(room) == [0, 1, 1])


def test_the_rest_keeps_more_than_half_and_in_a_small_room_nothing_scrolls_within(shown: Show) -> None:
    room = shown(4, 30, 1100)
    assert room.shelf.height() <= 0.42 * room.height() + 1
    assert room.rest.height() > room.height() / 2
    small = shown(4, 30, 1100, 400)
    assert small.shelf.height() > 400
