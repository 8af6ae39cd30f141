"""The feedback check finds what would not help, leaves good comments alone, and its fixes change the words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.anonymity import name_list
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.feedback import (
    Entry,
    Feedback,
    Finding,
    entries_of,
    fingerprint,
    ordinary_words,
    standing,
)
from reviewer_app.domain.feedback_check import check
from reviewer_app.domain.feedback_rules import RuleBook, Severity, book_for, rule_book
from reviewer_app.domain.phrasing import tokens_of
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.paths import resource
from tests.domain.feedback_corpus import (
    BAD_EN,
    BAD_ES,
    FURTHER_EN,
    FURTHER_ES,
    GOOD_EN,
    GOOD_ES,
    INNOCENT,
)
from tests.domain.made import WORDS, rubric


def _document(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("feedback", f"{language}.json").read_text("utf-8"))
    return found


BOOKS: dict[str, RuleBook] = {each: rule_book(_document(each)) for each in ("en", "es")}
WAIT_TIME = ("Describes the class, but says little about who speaks and who does not.",)
MADE_UP = ("Marisol Vandermeer-Quiroga",)
NAMES = name_list(MADE_UP, b"0123456789abcdef", 100)


def _below(text: str, **changes: Any) -> Entry:
    return replace(Entry("2.2", text, "Proficient", True, WAIT_TIME), **changes)


def _found(entry: Entry, language: str = "en", **changes: Any) -> tuple[Finding, ...]:
    return check(BOOKS, Feedback("s1", (entry,), language, **changes))


def _rules(entry: Entry, language: str = "en", **changes: Any) -> set[str]:
    return {each.rule for each in _found(entry, language, **changes)}


@pytest.mark.parametrize("text", GOOD_EN)
def test_good_comments_in_english_are_left_alone(text: str) -> None:
    assert _rules(_below(text)) == set()


@pytest.mark.parametrize("text", GOOD_ES)
def test_good_comments_in_spanish_are_left_alone_whatever_the_letters_language(text: str) -> None:
    assert (_rules(_below(text), "es"), _rules(_below(text), "en")) == (set(), set())


@pytest.mark.parametrize("text", FURTHER_EN + FURTHER_ES)
def test_a_good_comment_in_other_words_never_keeps_a_decision_from_being_signed(text: str) -> None:
    assert [each.rule for each in _found(_below(text)) if each.must] == []


def test_the_page_tells_how_many_good_comments_in_other_words_are_asked_about() -> None:
    asked = [text for text in FURTHER_EN + FURTHER_ES if _rules(_below(text))]
    page = " ".join((Path(__file__).resolve().parents[2] / "docs" / "feedback.md").read_text("utf-8").split())
    assert f"{len(FURTHER_EN + FURTHER_ES)} further good comments" in page
    assert f"{len(asked)} of them are asked about" in page


@pytest.mark.parametrize(("text", "expected"), BAD_EN)
def test_bad_comments_in_english_set_off_their_rules(text: str, expected: frozenset[str]) -> None:
    assert _rules(_below(text)) == expected


@pytest.mark.parametrize(("text", "expected"), BAD_ES)
def test_bad_comments_in_spanish_set_off_their_rules(text: str, expected: frozenset[str]) -> None:
    assert _rules(_below(text), "es") == expected


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert _rules(Entry("1.1", text)) == set()


def _samples() -> list[tuple[Microcredential, ReviewState]]:
    told = json.loads(resource("samples", "reference_reviews.json").read_text("utf-8"))["reviews"]
    made = []
    for each in told:
        folder = resource("samples", "submissions", each["folder"])
        subject = microcredential_from(json.loads((folder / "microcredential.json").read_text("utf-8")))
        pins = tuple(map(Citation.from_document, each["citations"]))
        said = {**each["comments"], OVERALL: each["overall"]}
        made.append((subject, ReviewState(each["submission"], each["scores"], said, citations=pins)))
    return made


def test_false_alarms_on_the_reference_reviews_are_none_but_for_pins_that_are_missing() -> None:
    asked = 0
    alarms: list[tuple[str, str, str]] = []
    for subject, state in _samples():
        entries = entries_of(subject, state)
        asked += len(entries)
        found = check(BOOKS, Feedback(state.submission, entries))
        alarms += [(each.rule, each.severity.value, each.criterion) for each in found]
    assert asked == 49
    # Eight criteria below their floor have no citation; each comment says why, or names the place: advice only.
    assert {each[:2] for each in alarms} == {("place_named", "ought")}


def test_a_criterion_below_its_floor_wants_a_pin_and_hears_why_it_may_do_without() -> None:
    said = "The pauses differ a lot between the two lessons you taught. Next: keep to three seconds."
    [finding] = _found(_below(said, cited=False))
    assert (finding.rule, finding.severity, finding.fixes) == ("place", Severity.MUST, ())
    nothing = "There is no recording of the lesson. Next: add one of ten minutes, sound is enough."
    [finding] = _found(_below(nothing, cited=False))
    assert (finding.rule, finding.severity) == ("place_named", Severity.OUGHT)


def test_nothing_is_asked_of_a_comment_at_its_floor_but_that_it_helps() -> None:
    assert _rules(Entry("1.1", "Five dark corners and a white middle.")) == set()
    assert _rules(Entry("1.1", "Good job!")) == {"vague"}


def test_reasons_name_the_floor_and_the_words_found() -> None:
    found = {each.rule: each for each in _found(_below("You are lazy."))}
    assert "below Proficient" in found["next"].reason
    assert "“You are lazy”" in found["person"].reason
    assert (found["person"].start, found["person"].end) == (0, 12)


def test_the_earners_name_is_certain_when_whole_or_within_a_sentence_and_asked_about_elsewhere() -> None:
    whole = "The plan of Marisol Vandermeer is clear."
    [finding] = _found(Entry("1.1", whole), names=NAMES)
    assert (finding.rule, finding.severity) == ("earner", Severity.MUST)
    assert finding.fixes[0].applied(whole) == "The plan of you is clear."
    assert {each.rule for each in _found(Entry("1.1", "Here Marisol waits."), names=NAMES)} == {"earner"}
    [finding] = _found(Entry("1.1", "Marisol waits."), names=NAMES)
    assert (finding.rule, finding.severity) == ("earner_maybe", Severity.OUGHT)
    assert finding.fixes[0].applied("Marisol waits.") == "You waits."


def test_no_finding_about_a_name_has_the_name_in_its_key() -> None:
    for text in ("The plan of Marisol is clear.", "Student Tamsin is clear.", "See Kevin on page 2."):
        for each in _found(Entry("1.1", text), names=NAMES):
            assert not any(name in each.key.lower() for name in ("marisol", "tamsin", "kevin"))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("In minute 3 student Tamsin waits.", "In minute 3 student waits."),
        ("In minute 3 Kevin's answer is long.", "In minute 3 the student's answer is long."),
        ("Kevin's answer is long.", "The student's answer is long."),
        ("Then Mr. Okafor Bello speaks.", "Then a colleague speaks."),
        ("A boy called Tamsin waits.", "A boy waits."),
    ],
)
def test_one_click_leaves_a_likely_name_out(text: str, fixed: str) -> None:
    [finding] = _found(Entry("1.1", text))
    assert finding.rule == "student"
    assert finding.fixes[0].applied(text) == fixed


def test_words_of_rubric_and_evidence_are_no_names() -> None:
    text = "The learner Portfolio is clear."
    assert _rules(Entry("1.1", text)) == {"student"}
    assert _rules(Entry("1.1", text), ordinary=ordinary_words(["Unit portfolio"])) == set()


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (
            "You are lazy. The plan has no questions.",
            "This part of the work is not finished yet. The plan has no questions.",
        ),
        (
            "The plan is thin, and you are careless.",
            "The plan is thin, and some details of the work do not agree with each other.",
        ),
    ],
)
def test_a_judgement_of_the_person_becomes_one_of_the_work(text: str, fixed: str) -> None:
    [finding] = [each for each in _found(_below(text)) if each.rule == "person"]
    assert finding.fixes[0].applied(text) == fixed
    assert finding.fixes[1].applied(text) != text


def test_a_longer_comment_without_a_known_next_step_is_asked_about_not_stopped() -> None:
    short, long = "The plan has no pauses in it at all.", " The recording has none either."
    assert _rules(_below(short)) == {"next", "short"}
    assert _rules(_below(short + long)) == {"next_maybe"}
    assert _rules(_below(f"You are careless. {short}")) == {"next", "person"}


def test_prompts_are_put_in_and_say_nothing_until_someone_goes_on() -> None:
    text = "The plan has no pauses, which makes the rest hard to judge."
    [finding] = _found(_below(text))
    fix = finding.fixes[0]
    after = fix.applied(text)
    assert after == f"{text}\nNext: "
    assert fix.after == len(after)
    assert _rules(_below(after)) == {"next"}
    assert _rules(_below(after + "mark three pauses on page 2.")) == set()
    assert _rules(_below("What is missing:\nNext: show the lesson.")) == {"missing", "short"}


def test_vague_words_are_excused_by_a_comment_that_says_enough() -> None:
    assert (
        _rules(Entry("1.1", "Good job. Five dark corners and a white middle: anyone could repeat it."))
        == set()
    )
    [finding] = _found(Entry("1.1", "Five dark corners. Good job!"))
    assert finding.fixes[0].applied("Five dark corners. Good job!") == "Five dark corners."


def test_the_same_words_are_found_on_another_criterion_in_the_rubric_and_on_another_submission() -> None:
    said = "The tally has no dates. Next: add the date of each lesson to it."
    both = (_below(said, criterion="1.1"), _below(f"  {said.upper()}", criterion="1.2"))
    [finding] = check(BOOKS, Feedback("s1", both))
    assert (finding.rule, finding.criterion) == ("copied_criterion", "1.2")
    assert "criterion 1.1" in finding.reason
    [finding] = _found(_below(said), elsewhere=frozenset({fingerprint(said)}))
    assert finding.rule == "copied_elsewhere"
    prompted = finding.fixes[0].applied(said)
    assert _rules(_below(prompted), elsewhere=frozenset({fingerprint(said)})) == {"copied_elsewhere"}
    told = f"{prompted}the pond lesson."
    assert _rules(_below(told), elsewhere=frozenset({fingerprint(said)})) == set()


def test_a_language_without_rules_is_only_looked_through_for_what_needs_none() -> None:
    french = "Vous êtes bien gentille avec Marisol Vandermeer pendant la pause."
    assert _rules(_below(french, cited=False), "fr", names=NAMES) == {"place", "earner"}


def test_the_letters_language_decides_unless_the_words_are_clearly_of_the_other() -> None:
    def chosen(text: str, language: str) -> str:
        book = book_for(BOOKS, tokens_of(text), language)
        return book.language if book else ""

    assert chosen("ok", "es-MX") == "es"
    assert chosen("El plan no dice cuánto espera en la clase.", "en") == "es"
    assert chosen("The plan does not say how long you wait.", "es") == "en"
    assert chosen("Bonjour", "fr") == ""


def test_notes_on_pins_are_read_too_but_not_asked_for_next_steps() -> None:
    subject = rubric()
    pin = Citation("c1", "1.1", "e1", "", "p. 2", note="You are lazy.")
    state = ReviewState(
        "s1", {"1.1": "basic"}, {"1.1": "No pauses on page 2. Next: mark one each."}, citations=(pin,)
    )
    found = check(BOOKS, Feedback("s1", entries_of(subject, state)))
    assert [(each.rule, each.criterion, each.citation) for each in found] == [
        ("short", "1.1", ""),
        ("person", "1.1", "c1"),
    ]


def test_what_was_overruled_with_a_reason_stands_no_longer() -> None:
    found = _found(_below("You are lazy."))
    person = next(each for each in found if each.rule == "person")
    assert person in standing(found, {f"2.2:{person.key}": "  "})
    assert person not in standing(found, {f"2.2:{person.key}": "A quotation of the reflection."})
    assert standing(found, {f"1.1:{person.key}": "Another criterion."}) == found


def test_a_key_stays_while_the_words_stay_and_changes_with_them() -> None:
    def key(text: str) -> str:
        return next(each.key for each in _found(_below(text)) if each.rule == "person")

    assert key("You are lazy.") == key("The plan is thin. You  are LAZY!")
    assert key("You are lazy.") != key("You are careless.")


@given(st.lists(st.sampled_from([*GOOD_EN, *(text for text, _rules in BAD_EN)]), max_size=3), WORDS)
def test_every_finding_stands_in_its_text_and_every_fix_changes_it(texts: list[str], noise: str) -> None:
    text = f" {noise} ".join(texts) + noise
    for finding in _found(_below(text), names=NAMES):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert all((finding.reason, finding.title, finding.key))
        for fix in finding.fixes:
            assert 0 <= fix.start <= fix.end <= len(text)
            assert fix.applied(text) != text
            assert 0 <= fix.after <= len(fix.applied(text))


@given(st.text(max_size=200), st.sampled_from(["en", "es", "fr"]))
def test_any_text_is_read_the_same_way_twice_and_keys_are_told_apart(text: str, language: str) -> None:
    once, again = _found(_below(text), language), _found(_below(text), language)
    assert once == again
    spanless = [each.key for each in once if ":" not in each.key]
    assert len(set(spanless)) == len(spanless)


@given(st.sampled_from([text for text, _expected in BAD_EN]))
def test_taking_each_first_fix_ends(text: str) -> None:
    turns = 0
    while (fixes := _first_fixes(text)) and turns < 12:
        text = fixes[0].applied(text)
        turns += 1
    assert fixes == [], f"fixes go round in circles: {text}"


def _first_fixes(text: str) -> list[Any]:
    return [
        each.fixes[0]
        for each in _found(_below(text))
        if each.fixes and each.rule not in ("missing", "next", "copied_elsewhere")
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_rules_that_cannot_be_read_are_refused_in_words(language: str) -> None:
    told = _document(language)
    told["phrases"]["vague"] = ["<nowhere> job"]
    with pytest.raises(RuleError, match="nowhere"):
        rule_book(told)
    with pytest.raises(RuleError, match="format"):
        rule_book({**_document(language), "version": 2})
