"""When desk and hub do not hold the same: noticed, said, and nothing thrown away."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from reviewer_app.domain.records import INTEREST
from reviewer_app.exchange.messages import RecordsAnswer, RoundAnswer, RoundRequest, WorkItem
from reviewer_app.exchange.round import RoundReport, run_round
from tests.exchange.conftest import Scene
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import MORNING, say


def test_a_store_copied_to_a_second_laptop_is_noticed(scene: Scene) -> None:
    scene.desk.add(say(scene.desk.key, 1))
    scene.sync()
    copy = MemoryDesk(scene.desk.key)
    copy.add(say(scene.desk.key, 1))
    report = scene.served.sync(copy, scene.pairing)
    assert (report.counts_agree, report.accepted) == (True, 1)
    assert [each.code for each in report.problems] == ["desk-copied"]
    assert copy.device != scene.desk.device
    assert scene.served.hub.status().records == 2
    again = scene.sync()
    assert (again.counts_agree, again.from_others, again.problems) == (True, 1, ())


def test_a_refused_record_is_a_problem_with_its_reason_and_both_ends_still_agree(scene: Scene) -> None:
    scene.desk.add(say(scene.desk.key, 1, "s-1", kind=INTEREST, body={}), say(scene.desk.key, 2, "s-2"))
    report = scene.sync()
    assert (report.sent, report.accepted, report.refused, report.counts_agree) == (2, 1, 1, True)
    [problem] = report.problems
    assert (problem.code, problem.subject) == ("malformed-body", "s-1")
    assert problem.sentence.endswith(".")


class Stubborn:
    """A hub that answers and takes nothing in."""

    def __init__(self, *work: WorkItem, at: datetime = MORNING) -> None:
        self._work, self._at = work, at
        self.asked = 0

    async def round(self, request: RoundRequest) -> RoundAnswer:
        self.asked += 1
        return RoundAnswer(0, "", "1-a", False, self._work if not request.cursor else (), (), self._at)

    async def send(self, device: str, lines: Any, proof: Any = None) -> RecordsAnswer:
        return RecordsAnswer(0, (), 1)

    async def own(self, device: str, after: int, have: int) -> Any:
        raise AssertionError(device)

    async def give_back(self, device: str, warrants: Any, documents: Any) -> Any:
        raise AssertionError(device)

    def blob(self, sha256: str, start: int) -> Any:
        raise AssertionError(sha256)

    async def close(self) -> None:
        """Nothing is open."""


def go(desk: MemoryDesk, road: Stubborn) -> RoundReport:
    return asyncio.run(run_round(desk, road, now=lambda: MORNING))


def test_a_hub_that_takes_nothing_in_does_not_hold_the_desk_for_ever(scene: Scene) -> None:
    scene.desk.add(say(scene.desk.key, 1))
    road = Stubborn()
    report = go(scene.desk, road)
    assert [each.code for each in report.problems] == ["no-headway"]
    assert road.asked == 2
    assert scene.desk.waiting


def test_work_of_an_unknown_kind_is_said_and_the_cursor_moves_on(scene: Scene) -> None:
    report = go(scene.desk, Stubborn(WorkItem("adjudicate", "s", "")))
    assert [each.code for each in report.problems] == ["unknown-work"]
    assert "adjudicate" in report.problems[0].sentence
    assert scene.desk.cursor() == "1-a?adjudicate"


def test_an_empty_round_is_one_request(scene: Scene) -> None:
    scene.sync()
    before = len(scene.line.seen)
    assert scene.sync().counts_agree
    assert len(scene.line.seen) == before + 1
