"""A hub put back to an older backup, and a laptop without the receipt that comes first: nothing stays refused."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.exchange.healing import HUB_RESTORED
from reviewer_app.exchange.round import RoundReport
from tests.exchange.machine_checks import check_all
from tests.exchange.machine_world import Laptop, World

ROOM = Path("/dev/shm")
LAST = -1


@pytest.fixture
def world() -> Iterator[World]:
    room = ROOM if ROOM.is_dir() else None
    made = World(Path(tempfile.mkdtemp(prefix="overturned-", dir=room)), ("Ada", "Ada", "Bo"))
    for each in made.laptops:
        made.exchange(each, [])
    made.hub_kept()
    yield made
    made.close()


def exchanged(world: World, laptop: Laptop) -> RoundReport:
    report = world.exchange(laptop, [])
    assert report is not None
    return report


def codes(report: RoundReport) -> list[str]:
    return [each.code for each in report.problems]


def refused_by_a_restored_hub(world: World) -> tuple[Laptop, Laptop]:
    """Ada's laptop with the receipt, and its copy without, which the hub refused after it was put back."""
    ada = world.laptops[0]
    world.speak(ada, 0, kinds.DECISION)
    world.store_copied(ada, noticed=False)
    copy = world.laptops[LAST]
    assert exchanged(world, ada).accepted == 1
    world.hub_restored(LAST)
    world.withdraw(0, ada.person)
    assert exchanged(world, copy).refused == 1
    return ada, copy


def test_the_laptop_with_the_receipt_overturns_what_its_copy_was_refused(world: World) -> None:
    ada, copy = refused_by_a_restored_hub(world)
    (record,) = ada.desk.records
    assert not copy.desk.receipts[record.id].accepted
    given = exchanged(world, ada)
    assert [each.sentence for each in given.problems if each.code == "hub-restored"] == [HUB_RESTORED]
    heard = exchanged(world, copy)
    assert codes(heard) == ["taken-after-all"]
    assert heard.problems[0].subject == record.subject
    assert copy.desk.receipts[record.id].accepted
    exchanged(world, world.laptops[1])
    assert record.id in world.laptops[1].desk.others
    check_all(world)


def test_rounds_after_that_are_one_request_again(world: World) -> None:
    ada, copy = refused_by_a_restored_hub(world)
    other = world.laptops[1]
    for each in (copy, other):  # they have no receipt: what stays refused is looked at once
        exchanged(world, each)
        each.network.asked.clear()
        exchanged(world, each)
        assert len(each.network.asked) == 1
    for each in (ada, copy, other):
        exchanged(world, each)
    for each in (ada, copy, other):
        each.network.asked.clear()
        assert codes(exchanged(world, each)) == []
        assert len(each.network.asked) == 1


def test_a_refusal_never_stands_over_a_receipt_that_accepts(world: World) -> None:
    ada, copy = refused_by_a_restored_hub(world)
    (record,) = ada.desk.records
    stale = next(each for each in copy.desk.documents if not each["entries"][0]["accepted"])
    exchanged(world, ada)
    world.hub_kept()
    ada.desk.note_receipts(stale, (copy.desk.receipts[record.id],))
    assert ada.desk.receipts[record.id].accepted
    check_all(world)


def test_a_laptop_that_went_on_under_a_new_key_still_proves_what_its_old_line_said(world: World) -> None:
    ada = world.laptops[0]
    world.speak(ada, 0, kinds.DECISION)
    world.store_copied(ada, noticed=False)
    without = world.laptops[LAST]
    exchanged(world, ada)
    world.store_copied(ada, noticed=True)
    proving = world.laptops[LAST]
    assert "desk-copied" in codes(exchanged(world, proving))
    world.laptops.remove(ada)
    world.hub_restored(LAST)
    world.withdraw(0, ada.person)
    assert exchanged(world, without).refused == 1
    exchanged(world, proving)
    assert codes(exchanged(world, without)) == ["taken-after-all"]
    check_all(world)


def test_a_decision_taken_back_on_another_laptop_stays_so_in_whichever_order_they_come(world: World) -> None:
    ada, second = world.laptops[:2]
    world.speak(ada, 1, kinds.DECISION)
    for each in (ada, second):
        exchanged(world, each)
    world.speak(second, 1, kinds.DECISION_WITHDRAWN)
    for each in (second, ada):
        exchanged(world, each)
    world.hub_restored(LAST)
    for each in (second, ada):
        exchanged(world, each)
    check_all(world)
    assert [each for each in world.hub.decisions() if each.submission == world.work[1]["id"]] == []


def test_a_stick_from_a_hub_that_lost_the_cursor_does_not_end_the_giving_back(world: World) -> None:
    ada = world.laptops[0]
    world.hub_restored(0)
    assert (
        world.exchange(ada, ["fine", "fine", "fine", "fine", "kill"]) is None
    )  # let in, and nothing given back
    assert world.hub.assignments() == ()
    world.carry(ada, None)
    world.visit(None)
    world.carry(ada, None)
    assert ada.desk.owing
    assert codes(exchanged(world, ada)) == ["hub-restored"]
    assert not ada.desk.owing
    check_all(world)


def test_a_withdrawal_that_comes_back_before_its_work_is_done_when_the_work_comes(world: World) -> None:
    ada, second, bo = world.laptops
    world.carry(ada, None)
    world.supersede(0, ada.person)
    exchanged(world, second)
    world.withdraw(LAST, ada.person)
    world.visit(None)
    world.hub_restored(0)
    world.carry(ada, None)
    for each in (ada, second, bo):
        exchanged(world, each)
    check_all(world)
    states = {each.submission: each.state for each in world.hub.assignments()}
    assert states[world.work[LAST]["id"]] == "withdrawn"


def test_work_that_a_restored_hub_gives_anew_is_open_where_its_withdrawal_was_heard(world: World) -> None:
    ada, second, bo = world.laptops
    world.withdraw(0, ada.person)
    for each in (ada, second):
        exchanged(world, each)
        assert world.work[0]["id"] in each.desk.withdrawn
    world.hub_restored(0)
    assert world.exchange(ada, ["fine", "fine", "fine", "fine", "kill"]) is None  # as above
    exchanged(world, bo)  # it brings the submission
    world.later()
    world.assign(0, ada.person)
    for each in (ada, second, ada):
        exchanged(world, each)
    assert not ada.desk.withdrawn
    assert not second.desk.withdrawn
    check_all(world)
