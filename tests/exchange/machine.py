"""Random work on several laptops over a bad line to one hub, with stores and hub put back and copied in between.

``python -m tests.exchange.machine --runs 2000`` lets Hypothesis choose that many runs of 50 steps; ``--seed`` repeats
them. Round, transport and hub are the real ones; laptops keep their records in memory, since that is quick and what is
tested is the exchange, or with ``--stores`` in real stores. After each run the faults end, every laptop has a few quiet
rounds, and then nothing may be lost, doubled or seen too early; before those rounds a stick alone must have brought it
so far, unless a laptop's own store was put back or copied. ``--sticks``: nobody ever has a line. ``--shrink`` looks for
the fewest steps that go wrong, which takes minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reviewer_app.domain import records as kinds
from tests.exchange.bad_network import FAULTS
from tests.exchange.machine_checks import check_all, check_early_sight
from tests.exchange.machine_sticks import StickWorld
from tests.exchange.machine_stores import StoreWorld
from tests.exchange.machine_world import Laptop, World

STEPS = 50
MOST_COPIES_FIRST = 2
"""In one run: it costs as much as ten other steps."""
ROOM = Path("/dev/shm")
WHO = st.integers(0, 4)
ABOUT = st.integers(0, 4)
LINE = st.lists(st.sampled_from(FAULTS), max_size=5)


class Exchange(RuleBasedStateMachine):
    """What people, coordinators, lines and machines do."""

    PEOPLE: ClassVar[tuple[str, ...]] = ("Ada", "Ada", "Bo")
    WORLD: ClassVar[type[World]] = World
    TOTAL: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        room = ROOM if ROOM.is_dir() else None
        self.world = self.WORLD(Path(tempfile.mkdtemp(prefix="machine-", dir=room)), self.PEOPLE)
        for each in self.world.laptops:
            self.world.exchange(each, [])

    def one(self, who: int) -> Laptop:
        return self.world.laptops[who % len(self.world.laptops)]

    # What people do

    @rule(who=WHO, about=ABOUT, times=st.integers(1, 3))
    def says(self, who: int, about: int, times: int) -> None:
        for more in range(times):
            self.world.speak(self.one(who), about + more)

    @rule(who=WHO, about=ABOUT)
    def signs(self, who: int, about: int) -> None:
        self.world.speak(self.one(who), about, kinds.DECISION)

    @rule(who=WHO, about=ABOUT)
    def takes_back(self, who: int, about: int) -> None:
        self.world.speak(self.one(who), about, kinds.DECISION_WITHDRAWN)

    @rule(who=WHO, line=LINE)
    def exchanges(self, who: int, line: list[str]) -> None:
        laptop = self.one(who)
        self.world.exchange(laptop, line)
        check_early_sight(self.world, laptop)

    @rule(who=WHO, about=ABOUT, line=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=6))
    def signs_and_exchanges(self, who: int, about: int, line: list[str]) -> None:
        self.world.speak(self.one(who), about, kinds.DECISION)
        self.world.speak(self.one(who), about + 1)
        self.exchanges(who, line)

    # What coordinators do

    @rule(who=WHO, about=ABOUT)
    def withdraws(self, who: int, about: int) -> None:
        self.world.withdraw(about, self.one(who).person)

    @rule(about=ABOUT)
    def reopens(self, about: int) -> None:
        self.world.reopen(about)

    @rule(who=WHO, about=ABOUT)
    def assigns(self, who: int, about: int) -> None:
        self.world.assign(about, self.one(who).person)

    @rule(who=WHO, about=ABOUT)
    def supersedes(self, who: int, about: int) -> None:
        self.world.supersede(about, self.one(who).person)

    # The stick that goes round

    @rule(who=WHO, pulled=st.none() | st.integers(0, 6))
    def carries(self, who: int, pulled: int | None) -> None:
        self.world.carry(self.one(who), pulled)

    @rule(pulled=st.none() | st.integers(0, 8))
    def hub_has_the_stick(self, pulled: int | None) -> None:
        self.world.visit(pulled)

    @rule(who=WHO, about=ABOUT)
    def signs_and_carries(self, who: int, about: int) -> None:
        self.world.speak(self.one(who), about, kinds.DECISION)
        self.world.carry(self.one(who), None)
        self.world.visit(None)

    @invariant()
    def time_goes_by(self) -> None:
        self.world.later()

    # What happens to machines

    @rule()
    def hub_is_kept(self) -> None:
        self.world.hub_kept()

    @rule(which=st.integers(0, 3))
    def hub_is_put_back(self, which: int) -> None:
        self.world.hub_restored(which)

    @rule(who=WHO)
    def store_is_kept(self, who: int) -> None:
        self.world.store_kept(self.one(who))

    @rule(who=WHO)
    def store_is_put_back(self, who: int) -> None:
        self.world.store_restored(self.one(who))

    @rule(who=WHO, noticed=st.booleans())
    def store_is_copied(self, who: int, noticed: bool) -> None:
        self.world.store_copied(self.one(who), noticed=noticed)

    @precondition(lambda self: self.world.counts.get("copies first", 0) < MOST_COPIES_FIRST)
    @precondition(lambda self: len(self.world.laptops) < 5)
    @rule(who=WHO, about=ABOUT, noticed=st.booleans(), line=st.just([]) | LINE)
    def a_copy_comes_first(self, who: int, about: int, noticed: bool, line: list[str]) -> None:
        """What one laptop has a receipt for, its copy brings first to a hub put back that took the work back."""
        laptop = self.one(who)
        self.world.note("copies first")
        self.world.hub_kept()
        said = len(self.world.said)
        for each in range(about, about + len(self.world.work)):
            self.world.speak(laptop, each, kinds.DECISION)
            if len(self.world.said) > said:
                about = each
                break
        self.world.store_copied(laptop, noticed=noticed)
        self.world.exchange(laptop, [])
        self.world.hub_restored(len(self.world.backups) - 1)
        self.world.withdraw(about, laptop.person)
        self.exchanges(len(self.world.laptops) - 1, line)

    def teardown(self) -> None:
        try:
            check_all(self.world)
        finally:
            type(self).TOTAL.update(self.world.counts)
            type(self).TOTAL["runs"] += 1
            self.world.close()


class RealStores(Exchange):
    """As above, with encrypted stores on disk; fewer runs, since each step takes ten times as long."""

    WORLD = StoreWorld


class ThreePeople(Exchange):
    """As above, each laptop another person's."""

    PEOPLE = ("Ada", "Bo", "Cy")


