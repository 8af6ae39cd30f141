"""The outside of the state machine: a hub on files, laptops in memory, a bad line, and what was promised."""

from __future__ import annotations

import asyncio
import copy
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import httpx2

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import LineError
from reviewer_app.domain.records import Record, record_hash
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.carrier import Carrier, carrier_folder
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.round import RoundReport
from reviewer_app.exchange.whole import whole_round
from reviewer_app.hub.carrying import Visit, visit
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.routes import create_app
from tests.exchange.bad_network import BadNetwork, Killed
from tests.exchange.carried import PulledDisk, StrictDisk, bring_over
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.memory_desk import MemoryDesk, hash_of
from tests.exchange.sample_work import BLIND, BLIND_HASH, decision_body, say, submission

URL = "http://127.0.0.1:8470"


@dataclass
class Laptop:
    """One laptop: whose it is, its store and pairing, the line it uses, and copies of its store."""

    person: str
    desk: MemoryDesk
    network: BadNetwork
    kept: MemoryDesk | None = None


@dataclass
class Said:
    """One thing that was said: its words, by whom, about what, and whether a decision."""

    word: str
    person: str
    subject: str
    decision: bool


@dataclass
class World:
    """Everything, and what an outsider notes of it: what was said, and what was acknowledged."""

    HAS_LINE: ClassVar[bool] = True

    folder: Path
    people_of: tuple[str, ...]
    clock: Clock = field(default_factory=Clock)
    laptops: list[Laptop] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    """By hash of a record the word it said."""
    no_proof: set[str] = field(default_factory=set)
    """Hashes of what was acknowledged and then put back everywhere to before that: nobody can tell the hub so."""
    counts: dict[str, int] = field(default_factory=dict)
    stick: str = "stick"
    """Which stick is carried."""

    def __post_init__(self) -> None:
        self.numbers = itertools.count(1)
        self.runner = asyncio.Runner()
        self.hub = Hub.open(self.folder / "hub", HUB_KEY, self.clock)
        self.asgi = httpx2.ASGITransport(app=create_app(self.hub.books))
        self.backups = [self._backup()]
        names = sorted(set(self.people_of))
        self.persons = {name: self.hub.add_person(name) for name in names}
        self.work: list[dict[str, Any]] = []
        for n in (1, 2, 3):
            document = submission(n, rubric=BLIND_HASH)
            self.hub.add_submission(document, BLIND)
            self.work.append(document)
        for person in self.persons.values():
            self.hub.assign(self.work[0]["id"], person)
        for document, person in zip(self.work[1:], itertools.cycle(self.persons.values())):
            self.hub.assign(document["id"], person)
        for name in self.people_of:
            self._pair(name)

    def close(self) -> None:
        self.hub.close()
        self.runner.close()
        shutil.rmtree(self.folder)

    @property
    def by_stick_alone(self) -> bool:
        """Whether sticks bring everything to rest: a store that parted from the hub's line, or a copy, needs a line."""
        return not {"stores restored", "stores copied"} & set(self.counts)

    def note(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def _pair(self, name: str) -> None:
        desk = MemoryDesk(SigningKey(os.urandom(32)))
        network = BadNetwork(self)
        code = self.hub.pairing_code(self.persons[name])
        desk.pairing = self.runner.run(pair(URL, code, desk.key, now=self.clock, network=network))
        self.laptops.append(Laptop(self.persons[name], desk, network))

    def later(self) -> None:
        """A second goes by."""
        self.clock.pass_by(seconds=1)

    # What people do

    def speak(self, laptop: Laptop, about: int, kind: str = kinds.COMMENT) -> None:
        """Say something on a laptop about a piece of work that is there and open."""
        desk, document = laptop.desk, self.work[about % len(self.work)]
        subject = document["id"]
        if subject not in desk.work or subject in desk.withdrawn:
            return
        word = f"word-{next(self.numbers)}-{os.urandom(4).hex()}"
        body: dict[str, Any]
        if kind == kinds.DECISION:
            if self._decided(desk, subject):
                return
            body = decision_body(document, overall=word, outcome="incomplete" if about % 2 else "meets")
        elif kind == kinds.DECISION_WITHDRAWN:
            standing = self._decided(desk, subject)
            if not standing or standing.body["outcome"] != "incomplete":
                return
            body = {"decision": standing.id, "reason": word}
        else:
            body = {"criterion": "c1", "text": word}
        if not self._put(laptop, kind, subject, body):
            return
        self.said[word] = Said(word, laptop.person, subject, kind == kinds.DECISION)
        self.note(kind)

    def _put(self, laptop: Laptop, kind: str, subject: str, body: Mapping[str, Any]) -> bool:
        """Say it on the laptop; whether it took it."""
        n = laptop.desk.latest_n() + 1
        laptop.desk.add(say(laptop.desk.key, n, subject, kind=kind, body=body, author=laptop.person))
        return True

    def _decided(self, desk: MemoryDesk, subject: str) -> Record | None:
        about = [
            each
            for each in (*desk.others.values(), *desk.records)
            if each.subject == subject
            and not (each.id in desk.receipts and not desk.receipts[each.id].accepted)
        ]
        back = {each.body.get("decision") for each in about if each.kind == kinds.DECISION_WITHDRAWN}
        stands = [each for each in about if each.kind == kinds.DECISION and each.id not in back]
        return stands[-1] if stands else None

    # What coordinators do

    def withdraw(self, about: int, person: str) -> None:
        """Take work back."""
        if self._knows(about, person) and self.hub.withdraw(
            self._work(about)["id"], person, "A new edition."
        ):
            self.note("withdrawn")

    def reopen(self, about: int) -> None:
        """Give back something that was taken back."""
        back = [each for each in self.hub.assignments() if each.state == "withdrawn"]
        if back and self.hub.reopen(back[about % len(back)].submission, back[about % len(back)].person):
            self.note("reopened")

    def assign(self, about: int, person: str) -> None:
        """Give work to one more person."""
        if self._knows(about, person) and self.hub.assign(self._work(about)["id"], person):
            self.note("assigned")

    def supersede(self, about: int, person: str) -> None:
        """A second attempt of the same earner comes in."""
        if len(self.work) > 5 or not self._knows(about, person):
            return
        document = {**submission(len(self.work) + 1, rubric=BLIND_HASH), "attempt": 2}
        self.hub.add_submission(document, BLIND)
        self.hub.assign(document["id"], person)
        self.work.append(document)
        self.note("superseded")

    def _work(self, about: int) -> dict[str, Any]:
        return self.work[about % len(self.work)]

    def _knows(self, about: int, person: str) -> bool:
        """Whether the hub, as it was put back, knows both."""
        there = {each.id for each in self.hub.submissions()}
        return self._work(about)["id"] in there and person in {each.id for each in self.hub.people()}

    # What the line and the machines do

    def exchange(self, laptop: Laptop, faults: list[str]) -> RoundReport | None:
        """One whole round with faults; None where it broke off. What the laptop then holds as received is noted."""
        laptop.network.plan = list(faults)
        desk = laptop.desk
        assert desk.pairing is not None

        def connect(pairing: Pairing) -> HttpTransport:
            return HttpTransport(pairing, network=laptop.network)

        report = None
        try:
            report = self.runner.run(
                whole_round(desk, desk.pairing, connect, now=self.clock, network=laptop.network)
            )
        except Killed:
            self.note("killed")
        except Exception as problem:
            code = getattr(problem, "code", "")
            if code not in ("no-answer", "cut-off", "timeout", "captive-portal", "stale", "challenge-wrong"):
                raise
            self.note("broken off")
        laptop.network.plan = []
        if report is not None and any(each.code == "taken-after-all" for each in report.problems):
            self.note("overturned")
        self._note_acknowledged(laptop)
        self.note("rounds")
        return report

    def carry(self, laptop: Laptop, pulled_after: int | None) -> None:
        """The laptop's visit at the shared stick, which may be pulled out at one of its changes."""
        try:
            self.carried(laptop, pulled_after)
            self.note("sticks at laptops")
        except LineError:
            if pulled_after is None:
                raise
            self.note("sticks pulled out")
        self._note_acknowledged(laptop)

    def carried(self, laptop: Laptop, pulled_after: int | None = None) -> RoundReport:
        """A visit of the laptop, and what it says of it."""
        return bring_over(self._stick(pulled_after), laptop.desk, self.hub.key, self.clock).report

    def visited(self, pulled_after: int | None = None) -> Visit:
        """A visit of the hub, and what it says of it."""
        return visit(self.hub.books, self._stick(pulled_after))

    def visit(self, pulled_after: int | None) -> None:
        """The hub's visit at the stick."""
        try:
            done = self.visited(pulled_after)
            assert done.problem is None
            self.note("sticks at the hub")
        except LineError:
            if pulled_after is None:
                raise
            self.note("sticks pulled out")

    def _stick(self, pulled_after: int | None) -> Carrier:
        root = carrier_folder(self.folder / self.stick)
        root.mkdir(parents=True, exist_ok=True)
        return Carrier(StrictDisk(root) if pulled_after is None else PulledDisk(root, pulled_after))

    def on_stick(self) -> bytes:
        """Every byte and name on the stick."""
        found = [each for each in self.folder.glob("stick*/**/*") if each.is_file()]
        return b"\n".join(str(each).encode() + each.read_bytes() for each in found)

    def _note_acknowledged(self, laptop: Laptop) -> None:
        words = {each.id: (word_of(each), hash_of(each)) for each in laptop.desk.records}
        for id, receipt in laptop.desk.receipts.items():
            if receipt.accepted and id in words and words[id][1] == receipt.sha256:
                self.acknowledged[receipt.sha256] = words[id][0]

    def store_kept(self, laptop: Laptop) -> None:
        """A backup of a laptop's store."""
        laptop.kept = self._cloned(laptop.desk)
        self.note("stores kept")

    def store_restored(self, laptop: Laptop) -> None:
        """The store is put back, unless nobody else had what was acknowledged since."""
        if laptop.kept is None:
            return
        before, laptop.desk = laptop.desk, self._cloned(laptop.kept)
        gone = {hash_of(each) for each in before.records} & set(self.acknowledged)
        if not gone <= self._on_own_lines() | {record_hash(each) for each, _ in self.hub_records()}:
            laptop.desk = before
            return
        self._note_no_proof()
        self.note("stores restored")

    def store_copied(self, laptop: Laptop, *, noticed: bool) -> None:
        """A second laptop goes on with a copy of the store; ``noticed``: the system's machine id tells them apart."""
        if len(self.laptops) >= 5:
            return
        desk = self._cloned(laptop.desk)
        self._elsewhere(desk, noticed=noticed)
        self.laptops.append(Laptop(laptop.person, desk, BadNetwork(self)))
        self.note("stores copied")

    def _elsewhere(self, desk: MemoryDesk, *, noticed: bool) -> None:
        desk.place, desk.copied = os.urandom(8).hex(), noticed

    def hub_kept(self) -> None:
        """A backup of the hub."""
        self.backups = [*self.backups[:1], *self.backups[1:][-2:], self._backup()]
        self.note("hubs kept")

    def hub_restored(self, which: int) -> None:
        """The hub is put back, unless it has a record that no laptop has on its own line: nobody could give it back."""
        backup = self.backups[which % len(self.backups)]
        there = {record_hash(each) for each, _ in self.hub_records()}
        if not there <= self._on_own_lines() | backup[1]:
            return
        self.hub.close()
        for each in (self.folder / "hub").glob("hub.db*"):
            each.unlink()
        shutil.copy(backup[0], self.folder / "hub" / "hub.db")
        self.hub = Hub.open(self.folder / "hub", HUB_KEY, self.clock)
        self.later()  # putting a backup back takes a moment
        self.asgi = httpx2.ASGITransport(app=create_app(self.hub.books))
        self._note_no_proof()
        self.note("hubs restored")

    def _backup(self) -> tuple[Path, frozenset[str]]:
        path = self.folder / f"backup-{len(list(self.folder.iterdir()))}-{os.urandom(3).hex()}.db"
        with self.hub.books.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.folder / "hub" / "hub.db", path)
        return path, frozenset(record_hash(each) for each, _ in self.hub_records())

    def _cloned(self, desk: MemoryDesk) -> MemoryDesk:
        made = copy.copy(desk)
        for name, value in vars(desk).items():
            if isinstance(value, list | dict | set):
                setattr(made, name, copy.copy(value))
        return made

    # What is where

    def proven(self) -> set[str]:
        """Hashes that the hub accepts, or once did by a receipt that some laptop still has."""
        accepted = {record_hash(each) for each, good in self.hub_records() if good}
        return accepted.union(*(laptop.desk.accepted() for laptop in self.laptops))

    def _note_no_proof(self) -> None:
        """Some put-backs together take the last proof of what was acknowledged."""
        self.no_proof |= set(self.acknowledged) - self.proven()

    def _on_own_lines(self) -> set[str]:
        """Hashes of what laptops said themselves."""
        return {hash_of(each) for laptop in self.laptops for each in laptop.desk.records}

    def on_hub(self) -> list[str]:
        """The words of every record the hub has, refused ones too, once for each time it has them."""
        return [word_of_document(each) for each, _ in self.hub_records()]

    def hub_records(self) -> Iterator[tuple[dict[str, Any], bool]]:
        with self.hub.books.looking() as look:
            rows = look.exec_driver_sql("SELECT document, accepted FROM record WHERE id IS NOT NULL").all()
        for document, accepted in rows:
            yield self.hub.books.rest.document(document), bool(accepted)

    def dump(self) -> str:
        """Everything the hub's database holds, as whoever copies it without the key of the records would read it."""
        with self.hub.books.looking() as look:
            names = look.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
            return json.dumps(
                [
                    list(row)
                    for (name,) in names
                    for row in look.exec_driver_sql(f"SELECT * FROM {name}").all()
                ]
            )


def word_of(record: Record) -> str:
    """The one word that a record says."""
    return word_of_document({"body": record.body})


def word_of_document(document: dict[str, Any]) -> str:
    body = document["body"]
    return str(body.get("overall") or body.get("text") or body.get("reason"))


Act = Callable[[World], None]
