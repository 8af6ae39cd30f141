"""Deciding: nothing is signed while anything is missing, and what is signed stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleReview, sample_reviews
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.workflows import deciding, letters, reviewing
from reviewer_app.workflows.desk import Desk


def review_whole(desk: Desk, told: SampleReview) -> None:
    """Say everything the sample review says."""
    for criterion, level in told.scores.items():
        reviewing.score(desk, told.submission, criterion, level)
    for criterion, text in told.comments.items():
        reviewing.comment(desk, told.submission, criterion, text)
    for citation in told.citations:
        reviewing.cite(desk, told.submission, citation)


def test_submit_names_every_gap_and_signs_nothing(desk: Desk, good: SampleReview) -> None:
    reviewing.score(desk, good.submission, "1.1", "basic")
    with pytest.raises(RuleError) as caught:
        deciding.submit(desk, good.submission)
    said = caught.value.sentence
    assert all(f"{each} " in said for each in ("1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2"))
    assert "next step" in said
    assert desk.store.decision(good.submission) is None


def test_the_preview_is_what_will_be_signed(desk: Desk, good: SampleReview) -> None:
    review_whole(desk, good)
    before = deciding.preview(desk, good.submission)
    review = deciding.submit(desk, good.submission)
    assert review.decision == before
    assert before.outcome is Outcome.MEETS
    assert review.lifecycle is State.DECIDED


def test_a_decision_is_signed_once_and_closes_the_review(desk: Desk, lacking: SampleReview) -> None:
    review_whole(desk, lacking)
    assert deciding.submit(desk, lacking.submission).decision is not None
    for change in (
        lambda: deciding.submit(desk, lacking.submission),
        lambda: reviewing.score(desk, lacking.submission, "1.1", None),
        lambda: reviewing.undo(desk, lacking.submission),
        lambda: reviewing.comment(desk, lacking.submission, "1.1", "Later"),
    ):
        with pytest.raises(RuleError) as caught:
            change()
        assert caught.value.code == "review-closed"


def test_incomplete_work_goes_back_unscored_with_its_reasons(desk: Desk) -> None:
    told = sample_reviews()["R2B8-1"]
    with pytest.raises(RuleError):
        deciding.return_as_incomplete(desk, told.submission, ("  ",))
    reviewing.score(desk, told.submission, "1.1", "basic")
    review = deciding.return_as_incomplete(desk, told.submission, ("The contact log is missing.",))
    assert review.decision is not None
    assert review.decision.outcome is Outcome.INCOMPLETE
    assert review.decision.judged == ()
    assert review.decision.reasons == ("The contact log is missing.",)


def test_a_decision_waits_for_evidence_that_is_not_here(desk: Desk, good: SampleReview) -> None:
    review_whole(desk, good)
    gone = reviewing.open_review(desk, good.submission).submission.evidence[0]
    desk.store.blobs.remove(gone.sha256)
    with pytest.raises(RuleError) as caught:
        deciding.submit(desk, good.submission)
    assert caught.value.code == "evidence-missing"
    assert gone.title in caught.value.sentence


def test_a_letter_needs_a_decision_and_is_written_whole(
    desk: Desk, good: SampleReview, tmp_path: Path
) -> None:
    with pytest.raises(RuleError):
        letters.write_letter(desk, good.submission, tmp_path / "letter.pdf")
    review_whole(desk, good)
    deciding.submit(desk, good.submission)
    letter = letters.write_letter(desk, good.submission, tmp_path / "letters" / "letter.pdf")
    sheet = letters.write_review_sheet(desk, good.submission, tmp_path / "sheet.pdf")
    assert letter.read_bytes().startswith(b"%PDF-")
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert [each.name for each in letter.parent.iterdir()] == ["letter.pdf"]
    assert letters.report(desk, good.submission).facts.received_at is None
