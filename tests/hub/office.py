"""A served hub with a laptop of each role, and a sound question for each row of the route table."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import httpx2

from reviewer_app.bundles import write_bundle
from reviewer_app.domain.policy import Arrangement, Policy
from reviewer_app.domain.records import FLAG
from reviewer_app.domain.rubric import microcredential_document, microcredential_from, rubric_hash
from reviewer_app.domain.signing import SigningKey, canonical, signed
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing
from reviewer_app.hub.places import Place
from reviewer_app.hub.roles import Role
from reviewer_app.hub.route import Body, Route
from reviewer_app.hub.route_table import ROUTES
from tests.exchange.fixtures import Served, served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, say, submission

BLIND = microcredential_document(
    microcredential_from({**RUBRIC, "policy": Policy(arrangement=Arrangement.BLIND_PAIR).document()})
)
ROWS = {each.name: each for each in ROUTES}
FILE = b"a file of the assessor"
FOREIGN = b"a file of somebody else"
MORNING = "2026-11-24T08:00:00.000Z"
NUMBERS = count(1000)
"""Numbers of submissions that no other test has."""


@dataclass
class Laptop:
    """A laptop and whose it is; ``None`` as its token is nobody's."""

    person: str
    desk: MemoryDesk
    pairing: Pairing

    @property
    def name(self) -> str:
        return self.desk.device

    @property
    def token(self) -> str:
        return self.pairing.token


@dataclass(frozen=True)
class Question:
    """What is asked on a route: its own fields, what stands in and behind the address, lines or a bundle."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    rest: bytes = b""
    device: str = ""


@dataclass
class Office:
    """The hub, its people's laptops by role, and a second assessor's."""

    served: Served
    laptops: dict[Role, Laptop]
    other: Laptop
    folder: Path
    line: httpx2.Client
    nonces: Iterator[int] = field(default_factory=lambda: count(1))

    def ask(
        self, name: str, caller: Laptop | None, asked: Question | None = None, nonce: str = ""
    ) -> httpx2.Response:
        """One question over the socket."""
        route, said = ROWS[name], asked if asked is not None else sound(self, name, caller)
        headers = {"content-type": route.body.value} | self.token(caller)
        url = self.served.url + route.path.format(**said.place)
        body = self.body(route, caller, said, nonce)
        return self.line.request(route.method, url, params=said.query, headers=headers, content=body)

    def token(self, caller: Laptop | None) -> dict[str, str]:
        return {} if caller is None else {"authorization": f"Bearer {caller.token}"}

    def body(self, route: Route, caller: Laptop | None, asked: Question, nonce: str) -> bytes:
        if route.question is None:
            return asked.rest
        key = caller.desk.key if caller is not None else SigningKey(os.urandom(32))
        document = {
            "format": route.question.name,
            "version": 1,
            "nonce": nonce or f"nonce {next(self.nonces)}",
            "device": asked.device or key.name,
            **asked.fields,
        }
        if route.question.signed:
            document = signed(document, key, MORNING)
        head = json.dumps(document).encode()
        return head + b"\n" + asked.rest if route.body is Body.LINES else head

    def person(self, role: Role = Role.ASSESSOR) -> str:
        return self.served.hub.add_person("Somebody", role)

    def laptop(self, role: Role = Role.ASSESSOR) -> Laptop:
        person = self.person(role)
        return Laptop(person, *self.served.desk(person))

    def work(self, files: tuple[bytes, ...] = (), rubric: dict[str, Any] = RUBRIC) -> dict[str, Any]:
        document = submission(next(NUMBERS), files, rubric_hash(rubric))
        self.served.hub.add_submission(document, rubric, files)
        return document

    def task(self) -> dict[str, str]:
        """Fresh work, given to somebody."""
        work, person = self.work()["id"], self.person()
        self.served.hub.assign(work, person)
        return {"submission": work, "person": person}

    def attempts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Fresh work that somebody has open, and a newer attempt of it that nobody has yet."""
        old = self.work()
        self.served.hub.assign(old["id"], self.person())
        new = {**submission(next(NUMBERS)), "alias": old["alias"], "attempt": 2}
        self.served.hub.add_submission(new, RUBRIC)
        return old, new

    def flag(self) -> str:
        """A fresh flag of the second assessor."""
        work = self.work()["id"]
        self.served.hub.assign(work, self.other.person)
        id = f"flag-{work}"
        body = {"id": id, "kind": "other", "text": "See this.", "problem": False}
        self.send(
            self.other, say(self.other.desk.key, len(self.other.desk.records) + 1, work, kind=FLAG, body=body)
        )
        return id

    def send(self, laptop: Laptop, *records: Any) -> None:
        laptop.desk.add(*records)
        lines = [canonical(each.document) for each in records]

        async def go() -> None:
            road = HttpTransport(laptop.pairing)
            try:
                await road.send(laptop.name, lines)
            finally:
                await road.close()

        asyncio.run(go())

    def decides(self, laptop: Laptop, work: Mapping[str, Any]) -> None:
        self.send(laptop, decide(laptop.desk.key, len(laptop.desk.records) + 1, work))

    def bundle(self) -> bytes:
        document = submission(next(NUMBERS), [FILE])
        target = self.folder / f"{document['id']}.reviewbundle"
        files = {document["evidence"][0]["file"]: FILE}
        write_bundle(target, document, RUBRIC, files, SigningKey(b"i" * 32), MORNING)
        return target.read_bytes()


