"""Looking through a whole record for anything that is not as it was signed, counted, hashed or pointed to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.records import chained, record_hash
from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.hub.acceptance import read_line
from reviewer_app.hub.batches import HOLES
from reviewer_app.hub.books import Books
from reviewer_app.hub.resting import Rest
from reviewer_app.hub.tables import HubTable

ROWS = 500

AGAIN = "Restore the newest backup into an empty place; desks then send again what it lacks."
FILE_AGAIN = "Take its bundle in again, which puts the file back."
RECORD_AGAIN = "Keep this backup. Restore an older one into an empty place; desks send again what it lacks."

Said = tuple[int, int, str, bool]
"""What a receipt says: its row, a record's number and hash, and whether it was accepted."""


@dataclass(frozen=True)
class Wrong:
    """One fault: a code, what it is about (a table and its key, or a hash), a sentence, and what to do."""

    code: str
    where: str
    sentence: str
    next_step: str


@dataclass(frozen=True)
class Looked:
    """What was looked at: how many of each."""

    records: int
    receipts: int
    submissions: int
    files: int


class Verifying:
    """One pass over a record, from one reading transaction; ``wrong`` is told each fault as it is found."""

    def __init__(self, look: Connection, hub: str, rest: Rest, wrong: Callable[[Wrong], None]) -> None:
        self._look, self._hub, self._rest, self._wrong = look, hub, rest, wrong

    def record(self) -> Looked:
        """Everything but the files."""
        self._foreign_keys()
        said, receipts = self._receipts()
        records = self._records(said)
        self._decisions()
        return Looked(records, receipts, self._submissions(), 0)

    def names(self) -> list[str]:
        """The files that the record names, by hash."""
        return [row[0] for row in self._each("SELECT DISTINCT sha256 FROM submission_blob ORDER BY sha256")]

    def _say(self, code: str, where: str, sentence: str, next_step: str = AGAIN) -> None:
        self._wrong(Wrong(code, where, sentence, next_step))

    def _each(self, statement: str) -> Iterator[Any]:
        found = self._look.execution_options(stream_results=True).exec_driver_sql(statement)
        for rows in found.partitions(ROWS):
            yield from rows

    def _foreign_keys(self) -> None:
        for table in HubTable.metadata.sorted_tables:
            for key in table.foreign_keys:
                other, own = key.column.table.name, key.parent.name
                statement = (
                    f"SELECT DISTINCT a.{own} FROM {table.name} a LEFT JOIN {other} b ON b.{key.column.name} = a.{own} "
                    f"WHERE b.{key.column.name} IS NULL AND a.{own} IS NOT NULL"
                )
                for row in self._each(statement):
                    self._say(
                        "points-nowhere",
                        f"{table.name} {own} {row[0]}",
                        f"What it names is not in the table “{other}”.",
                    )

    def _receipts(self) -> tuple[set[Said], int]:
        """What all receipts say."""
        said: set[Said] = set()
        many = 0
        for id, device, text in self._each("SELECT id, device, document FROM receipt ORDER BY id"):
            many += 1
            try:
                document = json.loads(text)
                entries = read_receipts(document, self._hub)
                if document.get("device") != device:
                    raise ValueError(device)
            except (ReviewerError, ValueError, TypeError, AttributeError):
                self._say("receipt", f"receipt {id}", "The hub’s own signature does not fit it.")
                continue
            said.update((id, each.n, each.sha256, each.accepted) for each in entries)
        return said, many

    def _records(self, said: set[Said]) -> int:
        counts = {
            row[0]: (row[1], row[2])
            for row in self._each("SELECT name, count, rolling FROM device ORDER BY name")
        }
        reached: dict[str, tuple[int, str]] = dict.fromkeys(counts, (0, ""))
        many = 0
        for device, n, id, sha256, accepted, code, receipt, text in self._each(
            "SELECT device, n, id, sha256, accepted, code, receipt, document FROM record ORDER BY device, n"
        ):
            many += 1
            where = f"record {device} {n}"
            last, rolling = reached.get(device, (0, ""))
            if n != last + 1:
                self._say("gap", where, f"The number before it is {last}.", RECORD_AGAIN)
            reached[device] = (n, chained(rolling, sha256))
            if code not in HOLES:
                self._record(where, device, n, id, sha256, text)
            if (receipt, n, sha256, bool(accepted)) not in said:
                self._say("receipt-differs", where, "Its receipt says something else about it.")
        for device, (count, rolling) in counts.items():
            if reached[device] != (count, rolling):
                self._say(
                    "rolling-hash",
                    f"device {device}",
                    f"It counts {count} records; {reached[device][0]} are here, or their hashes are others.",
                    RECORD_AGAIN,
                )
        return many

    def _record(self, where: str, device: str, n: int, id: str | None, sha256: str, text: str) -> None:
        try:
            arrived = read_line(self._rest.opened(text).encode())
        except ReviewerError:
            arrived = read_line(b"")
        if (
            arrived.sha256 != sha256
            or (arrived.device, arrived.n) != (device, n)
            or id not in (None, arrived.id)
        ):
            self._say("record-differs", where, "Its bytes are not those that were taken in.", RECORD_AGAIN)
        elif arrived.fault in HOLES:
            self._say("signature", where, "Its signature does not fit it.", RECORD_AGAIN)

    def _decisions(self) -> None:
        statement = (
            "SELECT a.id, a.decision FROM assignment a LEFT JOIN record r ON r.id = a.decision AND r.accepted = 1 "
            "WHERE a.decision <> '' AND r.id IS NULL"
        )
        for id, decision in self._each(statement):
            self._say("decision", f"assignment {id}", f"The decision {decision} it names is not here.")

    def _submissions(self) -> int:
        many = 0
        for id, sha256, text in self._each("SELECT id, sha256, document FROM submission ORDER BY id"):
            many += 1
            if _hash_of(text, record_hash) != sha256:
                self._say("submission-differs", f"submission {id}", "Its document is not the one taken in.")
        for rubric, text in self._each("SELECT hash, document FROM rubric ORDER BY hash"):
            if _hash_of(text, rubric_hash) != rubric:
                self._say("rubric-differs", f"rubric {rubric}", "Its document does not fit its hash.")
        return many


