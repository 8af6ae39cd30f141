"""The open desk every workflow works on: the store, the evidence workers, the folder and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import Home
from reviewer_app.store import DeskStore


@dataclass(frozen=True)
class Desk:
    """An unlocked store with what is needed to work on it; made by ``safeguarding`` and closed by it."""

    home: Home
    store: DeskStore
    evidence: WorkerPool
    now: Callable[[], datetime]
