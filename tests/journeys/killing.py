"""Kill a session that scores, comments, undoes and submits, at random moments, and look for what was acknowledged.

``python -m tests.journeys.killing --rounds 500`` runs any number of rounds. Each round forks a child that works on the
real store through the real workflows and says on a pipe what it is about to do and what it was told is durable. The
parent kills it with SIGKILL after a random number of bytes and microseconds, opens the store, and compares.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import Home, open_home, resource
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.workflows import deciding, importing, queueing, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now

KEY = bytes(range(32))
CREATED = "2026-11-24T00:00:00.000Z"


@dataclass
class Seen:
    """What the killed sessions acknowledged, and what was found of it."""

    rounds: int = 0
    acknowledged: int = 0
    decided: int = 0
    lost: list[str] = field(default_factory=list)


def open_desk(home: Home) -> Desk:
    """The real store with a known key and no warm worker: nothing here looks at evidence."""
    return Desk(home, DeskStore.open(home, KEY, now), WorkerPool(warm=0), now)


def prepare(folder: Path, copies: int) -> Home:
    """A home with all samples imported, and copies of one of them under other ids, so that work never runs out."""
    home = open_home(folder / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    issuer = SigningKey(bytes(32))
    for sample in sorted(resource("samples", "submissions").iterdir()):
        bundle = make_from_folder(sample, folder / f"{sample.name}.reviewbundle", issuer, CREATED)
        imported = importing.import_bundle(desk, bundle)
    told, rubric = desk.store.documents(imported.submission)
    with desk.store.changes() as work:
        for number in range(copies):
            copy = {**told, "id": str(uuid5(NAMESPACE_URL, f"copy {number}")), "earner": f"{number:016x}"}
            work.add_submission(copy, rubric, source="bundle")
    desk.store.close()
    return home


def session(home: Home, seed: int, pipe: int) -> None:
    """Work at random for ever, saying each intent before and each acknowledgement after."""

    def say(word: str, what: dict[str, Any]) -> None:
        os.write(pipe, (json.dumps({"word": word, **what}) + "\n").encode())

    chance = random.Random(seed)
    desk = open_desk(home)
    waiting = [row.submission for row in queueing.page(desk, QueueQuery(states=OPEN), 0, 100)]
    while waiting:
        submission = chance.choice(waiting[:3])
        review = reviewing.open_review(desk, submission)
        criterion = chance.choice(review.rubric.criteria)
        if review.missing and chance.random() < 0.8:
            # Mostly what is missing, so that reviews come to an end and decisions are signed too.
            criterion = review.rubric.criterion(review.missing[0].criterion)
        what: dict[str, Any] = {"submission": submission, "criterion": criterion.id}
        deed = 0.98 if not review.missing and chance.random() < 0.5 else chance.random()
        if deed < 0.55:
            what |= {"field": "scores", "value": chance.choice(criterion.levels).id}
            say("try", what)
            reviewing.score(desk, submission, criterion.id, what["value"])
        elif deed < 0.9:
            what |= {
                "field": "comments",
                "value": f"Mark {chance.getrandbits(64):x} is not on page 2. Next: add it there.",
            }
            say("try", what)
            reviewing.comment(desk, submission, criterion.id, what["value"])
        elif deed < 0.97:
            before = review.state.scores.get(criterion.id, "")
            other = next(level.id for level in criterion.levels if level.id != before)
            what |= {"field": "scores", "value": before, "between": other}
            say("try", what)
            reviewing.score(desk, submission, criterion.id, other)
            reviewing.undo(desk, submission)
        elif not review.missing:
            what |= {"field": "decision", "value": review.verdict.outcome}
            say("try", what)
            deciding.submit(desk, submission)
            waiting.remove(submission)
        else:
            continue
        say("ack", what)


def run(folder: Path, rounds: int, seed: int, *, report: bool = False) -> Seen:
    """Kill so many sessions on one store; every open after a kill must work and hold what was acknowledged."""
    chance = random.Random(seed)
    home = prepare(folder, 2 * rounds)
    seen = Seen()
    truth: dict[tuple[str, str, str], str] = {}
    for number in range(rounds):
        in_flight = _one(home, chance, truth, seen)
        desk = open_desk(home)
        try:
            seen.lost += _compare(desk, truth, in_flight)
            left = queueing.size(desk, QueueQuery(states=OPEN))
            problems = desk.store.rebuild().differences if number % 25 == 24 else ()
            seen.lost += [f"after round {number}: {each}" for each in problems]
        finally:
            desk.store.close()
        seen.rounds += 1
        if report and seen.rounds % 25 == 0:
            print(
                f"{seen.rounds} killed, {seen.acknowledged} acknowledged, {len(seen.lost)} lost", flush=True
            )
        if not left:
            break
    final = open_desk(home)
    seen.lost += [f"store: {each.where}: {each.sentence}" for each in final.store.check()]
    final.store.close()
    return seen


def _one(
    home: Home, chance: random.Random, truth: dict[tuple[str, str, str], str], seen: Seen
) -> dict[str, Any] | None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            session(home, chance.getrandbits(32), writer)
        except BaseException as problem:
            os.write(writer, (json.dumps({"word": "broke", "why": repr(problem)}) + "\n").encode())
        finally:
            os._exit(0)
    os.close(writer)
    told = bytearray()
    enough = chance.randrange(1, 12_000)
    while len(told) < enough and select.select([reader], [], [], 20)[0]:
        piece = os.read(reader, 65536)
        if not piece:
            break
        told += piece
    end = time.perf_counter() + chance.random() * 0.004
    while time.perf_counter() < end:
        pass
    os.kill(child, signal.SIGKILL)
    while piece := os.read(reader, 65536):
        told += piece
    os.waitpid(child, 0)
    os.close(reader)
    in_flight: dict[str, Any] | None = None
    for line in bytes(told).split(b"\n"):
        if not line.endswith(b"}"):
            continue
        what = json.loads(line)
        if what["word"] == "broke":
            seen.lost.append(f"a session ended by itself: {what['why']}")
            continue
        if what["word"] == "try":
            in_flight = what
            continue
        in_flight = None
        seen.acknowledged += 1
        seen.decided += what["field"] == "decision"
        truth[what["submission"], what["field"], what["criterion"]] = what["value"]
    return in_flight


def _compare(
    desk: Desk, truth: dict[tuple[str, str, str], str], in_flight: dict[str, Any] | None
) -> list[str]:
    lost = []
    for (submission, field_, criterion), value in list(truth.items()):
        if field_ == "decision":
            signed = desk.store.decision(submission)
            found = signed[0].outcome.value if signed else ""
        else:
            found = getattr(desk.store.review(submission), field_).get(criterion, "")
        allowed = {value}
        if in_flight and (in_flight["submission"], in_flight["field"], in_flight["criterion"]) == (
            submission,
            field_,
            criterion,
        ):
            allowed |= {in_flight["value"], in_flight.get("between", in_flight["value"])}
        if found not in allowed:
            lost.append(f"{submission} {field_} {criterion}: said {value!r}, found {found!r}")
        truth[submission, field_, criterion] = found
    if in_flight and in_flight["field"] != "decision":
        key = (in_flight["submission"], in_flight["field"], in_flight["criterion"])
        found = getattr(desk.store.review(key[0]), key[1]).get(key[2], "")
        truth[key] = found
    return lost


def main() -> int:
    """Any number of rounds from the command line; the exit code is 1 when anything was lost."""
    words = argparse.ArgumentParser(description="Kill working sessions and look for what was acknowledged.")
    words.add_argument("--rounds", type=int, default=500)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--quiet", action="store_true")
    said = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seen = run(Path(folder), said.rounds, said.seed, report=not said.quiet)
    print(
        f"{seen.rounds} sessions killed (seed {said.seed}): {seen.acknowledged} changes acknowledged, "
        f"{seen.decided} of them decisions, {len(seen.lost)} lost."
    )
    for each in seen.lost[:20]:
        print(f"  {each}")
    return 1 if seen.lost else 0


if __name__ == "__main__":
    sys.exit(main())