class SticksAlone(Exchange):
    """As above, and after pairing nobody ever has a line."""

    WORLD = StickWorld


def run(
    machine: type[Exchange],
    runs: int,
    from_seed: int | None = None,
    *,
    same: bool = False,
    shrink: bool = False,
) -> None:
    """Run the machine; an AssertionError names the steps that lead to what is wrong."""
    chosen = seed(from_seed)(machine) if from_seed is not None else machine
    run_state_machine_as_test(
        chosen,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=same,
            database=None,
            print_blob=True,
            phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def main() -> int:
    """Run and say what was done."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--people", type=int, choices=(2, 3), default=2)
    parser.add_argument("--stores", action="store_true", help="real stores, for fewer runs")
    parser.add_argument("--sticks", action="store_true", help="nobody has a line")
    parser.add_argument("--same", action="store_true", help="the same runs each time")
    parser.add_argument("--shrink", action="store_true", help="look for the fewest steps that go wrong")
    told = parser.parse_args()
    machine = Exchange if told.people == 2 else ThreePeople
    machine = RealStores if told.stores else SticksAlone if told.sticks else machine
    run(machine, told.runs, told.seed, same=told.same, shrink=told.shrink)
    done = machine.TOTAL
    print(f"{done.pop('runs')} runs: " + ", ".join(f"{count} {what}" for what, count in sorted(done.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
