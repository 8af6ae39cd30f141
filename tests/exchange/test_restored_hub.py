"""A hub put back to an older backup gets back from the laptops what it acknowledged, without anyone doing anything."""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import HubError
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.returning import come_back
from tests.exchange.fixtures import Served
from tests.exchange.machine_world import World
from tests.exchange.sample_work import BLIND, BLIND_HASH, say, submission

TIMES = 100
ROOM = Path("/dev/shm")


@pytest.fixture
def world() -> Iterator[World]:
    room = ROOM if ROOM.is_dir() else None  # a disk that waits for each commit takes minutes
    made = World(Path(tempfile.mkdtemp(prefix="restored-", dir=room)), ("Ada", "Ada", "Bo"))
    for each in made.laptops:
        made.exchange(each, [])
    yield made
    made.close()


@pytest.mark.timeout(600)  # a hundred stories, on a machine that may be busy
def test_a_hundred_restores_at_random_points_lose_no_acknowledged_decision(world: World) -> None:
    chance = random.Random(38)
    everything_lost = 0
    for turn in range(TIMES):
        document = submission(100 + turn, rubric=BLIND_HASH)
        world.hub.add_submission(document, BLIND)
        world.work.append(document)
        for person in world.persons.values():
            world.hub.assign(document["id"], person)
        for _ in range(chance.randrange(1, 5)):
            laptop = chance.choice(world.laptops)
            if chance.random() < 0.3:
                world.hub_kept()
            if chance.random() < 0.9:
                world.speak(laptop, len(world.work) - 1 - chance.randrange(3), kinds.DECISION)
            world.exchange(laptop, [])
        which = chance.randrange(len(world.backups))
        everything_lost += which == 0
        world.hub_restored(which)
        for laptop in world.laptops:
            report = world.exchange(laptop, [])
            assert report is not None
            assert report.counts_agree
        there = {each.sha256: each.record for each in world.hub.decisions()}
        decided = {
            record.sha256
            for laptop in world.laptops
            for record in laptop.desk.records
            if record.kind == kinds.DECISION and laptop.desk.receipts[record.id].accepted
        }
        assert decided <= set(world.acknowledged)
        assert set(there) == decided - _taken_back(world)
        assert set(world.said) == set(world.on_hub())
    assert world.counts["hubs restored"] == TIMES
    assert everything_lost > 5
    assert world.counts[kinds.DECISION] > TIMES // 2


def _taken_back(world: World) -> set[str]:
    records = [each for laptop in world.laptops for each in laptop.desk.records]
    back = {each.body["decision"] for each in records if each.kind == kinds.DECISION_WITHDRAWN}
    return {each.sha256 for each in records if each.id in back}


def test_receipts_of_before_stay_valid_and_are_given_again_as_they_were_judged(world: World) -> None:
    world.hub_kept()
    ada = world.laptops[0]
    world.speak(ada, 0, kinds.DECISION)
    world.exchange(ada, [])
    world.hub.withdraw(world.work[0]["id"], ada.person, "A new edition.")
    world.exchange(ada, [])
    assert world.work[0]["id"] in ada.desk.withdrawn
    world.hub_restored(len(world.backups) - 1)
    report = world.exchange(ada, [])
    assert report is not None
    assert [each.code for each in report.problems] == ["hub-restored"]
    assert report.refused == 0
    (line,) = [each for each in world.hub.assignments() if each.person == ada.person][:1]
    assert line.state == "withdrawn"
    assert world.work[0]["id"] in ada.desk.withdrawn


def test_a_forged_warrant_receipt_or_certificate_gives_nothing(world: World) -> None:
    ada, thief = world.laptops[0], SigningKey(os.urandom(32))
    world.speak(ada, 0)
    world.exchange(ada, [])
    forged = []
    for each in ada.desk.told:
        forged.append({**each, "entries": [{**each["entries"][0], "mark": "another"}]})
    ada.desk.told = forged
    world.hub_restored(0)
    with pytest.raises(HubError) as refused:
        world.exchange(ada, [])
    assert refused.value.code == "proof-wrong"
    assert ada.desk.pairing is not None
    with pytest.raises(HubError) as refused:
        world.runner.run(come_back(ada.desk.pairing, thief, now=world.clock, network=ada.network))
    assert refused.value.code == "proof-wrong"
    changed = json.loads(ada.desk.pairing.certificate)
    changed["person"]["id"] = world.laptops[2].person
    pairing = replace(ada.desk.pairing, certificate=json.dumps(changed))
    with pytest.raises(HubError) as refused:
        world.runner.run(come_back(pairing, ada.desk.key, now=world.clock, network=ada.network))
    assert refused.value.code == "proof-wrong"


def test_a_laptop_that_is_shut_out_does_not_come_back_by_its_certificate(district: Served) -> None:
    desk, pairing = district.desk(district.hub.add_person("Ada"))
    desk.add(say(desk.key, 1))
    district.sync(desk, pairing)
    district.hub.revoke(desk.device)
    desk.pairing = type(pairing)(**{**vars(pairing), "token": "lost"})
    with pytest.raises(HubError) as refused:
        district.sync(desk, pairing)
    assert refused.value.code == "revoked"
