"""The words of many pages at once: the same as page by page, in turns, and nothing believed that does not fit."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import OpenedEvidence
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.page_replies import read_ending, read_words
from tests.evidence.samples import word_pdf

Open = Callable[..., OpenedEvidence]


def test_they_are_the_words_each_page_has(opened: Open) -> None:
    file = opened(word_pdf("Six frogs wait", pages=30))
    found: list[str] = []
    while len(found) < 30:
        found += read_words(*file.part("words", 0, len(found), 30 - len(found)), 30 - len(found))
    assert found == [file.text(page).text for page in range(30)]
    assert found[0] == "Six frogs wait"


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen(opened: Open) -> None:
    file = opened(word_pdf("Marisol Quin-) Tj 0 -22 Td (tanilla wrote"))
    assert file.text(0).text == "Marisol Quin-tanilla wrote"
    assert len(file.text(0).boxes) == len(file.text(0).text)
    assert list(read_words(*file.part("words", 0, 0, 1), 1)) == [file.text(0).text]


@pytest.mark.parametrize(("what", "first"), [("words", 5), ("words", -1), ("letters", 0)])
def test_what_is_not_there_is_said_so(opened: Open, what: str, first: int) -> None:
    with pytest.raises(EvidenceError) as caught:
        opened(word_pdf("one")).part(what, 0, first, 1)
    assert caught.value.code == "nothing-there"


def test_a_page_that_was_read_for_searching_is_still_drawn(opened: Open) -> None:
    file = opened(word_pdf("Hill", pages=20))
    before = file.render(0, 1).data
    file.part("words", 0, 0, 20)
    assert file.render(0, 1).data == before


@pytest.mark.parametrize(
    ("told", "tail"),
    [
        ({}, b""),
        ({"lengths": []}, b""),
        ({"lengths": [1, 1, 1]}, b"abc"),
        ({"lengths": [2]}, b"abc"),
        ({"lengths": [4]}, b"abc"),
        ({"lengths": [-1]}, b""),
        ({"lengths": [True]}, b"a"),
        ({"lengths": ["1"]}, b"a"),
        ({"lengths": [1]}, b"\xff"),
        ({"lengths": 1}, b"a"),
    ],
)
def test_words_that_do_not_fit_are_refused(told: dict[str, object], tail: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_words(told, tail, 2)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=6))
def test_any_words_come_through(words: list[str]) -> None:
    plain = [each.encode() for each in words]
    told = json.loads(json.dumps({"lengths": [len(each) for each in plain]}))
    assert read_words(told, b"".join(plain), len(words)) == tuple(words)


@pytest.mark.parametrize("told", [{}, {"early": 1}, {"early": "no"}, {"early": None}])
def test_an_ending_is_yes_or_no(told: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        read_ending(told)
