"""Two texts side by side: nothing is left out on either side, and only what changed is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.beside import Piece, Row, around, side_by_side

LINES = st.lists(st.text(st.sampled_from("ab c.,é—"), max_size=30), max_size=12).map("\n".join)


def _joined(side: list[tuple[Piece, ...] | None]) -> list[str]:
    return ["".join(piece.text for piece in each) for each in side if each is not None]


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


@given(LINES, LINES)
def test_each_side_joined_is_its_text(before: str, now: str) -> None:
    rows = side_by_side(before, now)
    assert _joined([each.before for each in rows]) == _paragraphs(before)
    assert _joined([each.now for each in rows]) == _paragraphs(now)


@given(LINES)
def test_a_text_beside_itself_has_no_difference(text: str) -> None:
    rows = side_by_side(text, text)
    assert all(each.same for each in rows)
    assert not any(piece.changed for each in rows for piece in each.before or ())


def test_words_that_changed_are_marked_in_their_sentence() -> None:
    (row,) = side_by_side("I wait three seconds.", "I wait five seconds.")
    assert row.before == (Piece("I wait "), Piece("three", True), Piece(" seconds."))
    assert row.now == (Piece("I wait "), Piece("five", True), Piece(" seconds."))


def test_words_changed_in_a_row_are_one_change_and_other_paragraphs_are_no_change_of_words() -> None:
    (row,) = side_by_side("I wait three long seconds here.", "I wait five short seconds here.")
    assert row.before == (Piece("I wait "), Piece("three long", True), Piece(" seconds here."))
    (row,) = side_by_side("I will keep using it.", "What the data do not show")
    assert row == Row((Piece("I will keep using it.", True),), (Piece("What the data do not show", True),))


def test_a_paragraph_more_stands_alone() -> None:
    assert side_by_side("One.", "One.\n\nTwo.") == (
        Row((Piece("One."),), (Piece("One."),)),
        Row(None, (Piece("Two.", True),)),
    )


def test_what_did_not_change_is_counted_and_left_out() -> None:
    before = "\n".join("abcdefgh")
    assert around(side_by_side(before, before.replace("e", "x"))) == (
        3,
        Row((Piece("d"),), (Piece("d"),)),
        Row((Piece("e", True),), (Piece("x", True),)),
        Row((Piece("f"),), (Piece("f"),)),
        2,
    )
    assert around(side_by_side(before, before)) == (8,)


def test_very_long_paragraphs_and_texts_are_compared_whole() -> None:
    (row,) = side_by_side("word " * 5000, "word " * 5000 + "more")
    assert row.now is not None
    assert row.now[0].changed
    many = "\n".join(f"line {number}" for number in range(9000))
    assert all(each.same for each in side_by_side(many, many))


def test_words_gone_from_the_beginning_change_nothing_after_them() -> None:
    (row,) = side_by_side("Now I wait for an answer.", "I wait for an answer.")
    assert row.before == (Piece("Now ", True), Piece("I wait for an answer."))
    assert row.now == (Piece("I wait for an answer."),)
