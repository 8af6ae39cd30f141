"""Reports built from the shipped samples and their reference reviews, for the tests of this room."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.decision import Decision, decide, return_incomplete
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.domain.submission import Submission, submission_from
from reviewer_app.paths import resource
from reviewer_app.reports.decision_report import DecisionReport, ReportFacts, decision_report

FACTS = ReportFacts(
    district="Sample District",
    assessor="Assessor 1",
    signed_at=datetime(2026, 11, 20, 14, 5, tzinfo=UTC),
    record="01939c2e-7b1a-7c44-9d0e-5a7b8c9d0e1f",
    record_hash="ab12" * 16,
    received_at=datetime(2026, 11, 21, 7, 30, tzinfo=UTC),
    receipt_hash="ab12" * 16,
)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@lru_cache(maxsize=32)
def decided(folder: str) -> tuple[Decision, Microcredential, Submission]:
    """The decision of one sample's reference review."""
    place = resource("samples", "submissions", folder)
    rubric = microcredential_from(_json(place / "microcredential.json"))
    submission = submission_from(_json(place / "submission.json"))
    reviews = _json(resource("samples", "reference_reviews.json"))["reviews"]
    review = next(each for each in reviews if each["folder"] == folder)
    state = ReviewState(
        submission.id,
        scores=review["scores"],
        comments={**review["comments"], OVERALL: review["overall"]},
        citations=tuple(Citation.from_document(each) for each in review["citations"]),
    )
    if review["reasons"]:
        made = return_incomplete(rubric, submission, state, tuple(review["reasons"]))
    else:
        made = decide(rubric, submission, state)
    return made, rubric, submission


def report_of(folder: str) -> DecisionReport:
    """The report of one sample, signed and received."""
    return decision_report(*decided(folder), FACTS)
