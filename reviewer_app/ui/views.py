"""What the window is shown, as plain shapes: rows, lines, figures, and how an exchange went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of submissions should hold and how it is sorted; the fields are those of the store's query."""

    text: str = ""
    states: frozenset[State] | None = None
    role: str = ""
    due_by: date | None = None
    sort: str = "due"
    descending: bool = False
    decided: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether some submissions are left out on purpose."""
        return bool(self.text or self.states or self.role or self.due_by)

    def widened(self) -> Asked:
        """The same list with nothing left out."""
        return replace(self, text="", states=None, role="", due_by=None)


class Row(Protocol):
    """One submission in a list."""

    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def state(self) -> State: ...
    @property
    def scored(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def due(self) -> date | None: ...
    @property
    def role(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def evidence_count(self) -> int: ...
    @property
    def evidence_bytes(self) -> int: ...
    @property
    def here_count(self) -> int: ...
    @property
    def updated_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> Outcome | None: ...
    @property
    def paused(self) -> bool: ...
    @property
    def sent_by(self) -> str: ...


class Figures(Protocol):
    """The figures above the queue; the turnaround is in business days, None before the first decision."""

    @property
    def to_review(self) -> int: ...
    @property
    def due_this_week(self) -> int: ...
    @property
    def median_turnaround(self) -> float | None: ...
    @property
    def waiting(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def bytes_here(self) -> int: ...


class Taken(Protocol):
    """What came of importing one bundle."""

    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def new(self) -> bool: ...
    @property
    def missing_files(self) -> int: ...
    @property
    def known_issuer(self) -> bool: ...


class Stage(StrEnum):
    """How far an item is on its way to the hub, what became of it, or that it came from there."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    RECEIVED = "received"
    ATTENTION = "attention"
    CAME = "came"
    LET_GO = "let-go"
    SENT_AGAIN = "sent-again"
    JUDGED_AGAIN = "judge-again"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the ledger; ``sha256`` is the hash the receipt names, ``reason`` why it needs attention.

    ``key`` names the item, and ``moment`` with it says where the next lines go on.
    """

    submission: str
    alias: str
    title: str
    attempt: int
    what: str
    stage: Stage
    at: datetime | None = None
    sha256: str = ""
    reason: str = ""
    next_step: str = ""
    key: str = ""
    moment: str = ""
    sent_by: str = ""
    """The road to which what has no receipt was handed."""


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """Which lines: ``which`` is all, attention, waiting, received or came; ``text`` is part of an alias or title."""

    which: str = "all"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """The hub this laptop is paired with, and whose work it carries."""

    hub_name: str
    hub_url: str
    person_name: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What waits to be sent and what needs a person."""

    decisions_waiting: int = 0
    records_waiting: int = 0
    attention: int = 0


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one round with the hub did, in counts; ``problems`` are sentences."""

    accepted: int = 0
    refused: int = 0
    received_work: int = 0
    blobs_fetched: int = 0
    bytes_fetched: int = 0
    from_others: int = 0
    problems: tuple[str, ...] = ()


Chapters = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""The key sheet to print: headings, and under each the keys and what they do."""


class RecoveredView(Protocol):
    """What is here after an unexpected end; ``changes`` is 0 where nothing had been changed."""

    @property
    def changes(self) -> int: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def words(self) -> str: ...
