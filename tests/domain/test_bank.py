"""The bank's ranking, filling and generalising as rules of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.bank import (
    PLACEHOLDERS,
    BankEntry,
    bank_document,
    derived_id,
    entries_from,
    filled,
    generalised,
    ranked,
)
from reviewer_app.domain.errors import FileError

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
ENTRIES = st.lists(
    st.builds(
        BankEntry,
        id=st.uuids().map(str),
        microcredential=st.just("m"),
        criterion=st.sampled_from(["1.1", "1.2", ""]),
        level=st.sampled_from(["basic", "proficient", ""]),
        text=TEXTS,
        uses=st.integers(0, 9),
        last=st.sampled_from(["2026-01-01", "2026-02-01"]),
        pinned=st.booleans(),
    ),
    max_size=12,
)


@given(ENTRIES, st.randoms())
def test_the_order_of_what_is_offered_does_not_depend_on_the_order_it_came_in(
    entries: list[BankEntry], chance: object
) -> None:
    shuffled = sorted(entries, key=lambda each: each.id)
    assert ranked(entries, "1.1", "basic") == ranked(shuffled, "1.1", "basic")
    assert ranked(entries, "1.1", "basic", "a") == ranked(shuffled, "1.1", "basic", "a")


@given(ENTRIES)
def test_without_words_only_the_criterion_is_offered_and_its_level_comes_first(
    entries: list[BankEntry],
) -> None:
    found = ranked(entries, "1.1", "basic")
    assert {each.criterion for each in found} <= {"1.1"}
    assert len(found) == sum(each.criterion == "1.1" for each in entries)
    fits = [each.level in ("basic", "") for each in found]
    assert fits == sorted(fits, reverse=True)


def test_pinned_then_use_then_the_latest_decide() -> None:
    def entry(own: str, uses: int, last: str, *, pinned: bool = False) -> BankEntry:
        return BankEntry(own, "m", "1.1", "basic", own, uses, last, pinned)

    entries = [
        entry("old", 2, "2026-01-01"),
        entry("new", 2, "2026-02-01"),
        entry("often", 5, "2026-01-01"),
        entry("pinned", 0, "2026-01-01", pinned=True),
    ]
    assert [each.id for each in ranked(entries, "1.1", "basic")] == ["pinned", "often", "new", "old"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("PAUSA", True), ("pau corta", True), ("ausa", False), ("pausa larga", False), ("", True)],
)
def test_words_are_found_by_their_beginnings_without_case_and_accents(typed: str, found: bool) -> None:
    entry = BankEntry("a", "m", "1.1", "", "La páusa es corta.")
    assert bool(ranked([entry], "1.1", "", typed)) is found


@given(
    st.lists(
        st.sampled_from([*(f"{{{each}}}" for each in PLACEHOLDERS), "{other}", "words ", "{", "}"]),
        max_size=8,
    )
)
def test_filling_leaves_no_known_gap_and_chooses_the_first_left(pieces: list[str]) -> None:
    text = "".join(pieces)
    made = filled(text, dict.fromkeys(PLACEHOLDERS, "x"))
    assert not any(f"{{{each}}}" in made.text for each in PLACEHOLDERS)
    chosen = made.text[made.start : made.end]
    assert chosen in ("", "{other}", "{}")
    if not chosen:
        assert made.start == len(made.text)


def test_what_is_made_general_can_be_filled_again() -> None:
    text = "In 7F3K page 2 is empty; 7F3KX is another."
    general = generalised(text, {"alias": "7F3K", "evidence": "page 2"})
    assert general == "In {alias} {evidence} is empty; 7F3KX is another."
    assert filled(general, {"alias": "7F3K", "evidence": "page 2"}).text == text


@given(ENTRIES)
def test_a_bank_comes_back_from_its_document(entries: list[BankEntry]) -> None:
    told = [each for each in entries if each.text.strip()]
    back = entries_from(bank_document(told))
    wanted = {(each.criterion, each.level, each.text.strip()) for each in told}
    assert {(each.criterion, each.level, each.text) for each in back} <= wanted
    assert {each.id for each in back} == {derived_id("m", x.criterion, x.level, x.text) for x in told}


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda x: st.lists(x) | st.dictionaries(st.text(max_size=8), x),
    )
)
def test_anything_else_is_refused_in_words(document: object) -> None:
    with pytest.raises(FileError):
        entries_from(document)
