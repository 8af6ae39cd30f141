"""The comment bank's tables: what signed decisions said, and what the person made of it; belongs to the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.bank import BankEntry, derived_id
from reviewer_app.domain.feedback import fingerprint
from reviewer_app.store.desk_store import DeskStore

_ROW = "id, microcredential, criterion, level, text, source, pinned, hidden, at"


@dataclass(frozen=True, slots=True)
class Said:
    """One comment of a signed decision as the bank keeps it; ``original`` are the words as they were said."""

    criterion: str
    level: str
    original: str
    text: str


class BankTables:
    """The bank's own tables; belongs to the store's one connection and its lock."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ungrown(self) -> tuple[tuple[str, str], ...]:
        """Submissions with a decision that the bank has not seen, with the decision's record."""
        rows = self._connection.execute(
            "SELECT told.subject, told.decision FROM (SELECT subject, max(id) AS decision FROM record "
            "WHERE kind = 'decision.signed' GROUP BY subject) AS told "
            "JOIN submission ON submission.id = told.subject "
            "LEFT JOIN bank_grown ON bank_grown.submission = told.subject "
            "WHERE bank_grown.decision IS NULL OR bank_grown.decision <> told.decision"
        ).fetchall()
        return tuple((row[0], row[1]) for row in rows)

    def grow(
        self, submission: str, decision: str, microcredential: str, said: Iterable[Said], at: str
    ) -> None:
        """Keep what a decision said, instead of what an earlier one of the same submission did."""
        self._connection.execute("DELETE FROM bank_said WHERE submission = ?", (submission,))
        self._connection.executemany(
            "INSERT INTO bank_said (submission, criterion, microcredential, level, fingerprint, text, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (submission, x.criterion, microcredential, x.level, fingerprint(x.original), x.text, at)
                for x in said
            ],
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO bank_grown (submission, decision) VALUES (?, ?)", (submission, decision)
        )

    def fingerprints(self, submission: str, microcredential: str) -> frozenset[str]:
        """What was said with other submissions to a micro-credential, as marks of the words."""
        rows = self._connection.execute(
            "SELECT DISTINCT fingerprint FROM bank_said WHERE microcredential = ? AND submission <> ?",
            (microcredential, submission),
        ).fetchall()
        return frozenset(row[0] for row in rows)

    def entries(self, microcredential: str = "") -> tuple[BankEntry, ...]:
        """The bank of one micro-credential, or all of it: what grew from use, and what the person made."""
        where, values = ("WHERE microcredential = ?", (microcredential,)) if microcredential else ("", ())
        uses: dict[tuple[str, str, str, str], tuple[int, str]] = {}
        for row in self._connection.execute(
            f"SELECT microcredential, criterion, level, text, count(*), max(at) FROM bank_said {where} "
            "GROUP BY microcredential, criterion, level, text",
            values,
        ).fetchall():
            uses[row[:4]] = (row[4], row[5])
        made: dict[str, BankEntry] = {}
        hidden: set[str] = set()
        for row in self._connection.execute(f"SELECT {_ROW} FROM bank_entry {where}", values).fetchall():
            own, pinned, gone, at = row[0], bool(row[6]), bool(row[7]), row[8]
            if gone:
                hidden.add(own)
                continue
            place = (row[1], row[2], row[3], row[4])
            count, last = uses.get(place, (0, at))
            made[own] = BankEntry(own, *place, uses=count, last=last, pinned=pinned, source=row[5])
        for place, (count, last) in uses.items():
            own = derived_id(*place)
            if own in hidden:
                continue
            if own not in made:
                made[own] = BankEntry(own, *place, count, last)
        return tuple(made.values())

    def keep(self, entry: BankEntry, at: str, *, hidden: bool = False) -> None:
        """Keep an entry as the person made it, in place of what it was."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO bank_entry ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.id,
                entry.microcredential,
                entry.criterion,
                entry.level,
                entry.text,
                entry.source,
                int(entry.pinned),
                int(hidden),
                at,
            ),
        )

    def known(self, entry: str) -> bool:
        """Whether the person ever made something of this entry, hiding it included."""
        return bool(self._connection.execute("SELECT 1 FROM bank_entry WHERE id = ?", (entry,)).fetchone())

    def last_said(self, submission: str, microcredential: str, criterion: str) -> tuple[str, str]:
        """The other submission in which this criterion was last commented on, and the comment; both "" for none."""
        row = self._connection.execute(
            "SELECT record.subject, passage.text FROM record JOIN submission ON submission.id = record.subject "
            "JOIN passage ON passage.submission = record.subject AND passage.submission <> '' AND passage.slot = ? "
            "WHERE record.kind = 'comment.set' AND record.subject <> ? AND submission.microcredential = ? "
            "AND json_extract(record.document, '$.body.criterion') = ? ORDER BY record.rowid DESC LIMIT 1",
            (f"comment:{criterion}", submission, microcredential, criterion),
        ).fetchone()
        return (str(row[0]), str(row[1])) if row else ("", "")


@contextmanager
def bank_tables(store: DeskStore) -> Iterator[BankTables]:
    """The bank's tables to read from."""
    with store._look() as connection:
        yield BankTables(connection)


@contextmanager
def bank_changes(store: DeskStore) -> Iterator[BankTables]:
    """The bank's tables within one transaction."""
    with store.changes() as work:
        yield BankTables(work.connection)
