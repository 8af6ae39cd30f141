"""Every error for people says its code, its fault, a title, a sentence and a next step; and work can be stopped."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from reviewer_app.domain import errors
from reviewer_app.domain.errors import (
    BundleError,
    Cancelled,
    EvidenceError,
    Fault,
    FileError,
    HubError,
    LineError,
    ReviewerError,
    RuleError,
    StoreError,
)
from reviewer_app.domain.judging import judge
from reviewer_app.domain.lifecycle import State, check_open, move
from reviewer_app.domain.progress import CancelToken, unreported
from tests.domain.made import rubric

FAMILY = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, ReviewerError)]


@pytest.mark.parametrize("kind", [each for each in FAMILY if each is not BundleError])
def test_an_error_says_its_four_things_in_text_and_as_json(kind: type[ReviewerError]) -> None:
    made = kind("slug", "Title", "A sentence.", "A next step.")
    assert str(made) == "Title: A sentence. A next step."
    document = json.loads(json.dumps(made.document()))
    assert document == {
        "code": "slug",
        "fault": kind.fault.value,
        "title": "Title",
        "sentence": "A sentence.",
        "next_step": "A next step.",
    }


def test_each_family_says_whose_fault_it_is() -> None:
    assert {each: each.fault for each in FAMILY} == {
        ReviewerError: Fault.PROGRAM,
        RuleError: Fault.PERSON,
        FileError: Fault.FILE,
        BundleError: Fault.FILE,
        EvidenceError: Fault.FILE,
        StoreError: Fault.LAPTOP,
        LineError: Fault.LINE,
        HubError: Fault.HUB,
    }


def test_a_bundle_error_names_the_rule_and_the_member() -> None:
    made = BundleError("name-drive", "C:x", "It names a drive.")
    assert (made.code, made.rule, made.member) == ("name-drive", "name-drive", "C:x")
    assert made.title == "This bundle was refused (C:x)"
    assert "nothing was imported" in made.next_step
    assert BundleError("zip-end", "", "It ends early.", "Send it again.").title == "This bundle was refused"


@pytest.mark.parametrize(
    "refused",
    [
        lambda: rubric().criterion("x"),
        lambda: judge(rubric(), {"1.1": "x"}),
        lambda: move(State.DECIDED, State.TO_REVIEW),
        lambda: check_open(State.RECEIVED),
    ],
)
def test_a_refusal_by_the_rules_speaks_plainly(refused: object) -> None:
    assert callable(refused)
    with pytest.raises(RuleError) as caught:
        refused()
    made = caught.value
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", made.code)
    assert made.title[0].isupper()
    assert made.sentence.endswith(".")
    assert made.next_step.endswith(".")


def test_being_stopped_is_not_an_error_for_people() -> None:
    assert not issubclass(Cancelled, ReviewerError)


def test_a_wish_to_stop_is_seen_at_the_next_small_step() -> None:
    token = CancelToken()
    token.check()
    assert not token.cancelled
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()
    unreported(1, 2, "Reading")
