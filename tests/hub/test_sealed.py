"""What coordinators and auditors are told of decisions: nothing that a blind pair said, until both have decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.hub.roles import Role
from tests.hub.office import BLIND, Laptop, Office, Question, office
from tests.postgres import ENGINES, new_database


@pytest.fixture(params=ENGINES)
def it(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with office(
        tmp_path, [Role.ASSESSOR, Role.COORDINATOR, Role.AUDITOR], database=new_database(request.param)
    ) as made:
        yield made


def decisions(it: Office, role: Role, work: dict[str, Any]) -> list[dict[str, Any]]:
    rows = it.ask("decisions", it.laptops[role]).json()["rows"]
    return [each for each in rows if each["submission"] == work["id"]]


def given(it: Office, rubric: dict[str, Any], *laptops: Laptop, role: str = "assessor") -> dict[str, Any]:
    work = it.work(rubric=rubric)
    for each in laptops:
        it.served.hub.assign(work["id"], each.person, role=role)
    return work


def test_a_blind_pairs_scores_are_told_to_nobody_until_both_are_in(it: Office) -> None:
    first, second = it.laptops[Role.ASSESSOR], it.other
    work = given(it, BLIND, first, second)
    it.decides(first, work)
    for role in (Role.COORDINATOR, Role.AUDITOR):
        answer = it.ask("decisions", it.laptops[role])
        assert "not_yet" not in answer.text
        assert "A good start" not in answer.text
        [row] = decisions(it, role, work)
        assert (row["sealed"], row["outcome"], row["sha256"], row["document"]) == (True, None, None, None)
        assert row["person"] == first.person
    it.decides(second, work)
    for role in (Role.COORDINATOR, Role.AUDITOR):
        rows = decisions(it, role, work)
        assert [(each["sealed"], each["outcome"]) for each in rows] == [(False, "not_yet")] * 2
        assert {each["document"]["device"] for each in rows} == {first.name, second.name}


def test_a_pair_of_which_one_was_not_found_yet_is_sealed_too(it: Office) -> None:
    work = given(it, BLIND, it.other)
    it.decides(it.other, work)
    assert [each["sealed"] for each in decisions(it, Role.COORDINATOR, work)] == [True]


def test_withdrawing_the_second_opens_nothing(it: Office) -> None:
    work = given(it, BLIND, it.other, it.laptops[Role.ASSESSOR])
    it.decides(it.other, work)
    it.ask(
        "withdraw",
        it.laptops[Role.COORDINATOR],
        Question({"submission": work["id"], "person": it.laptops[Role.ASSESSOR].person, "reason": "Ill."}),
    )
    assert [each["sealed"] for each in decisions(it, Role.COORDINATOR, work)] == [True]


def test_an_adjudicator_is_not_waited_for(it: Office) -> None:
    first, second = it.laptops[Role.ASSESSOR], it.other
    work = given(it, BLIND, first, second)
    it.decides(first, work)
    it.decides(second, work)
    it.served.hub.assign(work["id"], it.person(), role="adjudicator")
    assert not any(each["sealed"] for each in decisions(it, Role.COORDINATOR, work))


def test_a_single_assessors_decision_is_told_at_once(it: Office) -> None:
    work = it.work()
    it.served.hub.assign(work["id"], it.other.person)
    it.decides(it.other, work)
    [row] = decisions(it, Role.COORDINATOR, work)
    assert (row["sealed"], row["outcome"]) == (False, "not_yet")


def test_a_coordinator_who_judges_too_is_told_no_more_than_others(it: Office) -> None:
    office = it.laptops[Role.COORDINATOR]
    work = given(it, BLIND, office, it.other)
    it.decides(it.other, work)
    assert [each["sealed"] for each in decisions(it, Role.COORDINATOR, work)] == [True]
    it.decides(office, work)
    assert [each["sealed"] for each in decisions(it, Role.COORDINATOR, work)] == [False, False]
