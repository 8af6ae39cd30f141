"""What the ledger asks of the workflows beyond its lines: receipts, refusals, and the list of what left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reviewer_app.domain.decision import Decision
from reviewer_app.domain.refused import Act


@dataclass(frozen=True, slots=True)
class ItemView:
    """All that is known of one item of the ledger; ``verified`` is None where the hub has not answered."""

    key: str
    what: str
    alias: str
    title: str
    attempt: int
    signed_at: datetime | None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    road: str = ""
    sha256: str = ""
    hub: str = ""
    verified: bool | None = None
    accepted: bool = False
    reason: str = ""
    file_name: str = ""
    facts: str = ""
    """The same as text to copy."""


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Something the hub refused: what happened, the hub's own words, what was signed, and what can be done."""

    key: str
    alias: str
    title: str
    attempt: int
    happened: str
    what: str
    so: str
    reason: str
    code: str
    acts: tuple[Act, ...]
    question: str
    file_name: str
    signed_at: datetime | None
    decision: Decision | None = None
    other: Decision | None = None


@dataclass(frozen=True, slots=True)
class LeftAsked:
    """Which part of what left is wanted: days from and to, both included; None is open; ``form`` is pdf or csv."""

    since: date | None
    until: date | None
    form: str


@dataclass(frozen=True)
class LedgerPorts:
    """The ledger beyond its lines: receipts, what the hub refused, and the list of what left this laptop.

    ``judge_again`` gives the id of the submission whose review is open with all that was said.
    """

    item: Callable[[str], ItemView]
    save_receipt: Callable[[str, Path], Path]
    save_copy: Callable[[str, Path], Path]
    refusal: Callable[[str], RefusalView]
    let_go: Callable[[str], None]
    send_again: Callable[[str], None]
    judge_again: Callable[[str], str]
    write_left: Callable[[LeftAsked, Path], Path]
