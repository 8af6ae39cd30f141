"""A hub put back to an older backup, and met by sticks alone, gets back what it lost with the stick as always."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.debt import Debt, read_debt
from tests.exchange.machine_checks import check_at_rest
from tests.exchange.machine_stores import StoreWorld
from tests.exchange.machine_world import Laptop, World
from tests.exchange.sample_work import BLIND, BLIND_HASH, submission

LAST = -1
TIMES = 6
ROOM = Path("/dev/shm")


@pytest.fixture
def world() -> Iterator[World]:
    yield from begun(World)


@pytest.fixture
def world_on_disk() -> Iterator[World]:
    yield from begun(StoreWorld)


def begun(kind: type[World]) -> Iterator[World]:
    room = ROOM if ROOM.is_dir() else None  # as in test_restored_hub
    made = kind(Path(tempfile.mkdtemp(prefix="by-stick-", dir=room)), ("Ada", "Ada", "Bo"))
    there_and_back(made, 2)
    yield made
    made.close()


def there_and_back(world: World, times: int = 1) -> None:
    """The stick goes to every laptop, and then to the hub."""
    for _ in range(times):
        for each in world.laptops:
            world.carry(each, None)
        world.later()
        world.visit(None)
        world.later()


def at_rest(world: World) -> None:
    for each in world.laptops:
        world.carry(each, None)
    check_at_rest(world)
    assert [each.desk.owing for each in world.laptops] == [None] * len(world.laptops)


def test_the_stick_as_always_heals_a_hub_that_forgot_even_the_laptops(world: World) -> None:
    for about in range(3):
        for each in world.laptops:
            world.speak(each, about, kinds.DECISION)
    there_and_back(world, 2)
    at_rest(world)
    before = {each.sha256 for each in world.hub.decisions()}
    world.hub_restored(0)
    assert world.hub.people() == ()
    there_and_back(world)  # a certificate: it knows the laptops again
    assert {each.name for each in world.hub.people()} == {"Ada", "Bo"}
    there_and_back(world)  # what it lost
    assert {each.sha256 for each in world.hub.decisions()} == before
    there_and_back(world)  # and its word of it
    at_rest(world)


def decided(world: World) -> set[str]:
    return {each.sha256 for each in world.hub.decisions()}


def worked_since_the_backup(world: World, backup: int = LAST) -> set[str]:
    """A hub that is put back to before everybody decided everything; what it had accepted by then."""
    world.hub_kept()
    for about in range(3):
        for each in world.laptops:
            world.speak(each, about, kinds.DECISION)
    world.supersede(0, world.laptops[0].person)
    there_and_back(world, 2)
    world.speak(world.laptops[0], 3, kinds.DECISION)
    there_and_back(world, 2)
    before = decided(world)
    assert len(before) == 5
    world.hub_restored(backup % len(world.backups))
    assert decided(world) == set()
    return before


def test_real_stores_remember_what_they_owe_and_what_of_it_was_taken(world_on_disk: World) -> None:
    world = world_on_disk
    before = worked_since_the_backup(world, backup=0)
    there_and_back(world)
    for each in world.laptops:
        world.carry(each, None)
    owed = world.laptops[0].desk.owing
    assert owed is not None
    assert read_debt(owed.text()) == owed
    world.stick = "stick that comes in between"
    there_and_back(world)
    assert decided(world) == before
    assert world.laptops[0].desk.owing == owed
    at_rest(world)


def test_a_debt_of_before_there_was_a_memory_of_it_is_all_that_is_here() -> None:
    assert read_debt("") is None
    assert read_debt("1") == Debt("1", 0, None)


def test_what_was_lost_since_the_backup_is_back_when_the_stick_comes_again(world: World) -> None:
    before = worked_since_the_backup(world)
    there_and_back(world)
    problems = [world.carried(each).problems for each in world.laptops]
    assert {problem.code for each in problems for problem in each} == {"hub-restored"}
    world.visit(None)
    assert decided(world) == before
    at_rest(world)


def test_a_laptop_that_has_the_stick_twice_before_the_hub_still_leaves_all_of_it(world: World) -> None:
    before = worked_since_the_backup(world, backup=0)
    there_and_back(world)
    for _ in range(3):
        for each in world.laptops:
            world.carry(each, None)
    world.visit(None)
    assert decided(world) == before
    at_rest(world)


def test_a_stick_that_never_comes_back_is_made_good_by_the_next(world: World) -> None:
    before = worked_since_the_backup(world, backup=0)
    for name in ("stick", "stick lost on the way there", "stick lost on the way back", "stick"):
        world.stick = name
        for each in world.laptops:
            world.carry(each, None)
        if not name.endswith("there"):
            world.visit(None)
    there_and_back(world, 2)
    assert decided(world) == before
    at_rest(world)


def test_sticks_of_any_age_in_any_order_change_nothing(world: World) -> None:
    before = worked_since_the_backup(world, backup=0)
    chance = random.Random(44)
    for _ in range(12):
        world.stick = chance.choice(["stick one", "stick two", "stick"])
        if chance.random() < 0.6:
            world.carry(chance.choice(world.laptops), None)
        else:
            world.visit(None)
        world.later()
    world.stick = "stick"
    there_and_back(world, 3)
    assert decided(world) == before
    at_rest(world)
    for world.stick in ("stick one", "stick two", "stick one"):
        there_and_back(world)
        assert decided(world) == before
    there_and_back(world, 2)
    at_rest(world)


def test_a_stick_pulled_out_at_any_change_harms_nothing(world: World) -> None:
    before = worked_since_the_backup(world, backup=0)
    world.stick = "stick that is pulled"
    for changes in range(24):
        for each in world.laptops:
            world.carry(each, changes)
        world.later()
        world.visit(changes)
        world.later()
    assert world.counts["sticks pulled out"] > 12
    there_and_back(world, 3)
    assert decided(world) == before
    at_rest(world)


def test_what_a_laptop_paid_over_a_line_lies_no_longer_on_the_stick(world: World) -> None:
    before = worked_since_the_backup(world)
    there_and_back(world)
    for each in world.laptops:
        world.carry(each, None)
    lying = world.folder / "stick" / "reviewer-exchange" / "given-back"
    assert len(list(lying.iterdir())) >= len(world.laptops)
    for each in world.laptops:
        world.exchange(each, [])
        assert each.desk.owing is None
        world.carry(each, None)
    assert list(lying.iterdir()) == []
    assert decided(world) == before


def test_a_refusal_of_a_restored_hub_is_overturned_by_stick_and_heard_of(world: World) -> None:
    """A copy without the receipt came first; its work had been taken back again meanwhile."""
    ada = world.laptops[0]
    world.hub_kept()
    world.speak(ada, 0, kinds.DECISION)
    world.store_copied(ada, noticed=False)
    without = world.laptops[LAST]
    world.exchange(ada, [])
    world.store_copied(ada, noticed=True)
    proving = world.laptops[LAST]
    world.exchange(proving, [])  # it goes on under a key of its own, for which a line is needed
    world.laptops.remove(ada)
    world.hub_restored(LAST % len(world.backups))
    world.withdraw(0, ada.person)
    world.exchange(without, [])
    (refused,) = [each for each in without.desk.receipts.values() if not each.accepted]
    world.stick = "stick that is lost with the receipt on it"
    there_and_back(world)
    for each in world.laptops:
        world.carry(each, None)
    world.stick = "stick"
    there_and_back(world, 4)
    assert without.desk.receipts[refused.record].accepted
    at_rest(world)


def test_a_forged_gift_gives_nothing_and_is_named(world: World) -> None:
    ada = world.laptops[0]
    forged = [{**told, "entries": [{**told["entries"][0], "mark": "another"}]} for told in ada.desk.told]
    worked_since_the_backup(world, backup=0)
    ada.desk.told = forged
    there_and_back(world)
    world.carry(ada, None)
    done = world.visited()
    assert (done.given_back, len(done.damaged)) == (0, 2)
    assert not [each for each in world.hub.assignments() if each.person == ada.person]
    assert list((world.folder / "stick" / "reviewer-exchange" / "given-back").iterdir()) == []


def test_only_a_certificate_of_this_hub_for_this_laptop_lets_one_back_in(world: World) -> None:
    ada, second, bo = world.laptops
    for each in (ada, second):
        assert each.desk.pairing is not None
        assert bo.desk.pairing is not None
    ada.desk.pairing = replace(ada.desk.pairing, certificate=bo.desk.pairing.certificate)
    second.desk.pairing = replace(second.desk.pairing, certificate="")
    thief = Laptop(ada.person, type(ada.desk)(SigningKey(os.urandom(32))), ada.network)
    thief.desk.pairing = bo.desk.pairing
    world.hub_restored(0)
    for each in (ada, second, thief):
        world.carry(each, None)
    done = world.visited()
    assert (done.came_back, done.strangers, done.laptops) == (0, 3, 0)
    assert world.hub.people() == ()


def test_a_laptop_that_was_shut_out_is_not_known_again_by_stick(world: World) -> None:
    ada = world.laptops[0]
    world.hub.revoke(ada.desk.device)
    world.carry(ada, None)
    done = world.visited()
    assert (done.came_back, done.strangers) == (0, 1)


def test_restores_at_random_points_lose_no_acknowledged_decision_by_stick(world: World) -> None:
    chance = random.Random(38)
    for turn in range(TIMES):
        document = submission(100 + turn, rubric=BLIND_HASH)
        world.hub.add_submission(document, BLIND)
        world.work.append(document)
        for person in world.persons.values():
            world.hub.assign(document["id"], person)
        for _ in range(chance.randrange(1, 4)):
            if chance.random() < 0.3:
                world.hub_kept()
            world.speak(chance.choice(world.laptops), LAST - chance.randrange(3), kinds.DECISION)
            there_and_back(world)
        for each in world.laptops:
            world.carry(each, None)
        acknowledged = set(world.acknowledged)
        world.hub_restored(chance.randrange(len(world.backups)))
        there_and_back(world, 3)
        assert acknowledged <= decided(world)
        at_rest(world)
    assert world.counts["hubs restored"] == TIMES
