"""The one way off the GUI thread: lanes that take work and bring back values."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from reviewer_app.domain.errors import Cancelled, Fault, ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.logs import Plain
from reviewer_app.ui.garbage import Collector

log = logging.getLogger(__name__)

T = TypeVar("T")
Failed = Callable[[ReviewerError], None]
Progress = Callable[[int, int, str], None]

_REPORT_SECONDS = 0.05


class Lane(StrEnum):
    """What a lane is for; each has one thread, so work in it happens in the order it was asked for."""

    STORE = "store"
    # Long work with files has its own lane, so that no import ever keeps a level from being saved.
    FILES = "files"
    NETWORK = "network"
    RENDERING = "rendering"
    # Whoever waits at the other end of a hub that is shared here waits for no round of this laptop's own.
    HUB = "hub"
    # Reading evidence for search goes on behind everything else, a file at a time.
    READING = "reading"


class UnexpectedError(ReviewerError):
    """The program itself failed; the cause is in the notes it keeps, and nothing of it is hidden."""

    fault = Fault.PROGRAM

    def __init__(self) -> None:
        super().__init__(
            "unexpected",
            "Something went wrong inside Reviewer",
            "What you did last may not have worked; everything marked as saved is safe.",
            "Try it again. If it happens again, send the logs folder to whoever looks after Reviewer.",
        )


class JobControl:
    """What work in a lane may use of the outside: say how far it is, and see whether it should stop."""

    def __init__(self, post: Callable[[int, int, str], None]) -> None:
        self.cancel = CancelToken()
        self._post = post
        self._said = 0.0

    def progress(self, done: int, total: int, doing: str) -> None:
        """Say how far the work is; most of a flood of reports is left out, the last one never."""
        self.cancel.check()
        now = time.monotonic()
        if now - self._said >= _REPORT_SECONDS or done == total:
            self._said = now
            self._post(done, total, doing)


class Job(Generic[T]):
    """One piece of work on its way; kept only to be cancelled or asked whether it is over."""

    def __init__(self, lane: Lane, work: Callable[[JobControl], T], *, replaces: str = "") -> None:
        self.lane = lane
        self.over = False
        self._work: Callable[[JobControl], T] | None = work
        self._replaces = replaces
        self._forgotten = False
        self._control = JobControl(_unheard)
        self._hear: _Hear = _Hear()

    def cancel(self) -> None:
        """Ask the work to stop; what is finished all the same still arrives, because it is true."""
        self._control.cancel.cancel()

    def forget(self) -> None:
        """Ask the work to stop and hear nothing more of it."""
        self._forgotten = True
        self.cancel()

    def _let_go(self) -> None:
        """Drop, on the GUI thread, what belongs to it: the lane must never be the last to hold a widget."""
        self.over = True
        self._work = None
        self._hear = _Hear()
        self._control = JobControl(_unheard)


@dataclass(frozen=True, slots=True)
class _Hear:
    """Who hears what of a job."""

    done: Callable[[Any], None] | None = None
    failed: Failed | None = None
    stopped: Callable[[], None] | None = None
    progress: Progress | None = None
    owner: QObject | None = None


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a lane sends to the GUI thread; it names the job and holds values only, nothing of a widget."""

    job: Job[Any]
    kind: str
    value: Any = None


