"""A desk and a hub of two ages that meet only in a folder or by stick exchange what both know, and say the rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange import left, left_bank
from reviewer_app.exchange.carrier import BANK_TO_HUB, HELLOS, TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.disk import Disk
from reviewer_app.exchange.hello import find_welcome, introduce
from reviewer_app.exchange.left_speech import Talk, Unread
from reviewer_app.exchange.sealing import Names, seal, unseal
from reviewer_app.exchange.versions import version_to_write
from reviewer_app.hub.carrying import Visit, visit
from reviewer_app.hub.left_speech import heard_of
from reviewer_app.hub.welcoming import introduced, unread_told, welcome
from tests.exchange.carried import Carried, StrictDisk, bring_over
from tests.exchange.conftest import Scene
from tests.exchange.sample_work import decide, say

AGES = [
    ((1, 2), (1,)),
    ((1,), (1, 2)),
    ((1, 2), (1, 2)),
    ((1, 2, 3), (2, 5)),
]
"""Versions of the hub and of the desk that share one."""

APART = [
    (Disk, (2, 3), (1,), "a newer", "an older"),
    (StrictDisk, (0,), (1, 2), "an older", "a newer"),
]
"""Versions of a hub and a desk that share none, by whom the desk says it was written, and by whom the hub."""

EITHER_ROAD = pytest.mark.parametrize("kind", [Disk, StrictDisk], ids=["folder", "stick"])


class Journeys:
    """A folder or stick between one laptop and its hub, each of an age; the laptop remembers what it heard."""

    def __init__(self, scene: Scene, disk: Disk, hub: Sequence[int], desk: Sequence[int]) -> None:
        self.scene, self.carrier, self.hub, self.talk = scene, Carrier(disk), hub, Talk(desk)

    def laptop(self) -> Carried:
        return bring_over(
            self.carrier, self.scene.desk, self.scene.pairing.hub_key, self.scene.served.clock, self.talk
        )

    def at_the_hub(self, *devices: str) -> Visit:
        self.scene.served.clock.pass_by(hours=1)
        return visit(self.scene.served.hub.books, self.carrier, devices, versions=self.hub)

    def written_in(self, way: str) -> set[int]:
        """The versions of the messages that lie there."""
        key = self.scene.served.hub.books.key if way == TO_HUB else self.scene.desk.key
        opened = [unseal(self.carrier.read(way, name), key) for name in self.carrier.messages(way)]
        return {json.loads(each.partition(b"\n")[0])["version"] for each in opened}

    def told_here(self, came: Carried) -> str:
        return came.found.unread.told("the hub", "this laptop", ("Reviewer", "the hub"), self.talk)


@EITHER_ROAD
@pytest.mark.parametrize(("hub", "desk"), AGES)
def test_ends_of_two_ages_exchange_all_and_soon_in_the_newest_that_both_know(
    scene: Scene, tmp_path: Path, kind: type[Disk], hub: tuple[int, ...], desk: tuple[int, ...]
) -> None:
    road = Journeys(scene, kind(tmp_path / "carried"), hub, desk)
    scene.desk.add(say(scene.desk.key, 1), decide(scene.desk.key, 2, scene.document))
    for _ in range(2):
        road.laptop()
        road.at_the_hub()
    assert road.laptop().found.unread.messages == {}
    assert scene.desk.waiting == []
    assert set(scene.desk.work) == {scene.document["id"]}
    assert [bytes(each) for each in scene.desk.files.values()] == [scene.lesson]
    shared = max(set(hub) & set(desk))
    assert road.written_in(TO_HUB) == {shared}
    assert road.at_the_hub().unread_told == []
    assert road.written_in(TO_LAPTOPS) == {shared}


@pytest.mark.parametrize(("kind", "hub", "desk", "here", "there"), APART)
def test_ends_that_share_no_version_leave_it_there_and_say_whose_age_it_is(
    scene: Scene,
    tmp_path: Path,
    kind: type[Disk],
    hub: tuple[int, ...],
    desk: tuple[int, ...],
    here: str,
    there: str,
) -> None:
    road = Journeys(scene, kind(tmp_path / "carried"), hub, desk)
    scene.desk.add(say(scene.desk.key, 1))
    road.laptop()
    lying = road.carrier.messages(TO_HUB)
    done = road.at_the_hub()
    assert road.carrier.messages(TO_HUB) == lying
    [told] = done.unread_told
    assert f"2 messages of Ada’s laptop were written by {there} Reviewer" in told
    answer = road.carrier.messages(TO_LAPTOPS)
    came = road.laptop()
    assert f"of the hub was written by {here} Reviewer (version" in road.told_here(came)
    assert "It stays where it lies; update " in road.told_here(came)
    assert road.carrier.messages(TO_LAPTOPS) == answer
    assert len(answer) == 1
    road.at_the_hub()
    assert road.carrier.messages(TO_LAPTOPS) == answer, "it is not written anew at each look"
    assert len(scene.desk.waiting) == 1


@EITHER_ROAD
def test_a_hub_that_went_back_a_version_is_written_to_in_the_one_it_knows(
    scene: Scene, tmp_path: Path, kind: type[Disk]
) -> None:
    road = Journeys(scene, kind(tmp_path / "carried"), (1,), (1, 2))
    road.talk.theirs = (1, 2)
    scene.desk.add(say(scene.desk.key, 1))
    road.laptop()
    assert road.written_in(TO_HUB) == {2}
    [told] = road.at_the_hub().unread_told
    assert "a newer Reviewer (version 2; this hub knows 1)" in told
    assert told.endswith("They stay where they lie; what is in it comes again in a version that both know.")
    assert (road.written_in(TO_LAPTOPS), road.written_in(TO_HUB)) == ({1}, {2})
    assert road.laptop().report.received_work == 1
    assert road.written_in(TO_HUB) == {1}
    assert road.at_the_hub().accepted == 1
    road.laptop()
    assert scene.desk.waiting == []


@EITHER_ROAD
def test_a_laptop_that_went_back_a_version_is_written_to_in_the_one_it_knows(
    scene: Scene, tmp_path: Path, kind: type[Disk]
) -> None:
    newer = Journeys(scene, kind(tmp_path / "carried"), (1, 2), (1, 2))
    newer.laptop()
    newer.at_the_hub()
    older = Journeys(scene, newer.carrier.disk, (1, 2), (1,))
    came = older.laptop()
    assert older.told_here(came).startswith("1 message of the hub was written by a newer Reviewer")
    assert (came.report.received_work, len(older.carrier.messages(TO_LAPTOPS))) == (0, 1)
    assert older.at_the_hub().unread == 0
    assert older.written_in(TO_LAPTOPS) == {1}
    assert older.laptop().report.received_work == 1


def test_what_was_heard_of_a_laptop_counts_for_the_next_stick(scene: Scene, tmp_path: Path) -> None:
    first = Journeys(scene, StrictDisk(tmp_path / "one"), (1, 2), (2,))
    first.laptop()
    first.at_the_hub()
    next_one = Journeys(scene, StrictDisk(tmp_path / "two"), (1, 2), (2,))
    next_one.at_the_hub(scene.desk.device)
    assert next_one.written_in(TO_LAPTOPS) == {2}
    with scene.served.hub.books.looking() as look:
        assert heard_of(look) == {scene.desk.device: (2,)}


def test_what_somebody_else_signed_is_not_believed_of_a_laptop(scene: Scene, tmp_path: Path) -> None:
    road = Journeys(scene, StrictDisk(tmp_path / "stick"), (1,), (1,))
    hub = scene.served.hub.books.key
    head = {
        "format": left.QUESTION,
        "version": 7,
        "versions": [7],
        "device": scene.desk.device,
        "hub": hub.name,
    }
    data = left.message(head, hub, timestamp(scene.served.clock()))
    name = Names(scene.desk.key, hub.name).message(TO_HUB, data)
    road.carrier.put(TO_HUB, name, seal(data, hub.name), CancelToken())
    assert road.at_the_hub().unread == 1
    with scene.served.hub.books.looking() as look:
        assert heard_of(look) == {}


def test_a_piece_of_another_form_stays_and_the_rest_is_taken(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    road = Journeys(scene, StrictDisk(tmp_path / "stick"), (1,), (1,))
    with monkeypatch.context() as newer:
        newer.setattr(left, "PIECE_VERSION", 2)
        road.at_the_hub(scene.desk.device)
    pieces = road.carrier.disk.folders("files")
    came = road.laptop()
    assert came.report.received_work == 1
    [problem] = came.report.problems
    assert "written by a newer Reviewer" in problem.sentence
    assert road.carrier.disk.folders("files") == pieces


def test_shared_comments_of_another_version_stay_and_are_told(scene: Scene, tmp_path: Path) -> None:
    road = Journeys(scene, StrictDisk(tmp_path / "stick"), (1,), (1,))
    road.laptop()
    hub, desk = scene.served.hub.books.key, scene.desk
    asked = left_bank.between(left_bank.ASKED, desk.device, hub.name, 1, (), Talk((2,)).head())
    names = Names(desk.key, hub.name)
    left_bank.leave(
        *(road.carrier, names, BANK_TO_HUB, asked, desk.key, timestamp(scene.served.clock()), hub.name),
        CancelToken(),
    )
    done = road.at_the_hub()
    assert (done.banks, done.unread, len(road.carrier.messages(BANK_TO_HUB))) == (0, 1, 1)
    assert (done.answers, len(done.unread_told)) == (1, 1)


@pytest.mark.parametrize(("hub", "desk", "spoken"), [((1, 2), (1,), 1), ((1, 2), (1, 2), 2)])
def test_laptops_of_another_age_are_paired_by_stick(
    scene: Scene, tmp_path: Path, hub: tuple[int, ...], desk: tuple[int, ...], spoken: int
) -> None:
    carrier, key = Carrier(StrictDisk(tmp_path / "stick")), scene.desk.key
    shown = introduce(carrier, key, timestamp(scene.served.clock()), CancelToken(), Talk(desk).head())
    books = scene.served.hub.books
    welcome(books, carrier, shown, scene.person, versions=hub)
    found = find_welcome(carrier, key, desk)
    assert found is not None
    [name] = carrier.messages(HELLOS)
    assert json.loads(unseal(carrier.read(HELLOS, name), key))["version"] == spoken


def test_introductions_and_welcomes_that_cannot_be_read_stay_and_are_told(
    scene: Scene, tmp_path: Path
) -> None:
    carrier, key, at = (
        Carrier(StrictDisk(tmp_path / "stick")),
        scene.desk.key,
        timestamp(scene.served.clock()),
    )
    introduce(carrier, key, at, CancelToken(), Talk((2, 3)).head())
    assert introduced(carrier) == []
    assert "of laptops that ask to be paired was written by a newer Reviewer (version 2" in unread_told(
        carrier
    )
    assert len(carrier.messages(HELLOS)) == 1
    shown = introduce(carrier, key, at, CancelToken(), Talk((2, 3)).head())
    welcome(scene.served.hub.books, carrier, shown, scene.person, versions=(2, 3))
    assert unread_told(carrier) == ""
    with pytest.raises(LineError) as caught:
        find_welcome(carrier, key)
    assert caught.value.code == "left-newer"
    assert len(carrier.messages(HELLOS)) == 1


def test_the_version_to_write_in() -> None:
    assert version_to_write((1, 2), ()) == 1
    assert version_to_write((1, 2), (1, 2, 3)) == 2
    assert version_to_write((1, 2), (3, 4)) == 2
    assert version_to_write((3, 4), (1, 2)) == 3
    assert Unread().told("the hub", "this laptop", ("", ""), Talk()) == ""
