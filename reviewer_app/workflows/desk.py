"""The open desk every workflow works on: the store, the evidence workers, the folder and the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.terms import FetchControl
from reviewer_app.paths import Home
from reviewer_app.store import DeskStore

if TYPE_CHECKING:
    from reviewer_app.evidence import ByteSource, OpenedEvidence, WorkerPool
    from reviewer_app.evidence.identity_replies import Identity


class Workers(Protocol):
    """What opens evidence; a ``WorkerPool`` is one."""

    def open(
        self,
        source: ByteSource,
        name: str,
        *,
        password: str | None = None,
        cancel: CancelToken | None = None,
    ) -> OpenedEvidence:
        """Open one file."""

    def identities(
        self, source: ByteSource, name: str, cancel: CancelToken | None = None
    ) -> tuple[Identity, ...]:
        """The names in a file's metadata."""

    def close(self) -> None:
        """End every worker."""


class LateWorkers:
    """A ``WorkerPool`` that is loaded and started by whoever first needs it, so that a list needs to wait for none."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._pool: WorkerPool | None = None
        self._closed = False

    def open(
        self,
        source: ByteSource,
        name: str,
        *,
        password: str | None = None,
        cancel: CancelToken | None = None,
    ) -> OpenedEvidence:
        """Open one file in a worker."""
        return self._made().open(source, name, password=password, cancel=cancel)

    def identities(
        self, source: ByteSource, name: str, cancel: CancelToken | None = None
    ) -> tuple[Identity, ...]:
        """The names in a file's metadata, asked of a worker."""
        return self._made().identities(source, name, cancel)

    def get_ready(self) -> None:
        """Have a worker warm for the first file."""
        self._made()

    def close(self) -> None:
        """End every worker; what is asked for later is refused."""
        with self._turn:
            self._closed = True
            pool = self._pool
        if pool is not None:
            pool.close()

    def _made(self) -> WorkerPool:
        from reviewer_app.evidence import WorkerPool

        with self._turn:
            if self._pool is None:
                self._pool = WorkerPool()
                if self._closed:
                    self._pool.close()
            return self._pool


@dataclass(frozen=True)
class Desk:
    """An unlocked store with what is needed to work on it; made by ``safeguarding`` and closed by it."""

    home: Home
    store: DeskStore
    evidence: Workers
    now: Callable[[], datetime]
    fetching: FetchControl = field(default_factory=FetchControl)


def get_ready(desk: Desk) -> None:
    """Load and start what the first piece of evidence will need, before anyone waits for it."""
    if isinstance(desk.evidence, LateWorkers):
        desk.evidence.get_ready()
