"""Whatever the order of visits, and whatever is copied, lost, cut or done by line in between: all converge."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.round import run_round
from reviewer_app.hub import people
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.routes import create_app
from tests.exchange.carried import StrictDisk, bring_over
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, say, submission


class Shared:
    """One hub for all examples."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.numbers = folder, Clock(), itertools.count(1)
        self.hub = Hub.open(folder / "hub", HUB_KEY, self.clock)
        self.app = create_app(self.hub.books)


@pytest.fixture(scope="module")
def shared() -> Iterator[Shared]:
    with tempfile.TemporaryDirectory() as folder:
        made = Shared(Path(folder))
        yield made
        made.hub.close()


class Story:
    """Ada with two laptops and two sticks, from her first day."""

    def __init__(self, shared: Shared) -> None:
        self.shared, self.hub, self.clock = shared, shared.hub, shared.clock
        self.person = self.hub.add_person("Ada")
        self.root = shared.folder / self.person
        self.given: list[str] = []
        self.laptops: list[tuple[MemoryDesk, Pairing]] = []
        for _ in range(2):
            desk = MemoryDesk(SigningKey(os.urandom(32)))
            code = self.hub.pairing_code(self.person)
            asked = people.challenge(self.hub.books, desk.device)
            token = people.trade(self.hub.books, desk.device, code, asked).token
            pairing = Pairing("http://127.0.0.1", self.hub.key, "A hub", token, self.person, "Ada")
            self.laptops.append((desk, pairing))

    def end(self) -> None:
        for desk, _ in self.laptops:
            self.hub.revoke(desk.device)
        shutil.rmtree(self.root, ignore_errors=True)

    def do(self, step: tuple[str, int, int]) -> None:
        what, one, other = step
        self.clock.pass_by(minutes=1)
        getattr(self, what)(one, other)

    def says(self, laptop: int, _: int) -> None:
        desk = self.laptops[laptop][0]
        desk.add(say(desk.key, desk.latest_n() + 1))

    def gives(self, _: int, __: int) -> None:
        number = next(self.shared.numbers)
        content = str(number).encode() * 50
        document = submission(number, [content])
        self.hub.add_submission(document, RUBRIC, [content])
        self.hub.assign(document["id"], self.person)
        self.given.append(document["id"])

    def takes_back(self, _: int, place: int) -> None:
        if self.given:
            self.hub.withdraw(self.given[place % len(self.given)], self.person, "A mistake.")

    def reopens(self, _: int, place: int) -> None:
        if self.given:
            self.hub.reopen(self.given[place % len(self.given)], self.person)

    def visits(self, laptop: int, stick: int) -> None:
        desk, pairing = self.laptops[laptop]
        bring_over(self.stick(stick), desk, pairing.hub_key, self.clock)

    def hub_visits(self, stick: int, hand_out: int) -> None:
        chosen = [desk.device for desk, _ in self.laptops] if hand_out % 2 else []
        visit(self.hub.books, self.stick(stick), chosen)

    def line(self, laptop: int, _: int) -> None:
        desk, pairing = self.laptops[laptop]

        async def go() -> None:
            road = HttpTransport(pairing, network=httpx2.ASGITransport(self.shared.app))
            try:
                await run_round(desk, road, now=self.clock)
            finally:
                await road.close()

        asyncio.run(go())

    def copies(self, stick: int, _: int) -> None:
        if self.path(stick).exists():
            shutil.copytree(self.path(stick), self.root / "copy", dirs_exist_ok=True)

    def puts_back(self, stick: int, _: int) -> None:
        if (self.root / "copy").exists():
            shutil.copytree(self.root / "copy", self.path(stick), dirs_exist_ok=True)

    def loses(self, stick: int, place: int) -> None:
        if files := self.files(stick):
            files[place % len(files)].unlink()

    def cuts(self, stick: int, place: int) -> None:
        if files := self.files(stick):
            path = files[place % len(files)]
            path.write_bytes(path.read_bytes()[:-5])

    def files(self, stick: int) -> list[Path]:
        return sorted(path for path in self.path(stick).rglob("*.age"))

    def path(self, stick: int) -> Path:
        return self.root / f"stick-{stick}"

    def stick(self, stick: int) -> Carrier:
        return Carrier(StrictDisk(self.path(stick)))

    def goes_round(self, stick: int) -> None:
        """Enough visits for everything that is left to pass."""
        for _ in range(4):
            for laptop in (0, 1):
                self.visits(laptop, stick)
            self.clock.pass_by(minutes=1)
            self.hub_visits(stick, 0)
        for laptop in (0, 1):
            self.visits(laptop, stick)

    def both_sides(self) -> tuple[list[object], list[object]]:
        """What each laptop and what the hub has, in the same words."""
        states = {x.submission: x.state for x in self.hub.assignments() if x.person == self.person}
        open_ = {each for each, state in states.items() if state == "open"}
        records = {each.name: each.records for each in self.hub.devices()}
        here: list[object] = []
        there: list[object] = []
        for (desk, _), (other, _) in itertools.permutations(self.laptops):
            open_here = {each for each in desk.work if each not in desk.withdrawn}
            here.append((desk.waiting, desk.latest_n(), set(desk.others), open_here, desk.missing_blobs()))
            there.append(([], records[desk.device], {each.id for each in other.records}, open_, []))
        return here, there


moves = ("says", "gives", "takes_back", "reopens", "line", "copies", "puts_back", "loses", "cuts")
steps = st.one_of(
    st.tuples(st.sampled_from(("visits", "hub_visits")), st.integers(0, 1), st.integers(0, 1)),
    st.tuples(st.sampled_from(moves), st.integers(0, 1), st.integers(0, 9)),
)


@settings(max_examples=int(os.environ.get("REVIEWER_STICK_STORIES", "6")))
@given(story=st.lists(steps, min_size=8, max_size=30), last=st.integers(0, 1))
def test_any_story_ends_with_everything_on_both_sides_once(
    shared: Shared, story: list[tuple[str, int, int]], last: int
) -> None:
    told = Story(shared)
    try:
        for step in story:
            told.do(step)
        told.goes_round(last)
        here, there = told.both_sides()
        assert here == there
    finally:
        told.end()
