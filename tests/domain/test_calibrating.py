"""Practice held against a reference: near and far by criterion, the bar, and a reference that stays out of sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.agreement import Exactness
from reviewer_app.domain.calibrating import (
    RESCORE_DAYS,
    RESCORE_DECISIONS,
    Practice,
    Tally,
    bar_words,
    compare,
    may_score_again,
    practised_body,
    practised_from,
    standing,
    tally,
)
from reviewer_app.domain.conditions import Condition
from reviewer_app.domain.errors import FileError
from reviewer_app.domain.policy import Bar, Policy
from reviewer_app.domain.records import Record
from reviewer_app.domain.reference import Reference, check_reference, unwrapped, wrapped
from reviewer_app.domain.submission import (
    AGAIN,
    CALIBRATION,
    Assignment,
    submission_document,
    submission_from,
)
from tests.domain.made import LEVELS, MORNING, NAMES, WORDS, rubric, rubrics, scored, submission

REFERENCE = Reference(
    {"1.1": "proficient", "1.2": "developing", "2.1": "basic", "2.2": "proficient", "2.3": "basic"},
    {"1.2": "The change is named, its reason is not."},
    "Nearly there.",
    "Panel of three, June 2026",
)


def test_each_criterion_is_exact_adjacent_or_missed_and_says_how_far() -> None:
    own = {"1.1": "proficient", "1.2": "proficient", "2.1": "proficient", "2.2": "developing"}
    found = compare(rubric(), own, REFERENCE.scores)
    assert [(each.criterion, each.exactness, each.steps) for each in found] == [
        ("1.1", Exactness.EXACT, 0),
        ("1.2", Exactness.ADJACENT, 1),
        ("2.1", Exactness.MISS, 2),
        ("2.2", Exactness.ADJACENT, -1),
    ]
    assert tally(found) == Tally(exact=1, adjacent=2, miss=1)
    assert (tally(found).near(0), tally(found).near(1), tally(found).n) == (1, 3, 4)


@given(st.data())
def test_levels_a_rubric_does_not_have_are_passed_over(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    own = data.draw(scored(subject)) | {"not a criterion": "x"}
    reference = data.draw(scored(subject)) | {"not a criterion": "x"}
    strange = {**own, **dict.fromkeys(own, "not a level")}
    found = compare(subject, own, reference)
    assert {each.criterion for each in found} == (own.keys() & reference.keys()) - {"not a criterion"}
    assert compare(subject, strange, reference) == ()
    assert all(
        each.steps == -other.steps
        for each, other in zip(found, compare(subject, reference, own), strict=True)
    )


@pytest.mark.parametrize(
    ("bar", "counts", "reached"),
    [
        (Bar(share=80, within=1), Tally(3, 1, 1), True),
        (Bar(share=80, within=0), Tally(3, 1, 1), False),
        (Bar(share=81, within=1), Tally(3, 1, 1), False),
        (Bar(share=1, within=1), Tally(), False),
        (Bar(share=100, within=0), Tally(5, 0, 0), True),
    ],
)
def test_an_anchor_reaches_the_bar_by_its_own_share(bar: Bar, counts: Tally, reached: bool) -> None:
    assert counts.reaches(bar) is reached


@given(
    st.builds(Bar, st.integers(1, 5), st.integers(1, 100), st.integers(0, 1)),
    st.lists(st.builds(Tally, *[st.integers(0, 8)] * 3), max_size=8),
    st.builds(Tally, *[st.integers(0, 8)] * 3),
)
def test_one_more_anchor_never_takes_back_what_was_reached(
    bar: Bar, before: list[Tally], more: Tally
) -> None:
    assert standing(bar, [*before, more]).reached >= standing(bar, before).reached
    assert not standing(bar, before).passed or standing(bar, [*before, more]).passed


def test_where_one_stands_is_said_in_words() -> None:
    good, poor = Tally(8, 0, 0), Tally(0, 0, 8)
    bar = Bar(anchors=2)
    assert standing(bar, []).sentence == "0 of 2 reached. The bar: 80% exact or adjacent on 2 anchors."
    assert standing(bar, [good, poor]).sentence.startswith("1 of 2 reached.")
    assert (
        standing(bar, [good, poor, good]).sentence
        == "The bar is reached: 80% exact or adjacent on 2 anchors."
    )
    assert bar_words(Bar(1, 100, 0)) == "100% exact on 1 anchor"


def test_a_bar_that_is_not_asked_for_is_not_in_the_document() -> None:
    assert "calibration" not in Policy().document()
    assert Policy.from_document({"calibration": {}}).calibration == Bar()
    assert Policy.from_document({}).calibration is None


def record(body: dict[str, Any], kind: str = kinds.PRACTISED) -> Record:
    return Record("r1", "laptop", 1, MORNING, "me", kind, "s", body, hashes={"rubric": "ab"})


BODY = practised_body(
    Practice.AGAIN,
    of="earlier",
    alias="7F3K",
    microcredential="wait-time",
    own={"1.1": "basic"},
    reference=REFERENCE.scores,
    reference_hash="",
)


def test_a_practice_is_read_back_from_its_record() -> None:
    found = practised_from(record(BODY))
    assert found is not None
    assert (found.practice, found.submission, found.of, found.alias) == (
        Practice.AGAIN,
        "s",
        "earlier",
        "7F3K",
    )
    assert (found.own, found.reference, found.rubric_hash) == ({"1.1": "basic"}, REFERENCE.scores, "ab")


@pytest.mark.parametrize(
    "broken", [{"scores": None}, {"reference": 3}, {"practice": "race"}, {"practice": ["anchor"]}]
)
def test_what_does_not_read_as_a_practice_is_none(broken: dict[str, Any]) -> None:
    assert practised_from(record(BODY | broken)) is None
    assert practised_from(record(BODY, kinds.SCORE)) is None


@given(st.builds(Reference, st.dictionaries(NAMES, NAMES), st.dictionaries(NAMES, WORDS), WORDS, WORDS))
def test_a_reference_comes_out_as_it_went_in(reference: Reference) -> None:
    assert Reference.from_document(unwrapped(wrapped(reference.document()))) == reference


def test_a_reference_cannot_be_read_in_passing() -> None:
    travelling = submission(reference=wrapped(REFERENCE.document()))
    text = repr(submission_document(travelling))
    assert "developing" not in text
    assert "named" not in text
    assert submission_from(submission_document(travelling)) == travelling


@pytest.mark.parametrize(
    "spoiled",
    [
        {"encoding": "rot13"},
        {"content": "no base64!"},
        {"content": "e30="},
        {"sha256": "00" * 32},
        wrapped({})
        | {"content": "W10=", "sha256": "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"},
        wrapped({})
        | {"content": "ew==", "sha256": "021fb596db81e6d02bf3d2586ee3981fe519f275c0ac9ca76bbcf2ebb4097d96"},
    ],
)
def test_a_damaged_reference_is_refused_in_words(spoiled: dict[str, str]) -> None:
    with pytest.raises(FileError) as refused:
        unwrapped(wrapped(REFERENCE.document()) | spoiled)
    assert refused.value.code == "reference"
    assert "damaged" in refused.value.sentence


def test_a_reference_gives_every_criterion_a_level_the_rubric_knows() -> None:
    assert check_reference(REFERENCE, rubric()) == ()
    scores = {**REFERENCE.scores, "1.1": "excellent", "9.9": LEVELS[0]}
    del scores["2.3"]
    said = check_reference(replace(REFERENCE, scores=scores), rubric())
    assert len(said) == 3
    assert all(any(each in sentence for sentence in said) for each in ("“excellent”", "“9.9”", "2.3"))


def test_a_reference_may_leave_out_a_part_whose_condition_does_not_hold() -> None:
    subject = rubric()
    on_terms = replace(subject.parts[1], condition=Condition(criterion="1.1", at_least="proficient"))
    subject = replace(subject, parts=(subject.parts[0], on_terms))
    low = Reference({"1.1": "basic", "1.2": "basic"})
    assert check_reference(low, subject) == ()
    assert len(check_reference(replace(low, scores={"1.1": "proficient", "1.2": "basic"}), subject)) == 3


def test_practice_is_known_by_its_role_its_reference_or_what_it_repeats() -> None:
    assert not submission().is_practice
    assert submission(assignment=Assignment(CALIBRATION)).is_practice
    assert submission(reference=wrapped({})).is_practice
    assert submission(again="0192-r", assignment=Assignment(AGAIN)).is_practice


def test_a_decision_is_scored_again_when_days_or_decisions_lie_between() -> None:
    for days, since, wanted in (
        (RESCORE_DAYS, 0, True),
        (RESCORE_DAYS - 1, RESCORE_DECISIONS - 1, False),
        (0, RESCORE_DECISIONS, True),
    ):
        assert may_score_again(MORNING, MORNING + timedelta(days=days), since) is wanted
