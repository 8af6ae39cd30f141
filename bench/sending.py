"""Decisions to the hub, beside the same bytes posted to a bare server in batches of 500 and inserted there."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bench.figures import Figure, median, paired
from bench.long_ledger import another_laptop, lengthen
from bench.sample_desk import another, now, sample_documents
from reviewer_app.domain import records as kinds
from reviewer_app.domain.decision import decide
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import microcredential_from
from reviewer_app.domain.signing import SigningKey, canonical, verifies
from reviewer_app.domain.submission import submission_from
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.messages import BATCH_RECORDS
from reviewer_app.hub.hub import Hub
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import exchanging
from reviewer_app.workflows.desk import Desk

HERE = Path(__file__).resolve().parent
PERSON = "Assessor 1"
SAID = "You waited, and it shows in who answered. Next time note which question each answer was to."


def figures(*, quick: bool = False) -> list[Figure]:
    """The median of whole rounds, signed, checked, receipted and kept at both ends; and of a round with nothing new."""
    count, rounds = (3, 1) if quick else (10_000, 5)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as made:
        folder = Path(made)
        ready = Ready(folder, count)
        idle: list[float] = []

        def ours() -> float:
            taken, nothing = ready.round()
            idle.append(nothing)
            return taken

        mine, theirs = paired(ours, ready.bare, rounds, warmups=0)
        checks = signature_checks(count)
    return [
        Figure(
            f"{count:,} decisions to the hub",
            "the same bytes posted in batches of 500 and inserted, FULL",
            median(mine),
            median(theirs),
            "ms",
            3.0,
            f"checking {count:,} signatures alone: {checks:.0f} ms; a round with nothing new: {median(idle):.0f} ms",
        )
    ]


def signature_checks(count: int) -> float:
    """Milliseconds of checking so many signatures and doing nothing else: no hub that checks them can be faster."""
    key = SigningKey(os.urandom(32))
    said = os.urandom(64)
    signature = key.sign(said)
    begin = time.perf_counter()
    for _ in range(count):
        verifies(key.name, signature, said)
    return (time.perf_counter() - begin) * 1000


class Ready:
    """A hub's folder and a paired desk full of decisions, copied for each round.

    ``ledger`` is how many records both had exchanged before, and as many of another laptop of the person. ``lines`` are
    the documents of its decisions, ``work`` those of its submissions.
    """

    def __init__(self, folder: Path, count: int, ledger: int = 0) -> None:
        self._folder = folder
        self._hub_key, self._desk_key = os.urandom(32), os.urandom(32)
        hub = Hub.open(folder / "hub", self._hub_key)
        home = open_home(folder / "home")
        store = DeskStore.create(home, self._desk_key, now)
        with WorkerPool(warm=0) as pool:
            person = self._person = hub.add_person(PERSON)
            about, rubric_doc = sample_documents()
            about["evidence"] = []
            rubric = microcredential_from(rubric_doc)
            documents = [another(about, number) for number in range(count)]
            self.work = [canonical(each) for each in documents]
            for each in documents:
                hub.add_submission(each, rubric_doc)
                hub.assign(each["id"], person)
            code = hub.pairing_code(person)
            hub.close()
            with server("hub", folder / "hub", self._hub_key) as url:
                desk = Desk(home, store, pool, now)
                exchanging.pair(desk, url, code)
                exchanging.sync(desk)
        if ledger:
            hub = Hub.open(folder / "hub", self._hub_key)
            lengthen(hub, store, another_laptop(hub, person), ledger)
            hub.close()
        scores = {each.id: each.levels[-1].id for each in rubric.criteria}
        comments = {each.id: SAID for each in rubric.criteria} | {OVERALL: SAID}
        self.lines: list[bytes] = []
        with store.changes() as work:
            for each in documents:
                state = ReviewState(each["id"], scores=scores, comments=comments)
                made = decide(rubric, submission_from(each), state)
                self.lines.append(
                    canonical(work.append(kinds.DECISION, each["id"], made.document()).document)
                )
        store.close()

    def add_work(self, count: int) -> None:
        """Give the person more to do, which is not on the desk yet; ``lines`` are its documents from then on."""
        about, rubric = sample_documents()
        about["evidence"] = []
        hub = Hub.open(self._folder / "hub", self._hub_key)
        self.lines = []
        for number in range(count):
            made = another(about, 100_000 + number)
            hub.add_submission(made, rubric)
            hub.assign(made["id"], self._person)
            self.lines.append(canonical(made))
        hub.close()

    def round(self, *, down: bool = False) -> tuple[float, float]:
        """Milliseconds of one round that sends everything (``down``: brings everything), and of the next one."""
        with self.opened() as desk:
            begin = time.perf_counter()
            report = exchanging.sync(desk)
            taken = time.perf_counter() - begin
            begin = time.perf_counter()
            exchanging.sync(desk)
            nothing = time.perf_counter() - begin
        came = report.received_work if down else report.accepted
        if came != len(self.lines) or not report.counts_agree:
            raise RuntimeError(f"Not everything was sent: {report}")
        return taken * 1000, nothing * 1000

    @contextmanager
    def opened(self) -> Iterator[Desk]:
        """A copy of the desk, open, with a copy of its hub served; both gone after the block."""
        hub, home = self._folder / "hub-now", self._folder / "home-now"
        shutil.copytree(self._folder / "hub", hub)
        shutil.copytree(self._folder / "home", home)
        with server("hub", hub, self._hub_key) as url, WorkerPool(warm=0) as pool:
            store = DeskStore.open(open_home(home), self._desk_key, now)
            known = store.pairing
            assert known is not None  # paired when it was made
            read = store.cursor()
            store.save_pairing(replace(known, hub_url=url))
            with store.changes() as work:
                work.set_meta("cursor", read)
            yield Desk(open_home(home), store, pool, now)
            store.close()
        shutil.rmtree(hub)
        shutil.rmtree(home)

    def down(self) -> float:
        """Milliseconds of the first round of a new laptop: every assignment comes down, with its documents."""
        hub, home = self._folder / "hub-now", self._folder / "home-new"
        shutil.copytree(self._folder / "hub", hub)
        opened = Hub.open(hub, self._hub_key)
        code = opened.pairing_code(self._person)
        opened.close()
        with server("hub", hub, self._hub_key) as url, WorkerPool(warm=0) as pool:
            store = DeskStore.create(open_home(home), self._desk_key, now)
            desk = Desk(open_home(home), store, pool, now)
            exchanging.pair(desk, url, code)
            begin = time.perf_counter()
            report = exchanging.sync(desk)
            taken = time.perf_counter() - begin
            store.close()
        if report.received_work != len(self.lines):
            raise RuntimeError(f"Not everything came: {report}")
        shutil.rmtree(hub)
        shutil.rmtree(home)
        return taken * 1000

    def bare(self) -> float:
        """Milliseconds of posting the same lines to the bare server."""
        file = self._folder / "bare.db"
        with server("bare", file, b"") as url:
            parts = urlsplit(url)
            line = http.client.HTTPConnection(parts.hostname or "", parts.port)
            begin = time.perf_counter()
            for start in range(0, len(self.lines), BATCH_RECORDS):
                line.request("POST", "/", b"\n".join(self.lines[start : start + BATCH_RECORDS]))
                line.getresponse().read()
            taken = time.perf_counter() - begin
            line.close()
        for each in self._folder.glob("bare.db*"):
            each.unlink()
        return taken * 1000


@contextmanager
def server(which: str, place: Path, key: bytes) -> Iterator[str]:
    """A server in a process of its own; its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.one_server", which, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=HERE.parent,
        text=True,
    ) as process:
        assert process.stdin is not None  # PIPE above
        assert process.stdout is not None  # PIPE above
        process.stdin.write(f"{key.hex()}\n")
        process.stdin.flush()
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
