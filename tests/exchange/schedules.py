"""Random schedules of faults between a desk and a hub on real sockets: when the faults end, three rounds put all right.

``python -m tests.exchange.schedules --schedules 1000`` plays that many and prints what happened. A schedule is some
rounds in which a person works, a coordinator gives, takes and gives back, and the line does one or several of the named
faults at any step, or the round is cancelled, or the hub is started again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer_app.domain.errors import Cancelled, ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.records import DECISION
from reviewer_app.domain.signing import canonical
from reviewer_app.exchange.messages import BATCH_RECORDS, Pairing
from reviewer_app.exchange.wire import Timeouts
from tests.exchange.faultline import Fault, Forward, Line, line_to
from tests.exchange.faults import LINE, at_step
from tests.exchange.fixtures import Served, served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, say, submission

ROUNDS = 3
"""How many rounds may be needed after the last fault."""
ROOM = Path("/dev/shm")
TOGETHER = 25
"""Schedules that share a hub, each with a person of its own."""
IMPATIENT = Timeouts(connect=5, read=0.3, whole=5)


@dataclass
class Figures:
    """What was played."""

    schedules: int = 0
    rounds: int = 0
    failed: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    needed: Counter[int] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The figures in words."""
        yield f"{self.schedules} schedules, {self.rounds} rounds, {self.failed} of them failed"
        yield "nothing lost, nothing twice"
        yield "rounds needed after the last fault: " + ", ".join(
            f"{n}: {self.needed[n]}" for n in sorted(self.needed)
        )
        yield from (f"{count:6} x {name}" for name, count in sorted(self.faults.items()))


