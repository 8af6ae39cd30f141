"""The shelf above the ledger: cards side by side where there is room, as high as their words, and nothing cut off."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.ui.syncing.road_card import RoadCard, RoadHead
from reviewer_app.ui.syncing.shelf import Shelf
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label

Show = Callable[..., "Room"]


class Room(QWidget):
    """A shelf over what takes the rest."""

    def __init__(self, cards: int, lines: int) -> None:
        super().__init__()
        self.cards = [RoadCard() for _ in range(cards)]
        for card in self.cards:
            for _ in range(lines):
                card.body.addWidget(Label("A line of words"))
        self.shelf, self.rest = Shelf(), QWidget()
        self.shelf.take(self.cards)
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
    assert len({card.width() for card in room.cards[: rows.count(0)]}) == 1
    assert room.cards[-1].geometry().right() >= room.shelf.width() - 20


def test_a_hidden_card_takes_no_room_and_a_wide_one_a_row_of_its_own(shown: Show, qtbot: QtBot) -> None:
    room = shown(3, 2, 1100)
    room.cards[1].hide()
    qtbot.waitUntil(lambda: tops(room) == [0, 0])
    room.cards[1].show()
    room.shelf.set_wide(room.cards[0], True)
    qtbot.waitUntil(lambda: tops(room) == [0, 1, 1])


@pytest.mark.parametrize(("cards", "lines", "height"), [(2, 2, 740), (4, 30, 740), (4, 30, 400)])
def test_every_card_is_whole_and_nothing_scrolls_within(
    shown: Show, cards: int, lines: int, height: int
) -> None:
    room = shown(cards, lines, 1100, height)
    assert room.shelf.findChildren(QAbstractScrollArea) == []
    for card in room.cards:
        assert card.height() >= card.heightForWidth(card.width())
        assert card.geometry().bottom() < room.shelf.height()


def test_a_card_that_has_more_to_say_takes_a_row_of_its_own_while_it_says_it(
    shown: Show, qtbot: QtBot
) -> None:
    room = shown(3, 2, 1100)
    card, more = room.cards[1], Label("More")
    card.body.addWidget(more)
    card.wide_while_shown(more)
    more.hide()
    assert tops(room) == [0, 0, 1]
    more.show()
    qtbot.waitUntil(lambda: tops(room) == [0, 1, 2])
    assert card.width() == room.shelf.width()
    more.hide()
    qtbot.waitUntil(lambda: tops(room) == [0, 0, 1])


@pytest.mark.parametrize(("width", "beside"), [(600, True), (300, False)])
def test_buttons_stand_beside_the_words_where_those_keep_their_room(
    qtbot: QtBot, width: int, beside: bool
) -> None:
    theme().set_look("light", 100)
    button = Button("Choose a folder…")
    head = RoadHead("folder", button)
    head.title.setText("Without a line")
    qtbot.addWidget(head)
    head.resize(width, 200)
    head.show()

    def right_of_words() -> bool:
        return button.mapTo(head, button.rect().topLeft()).x() > head.title.geometry().right()

    qtbot.waitUntil(lambda: right_of_words() is beside)
