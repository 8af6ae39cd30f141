"""Flags and problems travel to the coordinator, and the coordinator's words back to the assessor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.errors import RuleError
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import exchanging, queueing, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.hubs import given

PLACE = {"label": "page 2", "selectors": [{"type": "FragmentSelector", "value": "page=2"}]}


@pytest.fixture
def work(desk: Desk, hub: SampleHub, tmp_path: Path) -> str:
    return given(desk, hub, "A09D-1", tmp_path)


def test_a_flag_with_several_files_and_a_place_is_changed_and_taken_back(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    made = reviewing.flag(desk, work, "authenticity", "Both look copied.", "e1", also=["e3"], place=PLACE)
    (flag,) = made.state.flags
    assert (flag.about, flag.place) == (("e1", "e3"), PLACE)
    changed = reviewing.flag(desk, work, "privacy", "A face.", "e3", id=flag.id)
    assert [(each.kind, each.about) for each in changed.state.flags] == [("privacy", ("e3",))]
    assert reviewing.undo(desk, work).state.flags == made.state.flags
    exchanging.sync(desk)
    (line,) = hub.hub.flags()
    assert (line.kind, line.text, line.place, line.pauses) == (
        "authenticity", "Both look copied.", "page 2", False,
    )  # fmt: skip
    assert len(line.evidence) == 2
    reviewing.unflag(desk, work, flag.id)
    exchanging.sync(desk)
    assert hub.hub.flags() == ()
    with pytest.raises(RuleError) as refused:
        reviewing.flag(desk, work, "other", "", "e1", also=["nothing"])
    assert refused.value.code == "unknown-evidence"


def test_words_travel_back_and_a_settled_problem_lets_the_clock_run_on(
    desk: Desk, hub: SampleHub, work: str
) -> None:
    reviewing.report(desk, work, "does not open", "It stays black.", "e2")
    exchanging.sync(desk)
    assert queueing.page(desk, QueueQuery(text="A09D"), 0, 1)[0].paused
    (line,) = hub.hub.flags(settled=False)
    assert (line.problem, line.pauses) == (True, True)
    for words in ("", "  "):
        with pytest.raises(RuleError):
            hub.hub.settle(line.id, words)
    hub.hub.settle(line.id[-12:], "The earner sends it again on Monday.")
    assert hub.hub.flags(settled=False) == ()
    with pytest.raises(RuleError):
        hub.hub.settle(line.id, "Twice.")
    assert reviewing.open_review(desk, work).gate.paused
    exchanging.sync(desk)
    gate = reviewing.open_review(desk, work).gate
    assert not gate.paused
    assert gate.settled[line.id].words == "The earner sends it again on Monday."
    assert not queueing.page(desk, QueueQuery(text="A09D"), 0, 1)[0].paused
    assert desk.store.rebuild().differences == ()


def due(desk: Desk, day: str) -> str:
    """A submission that is due on this day."""
    told = sample_reviews()["A09D-1"].submission
    document, rubric = desk.store.documents(told)
    assigned = {"role": "assessor", "round": 1, "due": day}
    with desk.store.changes() as work:
        work.add_submission({**document, "assignment": assigned}, rubric, source="hub")
    return told


def test_what_stands_still_is_not_due_this_week(desk: Desk) -> None:
    told = due(desk, desk.now().astimezone().date().isoformat())
    before = queueing.summary(desk)
    assert before.due_this_week > 0
    reviewing.flag(desk, told, "other", "A word.", "e1")
    assert queueing.summary(desk) == before, "a flag that stops no clock"
    reviewing.report(desk, told, "does not open", "", "e1")
    assert queueing.summary(desk) == replace(before, due_this_week=before.due_this_week - 1)
    problem = next(each for each in reviewing.open_review(desk, told).state.flags if each.problem)
    reviewing.unflag(desk, told, problem.id)
    assert queueing.summary(desk) == before


def test_the_queue_sorts_by_the_due_date_after_pauses(desk: Desk) -> None:
    told = due(desk, "2026-12-11")
    clock = [desk.now()]
    later = replace(desk, now=lambda: clock[0])
    later.store._now = lambda: clock[0]  # the store's own clock
    reviewing.report(later, told, "does not open", "", "e1")
    flag = reviewing.open_review(later, told).state.flags[0].id
    clock[0] += timedelta(days=7)
    reviewing.unflag(later, told, flag)
    after = reviewing.open_review(later, told).gate.due
    row = next(each for each in queueing.page(later, QueueQuery(), 0, 100) if each.submission == told)
    assert row.due == after
    assert after is not None
    assert after.isoformat() > "2026-12-11"
    assert told not in [
        each.submission for each in queueing.page(later, QueueQuery(due_by=after - timedelta(days=1)), 0, 100)
    ]
    assert later.store.rebuild().differences == ()
