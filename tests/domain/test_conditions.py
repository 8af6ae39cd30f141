"""A part with a condition is judged only where it holds, and never decides anything while that is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.conditions import Condition
from reviewer_app.domain.decision import decide
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome, judge, missing, not_judged
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential, Part, microcredential_document, microcredential_from
from tests.domain.made import LEVELS, rubric, submission

HIGH, LOW = "proficient", "basic"


def with_condition(condition: Condition) -> Microcredential:
    made = rubric()
    return replace(made, parts=(made.parts[0], replace(made.parts[1], condition=condition)))


BY_PART = with_condition(Condition(part="one"))
BY_LEVEL = with_condition(Condition(criterion="1.1", at_least="developing"))
FIRST = {"1.1": HIGH, "1.2": HIGH}


@pytest.mark.parametrize("subject", [BY_PART, BY_LEVEL])
def test_it_travels_with_the_rubric(subject: Microcredential) -> None:
    assert microcredential_from(microcredential_document(subject)) == subject


def test_it_is_said_in_words() -> None:
    assert BY_PART.judged_when(BY_PART.parts[1]) == "Judged only where part 1 meets"
    assert BY_LEVEL.judged_when(BY_LEVEL.parts[1]) == "Judged only where 1.1 is at least Developing"
    assert BY_PART.judged_when(BY_PART.parts[0]) == ""


def test_where_it_does_not_hold_nobody_is_asked_and_nothing_counts() -> None:
    scores = {"1.1": HIGH, "1.2": LOW, "2.1": LOW}
    verdict = judge(BY_PART, scores)
    assert (verdict.outcome, verdict.scored, verdict.total) == (Outcome.NOT_YET, 2, 2)
    assert verdict.explanation == "1.2 is below Proficient · part 2 is not judged"
    assert not_judged(BY_PART, scores) == {"2.1", "2.2", "2.3"}
    state = ReviewState("s", scores=scores, comments={"1.2": "Name the class. Next, add a date."})
    assert missing(BY_PART, state) == ()
    assert [each.criterion for each in decide(BY_PART, submission(), state).judged] == ["1.1", "1.2"]


def test_a_part_left_out_by_a_level_does_not_keep_the_rest_from_meeting() -> None:
    easy = with_condition(Condition(criterion="1.1", at_least=HIGH))
    easy = replace(easy, criteria=tuple(replace(x, floor=LOW) if x.id == "1.1" else x for x in easy.criteria))
    assert judge(easy, {"1.1": LOW, "1.2": HIGH}).outcome is Outcome.MEETS
    assert judge(easy, FIRST).outcome is None


def test_while_it_is_not_known_the_part_is_not_yet_asked_for() -> None:
    state = ReviewState("s", scores={"1.2": HIGH, "2.1": LOW})
    assert judge(BY_LEVEL, state.scores).outcome is None
    assert [each.criterion for each in missing(BY_LEVEL, state)] == ["1.1"]
    after = ReviewState("s", scores=FIRST)
    assert [each.criterion for each in missing(BY_PART, after)] == ["2.1", "2.2", "2.3"]


def test_a_part_behind_one_that_is_left_out_is_left_out_too() -> None:
    made = with_condition(Condition(part="one"))
    third = Part("three", "Reflection", condition=Condition(part="two"))
    criteria = (*made.criteria, replace(made.criteria[0], id="3.1", part="three"))
    made = replace(made, parts=(*made.parts, third), criteria=criteria)
    assert not_judged(made, {"1.1": LOW}) == {"2.1", "2.2", "2.3", "3.1"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Condition(part="nine"), "a part that does not exist"),
        (Condition(criterion="9.9", at_least=HIGH), "a criterion or level that does not exist"),
        (Condition(criterion="1.1", at_least="superb"), "a criterion or level that does not exist"),
        (Condition(part="two"), "depends on itself"),
        (Condition(criterion="2.1", at_least=HIGH), "depends on itself"),
    ],
)
def test_a_condition_that_cannot_hold_is_refused(condition: Condition, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        microcredential_from(microcredential_document(with_condition(condition)))


SCORES = st.dictionaries(st.sampled_from(["1.1", "1.2", "2.1", "2.2", "2.3"]), st.sampled_from(LEVELS))


@given(st.sampled_from([BY_PART, BY_LEVEL]), SCORES, SCORES)
def test_an_outcome_that_is_known_early_is_final(
    subject: Microcredential, some: dict[str, str], more: dict[str, str]
) -> None:
    early = judge(subject, some).outcome
    if early is not None:
        assert judge(subject, {**more, **some}).outcome is early


@given(st.sampled_from([BY_PART, BY_LEVEL]), SCORES)
def test_what_is_complete_has_an_outcome(subject: Microcredential, scores: dict[str, str]) -> None:
    verdict = judge(subject, scores)
    assert verdict.scored <= verdict.total
    if verdict.complete:
        assert verdict.outcome is not None
