"""Names of earners: found in comments by the salted list, kept out of the bank and of what is said again elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import RuleError
from reviewer_app.workflows import banking, feedback, fixing, importing, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.named import MARKS, bundle

NAMING = "Marisol Quintanilla waits well, and page 2 shows it. See how Quintanilla counts."


@pytest.fixture
def heron(desk: Desk, tmp_path: Path) -> str:
    """A submission that came with the list of its earner's names."""
    return importing.import_bundle(desk, bundle(tmp_path)).submission


def _criterion(desk: Desk, submission: str) -> str:
    return reviewing.open_review(desk, submission).rubric.criteria[0].id


def test_a_name_of_the_list_is_found_and_replaced(desk: Desk, heron: str) -> None:
    criterion = _criterion(desk, heron)
    reviewing.comment(desk, heron, criterion, NAMING)
    found = feedback.check_review(desk, heron).blocking
    assert [each.rule for each in found] == ["earner", "earner"]
    for each in found:
        fixing.fix(desk, heron, criterion, each.key, 0)
    said = desk.store.review(heron).comments[criterion]
    assert said == "You waits well, and page 2 shows it. See how you counts."
    assert feedback.check_review(desk, heron).findings == ()
    reviewing.undo(desk, heron)
    assert "Quintanilla" in desk.store.review(heron).comments[criterion]


def test_reasons_are_looked_through_for_names_and_nothing_else(desk: Desk, heron: str) -> None:
    found = feedback.names_in(desk, heron, "Great!\nAdd the log that Quintanilla and Priya kept.")
    assert [(each.rule, each.reason.partition("”")[0]) for each in found] == [
        ("earner", "“Quintanilla"),
        ("student", "“Priya"),
    ]
    assert feedback.names_in(desk, heron, "Great! The contact log is missing. Please add it.") == ()


def test_a_fix_that_is_gone_is_refused_and_changes_nothing(desk: Desk, heron: str) -> None:
    criterion = _criterion(desk, heron)
    reviewing.comment(desk, heron, criterion, NAMING)
    [first, _second] = feedback.check_review(desk, heron).blocking
    reviewing.comment(desk, heron, criterion, "Quite other words about page 2 of the plan.")
    with pytest.raises(RuleError) as caught:
        fixing.fix(desk, heron, criterion, first.key, 0)
    assert caught.value.code == "no-such-finding"
    assert desk.store.review(heron).comments[criterion].startswith("Quite other")


def test_the_record_of_an_overruling_has_no_name_in_it(desk: Desk, heron: str) -> None:
    criterion = _criterion(desk, heron)
    reviewing.comment(desk, heron, criterion, NAMING)
    for each in feedback.check_review(desk, heron).blocking:
        feedback.overrule(desk, heron, criterion, each.key, "A quotation that the earner asked for.")
    told = [each.document for each in desk.store.records(heron) if each.kind == kinds.OVERRULE]
    assert len(told) == 2
    assert not [mark for mark in MARKS if mark in json.dumps(told)]


def test_the_bank_and_the_next_comment_never_hear_the_name(desk: Desk, heron: str) -> None:
    criterion = _criterion(desk, heron)
    reviewing.comment(desk, heron, criterion, NAMING)
    other = sample_reviews()["R2B8-1"].submission
    assert (
        banking.last_said(desk, other, criterion)
        == "(name) waits well, and page 2 shows it. See how (name) counts."
    )
    with pytest.raises(RuleError) as caught:
        banking.keep(desk, heron, criterion, NAMING)
    assert caught.value.code == "bank-name"
    assert banking.everything(desk) == ()
