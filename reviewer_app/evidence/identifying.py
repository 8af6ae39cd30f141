"""Asking a worker which names a file holds outside its words; works for every kind, shown or not."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import Protocol

from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.frames import ProtocolError, Tag, pack_document
from reviewer_app.evidence.identity_replies import Identity, read_identities
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.process import SourceFailed, WorkerLost, WorkerProcess
from reviewer_app.evidence.sources import ByteSource

_ENDING_LONGEST = 16


class Lender(Protocol):
    """What lends workers; a ``WorkerPool`` is one."""

    answer_seconds: float

    def lend(self, holder: object, until: float) -> AbstractContextManager[WorkerProcess]:
        """A worker for one request."""


def identities(
    pool: Lender, source: ByteSource, name: str, cancel: CancelToken | None = None
) -> tuple[Identity, ...]:
    """The names in a file's metadata; of a file that cannot be read, none.

    Raises EvidenceError when the worker hung or died, Cancelled, or what reading the source raised. The source
    stays the caller's.
    """
    ending = name.rpartition(".")[2].lower()[:_ENDING_LONGEST] if "." in name else ""
    ending = ending if ending.isascii() else ""
    order = pack_document({"size": source.size, "ending": ending, "password": ""})
    holder = object()
    try:
        with pool.lend(holder, time.monotonic() + pool.answer_seconds) as worker:
            # Whoever held this worker opens its file anew; nothing is held now.
            worker.holder = None
            tag, body = worker.ask(Tag.IDENTITY, order, Tag.IDENTITY_IS, source, pool.answer_seconds, cancel)
            try:
                return () if tag is Tag.REFUSED else read_identities(body)
            except ProtocolError:
                worker.discard()
                raise WorkerLost(late=False) from None
    except WorkerLost as lost:
        raise problem("worker-hung" if lost.late else "worker-crashed") from None
    except SourceFailed as failed:
        raise problem("unreadable") from failed
