"""One person's laptop in a random sequence: a real encrypted desk, what is shown of each review, and what must hold."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.records import read_record
from reviewer_app.domain.review import ReviewState, fold
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import reviewing
from reviewer_app.workflows.desk import Desk
from tests.store.desks import KEY, Clock, submission

FILE = b"the lesson plan"
NOT_SAID = {"submission", "decision", "effective", "conflicts", "undo", "redo", "changes"}
seen: Counter[str] = Counter()
"""How often what was done, over all sequences."""


def everything_said(state: ReviewState) -> dict[str, Any]:
    """All a person can see of a review, two versions included; the order of pins and flags is no part of it."""
    said = {each.name: getattr(state, each.name) for each in fields(state) if each.name not in NOT_SAID}
    said = {
        name: {one.id: one for one in value}
        if isinstance(value, tuple)
        else (dict(value) if isinstance(value, Mapping) else value)
        for name, value in said.items()
    }
    return {**said, "versions": {(each.slot, frozenset(each.records)) for each in state.conflicts}}


def earner_work(number: int, attempt: int = 1, previous: str = "") -> dict[str, Any]:
    """A submission with a file; both attempts of an earner have the same one."""
    made = submission(number, [FILE], attempt=attempt, earner=f"earner {number % 10}", alias=f"H{number}")
    return {**made, "previous": previous}


class OneLaptop(RuleBasedStateMachine):
    """One store, three submissions at first; ``base`` is a home to begin from, ``scratch`` a folder to work in."""

    base: Path
    scratch: Path

    def __init__(self) -> None:
        super().__init__()
        seen["sequences"] += 1
        self.folder = Path(tempfile.mkdtemp(dir=self.scratch))
        self.clock = Clock()
        self.count = 0
        self.other, self.other_n = SigningKey(b"\5" * 32), 0
        shutil.copytree(self.base, self.folder / "home")
        self.home = self.folder / "home"
        self.desk = self.open()
        self.ids = [str(earner_work(number)["id"]) for number in (1, 2, 3)]
        self.shown = {each: everything_said(self.desk.store.review(each)) for each in self.ids}
        self.before: dict[str, dict[str, dict[str, Any]]] = {each: {} for each in self.ids}
        self.burst: tuple[str, str, str] | None = None

    # What must hold

    def own(self, about: int) -> str:
        return self.ids[about % len(self.ids)]

    def words(self, own: str) -> str:
        """Words that say whose they are."""
        self.count += 1
        return f"{own}: words {self.count}"

    def open(self) -> Desk:
        home = open_home(self.home)
        return Desk(home, DeskStore.open(home, KEY, self.clock), WorkerPool(warm=0), self.clock)

    def does(self, about: int, act: Callable[[str], Any]) -> bool:
        """Do something to one review and look; False when it was refused, which must change nothing."""
        own = self.own(about)
        self.count += 1
        seen["actions"] += 1
        known, said = set(self.desk.store.review(own).undo), self.shown[own]
        others = {each: dict(self.shown[each]) for each in self.ids if each != own}
        try:
            act(own)
        except ReviewerError:
            seen["refused"] += 1
            state = self.look(own)
            assert set(state.undo) >= known
            return False
        state = self.look(own)
        for step in state.undo:
            if step not in known:
                self.before[own][step] = said
        for other, was in others.items():
            assert everything_said(self.desk.store.review(other)) == was
        return True

    def look(self, own: str) -> ReviewState:
        """What is shown of a review is what its records in the file say, and every word in it is its own."""
        state = reviewing.open_review(self.desk, own).state
        with self.desk.store.changes() as work:
            rows = work.connection.execute("SELECT document FROM record WHERE subject = ?", (own,)).fetchall()
        assert state == fold(own, [read_record(json.loads(row[0]), trusted=True) for row in rows])
        self.shown[own] = said = everything_said(state)
        texts: list[Mapping[str, str]] = [said["comments"], said["notes"]]
        for held in texts:
            assert all(text.startswith(own) for text in held.values())
        assert all(each.text.startswith(own) for each in said["flags"].values())
        earlier = self.desk.store.submission(own).previous
        owners = (
            (own, earlier) if earlier else (own,)
        )  # what was brought over from the earlier attempt is its
        assert all(pin.note.startswith(owners) for pin in said["citations"].values())
        return state

    def look_at_all(self) -> None:
        for own in self.ids:
            before = self.shown[own]
            self.look(own)
            assert self.shown[own] == before
        assert self.desk.store.rebuild().differences == ()
        for own in self.ids:
            assert everything_said(self.desk.store.review(own)) == self.shown[own]

    def teardown(self) -> None:
        try:
            self.look_at_all()
        finally:
            self.desk.store.close()
            shutil.rmtree(self.folder)
