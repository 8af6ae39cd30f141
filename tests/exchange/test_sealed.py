"""Scores stay sealed until the policy allows: in the hub's database, on the way, on a stick, in every answer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import StoreError
from reviewer_app.exchange.sealed_batch import Sealer, sealed
from reviewer_app.hub.resting import Rest
from tests.exchange.machine_world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    (tmp_path / "world").mkdir()
    made = World(tmp_path / "world", ("Ada", "Bo", "Cy"))
    for each in made.laptops:
        made.exchange(each, [])
    yield made
    made.close()


def lines(world: World) -> str:
    """What the hub tells of decisions to whoever manages it."""
    return json.dumps([vars(each) for each in world.hub.decisions()])


def test_no_word_is_to_be_found_anywhere_before_all_have_decided_and_all_are_after(world: World) -> None:
    *first, last = world.laptops
    for laptop in first:
        world.speak(laptop, 0)
        world.speak(laptop, 0, kinds.DECISION)
        world.exchange(laptop, [])
    words = set(world.said)
    assert len(words) == 4
    world.exchange(last, [])
    answers = b"".join(each for laptop in world.laptops for each in laptop.network.heard).decode()
    asked = b"".join(each for laptop in world.laptops for each in laptop.network.asked).decode("latin-1")
    for place in (world.dump(), answers, asked, lines(world)):
        assert not [each for each in words if each in place]
    assert "not_yet" not in world.dump()
    assert [(each.sealed, each.outcome) for each in world.hub.decisions()] == [(True, "")] * 2
    world.speak(last, 0, kinds.DECISION)
    world.exchange(last, [])
    told = lines(world)
    decided = {word for word, said in world.said.items() if said.decision}
    assert len(decided) == 3
    assert all(each in told for each in decided)
    assert not [each for each in world.said if each in world.dump()]


def test_where_too_few_are_left_to_judge_decisions_are_sealed_again(world: World) -> None:
    for laptop in world.laptops:
        world.speak(laptop, 0, kinds.DECISION)
        world.exchange(laptop, [])
    assert not any(each.sealed for each in world.hub.decisions())
    world.hub.withdraw(world.work[0]["id"], world.laptops[0].person, "A new edition.")
    world.hub.withdraw(world.work[0]["id"], world.laptops[1].person, "A new edition.")
    assert {each.sealed for each in world.hub.decisions()} == {True}


def test_what_is_sealed_opens_with_its_own_key_only() -> None:
    ours, theirs = Sealer(os.urandom(32)), Sealer(os.urandom(32))
    batch = [b'{"level":"proficient"}', b"{}"]
    body = sealed(batch, ours.recipient)
    assert ours.opened(body) == batch
    assert b"proficient" not in body
    for wrong in (
        lambda: theirs.opened(body),
        lambda: ours.opened(body[:-1]),
        lambda: sealed(batch, "age1x"),
    ):
        with pytest.raises(ValueError, match=r"sealed for another key|not a key"):
            wrong()


def test_the_same_key_always_seals_for_the_same_hub_and_rests_differ() -> None:
    key = os.urandom(32)
    one, two, other = Rest(key), Rest(key), Rest(os.urandom(32))
    assert one.sealer.recipient == two.sealer.recipient != other.sealer.recipient
    held = one.laid('{"word":"proficient"}')
    assert held != one.laid('{"word":"proficient"}')
    assert "proficient" not in held
    assert two.document(held) == {"word": "proficient"}
    assert two.opened('{"word":"old"}') == '{"word":"old"}'
    with pytest.raises(StoreError, match="another key"):
        other.opened(held)
