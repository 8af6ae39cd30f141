"""A laptop is killed at every step of a round, one after the other: the next round brings all to its end, once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import deciding, exchanging
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.exchange.faultline import Fault, Forward, Line, line_to
from tests.exchange.faults import ASKING, ASKING_AGAIN, FETCHING, SENDING, at_step
from tests.workflows.hubs import given, sample_hub
from tests.workflows.test_deciding import review_whole

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parents[2]


def open_desk(home: Home) -> Desk:
    return Desk(home, DeskStore.open(home, KEY, now), WorkerPool(warm=0), now)


def begin(home: Home) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.exchange.killed_round", str(home.root), KEY.hex()]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def held_after(line: Line) -> Fault:
    """The hub commits; the laptop never hears of it."""

    def fault(request: bytes, forward: Forward) -> bytes | Iterable[bytes | None] | None:
        forward()
        return line.stall(request, forward)

    return fault


def half_of_it(line: Line) -> Fault:
    """Half a reply, then nothing more."""

    def fault(request: bytes, forward: Forward) -> Iterable[bytes | None]:
        whole = forward()
        yield whole[: len(whole) // 2]
        line.stall(request, forward)

    return fault


def killed_at(home: Home, line: Line, step: str, fault: Fault) -> None:
    line.plan.clear()
    line.arrived.clear()
    at_step(line, step, fault)
    with begin(home) as laptop:
        assert line.arrived.wait(60), laptop.stderr
        laptop.kill()
    assert line.plan == []


@pytest.mark.timeout(240)
def test_a_laptop_killed_at_every_step_of_a_round_loses_nothing(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    with sample_hub(tmp_path) as hub, line_to(hub.url) as line:
        desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
        about = given(desk, hub, "A09D-1", tmp_path)
        exchanging.pair(desk, line.url, hub.code())
        review_whole(desk, sample_reviews()["A09D-1"])
        deciding.submit(desk, about)
        signed = desk.store.records(about)[-1]
        desk.evidence.close()
        desk.store.close()
        hub.assign(["C41P-1"], tmp_path / "bundles")

        killed_at(home, line, ASKING, line.stall)
        killed_at(home, line, SENDING, line.stall)
        killed_at(home, line, SENDING, held_after(line))
        # The hub had all: this time nothing is sent, and the receipts come with the first answer.
        killed_at(home, line, ASKING_AGAIN, half_of_it(line))
        killed_at(home, line, FETCHING, half_of_it(line))
        line.plan.clear()
        with begin(home) as laptop:
            told = laptop.communicate()[1]
        assert (laptop.returncode, told) == (0, "")

        desk = open_desk(home)
        assert exchanging.outbox(desk).records_waiting == 0
        assert desk.store.missing_blobs() == []
        assert [each.record for each in hub.hub.decisions()] == [signed.id]
        assert hub.hub.status().records == desk.store.latest_n()
        assert hub.hub.status().refused == 0
        desk.evidence.close()
        desk.store.close()