@contextmanager
def office(folder: Path, roles: Iterable[Role] = Role, *, database: str = "") -> Iterator[Office]:
    """The hub in this folder with a laptop of each of these roles, served until the end of the block."""
    with served(Place(folder / "hub", database)) as made:
        laptops = {}
        for role in roles:
            person = made.hub.add_person(role.value, role)
            laptops[role] = Laptop(person, *made.desk(person))
        second = made.hub.add_person("second")
        with httpx2.Client(timeout=30) as line:
            it = Office(made, laptops, Laptop(second, *made.desk(second)), folder, line)
            for laptop in laptops.values():
                made.hub.assign(it.work((FILE,))["id"], laptop.person)
            made.hub.assign(it.work((FOREIGN,))["id"], second)
            yield it


def sound(it: Office, name: str, caller: Laptop | None) -> Question:
    """A question of this route that is about what the caller may ask about, if their role may ask it at all."""
    return QUESTIONS[name](it, caller)


def _records(_: Office, caller: Laptop | None) -> Question:
    key = caller.desk.key if caller is not None else SigningKey(bytes(32))
    return Question({"count": 1}, rest=canonical(say(key, 1).document) + b"\n")


def _pair(it: Office, _: Laptop | None) -> Question:
    return Question({"hub": it.served.hub.key, "code": "3333-3333", "challenge": "0" * 64})


def _withdrawn(it: Office, _: Laptop | None) -> Question:
    task = it.task()
    it.served.hub.withdraw(task["submission"], task["person"], "Twice.")
    return Question(task)


QUESTIONS: dict[str, Callable[[Office, Laptop | None], Question]] = {
    "challenge": lambda it, caller: Question(),
    "pair": _pair,
    "back": lambda it, caller: Question({"hub": it.served.hub.key, "challenge": "0" * 64, "certificate": {}}),
    "successor": lambda it, caller: Question(
        {"hub": it.served.hub.key, "challenge": "0" * 64, "successor": {}}
    ),
    "own": lambda it, caller: Question({"after": 0, "have": 0}),
    "given-back": lambda it, caller: Question({"warrants": [], "documents": []}),
    "meeting": lambda it, caller: Question({"commitment": "0" * 64}),
    "turn": lambda it, caller: Question(
        {"hub": it.served.hub.key, "pin": "0" * 64, "meeting": "none", "random": "none"}
    ),
    "token": lambda it, caller: Question(),
    "round": lambda it, caller: Question({"count": 0, "hash": "", "received": 0, "cursor": ""}),
    "records": _records,
    "bank": lambda it, caller: Question({"entries": []}),
    "blob": lambda it, caller: Question(place={"sha256": sha256(FILE).hexdigest()}),
    "give-blob": lambda it, caller: Question(place={"sha256": sha256(FILE).hexdigest()}, rest=FILE),
    "people": lambda it, caller: Question(),
    "add-person": lambda it, caller: Question({"name": "Somebody"}),
    "code": lambda it, caller: Question({"person": it.person()}),
    "set-role": lambda it, caller: Question({"person": it.person(), "role": "coordinator"}),
    "set-active": lambda it, caller: Question({"person": it.person(), "active": False}),
    "laptops": lambda it, caller: Question(),
    "revoke": lambda it, caller: Question({"laptop": it.laptop().name}),
    "submissions": lambda it, caller: Question(),
    "take": lambda it, caller: Question(rest=it.bundle()),
    "release": lambda it, caller: Question({"submission": it.task()["submission"]}),
    "close": lambda it, caller: Question(
        {"submission": it.task()["submission"], "reason": "Settled by phone."}
    ),
    "supersede": lambda it, caller: Question({"submission": it.attempts()[1]["id"]}),
    "assignments": lambda it, caller: Question(),
    "assign": lambda it, caller: Question({"submission": it.work()["id"], "person": it.person()}),
    "withdraw": lambda it, caller: Question({**it.task(), "reason": "Handed in twice."}),
    "reopen": _withdrawn,
    "flags": lambda it, caller: Question(),
    "settle": lambda it, caller: Question({"flag": it.flag(), "words": "Settled."}),
    "interests": lambda it, caller: Question(),
    "decisions": lambda it, caller: Question(),
    "status": lambda it, caller: Question(),
}
"""One for each row: a new route fails the tests until it is covered here."""
