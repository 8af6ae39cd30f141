"""Calibrating: anchors are practice and never live, the reference stays out of sight, blind is blind, the bar holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import check_bundle
from reviewer_app.cli.sample_anchors import anchor_bundle
from reviewer_app.cli.sample_hub import SampleReview, sample_reviews
from reviewer_app.domain import records as kinds
from reviewer_app.domain.agreement import Exactness
from reviewer_app.domain.calibrating import RESCORE_DAYS, Practice
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import Home
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import (
    calibrating,
    deciding,
    exchanging,
    importing,
    letters,
    queueing,
    reviewing,
    searching,
)
from reviewer_app.workflows.desk import Desk
from tests.workflows.conftest import CREATED, open_desk
from tests.workflows.test_deciding import review_whole

KEY = SigningKey(bytes(32))
BAR = {"calibration": {"anchors": 1, "share": 80, "within": 1}}
Anchor = Callable[..., str]


@pytest.fixture
def anchor(desk: Desk, tmp_path: Path) -> Anchor:
    """Import a sample as an anchor; its id."""

    def made(sample: str, **more: Any) -> str:
        path = anchor_bundle(sample, tmp_path / f"{sample}.reviewbundle", KEY, CREATED, **more)
        assert check_bundle(path) == ()
        return importing.import_bundle(desk, path).submission

    return made


def score_all(desk: Desk, submission: str, scores: dict[str, str]) -> None:
    for criterion, level in scores.items():
        reviewing.score(desk, submission, criterion, level)


def refusal(change: Callable[[], object]) -> str:
    with pytest.raises(RuleError) as refused:
        change()
    assert refused.value.next_step
    return refused.value.code


def everything_live(desk: Desk) -> tuple[object, ...]:
    """All lists and figures of live work, but for the room that evidence takes on the laptop."""
    pages = [queueing.page(desk, QueueQuery(decided=each), 0, 50) for each in (False, True)]
    sizes = [queueing.size(desk, QueueQuery(decided=each)) for each in (False, True)]
    figures = replace(queueing.summary(desk), bytes_here=0)
    return (pages, sizes, figures, desk.store.ledger(0, 50), desk.store.words.submissions())


def test_an_anchor_is_in_no_list_and_no_figure_of_live_work(desk: Desk, anchor: Anchor) -> None:
    before = everything_live(desk)
    about = anchor("C41P-1")
    score_all(desk, about, sample_reviews()["C41P-1"].scores)
    assert everything_live(desk) == before
    calibrating.finish(desk, about)
    assert everything_live(desk)[:2] == before[:2]
    assert desk.store.rebuild().differences == ()
    assert desk.store.check() == []


def test_an_anchor_is_scored_like_any_submission_then_compared_criterion_by_criterion(
    desk: Desk, anchor: Anchor
) -> None:
    about, told = anchor("7F3K-1"), sample_reviews()["7F3K-1"].scores
    assert desk.store.state(about) is State.TO_REVIEW
    own = {**told, "1.1": "developing", "3.1": "proficient"}
    score_all(desk, about, own)
    made = calibrating.finish(desk, about)
    found = {each.criterion: each for each in made.compared}
    assert found.keys() == told.keys()
    assert (found["1.1"].exactness, found["1.1"].steps) == (Exactness.ADJACENT, -1)
    assert (found["3.1"].exactness, found["3.1"].steps) == (Exactness.MISS, 2)
    assert (made.tally.exact, made.tally.adjacent, made.tally.miss) == (6, 1, 1)
    assert made.reasons["3.1"].startswith("The reflection says")
    assert (made.practice, made.by) == (Practice.ANCHOR, "Panel of three experienced assessors")
    assert calibrating.comparison(desk, about) == made
    assert desk.store.state(about) is State.PRACTISED


def test_the_reference_is_out_of_sight_until_ones_own_levels_stand(desk: Desk, anchor: Anchor) -> None:
    about = anchor("7F3K-1")
    review = reviewing.open_review(desk, about)
    assert "panel" not in repr(review).lower()
    assert (review.decision, review.previous, review.offered) == (None, None, ())
    assert refusal(lambda: calibrating.comparison(desk, about)) == "practice-not-compared"
    reviewing.score(desk, about, "1.1", "basic")
    with pytest.raises(RuleError) as refused:
        calibrating.finish(desk, about)
    assert refused.value.code == "practice-open"
    assert "1.2" in refused.value.sentence
    assert [each.kind for each in desk.store.records(about)] == [kinds.SCORE]


def test_practice_never_becomes_a_decision_and_live_work_never_practice(
    desk: Desk, anchor: Anchor, good: SampleReview
) -> None:
    about = anchor("7F3K-2")
    review_whole(desk, replace(good, submission=about))
    assert refusal(lambda: deciding.submit(desk, about)) == "practice-is-not-live"
    assert refusal(lambda: deciding.return_as_incomplete(desk, about, ("Why?",))) == "practice-is-not-live"
    review_whole(desk, good)
    assert refusal(lambda: calibrating.give_up(desk, good.submission)) == "not-practice"
    assert desk.store.decision(about) is None


def test_what_was_compared_can_no_longer_change(desk: Desk, anchor: Anchor) -> None:
    about = anchor("7F3K-1")
    score_all(desk, about, sample_reviews()["7F3K-1"].scores)
    calibrating.finish(desk, about)
    for change in (
        lambda: reviewing.score(desk, about, "1.1", None),
        lambda: reviewing.undo(desk, about),
        lambda: calibrating.finish(desk, about),
        lambda: calibrating.give_up(desk, about),
    ):
        assert refusal(change) == "review-closed"


def test_only_the_levels_that_stand_are_compared(desk: Desk, anchor: Anchor) -> None:
    about = anchor("7F3K-1")
    score_all(desk, about, sample_reviews()["7F3K-1"].scores)
    body = {"practice": "anchor", "scores": {"1.1": "basic"}, "reference": {}}

    def lie() -> None:
        with desk.store.changes() as work:
            work.append(kinds.PRACTISED, about, body)

    assert refusal(lie) == "other-scores"


def test_practice_given_up_counts_for_nothing_and_loses_nothing(desk: Desk, anchor: Anchor) -> None:
    about = anchor("7F3K-1")
    reviewing.score(desk, about, "1.1", "basic")
    calibrating.give_up(desk, about)
    assert desk.store.state(about) is State.WITHDRAWN
    assert desk.store.review(about).scores == {"1.1": "basic"}
    assert calibrating.calibration(desk).reports == ()
    assert refusal(lambda: reviewing.score(desk, about, "1.1", None)) == "review-closed"
    calibrating.take_up(desk, about)
    calibrating.take_up(desk, about)
    assert desk.store.state(about) is State.IN_REVIEW
    assert reviewing.score(desk, about, "1.2", "basic").state.scores == {"1.1": "basic", "1.2": "basic"}
    assert desk.store.rebuild().differences == ()


def test_results_come_back_after_a_restart_with_figures_and_warnings(
    home: Home, desk: Desk, anchor: Anchor
) -> None:
    for sample, lower in (("7F3K-1", "1.1"), ("A09D-1", "2.4")):
        about = anchor(sample)
        score_all(desk, about, sample_reviews()[sample].scores | {lower: "basic"})
        calibrating.finish(desk, about)
    before = calibrating.calibration(desk)
    desk.store.close()
    again = open_desk(home)
    try:
        now = calibrating.calibration(again)
    finally:
        again.evidence.close()
        again.store.close()
    assert now == before
    (report,) = now.reports
    assert (report.title, report.standing) == ("Wait Time", None)
    assert (report.anchors.tally.exact, report.anchors.tally.adjacent, report.anchors.tally.miss) == (
        14,
        1,
        1,
    )
    names = {each.name: each for each in report.anchors.estimates}
    assert names["Exact"].value == pytest.approx(14 / 16)
    assert names["Cohen’s kappa"].cautions
    assert report.anchors.notes
    assert [each.tally.n for each in report.anchors.criteria] == [2] * 8
    assert report.anchors.leaning.low == 2
    assert report.again.held == ()


def test_ones_own_decision_is_scored_again_blind_and_held_against_oneself(
    desk: Desk, good: SampleReview
) -> None:
    review_whole(desk, good)
    deciding.submit(desk, good.submission)
    assert refusal(lambda: calibrating.score_again(desk)) == "nothing-to-score-again"
    assert calibrating.calibration(desk).again is None
    later = replace(desk, now=lambda: desk.now() + timedelta(days=RESCORE_DAYS))
    offered = calibrating.calibration(later).again
    assert offered is not None
    assert offered.submission == good.submission

    copy = calibrating.score_again(later)
    review = reviewing.open_review(later, copy)
    assert (review.state.scores, review.state.comments, review.previous, review.offered) == ({}, {}, None, ())
    assert {each.id for each in review.submission.evidence} == review.here
    for open_original in (
        lambda: reviewing.open_review(later, good.submission),
        lambda: deciding.preview(later, good.submission),
        lambda: letters.report(later, good.submission),
    ):
        assert refusal(open_original) == "being-scored-again"
    assert refusal(lambda: calibrating.score_again(later)) == "nothing-to-score-again"
    word = next(iter(good.comments.values())).split()[-1].strip(".,?!”")

    def told() -> tuple[object, str, int]:
        (row,) = queueing.page(later, QueueQuery(decided=True), 0, 9)
        found = searching.find(later, f'"{word}"').hits
        return row.outcome, exchanging.ledger(later)[0].what, sum(each.kind == "comment" for each in found)

    assert told() == (None, "Decision", 0)

    own = {**good.scores, "2.2": "developing"}
    score_all(later, copy, own)
    made = calibrating.finish(later, copy)
    assert made.practice is Practice.AGAIN
    assert (made.tally.exact, made.tally.adjacent) == (7, 1)
    assert reviewing.open_review(later, good.submission).decision is not None
    outcome, what, comments = told()
    assert (outcome, what) == (Outcome.MEETS, "Decision: Meets")
    assert comments > 0
    (report,) = calibrating.calibration(later).reports
    assert len(report.again.held) == 1
    assert report.anchors.held == ()
    assert later.store.decision(good.submission) is not None
    assert queueing.size(later, QueueQuery(decided=True)) == 1


def test_giving_a_rescore_up_shows_the_original_again(desk: Desk, good: SampleReview) -> None:
    review_whole(desk, good)
    deciding.submit(desk, good.submission)
    later = replace(desk, now=lambda: desk.now() + timedelta(days=RESCORE_DAYS))
    copy = calibrating.score_again(later, good.submission)
    calibrating.give_up(later, copy)
    assert refusal(lambda: calibrating.take_up(later, copy)) == "no-longer-blind"
    assert reviewing.open_review(later, good.submission).decision is not None
    assert calibrating.score_again(later, choose=lambda offered: offered[0]) != copy


def test_a_work_that_was_scored_again_waits_until_the_others_were(
    desk: Desk, good: SampleReview, lacking: SampleReview
) -> None:
    for each in (good, lacking):
        review_whole(desk, each)
        deciding.submit(desk, each.submission)
    later = replace(desk, now=lambda: desk.now() + timedelta(days=RESCORE_DAYS))
    assert calibrating.calibration(later).old_enough == 2
    copy = calibrating.score_again(later, good.submission)
    score_all(later, copy, good.scores)
    calibrating.finish(later, copy)
    offered = calibrating.calibration(later).again
    assert offered is not None
    assert offered.submission == lacking.submission


@pytest.fixture
def guarded_live(desk: Desk, tmp_path: Path) -> str:
    """A live submission of a micro-credential whose policy sets a bar."""
    path = anchor_bundle("A09D-1", tmp_path / "live", KEY, CREATED, policy=BAR, live=True)
    return importing.import_bundle(desk, path).submission


def test_live_work_waits_until_the_bar_is_reached(
    desk: Desk, anchor: Anchor, guarded_live: str, lacking: SampleReview
) -> None:
    told = sample_reviews()["7F3K-1"].scores
    review_whole(desk, replace(lacking, submission=guarded_live))
    assert desk.store.state(guarded_live) is State.READY
    with pytest.raises(RuleError) as refused:
        deciding.submit(desk, guarded_live)
    assert refused.value.code == "bar-not-reached"
    assert "80% exact or adjacent on 1 anchor" in refused.value.sentence
    assert "Calibration" in refused.value.next_step
    (asked,) = calibrating.calibration(desk).reports
    assert asked.standing is not None
    assert (asked.standing.reached, asked.standing.compared) == (0, 0)

    poor = anchor("7F3K-1")
    score_all(desk, poor, dict.fromkeys(told, "basic"))
    assert not calibrating.finish(desk, poor).standing
    assert refusal(lambda: deciding.submit(desk, guarded_live)) == "bar-not-reached"
    better = anchor("7F3K-2", policy=BAR)
    score_all(desk, better, sample_reviews()["7F3K-2"].scores)
    done = calibrating.finish(desk, better).standing
    assert done is not None
    assert done.passed
    assert deciding.submit(desk, guarded_live).decision is not None


def test_incomplete_work_may_go_back_before_the_bar_is_reached(desk: Desk, guarded_live: str) -> None:
    assert deciding.return_as_incomplete(desk, guarded_live, ("The film is missing.",)).decision is not None
