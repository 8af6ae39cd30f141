"""Policies travel unchanged; disagreement is what the policy says it is, whoever comes first."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.policy import Arrangement, Disagreement, Policy, disagree
from tests.domain.made import LEVELS, policies

SCORES = st.dictionaries(st.sampled_from(["1.1", "1.2", "2.1"]), st.sampled_from(LEVELS))
OUTCOMES = st.tuples(st.sampled_from(["meets", "not_yet"]), st.sampled_from(["meets", "not_yet"]))


@given(policies())
def test_a_policy_survives_its_journey(policy: Policy) -> None:
    assert Policy.from_document(json.loads(json.dumps(policy.document()))) == policy


def test_what_is_not_said_takes_its_default() -> None:
    assert Policy.from_document({}) == Policy()


@given(SCORES, SCORES, OUTCOMES, policies())
def test_who_comes_first_does_not_matter(
    first: dict[str, str], second: dict[str, str], outcomes: tuple[str, str], policy: Policy
) -> None:
    one = disagree(policy, first, second, outcomes)
    other = disagree(policy, second, first, (outcomes[1], outcomes[0]))
    assert set(one) == set(other)
    assert len(one) == len(set(one))


@given(SCORES, SCORES, OUTCOMES)
def test_exactly_the_different_criteria_are_in_dispute(
    first: dict[str, str], second: dict[str, str], outcomes: tuple[str, str]
) -> None:
    different = {key for key in {*first, *second} if first.get(key) != second.get(key)}
    by_criterion = Policy(disagreement=Disagreement.CRITERION)
    by_outcome = Policy(disagreement=Disagreement.OUTCOME)
    assert set(disagree(by_criterion, first, second, outcomes)) == different
    assert set(disagree(by_outcome, first, second, outcomes)) == (
        different if outcomes[0] != outcomes[1] else set()
    )


@given(SCORES, policies())
def test_nobody_disagrees_with_herself(scores: dict[str, str], policy: Policy) -> None:
    assert disagree(policy, scores, scores, ("meets", "meets")) == ()


def test_how_many_people_judge() -> None:
    assert {each: Policy(each).assessors for each in Arrangement} == {
        Arrangement.SINGLE: 1,
        Arrangement.BLIND_PAIR: 2,
        Arrangement.ASSESSOR_THEN_APPROVER: 2,
    }
