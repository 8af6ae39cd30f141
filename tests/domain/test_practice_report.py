"""What practice says: by micro-credential and criterion, each submission once, and only what can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reviewer_app.domain.agreement import Doubt
from reviewer_app.domain.calibrating import Practice, Practised
from reviewer_app.domain.policy import Bar, Policy
from reviewer_app.domain.practice_report import CLUSTERED, SEVERAL_SCALES, practice_report, standing_at
from reviewer_app.domain.rubric import Level, Microcredential
from tests.domain.made import MORNING, rubric

REFERENCE = {"1.1": "proficient", "1.2": "developing", "2.1": "basic", "2.2": "proficient", "2.3": "basic"}
HASH = "ab"


def practised(at: int, own: dict[str, str] | None = None, **changes: object) -> Practised:
    made = Practised(
        f"r{at}", Practice.ANCHOR, f"s{at}", "", f"Anchor {at}", "wait-time", HASH, MORNING + timedelta(days=at),
        {**REFERENCE, **(own or {})}, REFERENCE,
    )  # fmt: skip
    return replace(made, **changes)


def barred(bar: Bar | None = None) -> Microcredential:
    return rubric(policy=Policy(calibration=bar))


def test_anchors_and_own_work_are_told_apart_and_criteria_stand_in_the_rubrics_order() -> None:
    found = [practised(1, {"1.1": "basic"}), practised(2), practised(3, practice=Practice.AGAIN, of="s9")]
    (report,) = practice_report(found, {HASH: barred()}, {})
    assert (report.title, report.standing) == ("Wait Time", None)
    assert [len(each.held) for each in (report.anchors, report.again)] == [2, 1]
    assert [each.criterion for each in report.anchors.criteria] == list(REFERENCE)
    worst = report.anchors.criteria[0]
    assert (worst.tally.exact, worst.tally.miss, worst.leaning.low) == (1, 1, 1)
    assert report.anchors.notes == (CLUSTERED,)
    assert [each.value for each in report.anchors.estimates[:2]] == [pytest.approx(0.9), pytest.approx(0.9)]
    assert [point.mean for point in report.anchors.drift.points] == [pytest.approx(-0.4), 0]
    assert all(each.reaches is None for each in report.anchors.held)


def test_a_bar_that_nobody_practised_for_is_told_all_the_same() -> None:
    subject = barred(Bar(anchors=2))
    (report,) = practice_report([], {}, {"wait-time": subject})
    assert report.standing is not None
    assert (report.standing.reached, report.standing.compared) == (0, 0)
    assert report.anchors.estimates[0].doubts == (Doubt.NONE_JUDGED,)
    assert practice_report([], {}, {"wait-time": barred()}) == ()


def test_a_submission_compared_on_two_laptops_counts_once_as_it_first_was() -> None:
    first, second = practised(1, {"1.1": "basic"}), practised(2, submission="s1")
    subject = barred(Bar(anchors=1, share=100, within=0))
    (report,) = practice_report([second, first], {HASH: subject}, {"wait-time": subject})
    assert [each.practised.record for each in report.anchors.held] == ["r1"]
    assert report.standing is not None
    assert not report.standing.passed


def test_the_bar_alone_is_reckoned_as_in_the_report() -> None:
    subject = barred(Bar(anchors=2, share=80))
    found = [
        practised(1), practised(2, {"1.1": "basic", "2.1": "proficient"}), practised(3, practice=Practice.AGAIN),
        practised(4), practised(5, microcredential="other"), practised(6, rubric_hash="unknown"),
    ]  # fmt: skip
    (report,) = practice_report(found[:4], {HASH: subject}, {"wait-time": subject})
    assert standing_at(subject, found, {HASH: subject}) == report.standing
    assert report.standing is not None
    assert (report.standing.reached, report.standing.compared) == (2, 3)
    assert standing_at(barred(), found, {HASH: subject}) is None


def test_own_work_never_counts_for_the_bar() -> None:
    subject = barred(Bar(anchors=1))
    found = [practised(1, practice=Practice.AGAIN)]
    (report,) = practice_report(found, {HASH: subject}, {"wait-time": subject})
    assert report.standing is not None
    assert report.standing.reached == 0
    assert report.again.held[0].reaches is None


def test_practice_by_a_rubric_that_is_not_here_is_left_out() -> None:
    assert practice_report([practised(1)], {}, {}) == ()


def test_figures_beyond_chance_need_one_scale() -> None:
    plain = barred()
    levels = tuple(Level(each, each, "") for each in ("no", "yes"))
    mixed = replace(
        plain, criteria=(*plain.criteria[:4], replace(plain.criteria[4], levels=levels, floor="yes"))
    )
    own, reference = {**REFERENCE, "2.3": "yes"}, {**REFERENCE, "2.3": "no"}
    (report,) = practice_report([practised(1, own, reference=reference)], {HASH: mixed}, {})
    assert [each.name for each in report.anchors.estimates] == ["Exact", "Exact or adjacent"]
    assert report.anchors.notes == (CLUSTERED, SEVERAL_SCALES)
    (report,) = practice_report([practised(1)], {HASH: plain}, {})
    assert len(report.anchors.estimates) == 9