def look_at_files(
    names: Sequence[str],
    check: Callable[[str], None],
    wrong: Callable[[Wrong], None],
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> int:
    """Read each file whole by ``check``; how many. It can take hours, and so holds no transaction open."""
    for number, sha256 in enumerate(names, 1):
        if cancel is not None:
            cancel.check()
        progress(0, 0, f"Reading it again: file {number} of {len(names)}")
        try:
            check(sha256)
        except ReviewerError as problem:
            if problem.code not in ("blob-missing", "blob-damaged", "backup-damaged"):
                raise  # the place itself does not answer, which says nothing of its files
            wrong(Wrong(problem.code, f"file {sha256}", problem.sentence, FILE_AGAIN))
    return len(names)


def look_at_hub(books: Books, wrong: Callable[[Wrong], None]) -> Looked:
    """Everything a hub has, which may be serving meanwhile."""
    with books.looking() as look:
        pages = books.database.damaged(look)
    for each in pages:
        wrong(Wrong("page-damaged", "hub.db", f"Its file is not as it was written: {each}.", AGAIN))
    try:
        with books.looking() as look:
            verifying = Verifying(look, books.key.name, books.rest, wrong)
            looked, names = verifying.record(), verifying.names()
    except StoreError as problem:
        if not pages:
            raise
        wrong(Wrong(problem.code, "hub.db", problem.sentence, AGAIN))
        return Looked(0, 0, 0, 0)
    return replace(looked, files=look_at_files(names, books.blobs.verify, wrong))


def _hash_of(text: str, how: Callable[[Mapping[str, Any]], str]) -> str:
    try:
        document = json.loads(text)
        return how(document) if isinstance(document, dict) else ""
    except (ValueError, TypeError, RecursionError):
        return ""
