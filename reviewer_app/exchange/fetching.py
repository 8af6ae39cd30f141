"""Fetching files by SHA-256, going on where an earlier round stopped, a few at once, on the person's terms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from reviewer_app.domain.errors import HubError, LineError, StoreError
from reviewer_app.domain.progress import ReportProgress
from reviewer_app.exchange.choosing import Choice, Wanted, choose
from reviewer_app.exchange.gathering import Flow, Gathered, NoRoomError, gather
from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.pace import Pace
from reviewer_app.exchange.sources import BlobSource
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.terms import FETCHING, Disk, FetchControl, Terms

T = TypeVar("T")

ABOUT_ONE_FILE = frozenset(
    {
        "blob-unknown",
        "file-wrong",
        "file-changed",
        "range-wrong",
        "range-beyond",
        "file-nowhere",
        "source-gone",
    }
)
"""Codes that say something of one file only, so that the others still come."""

MAY_BE_ONE_FILE = frozenset(
    {"cut-off", "timeout", "gateway", "hub-trouble", "file-short", "garbled", "blocked"}
)
"""Codes after which the next file is tried all the same: something on the way may dislike this one."""

STRIKES = 2
"""After so many files in a row without a byte a source is not asked again in this round."""

SMALL = 4 << 20
"""A file up to this size may come beside a larger one: what it costs is the way there and back, not the line."""

AT_ONCE = 3
LOOK_SECONDS = 0.02
LOOK_AT_DISK = 16 << 20
ENDLESS = Disk(lambda: 1 << 62)

_POOL = ThreadPoolExecutor(AT_ONCE + 1, "reviewer-files")
# Not the loop's own pool, whose end would be waited for: a disk that takes its time must not hold up a cancel.


async def fetch_missing(
    ledger: DeskLedger,
    sources: Sequence[BlobSource],
    report: ReportProgress,
    tally: Tally,
    control: FetchControl | None = None,
    *,
    disk: Disk = ENDLESS,
    pace: Pace | None = None,
) -> None:
    """Fetch what is not here, the most urgent first, as the terms say; one that will not come stops no other.

    The error of a line that failed is raised once nothing else can be done, so that the next round comes later.
    """
    under_way = _Fetching(ledger, sources, report, tally, control or FetchControl(), disk, pace or Pace())
    await under_way.run()


class _Fetching:
    """The files of one round; all of it runs on the round's own thread, but for opening and finishing a file."""

    def __init__(
        self,
        ledger: DeskLedger,
        sources: Sequence[BlobSource],
        report: ReportProgress,
        tally: Tally,
        control: FetchControl,
        disk: Disk,
        pace: Pace,
    ) -> None:
        self._ledger = ledger
        self._lines = sources
        self._report = report
        self._tally = tally
        self._control = control
        self._disk = disk
        self._pace = pace
        self._tried: set[str] = set()
        self._strikes: dict[str, int] = {}
        self._down: set[str] = set()
        self._line_trouble: dict[str, LineError | HubError] = {}
        self._stopped = False
        self._left: list[Wanted] = []
        self._moving: dict[str, int] = {}
        self._settled = self._total = self._since_look = 0

    async def run(self) -> None:
        """Go on until nothing is left that may come; other terms in between mean another choice."""
        while not (self._stopped or self._control.giving_way):
            terms = self._control.terms
            choice = self._choice(terms)
            self._left = [each for each in choice.take if self._sources(each.sha256)]
            if not self._left:
                break
            self._total = self._settled + sum(each.size for each in self._left)
            await self._turn(terms)
        for trouble in self._line_trouble.values():
            trouble.files_only = trouble.code in MAY_BE_ONE_FILE
            raise trouble

    def _choice(self, terms: Terms) -> Choice:
        parts = self._disk.parts()
        wanted = [
            Wanted(sha256, size, submission, parts.get(sha256, 0))
            for sha256, size, submission in self._ledger.missing_blobs()
            if sha256 not in self._tried
        ]
        return choose(wanted, terms, self._disk.free(), self._disk.reserve, self._near)

    def _sources(self, sha256: str) -> list[BlobSource]:
        every = (*self._control.sources, *self._lines)
        return [each for each in every if each.name not in self._down and each.has(sha256)]

    def _near(self, sha256: str) -> bool:
        return any(not each.far for each in self._sources(sha256))

    async def _turn(self, terms: Terms) -> None:
        tasks = [asyncio.ensure_future(self._work(small=place > 0)) for place in range(AT_ONCE)]
        try:
            while any(not each.done() for each in tasks):
                await asyncio.wait(tasks, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_EXCEPTION)
                failed = next((each for each in tasks if each.done() and each.exception()), None)
                if failed is not None:
                    failed.result()
                self._stopped = self._stopped or self._control.giving_way
                if self._stopped or self._means_another_choice(terms):
                    return
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.wait(tasks)

    async def _work(self, *, small: bool) -> None:
        while not self._stopped:
            found = next((each for each in self._left if not small or each.size <= SMALL), None)
            if found is None:
                return
            self._left.remove(found)
            await self._one(found)

    async def _one(self, wanted: Wanted) -> None:
        try:
            gathered = await self._bring(wanted)
        except NoRoomError:
            self._stopped = True
            return
        except (LineError, HubError) as problem:
            self._say(wanted, problem.code, f"{problem.sentence} Its hash begins with {wanted.sha256[:12]}.")
        except StoreError as problem:
            self._stopped = problem.code in ("disk-full", "read-only")
            self._say(wanted, problem.code, f"{problem.title}. {problem.sentence}")
        else:
            self._ledger.blob_arrived(wanted.sha256)
            self._tally.blobs_fetched += 1
            self._control.failed.pop(wanted.sha256, None)
            self._note_whole(wanted, gathered)
        finally:
            self._moving.pop(wanted.sha256, None)
        self._tried.add(wanted.sha256)
        self._settled += wanted.size

    async def _bring(self, wanted: Wanted) -> Gathered:
        part = await self._aside(wanted.sha256, lambda: self._ledger.partial(wanted.sha256))

        def came(source: BlobSource, size: int, here: int) -> None:
            self._strikes.pop(source.name, None)
            self._tally.bytes_fetched += size
            self._moving[wanted.sha256] = here
            done = self._settled + sum(self._moving.values())
            self._report(min(done, self._total), self._total, FETCHING)

        flow = Flow(self._pace, lambda: self._control.terms.limit, self._look, came, self._source_failed)
        try:
            return await gather(
                part,
                wanted.sha256,
                wanted.size,
                lambda: self._sources(wanted.sha256),
                flow,
                lambda: self._aside(wanted.sha256, part.finish),
            )
        except StoreError as problem:
            if problem.code == "disk-full":
                part.discard()
            raise
        finally:
            part.close()

    def _look(self, size: int) -> None:
        self._since_look += size
        if self._since_look >= LOOK_AT_DISK:
            self._since_look = 0
            if self._disk.free() < self._disk.reserve:
                raise NoRoomError

    def _source_failed(self, source: BlobSource, problem: LineError | HubError) -> None:
        if problem.code in ABOUT_ONE_FILE:
            return
        strikes = self._strikes.get(source.name, 0) + 1
        self._strikes[source.name] = strikes
        if strikes >= STRIKES or problem.code not in MAY_BE_ONE_FILE:
            self._down.add(source.name)
        if source.far:
            self._line_trouble.setdefault(source.name, problem)

    def _note_whole(self, wanted: Wanted, gathered: Gathered) -> None:
        for name in gathered.givers - self._down:
            self._line_trouble.pop(name, None)
        for name, problem in gathered.failed.items():
            self._tally.note(
                "passed-over",
                f"The file {wanted.sha256[:12]}… came from elsewhere than {name}. {problem.sentence}",
                wanted.submission,
            )

    def _say(self, wanted: Wanted, code: str, sentence: str) -> None:
        self._control.failed[wanted.sha256] = sentence
        self._tally.note(code, sentence, wanted.submission)

    def _means_another_choice(self, then: Terms) -> bool:
        """Whether other terms came that bind; the speed limit is followed as it is."""
        now = self._control.terms
        if replace(now, limit=0, first="") != replace(then, limit=0, first=""):
            return True
        return now.first != then.first and any(each.submission == now.first for each in self._left)

    async def _aside(self, sha256: str, work: Callable[[], T]) -> T:
        """Do what may wait for the disk on another thread; what was left alone there ends before it begins again."""
        before = self._control.aside.get(sha256)
        if before is not None and not before.done():
            await asyncio.wait({asyncio.wrap_future(before)})
        begun = _POOL.submit(work)
        self._control.aside[sha256] = begun
        try:
            return await asyncio.wrap_future(begun)
        finally:
            if begun.done():
                self._control.aside.pop(sha256, None)
