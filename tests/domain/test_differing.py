"""Word differences: both texts can be read out of the runs, and only what changed is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.differing import MOST_WORDS, Part, Run, shortened, word_runs

TEXTS = st.text("ab .\n", max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_runs(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.part is not Part.AFTER) == before
    assert "".join(run.text for run in runs if run.part is not Part.BEFORE) == after


def test_only_the_words_that_changed_are_marked() -> None:
    assert word_runs("Waits two seconds.", "Waits three seconds.") == (
        Run(Part.BOTH, "Waits"),
        Run(Part.BEFORE, " two"),
        Run(Part.AFTER, " three"),
        Run(Part.BOTH, " seconds."),
    )


def test_very_long_texts_are_compared_as_a_whole() -> None:
    before, after = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert word_runs(before, after) == (Run(Part.BEFORE, before), Run(Part.AFTER, after))
    assert word_runs(before, before) == (Run(Part.BOTH, before),)


def test_long_stretches_without_a_change_are_cut() -> None:
    runs = shortened(word_runs("x" * 50 + " old " + "y" * 50, "x" * 50 + " new " + "y" * 50))
    assert [run.text for run in runs] == ["… " + "x" * 24, " old", " new", " " + "y" * 23 + " …"]
    assert shortened((Run(Part.BOTH, "z" * 90),)) == (Run(Part.BOTH, "z" * 90),)


def test_a_stretch_is_cut_between_words() -> None:
    same = "You waited after each question and wrote it down"
    (head, *_rest) = shortened(word_runs(f"{same}.", f"{same}, with the time."))
    assert head == Run(Part.BOTH, "… and wrote it down")
    (*_rest, tail) = shortened(word_runs(f"Here {same}", f"There {same}"))
    assert tail == Run(Part.BOTH, " You waited after each …")


def test_a_word_is_the_same_word_whatever_blanks_are_before_it() -> None:
    assert word_runs("Now I wait.", "I wait.") == (Run(Part.BEFORE, "Now "), Run(Part.BOTH, "I wait."))
    assert word_runs("I wait.", "I  wait. ") == (
        Run(Part.BOTH, "I"),
        Run(Part.BEFORE, " "),
        Run(Part.AFTER, "  "),
        Run(Part.BOTH, "wait."),
        Run(Part.AFTER, " "),
    )
