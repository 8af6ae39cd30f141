"""A laptop's own store put back or copied, where only sticks go round: noticed, and healed without loss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reviewer_app.domain import records as kinds
from tests.exchange.machine_world import World
from tests.exchange.test_restored_by_stick import at_rest, begun, there_and_back


@pytest.fixture
def world() -> Iterator[World]:
    yield from begun(World)


def put_back(world: World, decisions: int) -> list[dict[str, Any]]:
    """Have the first laptop's store put back to before it decided, and give what was said before that."""
    laptop = world.laptops[0]
    world.speak(laptop, 0)
    there_and_back(world, 2)
    world.store_kept(laptop)
    for about in range(decisions):
        world.speak(laptop, about, kinds.DECISION)
    there_and_back(world, 2)
    said = [each.document for each in laptop.desk.records]
    world.store_restored(laptop)
    assert len(laptop.desk.records) < len(said)
    return said


def test_a_store_put_back_gets_back_what_the_hub_has_of_it(world: World) -> None:
    laptop, before = world.laptops[0], put_back(world, 3)
    there_and_back(world, 2)
    for each in world.laptops:
        world.carry(each, None)
    assert [each.document for each in laptop.desk.records] == before
    there_and_back(world)
    at_rest(world)


@pytest.mark.parametrize("noticed", [True, False])
def test_copies_on_one_stick_do_not_take_each_others_messages_away(world: World, noticed: bool) -> None:
    """Whichever of two comes later: what the first left lies there still, and each hears its own answer."""
    laptop = world.laptops[0]
    world.speak(laptop, 0)
    there_and_back(world, 2)
    world.store_copied(laptop, noticed=noticed)
    copy = world.laptops[-1]
    world.speak(laptop, 1, kinds.DECISION)
    there_and_back(world, 3)
    for each in world.laptops:
        world.carry(each, None)
    assert len(world.on_hub()) == 2, "what the first said reached the hub past the copy"
    assert [each.document for each in copy.desk.records] == [each.document for each in laptop.desk.records]


def test_a_store_that_parted_is_told_and_takes_nothing_over(world: World) -> None:
    laptop = world.laptops[0]
    put_back(world, 2)
    world.speak(laptop, 0)
    said = [each.document for each in laptop.desk.records]
    there_and_back(world, 2)
    told = world.carried(laptop)
    assert [each.code for each in told.problems] == ["desk-parted"]
    assert [each.document for each in laptop.desk.records] == said
