"""The letter is written where it changed, and then is to the last format what it would be, written as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer_app.reports.letter_lines import Kind, Line
from reviewer_app.ui.review.letter_page import LetterPage
from reviewer_app.ui.theme import theme

WORDS = st.sampled_from(["", "a", "One goal.", "Two\nlines of it.", "  ", "\u2028"])
LINES = st.lists(st.builds(Line, st.sampled_from(Kind), WORDS, WORDS, WORDS, st.booleans()), max_size=8)


@given(letters=st.lists(LINES, min_size=1, max_size=4))
def test_changes_come_to_the_same_as_the_whole(qapp: QApplication, letters: list[list[Line]]) -> None:
    page = LetterPage()
    for letter in letters:
        page.show_lines(letter)
        whole = LetterPage()
        whole.show_lines(letter)
        assert _looks(page) == _looks(whole)


@given(letter=LINES, more=LINES, at=st.integers(0, 8))
def test_lines_that_come_and_go_leave_the_others(
    qapp: QApplication, letter: list[Line], more: list[Line], at: int
) -> None:
    page, whole = LetterPage(), LetterPage()
    for each in (letter, [*letter[:at], *more, *letter[at:]], letter):
        page.show_lines(each)
    whole.show_lines(letter)
    assert _looks(page) == _looks(whole)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[LetterPage]:
    made = LetterPage()
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.show()
    made.show_lines(_letter("first"))
    yield made
    theme().set_look("light", 100)


def test_the_same_letter_keeps_its_place_when_a_word_in_it_changes(page: LetterPage) -> None:
    page.verticalScrollBar().setValue(90)
    page.show_lines(_letter("second"))
    assert "second" in page.toPlainText()
    assert "first" not in page.toPlainText()
    assert page.verticalScrollBar().value() == 90


def test_another_letter_is_read_from_its_beginning_though_nothing_in_it_changed(page: LetterPage) -> None:
    page.verticalScrollBar().setValue(90)
    page.forget()
    page.show_lines(_letter("first"))
    assert page.verticalScrollBar().value() == 0


def test_a_new_look_is_that_of_the_whole_letter(page: LetterPage) -> None:
    page.verticalScrollBar().setValue(90)
    theme().set_look("dark", 150)
    page.rewrite()
    page.show_lines(_letter("second"))
    whole = LetterPage()
    whole.show_lines(_letter("second"))
    assert _looks(page) == _looks(whole)
    assert page.verticalScrollBar().value() == 90


def _letter(word: str) -> list[Line]:
    goals = [Line(Kind.GOAL, f"Say more about it, {number}.", "Goal. ") for number in range(12)]
    return [Line(Kind.TITLE, "Letter"), *goals, Line(Kind.BULLET, word), *goals]


def _looks(page: LetterPage) -> list[Any]:
    """Each block with its format, and each piece of text in it with its own."""
    found = []
    block = page.document().firstBlock()
    while block.isValid():
        found.append((block.text(), block.blockFormat(), _pieces(block)))
        block = block.next()
    return found


def _pieces(block: QTextBlock) -> list[Any]:
    found = []
    for each in block:
        piece = each.fragment()
        found.append((piece.text(), piece.charFormat()))
    return found
