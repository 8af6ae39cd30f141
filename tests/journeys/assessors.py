"""Simulated assessors at several hub processes over a bad line: what was acknowledged is there, once, byte for byte.

``python -m tests.journeys.assessors --engine sqlite --decisions 1000`` runs any amount of it. Each assessor has a
signing key, a desk in memory and the real round over real sockets, goes from process to process, and meets requests
that fail and replies that are lost. Hub processes are killed in between.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.round import run_round
from reviewer_app.hub.hub import Hub
from tests.exchange.fixtures import HUB_KEY
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.journeys.hub_process import HubProcesses
from tests.postgres import ENGINES, empty_place, postgres

READERS = 2
"""How many assessors judge each submission, blind to each other."""


@dataclass(frozen=True)
class Plan:
    """How much of everything."""

    engine: str = "postgresql"
    hubs: int = 4
    assessors: int = 50
    decisions: int = 10_000
    failed: float = 0.3
    lost: float = 0.05
    kills: int = 3
    crashes: int = 1
    """How often the database itself dies, where it is PostgreSQL."""
    at_once: int = 20
    """Decisions between two rounds at most."""
    seed: int = 7


@dataclass
class Outcome:
    """What was seen; ``wrong`` has a sentence for each thing that must not be."""

    acknowledged: int = 0
    rounds: int = 0
    seconds: float = 0.0
    counted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever disturbs, so that no process is started while its database is down."""


class BadLine(httpx2.AsyncBaseTransport):
    """Sockets on which some requests never arrive, and some replies never come back."""

    def __init__(self, plan: Plan, chance: random.Random, counted: Counter[str]) -> None:
        self._plan, self._chance, self._counted = plan, chance, counted
        self._real = httpx2.AsyncHTTPTransport(verify=False)  # plain HTTP: no list of authorities is read

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._counted["requests"] += 1
        fate = self._chance.random()
        if fate < self._plan.failed:
            self._counted["failed"] += 1
            raise httpx2.ConnectError("The line failed.", request=request)
        response = await self._real.handle_async_request(request)
        if fate < self._plan.failed + self._plan.lost:
            await response.aread()
            await response.aclose()
            self._counted["lost"] += 1
            raise httpx2.ReadError("The reply was lost.", request=request)
        return response

    async def aclose(self) -> None:
        await self._real.aclose()


@dataclass
class Assessor:
    """A person at a laptop, with so many submissions to judge."""

    desk: MemoryDesk
    pairing: Pairing
    share: int
    chance: random.Random

    async def work(self, plan: Plan, hubs: HubProcesses, seen: Outcome) -> None:
        """Round by round, each at another hub process, until all is judged and acknowledged."""
        agreed = False
        while not (agreed and len(self.desk.records) == self.share and not self.desk.waiting):
            line = BadLine(plan, self.chance, seen.counted)
            at = Pairing(hubs.any(self.chance), *list(vars(self.pairing).values())[1:])
            road = HttpTransport(at, network=line)
            before = len(self.desk.receipts)
            try:
                agreed = (await run_round(self.desk, road)).counts_agree
            except (LineError, HubError) as problem:
                agreed = False
                seen.counted[f"told: {problem.code}"] += 1
            finally:
                await road.close()
            seen.rounds += 1
            seen.acknowledged += len(self.desk.receipts) - before
            self._judge(plan.at_once)
            if plan.engine == "postgresql" and _is_due("crashed", plan.crashes, plan, seen):
                async with seen.turn:
                    await asyncio.to_thread(postgres().crash)
            if _is_due("killed", plan.kills, plan, seen):
                async with seen.turn:
                    await asyncio.to_thread(hubs.kill_one, self.chance)

    def _judge(self, most: int) -> None:
        done = {each.subject for each in self.desk.records}
        waiting = [each for id, each in self.desk.work.items() if id not in done]
        for item in waiting[: self.chance.randint(1, most)]:
            assert item.submission_doc is not None
            judged = f"Judged as number {len(self.desk.records) + 1}."
            made = decide(self.desk.key, len(self.desk.records) + 1, item.submission_doc, overall=judged)
            self.desk.add(made)


