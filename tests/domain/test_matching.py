"""Typed letters and the choices they mean: word starts before insides, runs before scattered letters, recent first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.matching import Choice, fit, rank

TEXTS = (
    "Next criterion",
    "Previous criterion",
    "Next evidence",
    "Cite for this criterion",
    "Cite for another criterion…",
    "Compare levels",
    "Comment to the earner",
    "Undo",
    "Redo",
    "Sync now",
    "Submit decision",
    "Safe to leave?",
)
CHOICES = [Choice(text, text) for text in TEXTS]


def found(typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [each.choice.name for each in rank(typed, CHOICES, recent)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("undo", "Undo"),
        ("nc", "Next criterion"),
        ("next c", "Next criterion"),
        ("crit next", "Next criterion"),
        ("cite", "Cite for this criterion"),
        ("cfa", "Cite for another criterion…"),
        ("comm", "Comment to the earner"),
        ("level", "Compare levels"),
        ("sbmt", "Submit decision"),
        ("syncn", "Sync now"),
        ("PRÉV", "Previous criterion"),
        ("safe to", "Safe to leave?"),
    ],
)
def test_a_few_letters_find_what_is_meant(typed: str, first: str) -> None:
    assert found(typed)[0] == first


def test_nothing_typed_offers_everything_in_its_order_what_was_used_last_first() -> None:
    assert found("") == list(TEXTS)
    assert found("", ("Redo", "Sync now"))[:3] == ["Redo", "Sync now", "Next criterion"]


def test_what_was_used_last_comes_first_among_equals_only() -> None:
    assert found("next") == ["Next criterion", "Next evidence"]
    assert found("next", ("Next evidence",)) == ["Next evidence", "Next criterion"]
    assert found("undo", ("Redo",))[0] == "Undo"


def test_what_fits_badly_is_not_offered() -> None:
    assert found("zzz") == []
    assert found("ue") == []
    assert "Comment to the earner" not in found("cr")


def test_every_typed_word_must_fit() -> None:
    assert found("next evidence") == ["Next evidence"]
    assert found("next undo") == []


def test_what_cannot_be_done_stands_below_what_can() -> None:
    choices = [Choice("a", "Undo", enabled=False), Choice("b", "Understand")]
    assert [each.choice.name for each in rank("und", choices)] == ["b", "a"]


def test_a_choice_is_found_by_its_group_and_its_key_too() -> None:
    choices = [Choice("undo", "Undo", ("Judging", "Ctrl+Z")), Choice("z", "Zoom", ("Evidence",))]
    assert [each.choice.name for each in rank("judg", choices)] == ["undo"]
    assert rank("ctrl+z", choices)[0].choice.name == "undo"


def test_the_letters_that_were_meant_are_told() -> None:
    assert rank("nc", CHOICES)[0].places == (0, 5)
    assert rank("level", CHOICES)[0].places == tuple(range(8, 13))


@given(st.text(max_size=12), st.text(max_size=40))
def test_the_places_spell_what_was_typed(word: str, text: str) -> None:
    matched = fit(word, text)
    if matched is not None:
        assert len(matched.places) == len(word)
        assert list(matched.places) == sorted(set(matched.places))
        assert all(0 <= place < len(text) for place in matched.places)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert [each.choice.text for each in rank(text, [Choice("x", text)])] == [text]
