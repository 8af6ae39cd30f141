"""The host's end of one worker process: start it, ask it, serve the bytes it asks for, kill it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from reviewer_app.domain.errors import Cancelled
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.frames import Ended, ProtocolError, Tag, pack, read_document, read_frame
from reviewer_app.evidence.patience import opening_seconds
from reviewer_app.evidence.pixels import ENV, PixelArea
from reviewer_app.evidence.replies import read_need, words
from reviewer_app.evidence.sources import ByteSource, BytesSource
from reviewer_app.evidence.watchdog import Watch, Watchdog

MEMORY_ENV = "REVIEWER_MEMORY"
PURPOSE_ENV = "REVIEWER_PURPOSE"
MARKING = "marking"
"""The purpose of a worker that loads what writes PDFs, and nothing that draws them."""

_RANGE_MOST = 1 << 20
_PIPE_BYTES = 1 << 19
NO_BYTES = BytesSource(b"")
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "PYTHONPYCACHEPREFIX")


class WorkerLost(Exception):
    """The worker hung, died or talked nonsense, and is gone; ``late`` when it was killed for taking too long."""

    def __init__(self, late: bool) -> None:
        super().__init__("late" if late else "died")
        self.late = late


class SourceFailed(Exception):
    """The bytes of the evidence themselves could not be read on this laptop."""


class WorkerProcess:
    """One process and one pixel area; used by one thread at a time. ``purpose`` is empty for showing evidence."""

    def __init__(self, watchdog: Watchdog, memory_bytes: int, purpose: str = "") -> None:
        self._watchdog = watchdog
        self.area = PixelArea()
        self.holder: object | None = None
        self.files = 0
        self.shields: tuple[str, ...] | None = None
        environment = {each: os.environ[each] for each in _KEPT_ENVIRONMENT if each in os.environ}
        environment |= {ENV: self.area.name, MEMORY_ENV: str(memory_bytes)}
        if purpose:
            environment[PURPOSE_ENV] = purpose
        try:
            self._process = self._start(environment)
        except BaseException:  # nobody else knows the shared memory
            self.area.close()
            raise
        self.alive = True

    def _start(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            _command(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=Path(os.sep).resolve(),
            pass_fds=self.area.handles,
            bufsize=0,
            start_new_session=os.name == "posix",
        )
        for pipe in (process.stdin, process.stdout):
            _widen(_there(pipe))
        return process

    @property
    def pid(self) -> int:
        """The process id, for tests and for the table of a diagnosis."""
        return self._process.pid

    def running(self) -> bool:
        """Whether the process is there; a dead one has no more to say."""
        return self._process.poll() is None

    def ask(
        self,
        tag: Tag,
        body: bytes,
        answer: Tag,
        source: ByteSource,
        seconds: float,
        cancel: CancelToken | None = None,
    ) -> tuple[Tag, bytes]:
        """One request and its answer (or REFUSED), serving ranges of ``source`` meanwhile.

        Raises WorkerLost when the worker is gone, SourceFailed when the bytes are, Cancelled when ``cancel``
        was set, and what ``source`` raises;
        after any of them the process is dead.
        """
        if cancel is not None:
            cancel.check()
        done = False
        try:
            with self._watchdog.watch(seconds, self.kill, cancel) as watch:
                try:
                    self._greet()
                    self._write(pack(tag, body))
                    if tag is Tag.OPEN:
                        # The first bytes went along; a worker asked who is named in a file asks for them itself.
                        self._watchdog.hasten(watch, opening_seconds(read_document(body)[1], source.size))
                    found = self._answer(answer, source, watch if tag is Tag.IDENTITY else None)
                    done = True
                except (Ended, OSError, ProtocolError):
                    if watch.cancelled:
                        raise Cancelled from None
                    raise WorkerLost(watch.late) from None
        finally:
            if not done:
                self.discard()
        return found

    def _greet(self) -> None:
        if self.shields is None:
            _, body = read_frame(self._read, frozenset({Tag.HELLO}))
            shields = read_document(body)[0].get("shields")
            if not isinstance(shields, list) or len(shields) > 16:
                raise ProtocolError("not a greeting")
            self.shields = tuple(words(each, 40) for each in shields)

    def _answer(self, answer: Tag, source: ByteSource, watch: Watch | None) -> tuple[Tag, bytes]:
        allowed = frozenset({answer, Tag.REFUSED, Tag.NEED})
        size = source.size
        while True:
            tag, body = read_frame(self._read, allowed)
            if tag is not Tag.NEED:
                return tag, body
            offset, length = read_need(body, size, _RANGE_MOST)
            data = read_range(source, offset, length)
            self._write(pack(Tag.DATA, data))
            if watch is not None and offset == 0:
                self._watchdog.hasten(watch, opening_seconds(data, size))
                watch = None

    def _read(self, length: int) -> bytes:
        pipe = _there(self._process.stdout)
        parts: list[bytes] = []
        while length:
            part = pipe.read(min(length, 1 << 20))
            if not part:
                raise Ended
            parts.append(part)
            length -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _write(self, frame: bytes) -> None:
        pipe = _there(self._process.stdin)
        view = memoryview(frame)
        while view:
            view = view[pipe.write(view) :]

    def kill(self) -> None:
        """End the process and whatever it may have started; safe from any thread."""
        self.alive = False
        if self._process.returncode is not None:
            return
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def discard(self) -> None:
        """Kill, reap and give back pipes and memory."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()
        self.area.close()


def read_range(source: ByteSource, offset: int, length: int) -> bytes:
    """Bytes of the evidence, or SourceFailed."""
    try:
        data = source.read_at(offset, length)
    except OSError as fault:
        raise SourceFailed from fault
    if len(data) != length:
        raise SourceFailed
    return data


def _widen(pipe: IO[bytes]) -> None:
    """Room for several chunks, so that the two ends need not wait for each other at every one; only Linux can."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None or pipe.closed:
        raise Ended
    return pipe


def _command(environment: dict[str, str]) -> list[str]:
    """How this copy of the program starts its worker: frozen by a word, otherwise as a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "evidence-worker"]
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    options = ["-P", "-s", "-X", "utf8"]
    if sys.dont_write_bytecode:
        options.append("-B")
    return [sys.executable, *options, "-m", "reviewer_app.evidence.worker"]
