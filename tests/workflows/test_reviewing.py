"""Reviewing: every change is durable and told at once, and can be taken back also after a restart."""

from __future__ import annotations

import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.citation import Citation, page_selectors
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.pausing import problems
from reviewer_app.domain.review import OVERALL
from reviewer_app.paths import Home
from reviewer_app.store import QueueQuery, QueueRow
from reviewer_app.workflows import queueing, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.history import history
from tests.workflows.conftest import open_desk


def test_opening_changes_nothing(desk: Desk, good: SampleReview) -> None:
    review = reviewing.open_review(desk, good.submission)
    assert review.lifecycle is State.TO_REVIEW
    assert not review.state.started
    assert desk.store.records(good.submission) == ()
    assert len(review.here) == len(review.submission.evidence)


def test_a_level_is_given_changed_and_taken_away(desk: Desk, good: SampleReview) -> None:
    assert reviewing.score(desk, good.submission, "1.1", "basic").state.scores == {"1.1": "basic"}
    assert reviewing.score(desk, good.submission, "1.1", "proficient").state.scores == {"1.1": "proficient"}
    review = reviewing.score(desk, good.submission, "1.1", None)
    assert review.state.scores == {}
    assert len(desk.store.records(good.submission)) == 3


def test_the_same_level_again_writes_nothing(desk: Desk, good: SampleReview) -> None:
    reviewing.score(desk, good.submission, "1.1", "basic")
    reviewing.score(desk, good.submission, "1.1", "basic")
    reviewing.score(desk, good.submission, "1.2", None)
    assert len(desk.store.records(good.submission)) == 1


@pytest.mark.parametrize(("criterion", "level"), [("9.9", "basic"), ("1.1", "superb")])
def test_what_the_rubric_does_not_have_is_refused_in_words(
    desk: Desk, good: SampleReview, criterion: str, level: str
) -> None:
    with pytest.raises(RuleError) as caught:
        reviewing.score(desk, good.submission, criterion, level)
    assert caught.value.next_step.startswith("Choose one of")
    assert desk.store.records(good.submission) == ()


def test_a_burst_of_typing_is_taken_back_in_one_step(desk: Desk, good: SampleReview) -> None:
    reviewing.comment(desk, good.submission, "1.1", "Before")
    for text in ("Y", "You", "You wait well"):
        reviewing.comment(desk, good.submission, "1.1", text, "burst")
    assert reviewing.undo(desk, good.submission).state.comments == {"1.1": "Before"}
    assert reviewing.redo(desk, good.submission).state.comments == {"1.1": "You wait well"}


def test_words_for_the_whole_and_private_notes_stay_apart(desk: Desk, good: SampleReview) -> None:
    reviewing.comment(desk, good.submission, OVERALL, "Thank you for this work.")
    review = reviewing.note(desk, good.submission, "1.1", "Ask the coordinator")
    assert review.state.comments == {OVERALL: "Thank you for this work."}
    assert review.state.notes == {"1.1": "Ask the coordinator"}


def test_a_citation_is_pinned_taken_away_and_brought_back(desk: Desk, good: SampleReview) -> None:
    item = reviewing.open_review(desk, good.submission).submission.evidence[0]
    pin = Citation("c1", "2.1", item.id, item.sha256, "lesson-plan p. 1", page_selectors(1, "pond"))
    assert reviewing.cite(desk, good.submission, pin).state.citations == (pin,)
    assert reviewing.uncite(desk, good.submission, "c1").state.citations == ()
    assert reviewing.undo(desk, good.submission).state.citations == (pin,)


def test_a_citation_of_evidence_from_elsewhere_is_refused(desk: Desk, good: SampleReview) -> None:
    with pytest.raises(RuleError):
        reviewing.cite(desk, good.submission, Citation("c1", "2.1", "nothing", "", "?"))


def test_flags_are_raised_and_taken_back(desk: Desk, good: SampleReview) -> None:
    (flag,) = reviewing.flag(desk, good.submission, "privacy", "A face can be seen.", "e1").state.flags
    assert (flag.kind, flag.text, flag.evidence) == ("privacy", "A face can be seen.", "e1")
    assert reviewing.unflag(desk, good.submission, flag.id).state.flags == ()
    with pytest.raises(RuleError):
        reviewing.flag(desk, good.submission, "gossip", "")


def test_a_reported_problem_pauses_the_queue_until_it_is_taken_back(desk: Desk, good: SampleReview) -> None:
    def row() -> QueueRow:
        return next(
            each for each in queueing.page(desk, QueueQuery(), 0, 50) if each.submission == good.submission
        )

    due = row().due
    review = reviewing.report(desk, good.submission, "does not open", "Only noise.", "e3")
    (problem,) = problems(review.state)
    assert (problem.kind, problem.text, problem.evidence) == ("does not open", "Only noise.", "e3")
    assert row().paused
    assert desk.store.records(good.submission)[-1].body["problem"] is True
    assert reviewing.unflag(desk, good.submission, problem.id).state.flags == ()
    assert not row().paused
    assert row().due == due, "nothing was lost within one day"
    assert reviewing.undo(desk, good.submission).state.flags == (problem,)
    assert row().paused
    with pytest.raises(RuleError):
        reviewing.report(desk, good.submission, "boring", "", "e3")


def test_undo_and_redo_survive_a_restart(home: Home, good: SampleReview) -> None:
    first = open_desk(home)
    reviewing.score(first, good.submission, "1.1", "basic")
    reviewing.score(first, good.submission, "1.1", "proficient")
    first.store.close()
    second = open_desk(home)
    assert reviewing.undo(second, good.submission).state.scores == {"1.1": "basic"}
    second.store.close()
    third = open_desk(home)
    assert reviewing.redo(third, good.submission).state.scores == {"1.1": "proficient"}
    assert reviewing.undo(third, good.submission).state.scores == {"1.1": "basic"}
    assert reviewing.undo(third, good.submission).state.scores == {}
    assert reviewing.undo(third, good.submission).state.scores == {}
    third.store.close()


def test_what_is_said_of_one_submission_never_shows_on_another(
    desk: Desk, good: SampleReview, lacking: SampleReview
) -> None:
    reviewing.score(desk, good.submission, "1.1", "basic")
    reviewing.comment(desk, good.submission, "1.1", "Only here")
    assert not reviewing.open_review(desk, lacking.submission).state.started


def test_history_tells_every_change_in_words(desk: Desk, good: SampleReview) -> None:
    reviewing.score(desk, good.submission, "2.2", "developing")
    reviewing.score(desk, good.submission, "2.2", "proficient")
    reviewing.comment(desk, good.submission, OVERALL, "Well done")
    reviewing.undo(desk, good.submission)
    assert [line.words for line in history(desk, good.submission)] == [
        "Criterion 2.2: Developing",
        "Criterion 2.2: Developing to Proficient",
        "The whole submission: comment changed",
        "A change was undone",
    ]
