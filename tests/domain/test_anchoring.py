"""A cited place is found again where its words are, and nowhere else."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer_app.domain.anchoring import CONTEXT, Quote, anchor, bounds_of, context, flat, lines_of

FROGS = ["the", "frogs", "wait", "in", "a", "pond", "then", "speak"]
WORDS = st.lists(st.sampled_from(FROGS), min_size=3)
BLANKS = st.sampled_from([" ", "\n", "  ", " \r\n"])


@st.composite
def cited(draw: st.DrawFn) -> tuple[str, Quote]:
    text = "".join(word + draw(BLANKS) for word in draw(WORDS))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip() == text[start:end])
    prefix, suffix = context(text, start, end)
    return text, Quote(flat(text[start:end]), prefix, suffix, start, end)


@given(cited())
def test_in_the_same_text_the_same_place_is_found(made: tuple[str, Quote]) -> None:
    text, quote = made
    assert anchor(text, quote) == (quote.start, quote.end)


@given(cited(), st.text(alphabet="xyz ", max_size=40))
def test_words_put_before_move_the_place_along(made: tuple[str, Quote], before: str) -> None:
    text, quote = made
    found = anchor(before + "\n" + text, quote)
    assert found is not None
    assert flat((before + "\n" + text)[slice(*found)]) == quote.exact


@given(cited())
def test_without_a_position_what_is_found_reads_like_the_quotation(made: tuple[str, Quote]) -> None:
    text, quote = made
    found = anchor(text, Quote(quote.exact, quote.prefix, quote.suffix))
    assert found is not None
    assert flat(text[slice(*found)]) == quote.exact
    assert context(text, *found) == (quote.prefix, quote.suffix)


@given(cited(), st.text(alphabet="QZ \n"))
def test_what_only_resembles_the_words_is_never_taken_for_them(made: tuple[str, Quote], other: str) -> None:
    _text, quote = made
    assert anchor(other, quote) is None


@given(st.text(), st.integers(-5, 500), st.integers(-5, 500), st.text(max_size=9))
def test_any_position_is_borne(text: str, start: int, end: int, exact: str) -> None:
    found = anchor(text, Quote(exact, start=start, end=end))
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_of_two_like_places_the_one_with_the_same_surroundings_is_meant() -> None:
    text = "They waited three seconds. Later they waited five. At last they waited ten."
    assert anchor(text, Quote("they waited", "At last ", " ten.")) == (59, 70)
    assert anchor(text, Quote("they waited", start=31, end=42)) == (33, 44)


def test_the_context_is_what_stands_around_on_one_line() -> None:
    text = "a" * 60 + "\n one   two \n" + "b" * 60
    before, after = context(text, text.index("one"), text.index("two") + 3)
    assert (before, after) == ("a" * (CONTEXT - 1) + " ", " " + "b" * (CONTEXT - 1))


def test_characters_become_lines_and_empty_ones_nothing() -> None:
    boxes = [(0.0, 0.0, 5.0, 10.0), (5.0, 0.0, 9.0, 10.0), (0.0, 0.0, 0.0, 0.0), (0.0, 12.0, 4.0, 22.0)]
    assert lines_of(boxes) == [(0.0, 0.0, 9.0, 10.0), (0.0, 12.0, 4.0, 22.0)]
    assert bounds_of(lines_of(boxes)) == (0.0, 0.0, 9.0, 22.0)
    assert bounds_of([]) is None