@dataclass
class Play:
    """One person's laptop, the line, and what should be true in the end."""

    chance: random.Random
    place: Served
    line: Line
    person: str
    desk: MemoryDesk
    pairing: Pairing
    figures: Figures
    number: int
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    decided: dict[str, str] = field(default_factory=dict)

    def happen(self) -> None:
        """Something a person or a coordinator does."""
        what = self.chance.choice(
            ("say", "say", "decide", "decide", "give", "give", "take", "give back", "much")
        )
        if what == "say":
            self._say(self.chance.randint(1, 5))
        elif what == "much":
            self._say(self.chance.choice((40, BATCH_RECORDS + 3)) if self.chance.random() < 0.3 else 8)
        elif what == "decide":
            open_ = [id for id in self.desk.work if id in self.given and id not in self.decided]
            if open_:
                about = self.chance.choice(open_)
                record = decide(
                    self.desk.key, len(self.desk.records) + 1, self.given[about], author=self.person
                )
                self.desk.add(record)
                self.decided[about] = record.id
        elif what == "give":
            self._give()
        elif what == "take" and self.given:
            about = self.chance.choice(sorted(self.given))
            if self.place.hub.withdraw(about, self.person, "Given to somebody else."):
                self.taken.add(about)
        elif what == "give back" and self.taken:
            about = self.chance.choice(sorted(self.taken))
            self.place.hub.reopen(about, self.person)
            self.taken.remove(about)

    def _say(self, many: int) -> None:
        n = len(self.desk.records)
        self.desk.add(*(say(self.desk.key, n + each, author=self.person) for each in range(1, many + 1)))

    def _give(self) -> None:
        files = [
            self.chance.randbytes(self.chance.choice((1, 900, 70_000, 400_000)))
            for _ in range(self.chance.randint(0, 2))
        ]
        document = submission(self.number * 100 + len(self.given), files)
        self.place.hub.add_submission(document, RUBRIC, files)
        self.place.hub.assign(document["id"], self.person)
        self.given[document["id"]] = document

    def go(self) -> bool:
        """One round in which the line may do anything; whether it came to its end."""
        self.line.plan.clear()
        patience = None
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3))):
            name = self.chance.choice(sorted(LINE))
            fault = LINE[name]
            at_step(self.line, self.chance.choice(fault.steps), self._counted(name, fault.made(self.line)))
            patience = IMPATIENT if fault.code == "timeout" else patience
        cancel = CancelToken()
        if self.chance.random() < 0.1:
            stall = self._counted("cancelled", self.line.stall)
            at_step(self.line, self.chance.choice(LINE["stalled"].steps), stall)
            self.line.arrived.clear()
            threading.Thread(target=lambda: (self.line.arrived.wait(1), cancel.cancel()), daemon=True).start()
        try:
            self._round(cancel, patience)
        except (ReviewerError, Cancelled):
            self.figures.failed += 1
            return False
        finally:
            if self.chance.random() < 0.5:
                self.line.deliver_late()
        return True

    def _counted(self, name: str, fault: Fault) -> Fault:
        def happens(request: bytes, forward: Forward) -> bytes | Iterable[bytes | None] | None:
            self.figures.faults[name] += 1
            return fault(request, forward)

        return happens

    def _round(self, cancel: CancelToken | None = None, patience: Timeouts | None = None) -> bool:
        self.figures.rounds += 1
        done = self.place.sync(self.desk, self.pairing, self.line.url, cancel=cancel, timeouts=patience)
        return done.counts_agree

    def end(self) -> None:
        """No more faults: within three rounds both ends agree, and all that was acknowledged is there once."""
        self.line.plan.clear()
        self.line.deliver_late()
        for n in range(1, ROUNDS + 1):
            agree = self._round()
            if agree and not self.faults():
                self.figures.needed[n] += 1
                return
        raise AssertionError("; ".join(self.faults()) or "the ends do not agree")

    def faults(self) -> list[str]:
        """What is not as it should be."""
        found = []
        if self.desk.waiting:
            found.append(f"{len(self.desk.waiting)} records have no receipt")
        with self.place.hub.books.looking() as look:
            rows = look.exec_driver_sql(
                "SELECT n, id, sha256, accepted, code FROM record WHERE device = ? ORDER BY n",
                (self.desk.device,),
            ).all()
        there = [(row[0], row[1], row[2]) for row in rows]
        here = [(each.n, each.id, each.sha256) for each in self.desk.records]
        if there != here:
            found.append(f"the hub has {len(there)} records, the laptop {len(here)}")
        refused = {row[1]: row[4] for row in rows if not row[3]}
        told = {each.record: each.code for each in self.desk.receipts.values() if not each.accepted}
        if refused != told:
            found.append("the laptop was told of other refusals than the hub made")
        if set(refused.values()) - {"withdrawn"}:
            found.append(f"refused for {sorted(set(refused.values()))}")
        kept = {each.submission: each for each in self.place.hub.decisions() if each.person == self.person}
        for about, id in self.decided.items():
            if id in refused:
                continue
            if about not in kept or kept[about].record != id:
                found.append(f"the decision on {about} is not on the hub")
            elif canonical(kept[about].document) != canonical(self._record(id).document):
                found.append(f"the decision on {about} has other bytes")
        for about in set(self.given) - self.taken:
            if about not in self.desk.work or about in self.desk.withdrawn:
                found.append(f"the laptop does not know {about}")
            elif any(each["sha256"] not in self.desk.files for each in self.given[about]["evidence"]):
                found.append(f"a file of {about} is missing")
        found += [f"{about} was taken back and is still here" for about in self.taken & self._open_here()]
        return found

    def _open_here(self) -> set[str]:
        return set(self.desk.work) - set(self.desk.withdrawn)

    def _record(self, id: str) -> Any:
        [record] = [each for each in self.desk.records if each.id == id and each.kind == DECISION]
        return record


@contextmanager
def _stage(place: Served, seed: int, number: int, figures: Figures) -> Iterator[Play]:
    chance = random.Random(seed)
    person = place.hub.add_person(f"Person {number}")
    desk, pairing = place.desk(person)
    with line_to(place.url) as line:
        yield Play(chance, place, line, person, desk, pairing, figures, number)


def play(schedules: int, seed: int) -> Figures:
    """Play this many schedules; AssertionError, with the schedule's own seed, where one does not end well."""
    figures = Figures()
    for first in range(0, schedules, TOGETHER):
        with (
            tempfile.TemporaryDirectory(dir=ROOM if ROOM.is_dir() else None) as room,
            served(Path(room)) as place,
        ):
            for number in range(first, min(first + TOGETHER, schedules)):
                own = seed * 1_000_003 + number
                with _stage(place, own, number, figures) as scene:
                    try:
                        for _ in range(scene.chance.randint(3, 8)):
                            for _ in range(scene.chance.randint(0, 3)):
                                scene.happen()
                            scene.go()
                        scene.end()
                    except AssertionError as problem:
                        raise AssertionError(f"schedule {number} of seed {seed}: {problem}") from problem
                figures.schedules += 1
    return figures


def main(arguments: list[str]) -> int:
    """Play schedules and print the figures."""
    parser = argparse.ArgumentParser(prog="faults")
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args(arguments)
    seed = int.from_bytes(os.urandom(3), "big") if asked.seed is None else asked.seed
    print(f"seed {seed}", flush=True)
    for line in play(asked.schedules, seed).lines():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
