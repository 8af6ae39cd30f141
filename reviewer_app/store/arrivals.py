"""What came to this laptop, noted once each for the ledger: work, its files, and what the coordinator said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any


@dataclass(frozen=True)
class Arrival:
    """One line of the ledger: ``at`` by this laptop's clock, ``said_at`` by the hub's, "" where that is unknown."""

    id: str
    submission: str
    kind: str
    at: str
    said_at: str = ""
    words: str = ""
    road: str = ""


_FIELDS = "(id, submission, kind, at, said_at, words, road) VALUES (?, ?, ?, ?, ?, ?, ?)"
_values = attrgetter("id", "submission", "kind", "at", "said_at", "words", "road")


def note_came(connection: Any, arrival: Arrival) -> None:
    """Note something that came; the same one again changes nothing."""
    connection.execute(f"INSERT OR IGNORE INTO came {_FIELDS}", _values(arrival))


def note_all(connection: Any, arrivals: Iterable[Arrival]) -> None:
    """Note several things that came."""
    connection.executemany(f"INSERT OR IGNORE INTO came {_FIELDS}", map(_values, arrivals))


def note_files(connection: Any, submission: str, at: str, road: str = "") -> None:
    """Note that files of a submission came: one line for all of them, at the moment of the latest."""
    made = Arrival(f"files:{submission}", submission, "files", at, road=road)
    connection.execute(f"INSERT OR REPLACE INTO came {_FIELDS}", _values(made))


def opened_since(connection: Any, submission: str, at: str) -> bool:
    """Whether the hub gave or gave back this submission after a moment by its clock."""
    row = connection.execute(
        "SELECT 1 FROM came WHERE submission = ? AND kind IN ('assigned', 'reopened') AND said_at > ? LIMIT 1",
        (submission, at),
    ).fetchone()
    return row is not None
