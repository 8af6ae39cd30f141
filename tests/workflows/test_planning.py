"""Today's plan on a real desk, and the time one works on a submission, which stays on the laptop."""

from __future__ import annotations

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.lifecycle import State
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import deciding, planning, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_deciding import review_whole


def test_the_plan_follows_the_queue(desk: Desk, good: SampleReview, lacking: SampleReview) -> None:
    first = planning.todays_plan(desk)
    assert first.next is not None
    assert first.minutes is None, "nobody knows yet how long one takes"
    reviewing.score(desk, good.submission, "1.1", "proficient")
    begun = next(each for each in planning.todays_plan(desk).today if each.submission == good.submission)
    assert begun.state is State.IN_REVIEW
    review_whole(desk, lacking)
    deciding.submit(desk, lacking.submission)
    left = {each.submission for each in planning.todays_plan(desk).today}
    assert lacking.submission not in left


def test_time_is_added_up_and_is_no_record(desk: Desk, good: SampleReview) -> None:
    before = desk.store.latest_n()
    assert planning.seconds_spent(desk, good.submission) == 0
    assert planning.spend(desk, good.submission, 90) == 90
    assert planning.spend(desk, good.submission, 30) == 120
    assert planning.spend(desk, good.submission, -5) == 120
    assert desk.store.latest_n() == before, "how long somebody worked is nobody's business but theirs"
    assert not reviewing.open_review(desk, good.submission).state.started


def test_how_long_one_takes_is_known_after_a_few(desk: Desk) -> None:
    rows = desk.store.queue(QueueQuery(), 0, 10)
    for minutes, row in enumerate(rows, 10):
        planning.spend(desk, row.submission, minutes * 60)
        with desk.store.changes() as work:
            work.connection.execute("UPDATE queue SET decided = 1 WHERE submission = ?", (row.submission,))
    assert planning._minutes_each(desk) == 11
