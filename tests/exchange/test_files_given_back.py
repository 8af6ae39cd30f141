"""A restored hub that lacks files gets them from laptops that have them, by line and by stick, and believes hashes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx2
import pytest

from reviewer_app.exchange.carrier import PIECE
from reviewer_app.exchange.giving_files import FILES_GIVEN
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.terms import FetchControl, Terms
from reviewer_app.exchange.whole import Terms as Round
from reviewer_app.exchange.whole import whole_round
from tests.exchange.fixtures import Served
from tests.exchange.machine_world import Laptop, World
from tests.exchange.sample_work import BLIND, BLIND_HASH, RUBRIC, submission
from tests.exchange.test_restored_by_stick import ROOM, there_and_back

SMALL, LARGE, EMPTY = b"a plan", b"0123456789" * (PIECE // 10 + 77), b""
HASHES = [sha256(each).hexdigest() for each in (SMALL, LARGE, EMPTY)]


@pytest.fixture
def world() -> Iterator[World]:
    room = ROOM if ROOM.is_dir() else None  # as in test_restored_hub
    made = World(Path(tempfile.mkdtemp(prefix="files-", dir=room)), ("Ada", "Bo"))
    document = submission(9, [SMALL, LARGE, EMPTY], BLIND_HASH)
    made.hub.add_submission(document, BLIND, [SMALL, LARGE, EMPTY])
    made.work.append(document)
    made.hub.assign(document["id"], made.laptops[0].person)
    for each in made.laptops:
        made.exchange(each, [])
    assert set(HASHES) <= set(made.laptops[0].desk.files)
    yield made
    made.close()


def lose(world: World) -> None:
    """The hub is put back to before everything, and its files are gone."""
    world.hub_restored(0)
    for each in (world.folder / "hub" / "blobs").glob("??/*"):
        each.unlink()
    world.later()
    assert not any(map(world.hub.books.blobs.has, HASHES))


def whole(world: World) -> list[bool]:
    blobs = world.hub.books.blobs
    for each in filter(blobs.has, HASHES):
        blobs.verify(each)
    return [blobs.has(each) for each in HASHES]


def asked_for(world: World) -> int:
    with world.hub.books.looking() as look:
        return int(look.exec_driver_sql("SELECT count(*) FROM lacking_file").scalar_one())


def test_one_round_gives_them_back_and_the_next_is_as_always(world: World) -> None:
    ada, bo = world.laptops
    lose(world)
    world.exchange(bo, [])
    assert whole(world) == [False] * 3
    report = world.exchange(ada, [])
    assert report is not None
    assert FILES_GIVEN in [each.sentence for each in report.problems]
    assert whole(world) == [True] * 3
    ada.network.asked.clear()
    report = world.exchange(ada, [])
    assert report is not None
    assert (report.problems, len(ada.network.asked)) == ((), 1)
    assert asked_for(world) == 0


@pytest.mark.parametrize("fault", ["lost before", "twice", "kill after"])
def test_a_line_that_breaks_gives_the_rest_the_next_time(world: World, fault: str) -> None:
    lose(world)
    for at in range(6, 9):
        world.exchange(world.laptops[0], ["fine"] * at + [fault])
    world.exchange(world.laptops[0], [])
    assert whole(world) == [True] * 3


def test_sticks_give_them_back_in_pieces_and_clear_them_away(world: World) -> None:
    there_and_back(world)
    lose(world)
    there_and_back(world, 2)
    assert whole(world) == [False] * 3
    for each in world.laptops:
        world.carry(each, None)
    done = world.visited()
    assert (done.files_back, whole(world)) == (3, [True] * 3)
    there_and_back(world)
    assert list(world.folder.glob("stick/reviewer-exchange/files/*/*")) == []
    assert asked_for(world) == 0


@pytest.mark.parametrize("pulled", [3, 6, 9])
def test_a_stick_pulled_out_or_damaged_gives_the_rest_the_next_time(world: World, pulled: int) -> None:
    lose(world)
    there_and_back(world, 2)
    world.carry(world.laptops[0], pulled)
    world.visit(pulled)
    world.carry(world.laptops[0], None)
    for each in sorted(world.folder.glob("stick/reviewer-exchange/files/*/*"))[::2]:
        data = each.read_bytes()
        each.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    there_and_back(world, 3)
    assert whole(world) == [True] * 3


def test_what_went_by_line_meanwhile_is_cleared_from_the_stick(world: World) -> None:
    lose(world)
    there_and_back(world, 2)
    world.carry(world.laptops[0], None)
    assert list(world.folder.glob("stick/reviewer-exchange/files/*/*"))
    world.exchange(world.laptops[0], [])
    there_and_back(world)
    assert whole(world) == [True] * 3
    assert list(world.folder.glob("stick/reviewer-exchange/files/*/*")) == []


def test_other_bytes_are_not_taken_by_any_road_and_the_right_ones_are_later(world: World) -> None:
    ada = world.laptops[0]
    ada.desk.files[HASHES[0]] = b"b plan"
    lose(world)
    report = world.exchange(ada, [])
    assert report is not None
    assert whole(world) == [False, True, True]
    there_and_back(world, 3)
    assert whole(world) == [False, True, True]
    assert not list((world.folder / "hub").glob("staging/*"))
    ada.desk.files[HASHES[0]] = SMALL
    there_and_back(world, 2)
    assert whole(world) == [True] * 3


def test_a_bundle_that_is_taken_in_again_is_as_good(world: World) -> None:
    lose(world)
    round_on(world, world.laptops[0], Terms(work_only=True))
    assert (whole(world), asked_for(world)) == ([False] * 3, 3)
    world.hub.add_submission(world.work[-1], BLIND, [SMALL, LARGE, EMPTY])
    assert (whole(world), asked_for(world)) == ([True] * 3, 0)


def test_the_persons_terms_for_files_are_kept(world: World) -> None:
    lose(world)
    ada = world.laptops[0]
    for terms in (Terms(work_only=True), Terms(metered=True), Terms(paused=True)):
        round_on(world, ada, terms)
        assert whole(world) == [False] * 3
    round_on(world, ada, Terms())
    assert whole(world) == [True] * 3


def round_on(world: World, laptop: Laptop, terms: Terms) -> None:
    assert laptop.desk.pairing is not None
    world.runner.run(
        whole_round(
            laptop.desk,
            laptop.desk.pairing,
            lambda pairing: HttpTransport(pairing, network=laptop.network),
            now=world.clock,
            terms=Round(FetchControl(terms)),
            network=laptop.network,
        )
    )


def test_nobody_puts_a_file_in_that_no_work_of_theirs_names(district: Served) -> None:
    """Nor one that is longer than it is named to be, before all of it came."""
    desk, pairing = district.desk(district.hub.add_person("Ada"))
    document = submission(1, [SMALL])
    district.hub.add_submission(document, RUBRIC, [SMALL])
    headers = {"authorization": f"Bearer {pairing.token}"}

    def give(content: bytes) -> tuple[int, str]:
        url = f"{district.url}/v1/blobs/{sha256(content[:6]).hexdigest()}"
        answer = httpx2.post(url, headers=headers, content=content)
        return answer.status_code, answer.json().get("error", {}).get("code", "")

    assert give(SMALL) == give(b"no such") == (404, "blob-unknown")
    district.hub.assign(document["id"], pairing.person)
    assert give(SMALL + b"!") == (413, "too-large")
    assert give(SMALL) == (200, "")
    district.hub.withdraw(document["id"], pairing.person, "Twice.")
    assert give(SMALL) == (404, "blob-unknown")
    assert desk.device
