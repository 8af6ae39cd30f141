"""Hands worker processes to opened evidence, keeps one warm, and replaces any that hung, died or was killed."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.frames import Tag
from reviewer_app.evidence.identifying import identities
from reviewer_app.evidence.identity_replies import Identity
from reviewer_app.evidence.opened import OpenedEvidence
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.process import NO_BYTES, WorkerLost, WorkerProcess
from reviewer_app.evidence.sources import ByteSource
from reviewer_app.evidence.watchdog import Watchdog

MEMORY_BYTES = 1 << 30
_FORGET_SECONDS = 1.0
_SPARE_SECONDS = 0.3
"""A request that takes longer has a spare started beside it, so that a lost worker keeps the next file from nothing."""

_FILES_MOST = 300
"""After so many files a worker is replaced, so that what a library leaks does not add up."""

_ANSWER_SHARE = 0.9
"""The part of the deadline a worker gets; the rest is for killing it and painting the card that says so."""


class WorkerPool:
    """Opens evidence in worker processes; thread-safe, blocking, to be called off the GUI thread.

    ``deadline_seconds`` is the longest a person waits for an answer, ``memory_bytes`` the most a worker may take,
    ``warm`` how many started workers wait for the next file, ``workers`` how many files keep a worker of their own
    (more can be open: the one unused longest gives its worker up, and is opened again when it is next asked).
    ``purpose`` is for workers that load something else than viewers need, such as ``marking``.
    """

    def __init__(
        self,
        deadline_seconds: float = 10,
        memory_bytes: int = MEMORY_BYTES,
        warm: int = 1,
        workers: int = 3,
        purpose: str = "",
    ) -> None:
        self.answer_seconds = deadline_seconds * _ANSWER_SHARE
        self._purpose = purpose
        self._memory, self._warm, self._most = memory_bytes, warm, max(1, workers)
        self._watchdog = Watchdog()
        self._changed = threading.Condition()
        self._idle: list[WorkerProcess] = []
        self._busy: set[WorkerProcess] = set()
        self._starting = 0
        self._closed = False
        self._keep_warm()

    def open(
        self,
        source: ByteSource,
        name: str,
        *,
        password: str | None = None,
        cancel: CancelToken | None = None,
    ) -> OpenedEvidence:
        """Open one file, which from then on belongs to what is returned (``source.close()`` is called if there is one).

        Raises EvidenceError with a code of ``problems``, Cancelled, or what reading the source raised.
        """
        opened = OpenedEvidence(self, source, name, password or "")
        try:
            opened.start(cancel)
        except BaseException:  # stopped by the person too: its worker goes back
            opened.close()
            raise
        return opened

    def identities(
        self, source: ByteSource, name: str, cancel: CancelToken | None = None
    ) -> tuple[Identity, ...]:
        """The names in a file's metadata, of any kind of file; the source stays the caller's."""
        return identities(self, source, name, cancel)

    def keep_warm(self, count: int) -> None:
        """From now on keep so many workers waiting; a pool made with ``warm=0`` costs a starting program nothing."""
        self._warm = count
        self._keep_warm()

    @contextmanager
    def lend(self, holder: object, until: float) -> Iterator[WorkerProcess]:
        """A worker for one request: the holder's own if it still has it, else a free one, else one to be taken over."""
        worker = self._take(holder, until)
        try:
            with self._watchdog.watch(_SPARE_SECONDS, self._keep_warm):
                yield worker
        finally:
            self._return(worker)

    def _take(self, holder: object, until: float) -> WorkerProcess:
        with self._changed:
            while True:
                self._check_open()
                self._bury()
                chosen = self._choose(holder)
                if chosen is not None:
                    self._idle.remove(chosen)
                    self._busy.add(chosen)
                    return chosen
                if len(self._busy) + self._starting < self._most:
                    break
                if not self._changed.wait(max(0.0, until - time.monotonic())):
                    raise problem("worker-hung")
            self._starting += 1
        return self._start(self._busy.add)

    def _check_open(self) -> None:
        if self._closed:
            raise problem("closed")

    def _bury(self) -> None:
        """Part with idle workers that something else ended (the system, short of memory), before trusting one."""
        for each in [each for each in self._idle if not each.running()]:
            self._idle.remove(each)
            each.discard()

    def _choose(self, holder: object) -> WorkerProcess | None:
        """From the idle: the holder's own, one nobody holds, or (when no more may start) the one unused longest."""
        own = next((each for each in self._idle if each.holder is holder), None)
        free = own or next((each for each in self._idle if each.holder is None), None)
        if free is None and self._idle and len(self._idle) + len(self._busy) + self._starting >= self._most:
            return self._idle[0]
        return free

    def _start(self, shelve: Callable[[WorkerProcess], None]) -> WorkerProcess:
        """Start one already counted as starting; does not wait until it is ready."""
        try:
            worker = WorkerProcess(self._watchdog, self._memory, self._purpose)
        except OSError as fault:
            with self._changed:
                self._starting -= 1
            raise problem("no-worker") from fault
        with self._changed:
            self._starting -= 1
            if self._closed:
                worker.discard()
            else:
                shelve(worker)
            self._changed.notify_all()
        return worker

    def _keep_warm(self) -> None:
        """Start what is missing of the warm ones; if that fails, the next file to be opened will say so."""
        with self._changed:
            waiting = sum(1 for each in self._idle if each.holder is None)
            room = self._most + self._warm - len(self._idle) - len(self._busy) - self._starting
            if self._closed or waiting + self._starting >= self._warm or room <= 0:
                return
            self._starting += 1
        with contextlib.suppress(EvidenceError):
            self._start(self._idle.append)

    def forget(self, holder: object) -> None:
        """Have the holder's worker let go of its file, or replace the worker when it does not at once."""
        with self._changed:
            worker = next((each for each in self._idle if each.holder is holder), None)
            if worker is None:
                return
            self._idle.remove(worker)
            self._busy.add(worker)
        worker.holder = None
        worker.files += 1
        try:
            worker.ask(Tag.CLOSE, b"", Tag.CLOSED, NO_BYTES, _FORGET_SECONDS)
        except WorkerLost:
            pass
        else:
            if worker.files >= _FILES_MOST:
                worker.discard()
        finally:
            self._return(worker)

    def _return(self, worker: WorkerProcess) -> None:
        with self._changed:
            self._busy.discard(worker)
            if worker.alive and not self._closed:
                self._idle.append(worker)
            else:
                # Also one that was killed just after it had answered: nobody else would reap it.
                worker.discard()
            self._changed.notify_all()
        self._keep_warm()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes there are now, those at work last; for diagnosis."""
        with self._changed:
            return tuple(each.pid for each in (*self._idle, *self._busy))

    @property
    def shields(self) -> tuple[str, ...]:
        """What keeps workers from harm here, as the first one to answer said; empty before any did."""
        with self._changed:
            return next((each.shields for each in (*self._busy, *self._idle) if each.shields), ())

    def close(self) -> None:
        """Kill all workers, also those at work; no process and no thread is left."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            for each in self._busy:
                each.kill()
            self._changed.notify_all()
        for each in idle:
            each.discard()
        with self._changed:
            self._changed.wait_for(lambda: not self._busy and not self._starting, timeout=self.answer_seconds)
        self._watchdog.close()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
