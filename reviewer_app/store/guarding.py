"""What the anonymity guard found and what was verified, kept beside the records: local, and made again when lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reviewer_app.store.desk_store import DeskStore

FILE_NAME, TITLE, METADATA, TEXT = "file-name", "title", "metadata", "text"
_COLUMNS = "kind, field, found, shown, slice, start, length"


@dataclass(frozen=True, slots=True)
class Finding:
    """One name that was found in an evidence item: ``shown`` is how it is shown, or the words around it.

    ``kind`` is file-name, title, metadata or text; ``slice``, ``start`` and ``length`` say where in the text.
    """

    evidence: str
    kind: str
    field: str
    found: str
    shown: str
    slice: int = 0
    start: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of reading a file whole and opening it: ``outcome`` is shown, explained or refused."""

    sha256: str
    ending: str
    at: str
    outcome: str
    words: str
    code: str = ""
    sentence: str = ""


class GuardTables:
    """The guard's own tables; belongs to the store's one connection and its lock."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def findings(self, submission: str) -> tuple[Finding, ...]:
        """All that was found in a submission."""
        rows = self._connection.execute(
            f"SELECT evidence, {_COLUMNS} FROM finding WHERE submission = ? ORDER BY evidence, number",
            (submission,),
        ).fetchall()
        return tuple(Finding(*row) for row in rows)

    def done(self, submission: str) -> frozenset[str]:
        """What of a submission was looked at; "" among it when its file names were."""
        rows = self._connection.execute(
            "SELECT evidence FROM guarded WHERE submission = ?", (submission,)
        ).fetchall()
        return frozenset(row[0] for row in rows)

    def keep(self, submission: str, evidence: str, found: Iterable[Finding], at: str) -> None:
        """Keep what was found in one item instead of what was known, and that it was looked at."""
        kinds = (METADATA, TEXT) if evidence else (FILE_NAME, TITLE)
        self._forget(submission, kinds, evidence)
        for finding in found:
            self._add(submission, finding)
        self._connection.execute(
            "INSERT OR REPLACE INTO guarded (submission, evidence, at) VALUES (?, ?, ?)",
            (submission, evidence, at),
        )

    def look_anew(self) -> None:
        """Have every item looked at again; what was found in it stays until then."""
        self._connection.execute("DELETE FROM guarded WHERE evidence <> ''")

    def waiting(self) -> tuple[str, str] | None:
        """The next file on this laptop that was not looked at, as submission and evidence."""
        for table in ("queue", "practice"):
            row = self._connection.execute(
                f"SELECT evidence.submission, evidence.id FROM evidence JOIN {table} AS listed USING (submission) "
                "WHERE here = 1 AND listed.state <> 'handed_back' "
                "AND NOT EXISTS (SELECT 1 FROM guarded WHERE guarded.submission = evidence.submission "
                "AND guarded.evidence = evidence.id) ORDER BY listed.decided, listed.due, evidence.submission, "
                "evidence.id LIMIT 1"
            ).fetchone()
            if row:
                return (row[0], row[1])
        return None

    def verified(self, sha256: str, ending: str) -> Verified | None:
        """What came of the last look at a file, if there was one."""
        row = self._connection.execute(
            "SELECT sha256, ending, at, outcome, words, code, sentence FROM verified "
            "WHERE sha256 = ? AND ending = ?",
            (sha256, ending),
        ).fetchone()
        return Verified(*row) if row else None

    def keep_verified(self, seen: Verified) -> None:
        """Keep what came of a look."""
        self._connection.execute(
            "INSERT OR REPLACE INTO verified (sha256, ending, at, outcome, words, code, sentence) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (seen.sha256, seen.ending, seen.at, seen.outcome, seen.words, seen.code, seen.sentence),
        )

    def _forget(self, submission: str, kinds: tuple[str, str], evidence: str) -> None:
        sql = "DELETE FROM finding WHERE submission = ? AND kind IN (?, ?)"
        values = [submission, *kinds]
        if evidence:
            sql, values = f"{sql} AND evidence = ?", [*values, evidence]
        self._connection.execute(sql, values)

    def _add(self, submission: str, found: Finding) -> None:
        self._connection.execute(
            f"INSERT INTO finding (submission, evidence, number, {_COLUMNS}) SELECT ?, ?, "
            "coalesce(max(number) + 1, 0), ?, ?, ?, ?, ?, ?, ? FROM finding WHERE submission = ? AND evidence = ?",
            (
                submission,
                found.evidence,
                found.kind,
                found.field,
                found.found,
                found.shown,
                found.slice,
                found.start,
                found.length,
                submission,
                found.evidence,
            ),
        )


@contextmanager
def guard_tables(store: DeskStore) -> Iterator[GuardTables]:
    """The guard's tables within one transaction: the one this thread is in, or one of their own."""
    with store._look() as connection:
        if connection.in_transaction:
            yield GuardTables(connection)
            return
    with store.changes() as work:
        yield GuardTables(work.connection)
