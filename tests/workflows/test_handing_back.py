"""Conflicts of interest and decisions taken back, over a real hub on a real socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.workflows import (
    deciding,
    exchanging,
    handing_back,
    letters,
    looking,
    queueing,
    reviewing,
    searching,
)
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY
from tests.workflows.hubs import given
from tests.workflows.test_deciding import review_whole

REASONS = ("The contact log is missing.",)
LATER = ("The contact log is missing.", "So is the reflection.")


@pytest.fixture
def work(desk: Desk, hub: SampleHub, tmp_path: Path) -> str:
    return given(desk, hub, "R2B8-1", tmp_path)


def state_at(hub: SampleHub, submission: str) -> str:
    return next(each.state for each in hub.hub.assignments() if each.submission == submission)


def line(desk: Desk, submission: str) -> tuple[str, str]:
    return next((each.what, each.stage) for each in exchanging.ledger(desk) if each.submission == submission)


# Decisions taken back


def test_an_incomplete_not_yet_sent_is_taken_back_with_everything_in_the_review(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    reviewing.score(desk, work, "1.1", "developing")
    reviewing.comment(desk, work, "1.1", "Say more.")
    before = deciding.return_as_incomplete(desk, work, REASONS)
    assert before.lifecycle is State.DECIDED
    after = handing_back.take_decision_back(desk, work, "The log lay in another file.")
    assert (after.lifecycle, after.decision) == (State.IN_REVIEW, None)
    assert (after.state.scores, after.state.comments) == (before.state.scores, before.state.comments)
    assert after.gate.taken_back is not None
    assert (after.gate.taken_back.reasons, after.gate.hub_agrees) == (REASONS, None)
    assert line(desk, work) == ("Incomplete taken back · Draft: 1 of 6 scored", "ready")
    assert desk.store.rebuild().differences == ()
    done = exchanging.sync(desk)
    assert (done.refused, done.counts_agree) == (0, True)
    assert state_at(hub, work) == "open"
    assert hub.hub.decisions() == ()
    assert reviewing.open_review(desk, work).gate.hub_agrees is True
    assert line(desk, work) == ("Incomplete taken back · Draft: 1 of 6 scored", "draft")


def test_one_that_the_hub_has_is_taken_back_by_a_further_record_and_decided_anew(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    deciding.return_as_incomplete(desk, work, REASONS)
    exchanging.sync(desk)
    assert (desk.store.state(work), state_at(hub, work)) == (State.RECEIVED, "decided")
    handing_back.take_decision_back(desk, work, "The log lay in another file.")
    exchanging.sync(desk)
    assert (desk.store.state(work), state_at(hub, work)) == (State.IN_REVIEW, "open")
    deciding.return_as_incomplete(desk, work, LATER)
    exchanging.sync(desk)
    assert desk.store.state(work) is State.RECEIVED
    (arrived,) = hub.hub.decisions()
    assert tuple(arrived.document["body"]["reasons"]) == LATER
    kinds = [each.kind for each in desk.store.records(work)]
    assert kinds == ["decision.signed", "decision.withdrawn", "decision.signed"]
    assert letters.report(desk, work).facts.received_at is not None


def test_what_the_hub_refuses_to_take_back_stands_again_and_is_said(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    deciding.return_as_incomplete(desk, work, REASONS)
    exchanging.sync(desk)
    assert hub.hub.release(work) == 1
    handing_back.take_decision_back(desk, work, "The log lay in another file.")
    reviewing.score(desk, work, "1.1", "developing")
    done = exchanging.sync(desk)
    assert done.refused == 1
    after = reviewing.open_review(desk, work)
    assert after.lifecycle is State.RECEIVED
    assert after.decision is not None
    assert after.decision.reasons == REASONS
    assert after.state.scores == {"1.1": "developing"}, "nothing is lost, although nothing can change"
    assert after.gate.hub_agrees is False
    assert "told" in after.gate.hub_reason
    assert exchanging.outbox(desk).attention
    assert desk.store.rebuild().differences == ()


def test_only_an_incomplete_can_be_taken_back_and_only_with_a_reason(desk: Desk) -> None:
    told = sample_reviews()["A09D-1"]
    with pytest.raises(RuleError, match="no decision"):
        handing_back.take_decision_back(desk, told.submission, "Why not.")
    review_whole(desk, told)
    deciding.submit(desk, told.submission)
    with pytest.raises(RuleError) as refused:
        handing_back.take_decision_back(desk, told.submission, "Why not.")
    assert refused.value.code == "not-incomplete"
    other = sample_reviews()["R2B8-1"].submission
    deciding.return_as_incomplete(desk, other, REASONS)
    with pytest.raises(RuleError) as refused:
        handing_back.take_decision_back(desk, other, " ")
    assert refused.value.code == "no-reason"
    assert desk.store.state(other) is State.DECIDED


def test_incomplete_work_goes_back_unscored(desk: Desk) -> None:
    other = sample_reviews()["R2B8-1"].submission
    reviewing.score(desk, other, "1.1", "developing")
    made = deciding.return_as_incomplete(desk, other, REASONS).decision
    assert made is not None
    assert (made.outcome, made.judged) == (Outcome.INCOMPLETE, ())


# Conflicts of interest


def queued(desk: Desk, query: QueueQuery) -> list[str]:
    return [each.submission for each in queueing.page(desk, query, 0, 100)]


def test_what_is_handed_back_is_hidden_everywhere_at_once(desk: Desk, work: str) -> None:
    assert any(hit.submission == work for hit in searching.find(desk, "R2B8").hits)
    before = queueing.summary(desk).total
    handing_back.declare_interest(desk, work, "supervised", "I coached this teacher.")
    assert desk.store.state(work) is State.HANDED_BACK
    for query in (QueueQuery(), QueueQuery(text="R2B8"), QueueQuery(decided=True)):
        assert work not in queued(desk, query)
    assert queued(desk, QueueQuery(decided=True, states=frozenset({State.HANDED_BACK}))) == [work]
    assert searching.find(desk, "R2B8").hits == ()
    assert all(each.one != work != each.other for each in searching.all_pairs(desk))
    assert queueing.summary(desk).total == before - 1
    with pytest.raises(RuleError) as refused:
        reviewing.open_review(desk, work)
    assert refused.value.code == "handed-back"
    with pytest.raises(RuleError):
        looking.open_evidence(desk, work, "e1")
    with pytest.raises(RuleError):
        reviewing.score(desk, work, "1.1", "developing")
    assert desk.store.rebuild().differences == ()


def test_the_hub_marks_it_and_never_gives_it_to_that_person_again(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    handing_back.declare_interest(desk, work, "knows the earner", "A neighbour.")
    assert line(desk, work) == ("Handed back: conflict of interest", "ready")
    assert exchanging.outbox(desk).decisions_waiting == 1
    exchanging.sync(desk)
    assert line(desk, work) == ("Handed back: conflict of interest", "received")
    assert exchanging.outbox(desk).decisions_waiting == 0
    assert state_at(hub, work) == "handed_back"
    (told,) = hub.hub.interests()
    assert (told.submission, told.reason, told.words) == (work, "knows the earner", "A neighbour.")
    for again in (lambda: hub.hub.assign(work, hub.assessor), lambda: hub.hub.reopen(work, hub.assessor)):
        with pytest.raises(RuleError) as refused:
            again()
        assert refused.value.code == "conflict-of-interest"
    assert hub.hub.assign(work, hub.hub.add_person("Assessor 2"))
    with pytest.raises(RuleError) as refused:
        handing_back.take_interest_back(desk, work)
    assert refused.value.code == "interest-sent"
    exchanging.sync(desk)
    assert desk.store.state(work) is State.HANDED_BACK


def test_until_it_is_sent_it_can_be_taken_back_and_all_is_as_it_was(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    reviewing.score(desk, work, "1.1", "developing")
    before = reviewing.open_review(desk, work)
    handing_back.declare_interest(desk, work, "other")
    handing_back.take_interest_back(desk, work)
    after = reviewing.open_review(desk, work)
    assert (after.lifecycle, after.state.scores) == (before.lifecycle, before.state.scores)
    assert work in queued(desk, QueueQuery())
    exchanging.sync(desk)
    exchanging.sync(desk)
    assert (desk.store.state(work), state_at(hub, work)) == (State.IN_REVIEW, "open")
    assert hub.hub.interests() == ()


def test_taken_back_after_the_coordinator_acted_it_stays_handed_back(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    handing_back.declare_interest(desk, work, "other")
    exchanging.sync(desk)
    with desk.store.changes() as changing:  # as if the receipt had been lost on the way
        changing.connection.execute("DELETE FROM receipt")
    hub.hub.assign(work, hub.hub.add_person("Assessor 2"))
    handing_back.take_interest_back(desk, work)
    done = exchanging.sync(desk)
    assert done.refused == 1
    assert desk.store.state(work) is State.HANDED_BACK
    assert state_at(hub, work) == "handed_back"


def test_the_persons_other_laptop_hides_it_too(desk: Desk, hub: SampleHub, work: str, tmp_path: Path) -> None:
    home = open_home(tmp_path / "other")
    other = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    exchanging.pair(other, hub.url, hub.code())
    exchanging.sync(other)
    assert other.store.state(work) is State.TO_REVIEW
    handing_back.declare_interest(desk, work, "named in it")
    exchanging.sync(desk)
    exchanging.sync(other)
    assert other.store.state(work) is State.HANDED_BACK
    with pytest.raises(RuleError):
        reviewing.open_review(other, work)
    with pytest.raises(RuleError) as refused:
        handing_back.take_interest_back(other, work)
    assert refused.value.code == "interest-sent", "it came by the hub, so the hub has it"
    assert line(other, work) == ("Handed back: conflict of interest", "received")
    other.evidence.close()
    other.store.close()


def test_a_reason_must_be_one_of_the_kinds_and_a_closed_review_is_not_handed_back(desk: Desk) -> None:
    other = sample_reviews()["R2B8-1"].submission
    with pytest.raises(RuleError) as refused:
        handing_back.declare_interest(desk, other, "bored")
    assert refused.value.code == "unknown-reason"
    deciding.return_as_incomplete(desk, other, REASONS)
    with pytest.raises(RuleError) as refused:
        handing_back.declare_interest(desk, other, "other")
    assert refused.value.code == "review-closed"
    with pytest.raises(RuleError) as refused:
        handing_back.take_interest_back(desk, other)
    assert refused.value.code == "not-declared"
