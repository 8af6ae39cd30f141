"""What a request leaves for the hub's counters and its log: numbers and codes, and never a name."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Noted:
    """Notes of one request; its id is made here, and says nothing of who asks."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    records: Counter[str] = field(default_factory=Counter)
    """Records that were judged, by the code they were refused with, "" for those accepted."""


_current: ContextVar[Noted | None] = ContextVar("noted", default=None)


def begin() -> Noted:
    """New notes for the request that is answered in this context."""
    made = Noted()
    _current.set(made)
    return made


def note_records(codes: Iterable[str]) -> None:
    """Note what became of records; where nobody listens, nothing happens."""
    noted = _current.get()
    if noted is not None:
        noted.records.update(codes)
