"""Submissions and moments travel unchanged; a moment without an offset travels nowhere."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.submission import (
    Answer,
    Submission,
    SubmittedPart,
    moment,
    submission_document,
    submission_from,
    timestamp,
)
from tests.domain.made import MOMENTS, submission, submissions


@given(submissions())
def test_a_submission_survives_its_journey(subject: Submission) -> None:
    assert submission_from(json.loads(json.dumps(submission_document(subject)))) == subject


@given(MOMENTS, st.integers(-14 * 60, 14 * 60))
def test_a_moment_is_the_same_moment_wherever_it_was_noted(at: datetime, minutes: int) -> None:
    try:
        elsewhere = at.astimezone(timezone(timedelta(minutes=minutes)))
    except OverflowError:
        return
    assert timestamp(elsewhere) == timestamp(at)
    assert moment(timestamp(elsewhere)) == at
    assert timestamp(at).endswith("Z")


@given(st.lists(MOMENTS, min_size=2, max_size=5))
def test_written_moments_sort_as_time_does(moments: list[datetime]) -> None:
    assert [moment(each) for each in sorted(map(timestamp, moments))] == sorted(moments)


def test_finer_than_a_millisecond_is_cut_and_never_rounded_into_the_future() -> None:
    assert timestamp(datetime(2026, 11, 24, 8, 0, 0, 999_999, tzinfo=UTC)) == "2026-11-24T08:00:00.999Z"


@pytest.mark.parametrize("text", ["2026-11-24T08:00:00", "2026-11-24", "today", ""])
def test_text_that_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        moment(text)


def test_a_moment_without_an_offset_is_never_written() -> None:
    with pytest.raises(ValueError, match="no offset"):
        timestamp(datetime(2026, 11, 24))  # noqa: DTZ001 - a naive moment is what this is about


def test_what_may_be_left_out_takes_its_default() -> None:
    document = submission_document(submission())
    for key in ("previous", "earner", "language", "note", "assignment"):
        del document[key]
    assert submission_from(document) == submission()


def test_evidence_is_found_by_its_id_and_links_are_known() -> None:
    subject = submission()
    item = subject.item("e1")
    assert item is not None
    assert not item.is_link
    assert subject.item("e9") is None


def test_a_place_can_be_cited_when_it_is_evidence_or_written_answers() -> None:
    parts = (SubmittedPart("1", (Answer("Why?", "Because."),)), SubmittedPart("2"))
    about = dataclasses.replace(submission(), parts=parts)
    assert about.holds(about.evidence[0].id)
    assert about.holds("answers:1")
    assert not about.holds("answers:2")
    assert not about.holds("answers:9")
    assert not about.holds("nothing")
