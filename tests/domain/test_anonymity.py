"""Names are found however they are written, and nothing that is no name is."""

from __future__ import annotations

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from reviewer_app.domain.anonymity import (
    STAND_IN,
    around,
    blind_name,
    folded_word,
    hits_in,
    is_persons,
    masked,
    name_list,
    name_list_from,
    words_of,
)

SALT = bytes(range(16))
NAMES = name_list(["Zoë O’Brien-Castañeda"], SALT, 100)
letters = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéüñ"), min_size=4, max_size=9)


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits_in(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A lesson by Zoë O’Brien-Castañeda, grade 5", ["Zoë O’Brien-Castañeda"]),
        ("ZOE OBRIEN wrote this", ["ZOE OBRIEN"]),
        ("Castaneda, Zoe", ["Castaneda, Zoe"]),
        ("zoe obrien", ["zoe obrien"]),
        ("Ms O'Brien asked why", ["O'Brien"]),
        ("written by Casta-\nneda in May", ["Casta-\nneda"]),
        ("Zoe Casta-ñeda and Casta-neda", ["Zoe Casta-ñeda", "Casta-neda"]),
        ("Casta\u00adneda", ["Casta\u00adneda"]),
        ("the obrien method", []),
        ("Zone of proximal development", []),
        ("Why do you think the pond turned green?", []),
    ],
)
def test_the_name_is_found_as_people_write_it(text: str, names: list[str]) -> None:
    assert found(text) == names


@given(letters, letters)
def test_any_name_is_found_in_a_sentence_and_in_a_file_name(first: str, last: str) -> None:
    names = name_list([f"{first.title()} {last.title()}"], SALT, 100)
    sentence = f"12. By {first.title()} {last.title()}; 2026"
    assert STAND_IN in masked(sentence, hits_in(sentence, names))
    name = f"lesson_{last}_{first.upper()}_v2.pdf"
    blind = blind_name(name, names)
    hidden = {folded_word(first), folded_word(last)} - {"lesson"}
    assert not hidden & {word.folded for word in words_of(blind.replace(STAND_IN, " "))}
    assert blind.endswith(".pdf") or folded_word("pdf") in hidden


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_hits_lie_inside_in_order(text: str) -> None:
    hits = hits_in(text, NAMES, any_case=True)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= two.start for one, two in pairwise(hits))
    assert masked(text, ()) == text


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded_word(folded_word(text)) == folded_word(text)


def test_the_list_travels_and_says_no_name() -> None:
    document = NAMES.document()
    assert name_list_from({"names": document}) == NAMES
    assert name_list_from({}) is None
    assert name_list_from({"names": {**document, "algorithm": "md5"}}) is None
    assert name_list_from({"names": {**document, "rounds": 10**9}}) is None
    assert "zoe" not in str(document).lower()


def test_another_salt_gives_other_hashes() -> None:
    other = name_list(["Zoë O’Brien-Castañeda"], bytes(16), 100)
    assert not other.hashes & NAMES.hashes


@pytest.mark.parametrize(
    ("name", "persons", "shown"),
    [
        ("lesson-plan-maria-gomez.pdf", (), "lesson-plan-maria-gomez.pdf"),
        ("lesson-plan-maria-gomez.pdf", ("María Gómez",), "lesson-plan-(name).pdf"),
        ("GomezScan.pdf", ("María Gómez",), "(name)Scan.pdf"),
        ("mariagomez2.pdf", ("María Gómez",), "(name)2.pdf"),
        ("ZoeObrienPlan.pdf", (), "(name)Plan.pdf"),
        ("Gomez_scan.pdf", ("María Gómez",), "(name)_scan.pdf"),
        ("lesson-plan.docx", ("Lesson Plan Template",), "lesson-plan.docx"),
        ("word-list.docx", ("Microsoft Word",), "word-list.docx"),
        ("zoe-2.jpg", (), "(name)-2.jpg"),
    ],
)
def test_file_names_are_shown_without_names(name: str, persons: tuple[str, ...], shown: str) -> None:
    assert blind_name(name, NAMES, persons) == shown


@pytest.mark.parametrize("who", ["Microsoft Office User", "python-docx", "Canon Scanner", "", "1234"])
def test_programs_and_roles_are_no_persons(who: str) -> None:
    assert not is_persons(who)


def test_what_stands_around_a_name_is_said_without_it() -> None:
    text = "The plan was\nwritten by Zoë O’Brien in May."
    (hit,) = hits_in(text, NAMES)
    assert around(text, hit) == "The plan was written by (name) in May."
    text = "Ms. O’Brien, room 14. By Zoë O’Brien-Castañeda."
    hits = hits_in(text, NAMES)
    assert around(text, hits[0], hits, 20) == "Ms. (name), room 14. By (name)…"
