"""The rules of the feedback check fit their schema, and the phrases in them mean what their format says."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reviewer_app.domain.bank import PLACEHOLDERS
from reviewer_app.domain.feedback_rules import LISTS, PHRASES, RULES, rule_book
from reviewer_app.domain.phrasing import Phrases, read_phrase, tokens_of
from reviewer_app.paths import resource
from tests.domain.feedback_corpus import BAD_EN, BAD_ES, GOOD_EN, GOOD_ES

LANGUAGES = tuple(sorted(path.stem for path in resource("feedback").glob("*.json")))
SCHEMA = json.loads(resource("schemas", "feedback-1.json").read_text("utf-8"))


def _document(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("feedback", f"{language}.json").read_text("utf-8"))
    return found


def _spans(phrase: str, text: str, **lists: Sequence[str]) -> list[str]:
    return [text[each.start : each.end] for each in Phrases([phrase], lists).all_in(tokens_of(text))]


def test_english_and_spanish_are_there() -> None:
    assert LANGUAGES == ("en", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_fits_the_schema_and_names_itself(language: str) -> None:
    told = _document(language)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(told)
    book = rule_book(told)
    assert book.language == language
    assert (set(book.rules), set(book.phrases), set(book.lists)) == (set(RULES), set(PHRASES), set(LISTS))


def test_the_schema_knows_every_rule_list_and_set_of_phrases() -> None:
    about: Mapping[str, Any] = SCHEMA["properties"]
    assert set(about["rules"]["required"]) == set(RULES)
    assert set(about["phrases"]["required"]) == set(PHRASES)
    assert set(about["lists"]["required"]) == set(LISTS)


def test_both_languages_have_the_same_severities_and_limits() -> None:
    one, other = (rule_book(_document(each)) for each in LANGUAGES)
    assert {k: v.severity for k, v in one.rules.items()} == {k: v.severity for k, v in other.rules.items()}
    assert one.limits == other.limits


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_list_and_no_phrase_twice(language: str) -> None:
    told = _document(language)
    for each in (*told["lists"].values(), *told["phrases"].values()):
        assert len(each) == len(set(each))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("good job", "A Good  JOB, truly.", ["Good  JOB"]),
        ("good|nice job", "nice job", ["nice job"]),
        ("lack*", "it lacks what was lacking", ["lacks", "lacking"]),
        ("very? good", "good and very good", ["good", "very good"]),
        ("you … try", "you did not really ever try", []),
        ("you … try", "you did not try", ["you did not try"]),
        ("page|p #", "p. 4 and page 12b, page x", ["p. 4", "page 12b"]),
        ("no _ here", "no plan here", ["no plan here"]),
        ("^add", "Add this and add that. Add more", ["Add", "Add"]),
        ("*elo aqui", "Hazelo aquí, no elo aquí", ["Hazelo aquí"]),
        ("well done", "It went well. Done is done", []),
        ("dont", "don’t and don't", ["don’t", "don't"]),
        ("espanol", "en Español", ["Español"]),
        ("mr okafor", "Mr. Okafor", ["Mr. Okafor"]),
    ],
)
def test_a_phrase_is_found_where_its_format_says(phrase: str, text: str, found: list[str]) -> None:
    assert _spans(phrase, text) == found


def test_a_barred_list_stands_for_every_other_word() -> None:
    assert _spans("^!<fruit> the", "Run the timer. Apple the pie. 3 the", fruit=["apple"]) == ["Run the"]


def test_a_list_stands_for_each_of_its_words() -> None:
    assert _spans("<fruit> pie", "Apple pie and pear pie", fruit=["apple", "pear*"]) == [
        "Apple pie",
        "pear pie",
    ]


@pytest.mark.parametrize("phrase", ["", "a?", "… then", "<none>", "two--words", "^"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="phrase"):
        read_phrase(phrase, {})


@given(st.text(max_size=120))
def test_words_are_told_apart_in_any_text(text: str) -> None:
    tokens = tokens_of(text)
    assert all(each.folded == each.folded.strip() != "" for each in tokens)
    assert all(a.end <= b.start and a.sentence <= b.sentence for a, b in itertools.pairwise(tokens))


def test_the_page_about_feedback_names_every_rule_and_each_sign_of_a_phrase() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "feedback.md").read_text("utf-8")
    assert [each for each in RULES if f"| `{each}` |" not in page] == []
    assert [
        each
        for each in (
            "`<trait>`",
            "`_`",
            "`#`",
            "`…`",
            "`^add`",
            "`lack*`, `*elo`",
            "`very?`",
            "`!<starters>`",
        )
        if each not in page
    ] == []
    assert [each for each in PLACEHOLDERS if f"`{{{each}}}`" not in page] == []


def test_the_page_about_feedback_counts_the_corpus_as_it_is() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "feedback.md").read_text("utf-8")
    told = " ".join(page.split())
    good = f"{len(GOOD_EN)} good comments in English and {len(GOOD_ES)} in Spanish"
    assert good in told
    assert f"and {len(BAD_EN) + len(BAD_ES)} bad ones" in told
