"""Random work on a real desk, with restarts and kills in between: what is shown is always what the records say.

``python -m tests.journeys.sequences --sequences 2000`` runs any number of sequences of 50 actions that Hypothesis
chooses. Three submissions are worked on, and the second attempt of one of them once it arrives. After each action the
review that was worked on must be the fold of its records as they lie in the file, an undo must have brought back
exactly what was said before, and no other review may have changed at all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.records import make_record
from reviewer_app.domain.review import ReviewState
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import attempting, citing, deciding, going_back, reviewing, settling
from tests.journeys.one_laptop import FILE, OneLaptop, earner_work, everything_said, seen
from tests.store.desks import CRITERIA, KEY, Clock, take_in

ACTIONS = 50
LEVELS = ("", "basic", "developing", "proficient")
ROOM = Path("/dev/shm")

ABOUT = st.integers(0, 3)
CRITERION = st.sampled_from(CRITERIA)


class Laptop(OneLaptop):
    """What a person does, what comes from elsewhere, and what happens to the laptop."""

    # What a person does

    @rule(about=ABOUT, criterion=CRITERION, level=st.sampled_from(LEVELS))
    def score(self, about: int, criterion: str, level: str) -> None:
        self.does(about, lambda own: reviewing.score(self.desk, own, criterion, level or None))

    @rule(
        about=ABOUT,
        criterion=st.sampled_from(["", *CRITERIA]),
        private=st.booleans(),
        times=st.integers(0, 3),
    )
    def types(self, about: int, criterion: str, private: bool, times: int) -> None:
        say = reviewing.note if private else reviewing.comment
        step = f"burst-{self.count}"

        def bursts(own: str) -> None:
            for _ in range(times):
                say(self.desk, own, criterion, self.words(own), step)
            if not times:
                say(self.desk, own, criterion, "")

        self.does(about, bursts)

    @rule(about=ABOUT, criterion=CRITERION, pin=st.sampled_from("ab"), gone=st.booleans())
    def pins(self, about: int, criterion: str, pin: str, gone: bool) -> None:
        def act(own: str) -> None:
            item = self.desk.store.submission(own).evidence[0]
            known = any(each.id == f"{own}-{pin}" for each in self.desk.store.review(own).citations)
            if gone and known:
                reviewing.uncite(self.desk, own, f"{own}-{pin}")
            else:
                note = self.words(own)
                reviewing.cite(
                    self.desk,
                    own,
                    Citation(f"{own}-{pin}", criterion, item.id, item.sha256, "Plan", note=note),
                )

        self.does(about, act)

    @rule(about=ABOUT, problem=st.booleans(), gone=st.booleans())
    def flags(self, about: int, problem: bool, gone: bool) -> None:
        def act(own: str) -> None:
            flags = self.desk.store.review(own).flags
            if gone and flags:
                reviewing.unflag(self.desk, own, flags[0].id)
            elif problem:
                reviewing.report(self.desk, own, "wrong item", self.words(own), "e0")
            else:
                reviewing.flag(self.desk, own, "privacy", self.words(own))

        self.does(about, act)

    @rule(about=ABOUT, criterion=CRITERION, kind=st.integers(0, 3), on=st.booleans())
    def marks(self, about: int, criterion: str, kind: int, on: bool) -> None:
        kind_, body = (
            (kinds.CHECK, {"item": "e0", "aspect": "opens", "answer": "yes" if on else ""}),
            (kinds.CONFIDENCE, {"criterion": criterion, "confidence": "sure" if on else ""}),
            (kinds.LOOK, {"criterion": criterion, "look": "wanted" if on else ""}),
            (
                kinds.OVERRULE,
                {"criterion": criterion, "finding": "vague", "reason": "It is not" if on else ""},
            ),
        )[kind]

        def act(own: str) -> None:
            with self.desk.store.changes() as work:
                work.append(kind_, own, body)

        self.does(about, act)

    @rule(about=ABOUT)
    def undoes(self, about: int) -> None:
        own = self.own(about)
        state = self.desk.store.review(own)
        expected = self.before[own].get(state.undo[-1]) if state.undo else None
        if self.does(about, lambda own: reviewing.undo(self.desk, own)) and expected is not None:
            seen["undone exactly"] += 1
            assert self.shown[own] == expected

    @rule(about=ABOUT)
    def undoes_and_redoes(self, about: int) -> None:
        own = self.own(about)
        before = self.shown[own]
        steps = self.desk.store.review(own).undo

        def both(own: str) -> None:
            reviewing.undo(self.desk, own)
            if steps:
                reviewing.redo(self.desk, own)

        if self.does(about, both):
            seen["redone exactly"] += 1
            assert self.shown[own] == before

    @rule(about=ABOUT)
    def redoes(self, about: int) -> None:
        self.does(about, lambda own: reviewing.redo(self.desk, own))

    @rule(about=ABOUT, place=st.integers(0, 40), whole=st.booleans())
    def goes_back(self, about: int, place: int, whole: bool) -> None:
        own = self.own(about)
        records = self.desk.store.records(own)
        if not records:
            return
        record = records[place % len(records)]
        view = going_back.as_it_was(self.desk, own, record.id)
        slots = None if whole else {each.slot for each in view.fields[:1]}
        if self.does(about, lambda own: going_back.restore(self.desk, own, record.id, slots)):
            after = going_back.as_it_was(self.desk, own, record.id)
            left = [
                each.slot for each in after.fields if each.differs and (slots is None or each.slot in slots)
            ]
            seen["gone back"] += 1
            assert left == []

    @rule(about=ABOUT, criterion=CRITERION)
    def carries(self, about: int, criterion: str) -> None:
        self.does(about, lambda own: attempting.carry(self.desk, own, criterion))

    @rule(about=ABOUT)
    def brings_over(self, about: int) -> None:
        self.does(about, lambda own: citing.bring_over(self.desk, own))

    @rule(about=ABOUT, whole=st.booleans())
    def submits(self, about: int, whole: bool) -> None:
        def act(own: str) -> None:
            for criterion in CRITERIA if whole else ():
                reviewing.score(self.desk, own, criterion, "proficient")
            for two in settling.versions(self.desk, own) if whole else ():
                settling.keep(self.desk, own, two.slot, two.versions[0].record)
            deciding.submit(self.desk, own)
            seen["signed"] += 1

        self.does(about, act)

    # What comes from elsewhere

    @rule(
        about=ABOUT,
        criterion=CRITERION,
        level=st.sampled_from(LEVELS[1:]),
        words=st.booleans(),
        knew=st.sampled_from((False, False, True)),
    )
    def other_laptop_says(self, about: int, criterion: str, level: str, words: bool, knew: bool) -> None:
        def act(own: str) -> None:
            kind = kinds.COMMENT if words else kinds.SCORE
            effective = self.desk.store.review(own).effective
            filled = [
                each for each in effective if each.startswith(("score:", "comment:")) and each[-1] != ":"
            ]
            slot = f"{kind.partition('.')[0]}:{criterion}"
            if filled and not knew:
                slot = filled[self.count % len(filled)]
            kind = kinds.COMMENT if slot.startswith("comment") else kinds.SCORE
            said = {"text": self.words(own)} if kind == kinds.COMMENT else {"level": level}
            body = {"criterion": slot.partition(":")[2], **said}
            stands = effective.get(slot, "")
            self.other_n += 1
            record = make_record(
                self.other,
                id=f"other-{self.folder.name}-{self.other_n}",
                n=self.other_n,
                at=self.clock() + timedelta(seconds=self.count % 7 - 3),
                author=self.desk.store.author,
                kind=kind,
                subject=own,
                body=body,
                supersedes=stands if knew else "",
            )
            with self.desk.store.changes() as work:
                work.keep_foreign(record.document)

        if self.does(about, act):
            # It may belong between changes made here: undoing any of them no longer leads to what was shown before.
            self.before[self.own(about)].clear()

    @rule(about=ABOUT, first=st.booleans(), combine=st.booleans())
    def settles(self, about: int, first: bool, combine: bool) -> None:
        told = [at for at, own in enumerate(self.ids) if self.desk.store.review(own).conflicts]

        def act(own: str) -> None:
            for two in settling.versions(self.desk, own)[:1]:
                seen["settled"] += 1
                if combine and two.words:
                    settling.combine(self.desk, own, two.slot, self.words(own))
                else:
                    settling.keep(self.desk, own, two.slot, two.versions[0 if first else -1].record)

        self.does(told[about % len(told)] if told else about, act)

    @precondition(lambda self: len(self.ids) == 3)
    @rule()
    def new_attempt_arrives(self) -> None:
        later = earner_work(11, 2, self.ids[0])
        take_in(self.desk.store, later, [FILE])
        own = str(later["id"])
        self.ids.append(own)
        self.shown[own], self.before[own] = everything_said(ReviewState(own)), {}
        seen["new attempts"] += 1
        self.look(own)

    # What happens to the laptop

    @rule(hours=st.integers(-48, 2))
    def clock_is_set(self, hours: int) -> None:
        self.clock.at += timedelta(hours=hours)

    @rule()
    def starts_again(self) -> None:
        self.desk.store.close()
        self.desk = self.open()
        seen["restarts"] += 1
        self.look_at_all()

    @rule()
    def is_killed(self) -> None:
        """The next start finds the files as they lie at this moment, nothing closed."""
        after = self.folder / f"after-{self.count}"
        self.count += 1
        shutil.copytree(self.home, after)
        self.desk.store.close()
        shutil.rmtree(self.home)
        self.home = after
        self.desk = self.open()
        seen["kills"] += 1
        self.look_at_all()

    @rule(about=ABOUT, criterion=CRITERION, level=st.sampled_from(LEVELS[1:]))
    def dies_after_a_change(self, about: int, criterion: str, level: str) -> None:
        """A process of its own makes a change and ends on the spot, without a word to anyone."""

        def act(own: str) -> None:
            self.desk.store.close()
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    reviewing.score(self.open(), own, criterion, level)
                    code = 0
                except ReviewerError:
                    code = 2
                finally:
                    os._exit(code)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            self.desk = self.open()
            seen["deaths"] += 1
            assert code in (0, 2)
            if code == 0:
                assert self.desk.store.review(own).scores[criterion] == level

        self.does(about, act)


def run(sequences: int, *, derandomize: bool, shrink: bool = False) -> None:
    """So many sequences; AssertionError, with the sequence that shows it, where something does not hold."""
    with tempfile.TemporaryDirectory(dir=ROOM if ROOM.is_dir() else None) as folder:
        Laptop.scratch, Laptop.base = Path(folder), Path(folder) / "base"
        store = DeskStore.create(open_home(Laptop.base), KEY, Clock())
        for number in (1, 2, 3):
            take_in(store, earner_work(number), [FILE])
        store.close()
        chosen = settings(
            max_examples=sequences,
            stateful_step_count=ACTIONS,
            deadline=None,
            database=None,
            derandomize=derandomize,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
            suppress_health_check=list(settings.default.suppress_health_check),
        )
        run_state_machine_as_test(Laptop, settings=chosen)


def main() -> int:
    """Any number of sequences from the command line."""
    words = argparse.ArgumentParser(
        description="Random work with restarts and kills: shown is what was recorded."
    )
    words.add_argument("--sequences", type=int, default=2000)
    words.add_argument("--same", action="store_true", help="the same sequences each time")
    words.add_argument("--shrink", action="store_true", help="look for a shorter one that fails too")
    said = words.parse_args()
    run(said.sequences, derandomize=said.same, shrink=said.shrink)
    told = ", ".join(f"{count} {name}" for name, count in sorted(seen.items()) if name != "sequences")
    print(f"{seen['sequences']} sequences of {ACTIONS}: {told}. Nothing was lost or misplaced.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
