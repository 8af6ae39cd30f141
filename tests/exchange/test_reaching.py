"""A hub that moved is found again by its key; who took its place is sent nothing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.nearby import FoundHub
from reviewer_app.exchange.reaching import NearTransport, is_ours, moved, road_to
from reviewer_app.exchange.round import RoundReport, run_round
from reviewer_app.exchange.whole import whole_round
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.tls import own_tls
from tests.exchange.between import STRANGER
from tests.exchange.fixtures import Clock, Served
from tests.exchange.memory_desk import MemoryDesk


@dataclass
class Moved:
    """A hub served by TLS, a laptop that met it elsewhere, and what the network says when it is asked."""

    served: Served
    url: str
    desk: MemoryDesk
    pairing: Pairing
    asked: int = 0
    heard: Sequence[FoundHub] = ()

    async def look(self, _enough: Callable[[FoundHub], bool]) -> Sequence[FoundHub]:
        self.asked += 1
        return self.heard

    def round(self, pairing: Pairing) -> tuple[RoundReport, str]:
        async def go() -> tuple[RoundReport, str]:
            road = NearTransport(pairing, self.look)
            try:
                return await run_round(self.desk, road, now=self.served.clock), road.at
            finally:
                await road.close()

        return asyncio.run(go())

    def announced(self, url: str) -> FoundHub:
        return FoundHub("Test district", url, self.pairing.hub_key, self.pairing.pin, (1,))


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address at which nothing listens, and nothing else can begin to."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield f"https://127.0.0.1:{kept.getsockname()[1]}"


@pytest.fixture
def away(district: Served, nowhere: str) -> Iterator[Moved]:
    desk, pairing = district.desk(district.hub.add_person("Ada"))
    with EmbeddedHub(district.hub, tls=own_tls(district.hub.books)) as url:
        yield Moved(district, url, desk, replace(pairing, hub_url=nowhere, near=nowhere))


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[str]:
    """Another hub's address."""
    made = Hub.open(tmp_path / "stranger", STRANGER, Clock())
    try:
        with EmbeddedHub(made, tls=own_tls(made.books)) as url:
            yield url
    finally:
        made.close()


def test_the_last_address_comes_first_and_nobody_is_asked(away: Moved) -> None:
    report, at = away.round(replace(away.pairing, hub_url=away.url, near=away.url))
    assert (report.counts_agree, at, away.asked) == (True, away.url, 0)


def test_where_the_usual_address_is_dead_the_near_one_is_taken(away: Moved) -> None:
    report, at = away.round(replace(away.pairing, near=away.url))
    assert (report.counts_agree, at, away.asked) == (True, away.url, 0)


def test_a_hub_that_moved_is_found_by_key_and_pin(away: Moved, stranger: str) -> None:
    other = replace(away.announced(stranger), hub_key="z6MkSomebodyElse")
    away.heard = (other, away.announced(away.url))
    report, at = away.round(away.pairing)
    assert (report.counts_agree, at, away.asked) == (True, away.url, 1)


def test_a_stranger_in_its_place_does_not_keep_it_from_being_found(away: Moved, stranger: str) -> None:
    away.heard = (away.announced(stranger), away.announced(away.url))
    report, at = away.round(replace(away.pairing, hub_url=stranger, near=stranger))
    assert (report.counts_agree, at) == (True, away.url)


def test_a_stranger_alone_is_told_rather_than_that_nobody_was_there(away: Moved, stranger: str) -> None:
    away.heard = (away.announced(stranger),)
    with pytest.raises(LineError) as caught:
        away.round(away.pairing)
    assert caught.value.code == "other-machine"


def test_a_hub_that_is_nowhere_did_not_answer(away: Moved) -> None:
    with pytest.raises(LineError) as caught:
        away.round(away.pairing)
    assert (caught.value.code, away.asked) == ("no-answer", 1)


def test_a_laptop_comes_back_to_a_restored_hub_and_goes_on_under_a_new_key_where_it_moved_to(
    away: Moved,
) -> None:
    def whole(pairing: Pairing) -> RoundReport:
        away.heard = (away.announced(away.url),)
        road = partial(NearTransport, look=away.look)
        return asyncio.run(whole_round(away.desk, pairing, road, now=away.served.clock))

    with away.served.hub.books.changes() as work:
        work.exec_driver_sql("DELETE FROM device")
    assert whole(away.pairing).counts_agree
    back = away.desk.pairing
    assert back is not None
    assert (back.hub_url, back.near, back.token != away.pairing.token) == (away.url, away.url, True)
    away.desk.copied, before = True, away.desk.device
    online = away.pairing.hub_url.replace("127.0.0.1", "localhost")
    assert "desk-copied" in {
        each.code for each in whole(replace(back, hub_url=online, near=away.pairing.near)).problems
    }
    assert away.desk.device != before
    assert away.desk.pairing is not None
    assert (away.desk.pairing.hub_url, away.desk.pairing.near) == (online, away.url)


def test_a_laptop_that_was_never_near_asks_nobody(district: Served) -> None:
    _, pairing = district.desk(district.hub.add_person("Ada"))
    road = road_to(pairing, look=pytest.fail)  # type: ignore[arg-type]  # never called
    assert not isinstance(road, NearTransport)
    asyncio.run(road.close())


def test_where_it_was_met_is_remembered_and_where_it_lives_too(away: Moved) -> None:
    here = "https://192.168.7.9:8470"
    assert moved(away.pairing, here) == replace(away.pairing, hub_url=here, near=here)
    online = replace(away.pairing, hub_url="https://hub.example")
    assert moved(online, here) == replace(online, near=here)
    assert is_ours(away.pairing, away.announced(here))
    assert not is_ours(away.pairing, replace(away.announced(here), pin="0" * 64))
