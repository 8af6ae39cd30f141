"""The desk's store of record: one encrypted SQLite file and a folder of encrypted blobs, one writer at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.paths import Home
from reviewer_app.store import ledger, lists, schema
from reviewer_app.store.begun import clear_begun
from reviewer_app.store.meta import Meta, begin_life
from reviewer_app.store.one_instance import InstanceLock
from reviewer_app.store.partner import forget_partner, keep_partner, partner
from reviewer_app.store.place import note_place
from reviewer_app.store.shapes import (
    LedgerRow,
    Outbox,
    Pairing,
    QueueQuery,
    QueueRow,
    QueueSummary,
    RebuildReport,
    StoreProblem,
)
from reviewer_app.vault.blobs import BlobFolder, disk_error
from reviewer_app.vault.database import connect, plain_words

# The rules, signatures and transactions are loaded by whoever first asks for them: the queue is on the screen sooner.
if TYPE_CHECKING:
    from reviewer_app.domain.decision import Decision
    from reviewer_app.domain.pausing import Settlement
    from reviewer_app.domain.receipts import Receipt
    from reviewer_app.domain.records import Record
    from reviewer_app.domain.review import ReviewState
    from reviewer_app.domain.rubric import Microcredential
    from reviewer_app.domain.signing import SigningKey
    from reviewer_app.domain.submission import Submission
    from reviewer_app.store.reading import Reading
    from reviewer_app.store.word_index import WordIndex
    from reviewer_app.store.work import Work


class DeskStore:
    """Everything on this laptop. Any thread may call it; calls wait for each other."""

    def __init__(self, home: Home, key: bytes, now: Callable[[], datetime], lock: InstanceLock) -> None:
        self._home, self._key, self._now, self._lock = home, key, now, lock
        self._turn = threading.RLock()
        self._connection = connect(home.store_file, key)
        try:
            with plain_words():
                schema.migrate(self._connection, self._copy_first)
            self.blobs = BlobFolder(home.blobs, key, home.staging)
            self.blobs.clear_staging()
            self._meta = Meta(self._connection)
            with plain_words():
                if not self._meta.get("device_seed"):
                    begin_life(self._connection, now)
                note_place(self._connection, self._meta, home)
                self._seed = bytes.fromhex(self._meta.get("device_seed"))
                self.clear_begun()
        except BaseException:  # stopped by the person too: nobody else would close the file
            self._connection.close()
            raise

    @classmethod
    def create(cls, home: Home, key: bytes, now: Callable[[], datetime]) -> DeskStore:
        """A new store; refused where one is already."""
        if home.store_file.exists():
            raise StoreError(
                "store-exists",
                "There is a store here already",
                "This folder holds a store.",
                "Unlock it, or choose another folder.",
            )
        return cls._locked(home, key, now)

    @classmethod
    def open(cls, home: Home, key: bytes, now: Callable[[], datetime]) -> DeskStore:
        """The store that is here; a creation that was cut short is completed."""
        try:
            said = home.store_file.exists() and home.store_file.stat().st_size
            lost = not said and any(home.blobs.glob("??/*"))
        except OSError as problem:
            raise disk_error(problem) from problem
        if lost:
            raise StoreError(
                "store-missing",
                "The store's file is missing",
                f"“{home.store_file.name}” is not where it should be, or is empty, although evidence is there.",
                "Put it back from the backups folder; evidence and key are still here.",
            )
        return cls._locked(home, key, now)

    @classmethod
    def _locked(cls, home: Home, key: bytes, now: Callable[[], datetime]) -> DeskStore:
        lock = InstanceLock(home.lock_file)
        try:
            return cls(home, key, now, lock)
        except BaseException:  # whatever kept it from opening, the next try must find the lock free
            lock.release()
            raise

    def close(self) -> None:
        """Close the file and let another program in; harmless when repeated."""
        with self._turn:
            self._connection.close()
            self._lock.release()

    @cached_property
    def device(self) -> SigningKey:
        """The key this laptop signs with."""
        from reviewer_app.domain.signing import SigningKey

        return SigningKey(self._seed)

    @cached_property
    def _reading(self) -> Reading:
        from reviewer_app.store.reading import Reading

        with self._turn:
            return Reading(self._connection, self._meta)

    @cached_property
    def words(self) -> WordIndex:
        """The search index over evidence and what was said."""
        from reviewer_app.store.word_index import WordIndex

        return WordIndex(self._read, self.changes)

    @contextmanager
    def changes(self) -> Iterator[Work]:
        """One transaction, durable when the block ends without an error, else without trace."""
        from reviewer_app.store.work import Work

        with self._turn, plain_words():
            self._connection.execute("BEGIN IMMEDIATE")
            work = Work(self._reading, self.device, self._meta.get("author"), self._now, self.blobs.has)
            try:
                yield work
                self._connection.execute("COMMIT")
            except BaseException:  # a change is whole or not at all, also when the person stops it
                self._reading.forget()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _read(self) -> Iterator[Reading]:
        with self._turn, plain_words():
            yield self._reading

    @contextmanager
    def _look(self) -> Iterator[Any]:
        with self._turn, plain_words():
            yield self._connection

    @property
    def author(self) -> str:
        """The person this desk works for, as the hub knows them once paired."""
        with self._look():
            return self._meta.get("author")

    @property
    def pairing(self) -> Pairing | None:
        """The hub this desk is paired with."""
        with self._look():
            return partner(self._meta)

    def save_pairing(self, pairing: Pairing, *, moved: bool = False) -> None:
        """Remember the hub, and be the person it knows; ``moved``: the same ones, reached another way."""
        with self.changes() as work:
            keep_partner(work, pairing, moved=moved)

    def become(self, key: SigningKey) -> None:
        """Be the device of this key, which the store holds by now (``anew.start_anew``)."""
        with self._turn:
            self._seed = key.seed
            del self.device
            self._reading.forget()

    def forget_pairing(self) -> None:
        """Be paired with no hub; nothing that was said or sent is touched."""
        with self.changes() as work:
            forget_partner(work)

    def cursor(self) -> str:
        """How far this desk has read the hub's work."""
        with self._look():
            return self._meta.get("cursor")

    def submission(self, submission: str) -> Submission:
        """The submission with this id."""
        with self._read() as reading:
            return reading.submission(submission)

    def has_submission(self, submission: str) -> bool:
        """Whether a submission is here."""
        with self._read() as reading:
            return reading.one("SELECT 1 FROM submission WHERE id = ?", submission) is not None

    def rubric(self, rubric: str) -> Microcredential:
        """The micro-credential with this rubric hash."""
        with self._read() as reading:
            return reading.rubric(rubric)

    def documents(self, submission: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The submission's and its micro-credential's JSON, as they came."""
        with self._read() as reading:
            row = reading.one(
                "SELECT submission.document, rubric.document FROM submission JOIN rubric "
                "ON rubric.hash = submission.rubric WHERE submission.id = ?",
                submission,
            )
            if row is None:
                reading.submission(submission)
            return json.loads(row[0]), json.loads(row[1])

    def review(self, submission: str) -> ReviewState:
        """Everything said about a submission."""
        with self._read() as reading:
            return reading.review(submission)

    def records(self, submission: str) -> tuple[Record, ...]:
        """All records about a submission, oldest first."""
        with self._read() as reading:
            return tuple(reading.records(submission))

    def records_after(self, n: int, limit: int) -> list[Record]:
        """This device's next records after number n."""
        from reviewer_app.domain.records import read_record

        with self._read() as reading:
            rows = reading.connection.execute(
                "SELECT document FROM record WHERE device = ? AND n > ? ORDER BY n LIMIT ?",
                (self.device.name, n, limit),
            ).fetchall()
        return [read_record(json.loads(row[0]), trusted=True) for row in rows]

    def lines_after(self, n: int, limit: int) -> list[tuple[int, str, str, bytes]]:
        """This device's next records after number n as (number, id, submission, canonical bytes)."""
        with self._look() as connection:
            return ledger.lines_after(connection, self.device.name, n, limit)

    def latest_n(self) -> int:
        """The number of this device's latest record, 0 when it has none."""
        return self.summary_hash()[0]

    def received_n(self) -> int:
        """The number up to which every record of this device has a receipt."""
        with self._look():
            return int(self._meta.get("received_n", "0"))

    def summary_hash(self) -> tuple[int, str]:
        """How many records this device has, and their rolling hash ("" for none)."""
        with self._read() as reading:
            row = reading.one(
                "SELECT n, chain FROM record WHERE device = ? ORDER BY n DESC LIMIT 1", self.device.name
            )
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def state(self, submission: str) -> State:
        """Where a submission stands."""
        with self._read() as reading:
            return reading.state(submission)

    def decision(self, submission: str) -> tuple[Decision, Record] | None:
        """The signed decision that stands and its record, once there is one."""
        from reviewer_app.domain.decision import decision_from

        with self._read() as reading:
            standing = reading.review(submission).decision
            signed = [each for each in reading.records(submission) if standing and each.id == standing]
        return (decision_from(signed[-1].body), signed[-1]) if signed else None

    def settlements(self, submission: str) -> Mapping[str, Settlement]:
        """What the coordinator answered to flags of a submission, by flag."""
        with self._read() as reading:
            return reading.settlements(submission)

    def receipt(self, record: str) -> Receipt | None:
        """What the hub last said about a record."""
        with self._read() as reading:
            return reading.receipt(record)

    def receipt_document(self, record: str) -> dict[str, Any] | None:
        """The hub's signed document that holds a record's receipt."""
        with self._read() as reading:
            held = ledger.receipt_document(reading.connection, record)
        return json.loads(held) if held else None

    def outbox(self) -> Outbox:
        """What waits for a receipt, and what was refused."""
        with self._look() as connection:
            return ledger.outbox(connection, self.device.name, int(self._meta.get("received_n", "0")))

    def ledger(self, offset: int, limit: int) -> list[LedgerRow]:
        """Drafts and decisions with how far they are, the latest change first."""
        with self._look() as connection:
            return ledger.rows(connection, offset, limit)

    def missing_blobs(self) -> list[tuple[str, int, str]]:
        """Files not here yet as (SHA-256, size, submission), the soonest due first."""
        with self._look() as connection:
            return ledger.missing_blobs(connection)

    def clear_begun(self) -> int:
        """Throw away what came so far of files that are wanted no more, or are here by now; how many."""
        return clear_begun(self.blobs, lambda: {sha256 for sha256, _, _ in self.missing_blobs()})

    def queue(self, query: QueueQuery, offset: int, limit: int) -> list[QueueRow]:
        """A page of a list."""
        with self._look() as connection:
            return lists.page(connection, query, offset, limit)

    def queue_size(self, query: QueueQuery) -> int:
        """How many submissions a list holds."""
        with self._look() as connection:
            return lists.size(connection, query)

    def queue_summary(self, today: date) -> QueueSummary:
        """The figures above the queue."""
        with self._look() as connection:
            return lists.summary(connection, today)

    def place(self, submission: str, evidence: str) -> Mapping[str, Any]:
        """Where the person last was in a piece of evidence; empty when it was never opened."""
        with self._read() as reading:
            row = reading.one(
                "SELECT document FROM place WHERE submission = ? AND evidence = ?", submission, evidence
            )
        return json.loads(row[0]) if row else {}

    def set_place(self, submission: str, evidence: str, where: Mapping[str, Any]) -> None:
        """Remember where the person is in a piece of evidence."""
        with self._read() as reading:
            reading.connection.execute(
                "INSERT OR REPLACE INTO place (submission, evidence, document) VALUES (?, ?, ?)",
                (submission, evidence, json.dumps(dict(where))),
            )

    def rebuild(self) -> RebuildReport:
        """Fold everything anew, and say what differed."""
        from reviewer_app.store import upkeep

        with self.changes() as work:
            return upkeep.rebuild(self._reading, work)

    def check(self) -> list[StoreProblem]:
        """Everything wrong with the store."""
        from reviewer_app.store import upkeep

        with self._read() as reading:
            found = upkeep.check(reading)
            files = upkeep.files_here(reading)
        return found + upkeep.check_files(files, self.blobs)  # long, and nobody need wait for it

    def backup(self, target: Path) -> None:
        """An encrypted copy of the database, opened by the same key."""
        part = target.with_name(target.name + ".part")
        with self._turn, plain_words():
            part.unlink(missing_ok=True)
            copy = connect(part, self._key)
            try:
                self._connection.backup(copy)
                copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
            part.replace(target)

    def _copy_first(self, number: int) -> None:
        stamp = self._now().strftime("%Y%m%d-%H%M%S")
        self._home.backups.mkdir(parents=True, exist_ok=True)
        self.backup(self._home.backups / f"desk-schema-{number}-{stamp}.db")
