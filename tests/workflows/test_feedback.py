"""The feedback check over a real desk: it keeps a decision from being signed until words are changed or overruled."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.decision import decision_from
from reviewer_app.domain.errors import RuleError
from reviewer_app.paths import resource
from reviewer_app.workflows import deciding, feedback, letters, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_deciding import review_whole

LAZY = "You are lazy. The log stops after seven questions. Next: film ten minutes and measure all pauses."


def _rules(checked: feedback.Checked) -> list[tuple[str, str]]:
    return [(each.criterion, each.rule) for each in checked.findings]


def test_a_good_review_has_nothing_found(desk: Desk, good: SampleReview, lacking: SampleReview) -> None:
    for told in (good, lacking):
        review_whole(desk, told)
        assert _rules(feedback.check_review(desk, told.submission)) == []


def test_a_decision_waits_until_the_words_are_changed(desk: Desk, lacking: SampleReview) -> None:
    review_whole(desk, lacking)
    reviewing.comment(desk, lacking.submission, "2.4", LAZY)
    with pytest.raises(RuleError, match="judges a person") as caught:
        deciding.submit(desk, lacking.submission)
    assert caught.value.code == "feedback"
    [finding] = feedback.check_review(desk, lacking.submission).blocking
    reviewing.comment(desk, lacking.submission, "2.4", finding.fixes[0].applied(LAZY))
    assert deciding.submit(desk, lacking.submission).decision is not None


def test_a_finding_is_overruled_with_a_reason_that_the_coordinator_reads_and_the_earner_does_not(
    desk: Desk, lacking: SampleReview
) -> None:
    review_whole(desk, lacking)
    reviewing.comment(desk, lacking.submission, "2.4", LAZY)
    [finding] = feedback.check_review(desk, lacking.submission).blocking
    feedback.overrule(desk, lacking.submission, "2.4", finding.key, " It quotes the reflection. ")
    assert feedback.check_review(desk, lacking.submission).blocking == ()
    review = deciding.submit(desk, lacking.submission)
    assert review.decision is not None
    [told] = review.decision.overruled
    assert (told.criterion, told.title, told.reason) == (
        "2.4",
        "About the person",
        "It quotes the reflection.",
    )
    assert decision_from(review.decision.document()) == review.decision
    schemas = [
        json.loads(resource("schemas", name).read_text("utf-8"))
        for name in ("record-1.json", "decision-1.json")
    ]
    registry = Registry().with_resources([(each["$id"], Resource.from_contents(each)) for each in schemas])
    Draft202012Validator(schemas[1], registry=registry).validate(review.decision.document())
    assert "quotes the reflection" not in repr(letters.letter_words(desk, lacking.submission))


def test_undo_and_redo_and_taking_back_an_overruling(desk: Desk, lacking: SampleReview) -> None:
    review_whole(desk, lacking)
    reviewing.comment(desk, lacking.submission, "2.4", LAZY)
    [finding] = feedback.check_review(desk, lacking.submission).blocking

    def blocking() -> int:
        return len(feedback.check_review(desk, lacking.submission).blocking)

    feedback.overrule(desk, lacking.submission, "2.4", finding.key, "It quotes.")
    reviewing.undo(desk, lacking.submission)
    assert blocking() == 1
    reviewing.redo(desk, lacking.submission)
    assert blocking() == 0
    feedback.take_back(desk, lacking.submission, "2.4", finding.key)
    assert blocking() == 1


@pytest.mark.parametrize(
    ("finding", "reason", "code"), [("person:0", "Why", "no-such-finding"), ("place", " ", "no-reason")]
)
def test_nothing_is_overruled_without_a_reason_or_a_finding(
    desk: Desk, lacking: SampleReview, finding: str, reason: str, code: str
) -> None:
    review_whole(desk, lacking)
    with pytest.raises(RuleError) as caught:
        feedback.overrule(desk, lacking.submission, "2.4", finding, reason)
    assert caught.value.code == code


def test_words_are_checked_while_they_are_written_without_being_kept(
    desk: Desk, lacking: SampleReview
) -> None:
    review_whole(desk, lacking)
    before = desk.store.latest_n
    assert _rules(feedback.check_words(desk, lacking.submission, {"2.4": LAZY})) == [("2.4", "person")]
    assert desk.store.latest_n == before


def test_a_decision_without_overrulings_reads_as_it_always_did(desk: Desk, good: SampleReview) -> None:
    review_whole(desk, good)
    decision = deciding.submit(desk, good.submission).decision
    assert decision is not None
    assert "overruled" not in decision.document()
