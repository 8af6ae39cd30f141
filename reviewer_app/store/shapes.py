"""What the store answers with: plain frozen values that the window and the command line show."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State

NO_DUE = "9999-12-31"
"""What stands for no due date, so that it sorts last."""
SORTS = ("due", "alias", "title", "attempt", "progress", "evidence", "role", "updated")


@dataclass(frozen=True)
class QueueQuery:
    """Which submissions a list holds, and in what order."""

    text: str = ""
    states: frozenset[State] | None = None
    role: str = ""
    due_by: date | None = None
    flagged: bool = False
    """Only those of which anything was ever flagged."""
    sort: str = "due"
    descending: bool = False
    decided: bool = False


@dataclass(frozen=True)
class QueueRow:
    """One submission in a list; ``here_count`` of ``evidence_count`` files are on this laptop."""

    submission: str
    alias: str
    title: str
    attempt: int
    state: State
    scored: int
    total: int
    due: date | None
    role: str
    round: int
    evidence_count: int
    evidence_bytes: int
    here_count: int
    updated_at: datetime | None
    outcome: Outcome | None
    flagged: bool = False
    """Whether anything was ever flagged: only then a fold of its records can say that its clock stands still."""
    sent_by: str = ""
    """The road to which a decision without a receipt was handed; "" where it was to none."""
    paused: bool = False


@dataclass(frozen=True)
class QueueSummary:
    """The figures above the queue; ``median_turnaround`` is in business days.

    ``due_this_week`` counts every due date there is; what stands still is for the workflow to leave out.
    """

    to_review: int
    due_this_week: int
    median_turnaround: float | None
    waiting: int
    total: int
    bytes_here: int


@dataclass(frozen=True)
class Pairing:
    """The hub this desk is paired with, the token it gave, and the person it knows us as.

    ``pin`` is the SHA-256 (hex) of its own line's key, ``near`` where it was last on the school's network.
    """

    hub_url: str
    hub_key: str
    hub_name: str
    token: str
    person: str
    person_name: str
    pin: str = ""
    near: str = ""
    certificate: str = ""
    """The pairing as the hub signed it, JSON."""


@dataclass(frozen=True)
class Outbox:
    """What has no receipt yet, and the decisions the hub refused."""

    decisions_waiting: int
    records_waiting: int
    attention: tuple[str, ...]


@dataclass(frozen=True)
class LedgerRow:
    """One decision, or a draft of one, on its way; ``stage`` is draft, ready, sent, received or attention."""

    submission: str
    alias: str
    title: str
    attempt: int
    what: str
    stage: str
    at: datetime | None
    sha256: str
    reason: str
    next_step: str
    sent_by: str = ""
    """The road it was handed to, where that is all that is known of it."""


@dataclass(frozen=True)
class Item:
    """One item that left this laptop, came to it, or is a draft; ``key`` names it and ends its place in the order.

    ``kind`` is a record's kind, ``draft``, or a kind of ``tables.CAME``; ``stage`` is draft, ready, sent, received,
    attention or came. ``facts`` holds what its words are made of. ``record`` is "" where it is no record.
    """

    key: str
    submission: str
    alias: str
    title: str
    attempt: int
    kind: str
    stage: str
    at: str
    facts: Mapping[str, object]
    record: str = ""
    n: int = 0
    sha256: str = ""
    here: bool = True
    sent_at: str = ""
    sent_by: str = ""
    """The road it was first handed to; ``road`` is the one its receipt came by."""
    road: str = ""
    said_at: str = ""
    code: str = ""
    reason: str = ""
    hub: str = ""
    answer: str = ""


@dataclass(frozen=True)
class ItemQuery:
    """Which items: ``which`` is all, attention, waiting, received or came, from ``since`` and before ``until``."""

    which: str = "all"
    text: str = ""
    since: str = ""
    until: str = ""
    out_only: bool = False


@dataclass(frozen=True)
class RebuildReport:
    """What folding everything anew found."""

    records: int
    submissions: int
    differences: tuple[str, ...]


@dataclass(frozen=True)
class StoreProblem:
    """One thing wrong with the store: where, and a sentence."""

    where: str
    sentence: str


def folded(text: str) -> str:
    """Text as it is compared in searches: case and accents left out."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))