def _is_due(what: str, times: int, plan: Plan, seen: Outcome) -> bool:
    """Whether it is time for the next of so many, spread over the work."""
    due = seen.counted[what] < min(times, (times + 1) * seen.acknowledged // plan.decisions)
    seen.counted[what] += due
    return due


def simulate(plan: Plan, folder: Path, say: bool = False) -> Outcome:
    """All of it, at a place of its own; what is wrong in the end is in the outcome."""
    chance = random.Random(plan.seed)
    place = empty_place(plan.engine, folder / "hub")
    seen = Outcome()
    hub = Hub.open(place, HUB_KEY)
    try:
        people = _given(hub, plan)
        if say:
            print(f"{plan.decisions} submissions are assigned to {plan.assessors} assessors …", flush=True)
        begun = time.perf_counter()
        with HubProcesses(place, plan.hubs) as hubs:
            assessors = asyncio.run(_all(hub, people, plan, hubs, chance, seen))
        seen.seconds = time.perf_counter() - begun
    finally:
        hub.close()
    again = Hub.open(place, HUB_KEY)
    seen.wrong += differences(again, [each.desk for each in assessors])
    again.close()
    return seen


def _given(hub: Hub, plan: Plan) -> list[tuple[str, int]]:
    """Everyone with as many assignments as they have, each submission given to two."""
    people = [hub.add_person(f"Assessor {number}") for number in range(plan.assessors)]
    shares = Counter[str]()
    for number in range(plan.decisions):
        document = submission(number // READERS)
        if number % READERS == 0:
            hub.add_submission(document, RUBRIC)
        person = people[number % len(people)]
        assert hub.assign(document["id"], person)
        shares[person] += 1
    return list(shares.items())


async def _all(
    hub: Hub,
    people: Sequence[tuple[str, int]],
    plan: Plan,
    hubs: HubProcesses,
    chance: random.Random,
    seen: Outcome,
) -> list[Assessor]:
    made = []
    for person, share in people:
        desk = MemoryDesk(SigningKey(os.urandom(32)))
        pairing = await pair(hubs.any(chance), hub.pairing_code(person), desk.key)
        made.append(Assessor(desk, pairing, share, random.Random(chance.getrandbits(32))))
    working = [asyncio.ensure_future(each.work(plan, hubs, seen)) for each in made]
    try:
        await asyncio.gather(*working)
    finally:
        for each in working:
            each.cancel()
    return made


def differences(hub: Hub, desks: Sequence[MemoryDesk]) -> list[str]:
    """Where the hub is not exactly the union of what the desks were told it has."""
    wrong: list[str] = []
    wanted: dict[str, bytes] = {}
    for desk in desks:
        for each in desk.records:
            receipt = desk.receipts.get(each.id)
            if receipt is None or not receipt.accepted or receipt.sha256 != each.sha256:
                wrong.append(f"{each.id} was not acknowledged as it is")
            wanted[each.id] = canonical(each.document)
    with hub.books.looking() as look:
        rows = look.exec_driver_sql("SELECT id, document, accepted FROM record").all()
        ends = look.exec_driver_sql("SELECT name, count, rolling FROM device").all()
    times = Counter(row[0] for row in rows)
    wrong += [f"{id} is there {count} times" for id, count in times.items() if count != 1]
    wrong += [f"{id} is lost" for id in wanted.keys() - times.keys()]
    wrong += [f"{id} is nobody’s" for id in times.keys() - wanted.keys()]
    wrong += [
        f"{row[0]} has other bytes"
        for row in rows
        if wanted.get(row[0], b"") != hub.books.rest.opened(row[1]).encode()
    ]
    decided = Counter(each.record for each in hub.decisions())
    wrong += [f"{id} decides {decided[id]} assignments" for id in wanted if decided[id] != 1]
    wrong += [
        f"{desk.device} has other counts than its hub"
        for desk in desks
        if (desk.device, *desk.summary()) not in {tuple(each) for each in ends}
    ]
    return wrong


def told(plan: Plan, seen: Outcome) -> str:
    """The figures in words."""
    counted = seen.counted
    lines = [
        f"{plan.hubs} hub processes on {plan.engine}, {plan.assessors} assessors (seed {plan.seed}): "
        f"{seen.acknowledged} of {plan.decisions} decisions acknowledged in {seen.seconds:.0f} s, "
        f"{seen.rounds} rounds.",
        f"{counted['requests']} requests: {counted['failed']} failed ({_share(counted, 'failed')}), "
        f"{counted['lost']} replies lost ({_share(counted, 'lost')}).",
        f"{counted['killed']} hub processes were killed, and the database {counted['crashed']} times.",
        "Rounds that ended early: "
        + ", ".join(f"{count} {word[6:]}" for word, count in sorted(counted.items()) if word[:6] == "told: ")
        + ".",
        f"{len(seen.wrong)} differences between the hub and what was acknowledged.",
    ]
    return "\n".join((*lines, *seen.wrong[:20]))


def _share(counted: Counter[str], what: str) -> str:
    return f"{100 * counted[what] / max(1, counted['requests']):.1f} %"


def main() -> int:
    """Run it and print the figures; the exit code is 1 when anything was not as acknowledged."""
    usual = Plan()
    read = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    read.add_argument("--engine", choices=ENGINES, default=usual.engine)
    for name in ("hubs", "assessors", "decisions", "kills", "crashes", "at-once", "seed"):
        read.add_argument(f"--{name}", type=int, default=getattr(usual, name.replace("-", "_")))
    for name in ("failed", "lost"):
        read.add_argument(f"--{name}", type=float, default=getattr(usual, name), help="a share from 0 to 1")
    plan = Plan(**vars(read.parse_args()))
    with tempfile.TemporaryDirectory(prefix="reviewer-assessors-") as folder:
        seen = simulate(plan, Path(folder), say=True)
    print(told(plan, seen), flush=True)
    return 1 if seen.wrong or seen.acknowledged != plan.decisions else 0


if __name__ == "__main__":
    sys.exit(main())
