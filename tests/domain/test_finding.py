"""What is typed is taken apart without ever failing, and hits are marked where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.finding import MOST_WORDS, Wanted, snippet, wanted
from reviewer_app.domain.folding import fold, fold_with_places, tokens


@given(st.text(), st.text())
def test_folding_letter_by_letter_folds_the_whole(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text())
def test_folding_twice_changes_no_word(text: str) -> None:
    assert tokens(fold(fold(text))) == tokens(fold(text))


@given(st.text())
def test_every_folded_letter_knows_where_it_came_from(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    if places is not None:
        assert len(places) == len(folded)
        assert places == sorted(places)
        assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Zögern", "zogern"),
        ("ﬁnden", "finden"),
        ("ＷＡＩＴ", "wait"),
        ("Élan", "elan"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("пауза", "ПАУЗА"),
        ("Łódź", "łodz"),
    ],
)
def test_case_accents_and_width_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_signs_written_without_spaces_are_words_of_their_own() -> None:
    assert tokens(fold("等待时间")) == ("等", "待", "时", "间")
    assert wanted("待时") == (Wanted(("待", "时"), open=True),)
    assert snippet("我的等待时间很长", wanted("待时")).marks == ((3, 5),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ()),
        ('  !? "" -', ()),
        ("Wait", (Wanted(("wait",), True),)),
        ("wait time", (Wanted(("wait",), True), Wanted(("time",), True))),
        ('"wait time"', (Wanted(("wait", "time"), False),)),
        ("“wait time” pause", (Wanted(("wait", "time"), False), Wanted(("pause",), True))),
        ("it's", (Wanted(("it", "s"), True),)),
        ('"never closed', (Wanted(("never", "closed"), False),)),
        ("wait wait", (Wanted(("wait",), True),)),
        ("NEAR( OR * NOT", (Wanted(("near",), True), Wanted(("or",), True), Wanted(("not",), True))),
    ],
)
def test_what_is_typed_means_what_a_person_would_expect(typed: str, meant: tuple[Wanted, ...]) -> None:
    assert wanted(typed) == meant


@given(st.text())
def test_whatever_is_typed_is_taken_apart(typed: str) -> None:
    found = wanted(typed)
    assert len(found) <= MOST_WORDS
    assert all(each.words and all(each.words) for each in found)


def test_the_line_round_a_hit_is_one_line_with_every_hit_marked() -> None:
    text = "Before the lesson.\n\nI waited five\nseconds, and they   waited too. " + "More words. " * 40
    line = snippet(text, wanted("wait secon"))
    assert "\n" not in line.text
    assert [line.text[start:end] for start, end in line.marks] == ["wait", "secon", "wait"]
    assert line.text.endswith(" …")
    assert line.quote.startswith("seconds")


def test_a_phrase_is_marked_as_a_whole_and_only_as_a_whole() -> None:
    line = snippet("Time to wait. The wait time was long; wait timer.", wanted('"wait time"'))
    assert [line.text[start:end] for start, end in line.marks] == ["wait time"]


def test_accents_in_the_text_are_kept_and_marked() -> None:
    line = snippet("Das Zögern zählt", wanted("zogern zahl"))
    assert [line.text[start:end] for start, end in line.marks] == ["Zögern", "zähl"]


WORDS = st.sampled_from(["wait", "Pause", "Zögern", "ß", "待つ", "e\u0301", "\n", "  ", "—", "x" * 30])


@given(st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=4))
def test_marks_never_leave_the_line_nor_overlap(pieces: list[str], typed: list[str]) -> None:
    text = " ".join(pieces)
    line = snippet(text, wanted(" ".join(typed)))
    end = 0
    for start, stop in line.marks:
        assert end <= start < stop <= len(line.text)
        end = stop
    assert line.quote in text
