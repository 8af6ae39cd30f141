"""The pass rule never compensates and never turns back; what is missing is said in full."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import WORDS, Outcome, judge, missing
from reviewer_app.domain.policy import Policy
from reviewer_app.domain.review import Conflict, ReviewState
from reviewer_app.domain.rubric import PassRule
from tests.domain.made import rubric, rubrics, scored

WORTH = {Outcome.NOT_YET: 0, None: 1, Outcome.MEETS: 2}
ALL_PROFICIENT = dict.fromkeys(("1.1", "1.2", "2.1", "2.2", "2.3"), "proficient")


@given(st.data())
def test_raising_a_level_never_makes_the_outcome_worse(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    scores = data.draw(scored(subject))
    if not scores:
        return
    chosen = subject.criterion(data.draw(st.sampled_from(sorted(scores))))
    rank = data.draw(st.integers(chosen.rank(scores[chosen.id]), len(chosen.levels) - 1))
    raised = {**scores, chosen.id: chosen.levels[rank].id}
    assert WORTH[judge(subject, raised).outcome] >= WORTH[judge(subject, scores).outcome]


@given(st.data())
def test_an_outcome_that_is_known_early_is_final_whatever_comes(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    whole = data.draw(scored(subject, all_of_them=True))
    some = {key: level for key, level in whole.items() if data.draw(st.booleans())}
    early = judge(subject, some).outcome
    if early is not None:
        assert judge(subject, whole).outcome is early


@given(st.data())
def test_while_it_is_open_both_outcomes_can_still_come(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    some = data.draw(scored(subject))
    if judge(subject, some).outcome is not None:
        return
    rest = [each for each in subject.criteria if each.id not in some]
    best = {each.id: each.levels[-1].id for each in rest}
    assert judge(subject, {**some, **best}).outcome is Outcome.MEETS
    if all(each.rank(each.floor) > 0 for each in rest):
        worst = {each.id: each.levels[0].id for each in rest}
        assert judge(subject, {**some, **worst}).outcome is Outcome.NOT_YET


@given(st.data())
def test_a_complete_review_has_an_outcome_and_it_is_the_rule_itself(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    scores = data.draw(scored(subject, all_of_them=True))
    verdict = judge(subject, scores)
    assert verdict.complete
    enough = True
    for part in subject.parts:
        criteria = subject.criteria_of(part.id)
        met = sum(each.meets(scores[each.id]) for each in criteria)
        needed = subject.pass_rule.needed.get(part.id, len(criteria))
        enough &= met >= needed
    assert verdict.outcome is (Outcome.MEETS if enough else Outcome.NOT_YET)


@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_scoring_changes_nothing(data: st.DataObject, shuffle: random.Random) -> None:
    subject = data.draw(rubrics())
    scores = list(data.draw(scored(subject)).items())
    mixed = scores[:]
    shuffle.shuffle(mixed)
    assert judge(subject, dict(mixed)) == judge(subject, dict(scores))


@pytest.mark.parametrize("low", sorted(ALL_PROFICIENT))
def test_one_criterion_below_its_floor_is_not_yet_however_strong_the_others(low: str) -> None:
    verdict = judge(rubric(), {**ALL_PROFICIENT, low: "developing"})
    assert verdict.outcome is Outcome.NOT_YET
    assert verdict.explanation == f"{low} is below Proficient"


def test_a_strong_part_never_makes_up_for_a_weak_one() -> None:
    subject = rubric(pass_rule=PassRule("per_part", {"one": 1, "two": 2}))
    assert judge(subject, ALL_PROFICIENT | {"1.1": "basic", "2.3": "basic"}).outcome is Outcome.MEETS
    assert judge(subject, ALL_PROFICIENT | {"1.1": "basic", "1.2": "basic"}).outcome is Outcome.NOT_YET
    assert judge(subject, ALL_PROFICIENT | {"2.1": "basic", "2.2": "basic"}).outcome is Outcome.NOT_YET


def test_a_part_that_is_not_named_needs_all_its_criteria() -> None:
    subject = rubric(pass_rule=PassRule("per_part", {"one": 1}))
    assert judge(subject, ALL_PROFICIENT | {"2.3": "basic"}).outcome is Outcome.NOT_YET
    assert [part.needed for part in judge(subject, {}).parts] == [1, 3]


def test_needs_by_part_mean_nothing_under_the_plain_rule() -> None:
    subject = rubric(pass_rule=PassRule("every_criterion", {"one": 0, "two": 0}))
    assert judge(subject, ALL_PROFICIENT | {"1.1": "basic"}).outcome is Outcome.NOT_YET
    assert judge(subject, {}).outcome is None


def test_the_explanation_names_few_and_counts_many() -> None:
    assert judge(rubric(), {}).explanation == "5 criteria to score"
    assert (
        judge(rubric(), {"1.1": "basic"}).explanation
        == "1.2, 2.1, 2.2, 2.3 to score · 1.1 is below Proficient"
    )
    assert judge(rubric(), ALL_PROFICIENT).explanation == "Every criterion is at or above its floor"


def test_scores_of_criteria_the_rubric_does_not_have_count_for_nothing() -> None:
    assert judge(rubric(), ALL_PROFICIENT | {"9.9": "basic"}) == judge(rubric(), ALL_PROFICIENT)


def test_a_level_the_rubric_does_not_have_is_refused() -> None:
    with pytest.raises(RuleError, match="no level “superb”"):
        judge(rubric(), {"1.1": "superb"})


def test_missing_names_every_gap_in_the_rubrics_order() -> None:
    state = ReviewState(
        "s", scores={"1.2": "basic", "2.1": "proficient", "2.2": "basic"}, comments={"2.2": " "}
    )
    gaps = missing(rubric(), state)
    assert [each.criterion for each in gaps] == ["1.1", "1.2", "2.2", "2.3"]
    assert gaps[0].sentence == "1.1 Criterion 1.1 has no level yet."
    assert "name a next step" in gaps[1].sentence


def test_comments_below_the_floor_are_asked_for_only_where_the_policy_does() -> None:
    easy = rubric(policy=Policy(comment_required_below_floor=False))
    state = ReviewState("s", scores=ALL_PROFICIENT | {"1.1": "basic"})
    assert missing(easy, state) == ()
    assert [each.criterion for each in missing(rubric(), state)] == ["1.1"]
    assert missing(rubric(), replace(state, comments={"1.1": "Add a count."})) == ()


def test_a_conflict_keeps_a_decision_from_being_signed() -> None:
    state = ReviewState("s", scores=ALL_PROFICIENT, conflicts=(Conflict("score:1.1", ("a", "b")),))
    (gap,) = missing(rubric(), state)
    assert "choose which version stands" in gap.sentence


def test_every_outcome_has_its_word() -> None:
    assert set(WORDS) == set(Outcome)
