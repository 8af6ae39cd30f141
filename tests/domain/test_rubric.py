"""Micro-credentials travel unchanged, and broken ones are refused with all that is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.rubric import (
    Microcredential,
    Part,
    PassRule,
    check_microcredential,
    microcredential_document,
    microcredential_from,
    rubric_hash,
)
from tests.domain.made import criterion, rubric, rubrics


@given(rubrics())
def test_a_microcredential_survives_its_journey(subject: Microcredential) -> None:
    travelled = json.loads(json.dumps(microcredential_document(subject)))
    assert microcredential_from(travelled) == subject


@given(rubrics(), st.randoms(use_true_random=False))
def test_the_hash_knows_content_and_not_the_order_of_keys(subject: Microcredential, shuffle: Any) -> None:
    document = microcredential_document(subject)
    keys = list(document)
    shuffle.shuffle(keys)
    assert rubric_hash({key: document[key] for key in keys}) == rubric_hash(document)
    changed = {**document, "title": document["title"] + "."}
    assert rubric_hash(changed) != rubric_hash(document)


@given(rubrics())
def test_levels_are_ordered_and_the_floor_is_met_from_there_on(subject: Microcredential) -> None:
    for each in subject.criteria:
        ranks = [each.rank(level.id) for level in each.levels]
        assert ranks == sorted(ranks)
        assert [each.meets(level.id) for level in each.levels] == [x >= each.rank(each.floor) for x in ranks]


def test_what_may_be_left_out_takes_its_default() -> None:
    document = microcredential_document(rubric())
    for key in ("competency", "key_method", "issuer", "language", "pass_rule", "policy"):
        del document[key]
    assert microcredential_from(document) == rubric()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"parts": (Part("one", "A"), Part("one", "B"), Part("two", "C"))}, "two parts share an id"),
        ({"criteria": (criterion("1.1", "one"), criterion("1.1", "two"))}, "two criteria share an id"),
        ({"criteria": ()}, "it has no criteria"),
        ({"criteria": (criterion("1.1", "three"),)}, "criterion 1.1 belongs to a part that does not exist"),
        ({"criteria": (replace(criterion("1.1", "one"), levels=()),)}, "needs two or more levels"),
        ({"criteria": (criterion("1.1", "one", floor="superb"),)}, "the floor of criterion 1.1"),
        ({"pass_rule": PassRule("average")}, "the pass rule “average” is not known"),
        ({"pass_rule": PassRule("per_part", {"one": 3})}, "asks for 3 criteria in part one"),
        ({"pass_rule": PassRule("per_part", {"ten": 1})}, "asks for 1 criteria in part ten"),
        ({"pass_rule": PassRule("per_part", {"one": -1})}, "asks for -1 criteria in part one"),
    ],
)
def test_a_broken_microcredential_is_refused_in_words(change: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleError, match=words):
        check_microcredential(replace(rubric(), **change))


def test_everything_wrong_is_said_at_once() -> None:
    broken = replace(rubric(), criteria=(criterion("1.1", "x", floor="y"),), pass_rule=PassRule("z"))
    with pytest.raises(RuleError) as refused:
        check_microcredential(broken)
    assert refused.value.sentence.count(";") == 2


def test_an_unknown_criterion_or_level_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(RuleError) as refused:
        rubric().criterion("9.9")
    assert "1.1, 1.2, 2.1" in refused.value.next_step
    with pytest.raises(RuleError) as refused:
        rubric().criterion("1.1").level("superb")
    assert "basic, developing, proficient" in refused.value.next_step