class Jobs(QObject):
    """The lanes. ``broke`` carries every error that nobody else listens to, for the window to show."""

    broke = Signal(object)
    _mail = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters: deque[_Letter] = deque()
        self._collector = Collector(self)
        self._lanes = {lane: _Worker(lane, self._settle) for lane in Lane}
        self._mail.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[JobControl], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        progress: Progress | None = None,
        stopped: Callable[[], None] | None = None,
        owner: QObject | None = None,
        replaces: str = "",
        urgent: bool = False,
    ) -> Job[T]:
        """Send ``work`` to a lane; one of done, failed and stopped is called later, on the GUI thread.

        Nothing is called once ``owner`` (or the object ``done`` belongs to) is gone. ``replaces`` names a
        thing of which only the newest request matters: an older one still waiting is stopped. ``urgent``
        goes first. ``failed`` always hears a ReviewerError; without it the error goes to ``broke``.
        """
        job = Job(lane, work, replaces=replaces)
        holder = owner if owner is not None else getattr(done, "__self__", None)
        job._hear = _Hear(done, failed, stopped, progress, holder if isinstance(holder, QObject) else None)
        if progress is not None:
            job._control = JobControl(lambda *told: self._send(_Letter(job, "progress", told)))
        self._lanes[lane].add(job, urgent=urgent)
        return job

    def busy(self, lane: Lane) -> bool:
        """Whether work waits or runs in a lane, or has ended and was not yet told to whoever asked for it."""
        if not self._lanes[lane].idle():
            return True
        return any(each.job.lane is lane and each.kind != "progress" for each in self._letters.copy())

    def drain(self, seconds: float = 30.0) -> None:
        """Work off everything and deliver it, for tests by hand; TimeoutError when a lane does not end."""
        end = time.monotonic() + seconds
        while True:
            for worker in self._lanes.values():
                worker.wait_idle(end - time.monotonic())
            if not self._letters:
                return
            self._deliver()

    def shut_down(self, seconds: float = 5.0) -> bool:
        """Stop everything that waits, ask what runs to end, and say whether all of it did in time."""
        for worker in self._lanes.values():
            worker.close()
        end = time.monotonic() + seconds
        ended = [worker.join(max(0.0, end - time.monotonic())) for worker in self._lanes.values()]
        self._letters.clear()
        self._collector.end()
        return all(ended)

    def _send(self, letter: _Letter) -> None:
        self._letters.append(letter)
        if isValid(self):
            self._mail.emit()

    def _deliver(self) -> None:
        self._collector.at_work()
        while self._letters:
            letter = self._letters.popleft()
            job, hear = letter.job, letter.job._hear
            if letter.kind != "progress":
                job._let_go()
            if job._forgotten or (hear.owner is not None and not isValid(hear.owner)):
                continue
            try:
                self._tell(letter, hear)
            finally:
                # A callback that raises must not keep the letters behind it from arriving.
                if self._letters:
                    self._mail.emit()

    def _tell(self, letter: _Letter, hear: _Hear) -> None:
        if letter.kind == "progress" and hear.progress is not None:
            hear.progress(*letter.value)
        elif letter.kind == "done" and hear.done is not None:
            hear.done(letter.value)
        elif letter.kind == "stopped" and hear.stopped is not None:
            hear.stopped()
        elif letter.kind == "failed":
            (hear.failed or self.broke.emit)(letter.value)

    def _settle(self, job: Job[Any]) -> None:
        self._send(_outcome(job))


def _outcome(job: Job[Any]) -> _Letter:
    """Do the work, on the lane's thread."""
    try:
        job._control.cancel.check()
        return _Letter(job, "done", job._work(job._control) if job._work is not None else None)
    except Cancelled:
        return _Letter(job, "stopped")
    except ReviewerError as error:
        # The traceback would carry the lane's frames, and what they hold, to the GUI thread.
        return _Letter(job, "failed", error.with_traceback(None))
    except Exception:  # whatever it is, it is noted and shown; it must not kill the lane
        log.exception("Work in the %s lane failed unexpectedly", Plain(job.lane))
        return _Letter(job, "failed", UnexpectedError())


def _unheard(_done: int, _total: int, _doing: str) -> None:
    pass


class _Worker:
    """One lane: a queue and the thread that works it off; the thread begins with the first job."""

    def __init__(self, lane: Lane, settle: Callable[[Job[Any]], None]) -> None:
        self._lane = lane
        self._settle = settle
        self._waiting: deque[Job[Any]] = deque()
        self._running: Job[Any] | None = None
        self._closed = False
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, job: Job[Any], *, urgent: bool) -> None:
        with self._turn:
            if self._closed:
                job.forget()
                job.over = True
                return
            if job._replaces:
                for older in self._waiting:
                    if older._replaces == job._replaces:
                        older.cancel()
            if urgent:
                self._waiting.appendleft(job)
            else:
                self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=f"lane-{self._lane}", daemon=True)
                self._thread.start()
            self._turn.notify_all()

    def idle(self) -> bool:
        with self._turn:
            return not self._waiting and self._running is None

    def wait_idle(self, seconds: float) -> None:
        with self._turn:
            if not self._turn.wait_for(
                lambda: not self._waiting and self._running is None, max(0.0, seconds)
            ):
                raise TimeoutError(f"The {self._lane} lane did not end its work in time.")

    def close(self) -> None:
        with self._turn:
            self._closed = True
            for job in self._waiting:
                job.forget()
            self._waiting.clear()
            if self._running is not None:
                self._running.forget()
            self._turn.notify_all()

    def join(self, seconds: float) -> bool:
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            with self._turn:
                self._running = None
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._closed or bool(self._waiting))
                if self._closed:
                    return
                self._running = self._waiting.popleft()
                job = self._running
            self._settle(job)
            del job
