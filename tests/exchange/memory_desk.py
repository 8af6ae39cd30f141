"""A desk's store in memory, for rounds that need no disk: it keeps what it is told, and can be asked about it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.receipts import ABOUT_BYTES, Receipt
from reviewer_app.domain.records import Record, chained, read_record
from reviewer_app.domain.reissuing import continued, reissued, successor_key
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.exchange.debt import Debt
from reviewer_app.exchange.ledger import Outgoing
from reviewer_app.exchange.messages import Pairing, WorkItem

_HASHES: dict[str, str] = {}


def hash_of(record: Record) -> str:
    """A record's hash, worked out once: its signature stands for its bytes."""
    signature = str(record.document["proof"]["proofValue"])
    if signature not in _HASHES:
        _HASHES[signature] = record.sha256
    return _HASHES[signature]


class MemoryPart:
    """A file under way, kept by the desk between rounds."""

    def __init__(self, sha256: str, desk: MemoryDesk) -> None:
        self._sha256, self._desk = sha256, desk
        self._bytes = desk.parts.setdefault(sha256, bytearray())

    @property
    def have(self) -> int:
        return len(self._bytes)

    def append(self, data: bytes) -> None:
        self._bytes += data
        self._desk.appended += 1

    def finish(self) -> None:
        if hashlib.sha256(self._bytes).hexdigest() != self._sha256:
            self.discard()
            raise StoreError("wrong-hash", "A file is damaged", "Its hash is wrong.", "It is fetched again.")
        self._desk.files[self._sha256] = bytes(self._bytes)
        self._desk.parts.pop(self._sha256, None)

    def discard(self) -> None:
        self._bytes.clear()
        self._desk.discarded.append(self._sha256)

    def close(self) -> None:
        self._desk.closed += 1


class MemoryFile:
    """A file that the desk has."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.size = len(content)

    def read_at(self, offset: int, length: int) -> bytes:
        return self._content[offset : offset + length]

    def close(self) -> None:
        """Nothing was opened."""


class MemoryDesk:
    """A DeskLedger over plain lists."""

    def __init__(self, key: SigningKey) -> None:
        self.key = key
        self.records: list[Record] = []
        self.receipts: dict[str, Receipt] = {}
        self.documents: list[Mapping[str, Any]] = []
        self.work: dict[str, WorkItem] = {}
        self.withdrawn: dict[str, str] = {}
        self.settled: dict[str, str] = {}
        self.cursors: list[str] = [""]
        self.files: dict[str, bytes] = {}
        self.parts: dict[str, bytearray] = {}
        self.discarded: list[str] = []
        self.appended = 0
        self.closed = 0
        self.open_pages = 0
        self.seen = ""
        self.owing: Debt | None = None
        self.others: dict[str, Record] = {}
        self.beyond: dict[str, int] = {}
        self.told: list[Mapping[str, Any]] = []
        self.forked: list[Record] = []
        self.copied = False
        self.pairing: Pairing | None = None
        self.place = os.urandom(8).hex()
        self.left: set[str] = set()

    def add(self, *records: Record) -> None:
        self.records.extend(records)

    @property
    def waiting(self) -> list[str]:
        return [each.id for each in self.records if each.id not in self.receipts]

    @property
    def device(self) -> str:
        return self.key.name

    def latest_n(self) -> int:
        return len(self.records)

    def received_n(self) -> int:
        return next((each.n - 1 for each in self.records if each.id not in self.receipts), len(self.records))

    def records_after(self, n: int, limit: int) -> Sequence[Record]:
        return self.records[n : n + limit]

    def outgoing(self, n: int, limit: int) -> Sequence[Outgoing]:
        return [
            Outgoing(each.n, each.id, each.subject, canonical(each.document))
            for each in self.records_after(n, limit)
        ]

    def summary(self) -> tuple[int, str]:
        rolling = ""
        for each in self.records:
            rolling = chained(rolling, hash_of(each))
        return len(self.records), rolling

    def note_receipts(self, document: Mapping[str, Any], receipts: Sequence[Receipt]) -> None:
        self.documents.append(document)
        for each in receipts:
            before = self.receipts.get(each.record)
            if each.accepted or before is None or not before.accepted or before.hub != each.hub:
                self.receipts[each.record] = each

    def refused(self) -> Sequence[tuple[int, str]]:
        refused = {
            id for id, each in self.receipts.items() if not each.accepted and each.code not in ABOUT_BYTES
        }
        return [(each.n, each.id) for each in self.records if each.id in refused]

    def accepting(self, refused: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
        wanted = set(refused.items())
        return [
            document
            for document in self.documents
            if any(
                each["accepted"] and (each["record"], each["sha256"]) in wanted
                for each in document["entries"]
            )
        ]

    def accepted(self) -> set[str]:
        """Hashes of what the hub accepted by a receipt that is here."""
        entries = (each for document in self.documents for each in document["entries"])
        return {each["sha256"] for each in entries if each["accepted"]}

    def receipts_held(self) -> str:
        return str(len(self.documents))

    def owe(self, debt: Debt | None) -> None:
        self.owing = debt

    def refusals_seen(self) -> str:
        return self.seen

    def see_refusals(self, seen: str) -> None:
        self.seen = seen

    @contextmanager
    def taking(self) -> Iterator[None]:
        self.open_pages += 1
        before = (dict(self.work), dict(self.withdrawn), list(self.cursors), self.owing)
        try:
            yield
        except BaseException:
            self.work, self.withdrawn, self.cursors, self.owing = before
            raise
        finally:
            self.open_pages -= 1

    def add_new(self, items: Sequence[WorkItem]) -> frozenset[str]:
        assert self.open_pages
        return frozenset()

    def add_work(self, item: WorkItem) -> bool:
        assert self.open_pages
        before = self.work.get(item.submission)
        if before is not None and before.submission_doc != item.submission_doc:
            raise StoreError(
                "submission-differs", "Other bytes", "It has other content.", "Ask the coordinator."
            )
        self.work[item.submission] = item
        return before is None

    def withdraw(self, submission: str, reason: str) -> None:
        self.withdrawn[submission] = reason

    def reopen(self, submission: str) -> None:
        self.withdrawn.pop(submission, None)

    def hand_back(self, submission: str) -> None:
        self.withdrawn[submission] = "handed back"

    def settle(self, submission: str, flag: str, at: str, words: str) -> None:
        self.settled[flag] = words

    def held(self) -> Mapping[str, tuple[int, int]]:
        numbers: dict[str, list[int]] = {}
        for each in self.others.values():
            numbers.setdefault(each.device, []).append(each.n)
        return {
            device: (max(all_), len(all_) - self.beyond.get(device, 0)) for device, all_ in numbers.items()
        }

    def totals(self) -> Mapping[str, int]:
        numbers: dict[str, list[int]] = {}
        for each in self.others.values():
            numbers.setdefault(each.device, []).append(each.n)
        return {
            device: sum(all_)
            for device, all_ in numbers.items()
            if len(all_) != max(all_) and not self.beyond.get(device)
        }

    def accepted_of(self, device: str, count: int) -> None:
        assert self.open_pages
        self.beyond[device] = max(0, sum(each.device == device for each in self.others.values()) - count)

    def keep_foreign(self, document: Mapping[str, Any]) -> bool:
        assert self.open_pages
        record = read_record(document)
        if record.id in self.others:
            return False
        self.others[record.id] = record
        return True

    def cursor(self) -> str:
        return self.cursors[-1]

    def set_cursor(self, cursor: str) -> None:
        assert self.open_pages
        self.cursors.append(cursor)

    def chain_at(self, n: int) -> str:
        rolling = ""
        for each in self.records[:n]:
            rolling = chained(rolling, hash_of(each))
        return rolling

    def hashes_after(self, n: int, limit: int) -> Sequence[tuple[int, str]]:
        return [(each.n, hash_of(each)) for each in self.records[n : n + limit]]

    def proofs(self, first: int, last: int) -> Sequence[Mapping[str, Any]]:
        ids = {each.id for each in self.records[first - 1 : last]}
        return [each for each in self.documents if ids & {entry["record"] for entry in each["entries"]}]

    def adopt(self, documents: Sequence[Mapping[str, Any]]) -> int:
        for each in documents:
            record = read_record(each)
            assert (record.device, record.n) == (self.device, self.latest_n() + 1)
            self.records.append(record)
        return len(documents)

    def keep_warrant(self, document: Mapping[str, Any]) -> None:
        assert self.open_pages
        self.told.append(document)

    def warrants(self) -> Sequence[Mapping[str, Any]]:
        return self.told

    def documents_of(self, item: WorkItem) -> Mapping[str, Any]:
        return {"submission": item.submission_doc, "microcredential": item.microcredential_doc}

    def given(self, submissions: Sequence[str]) -> Sequence[tuple[int, Mapping[str, Any]]]:
        held = [self.documents_of(self.work[each]) for each in submissions if each in self.work]
        return [(len(canonical(each)), each) for each in held]

    def keep_pairing(self, pairing: Pairing) -> None:
        self.pairing = pairing

    def next_key(self, fork: int) -> SigningKey:
        differs = self.records[fork - 1 : fork]
        return successor_key(self.key, hash_of(differs[0]) if differs else self.place)

    def start_anew(self, pairing: Pairing, fork: int) -> None:
        """As the real store: what only this line said from ``fork`` on is said again under the new key."""
        stays, again = self.records[: fork - 1], self.records[fork - 1 :]
        self.others |= {each.id: each for each in stays}
        self.forked += again
        self.key, self.copied = self.next_key(fork), False
        heard = sorted((x for x in self.others.values() if x.device == self.device), key=lambda x: x.n)
        self.others = {id: each for id, each in self.others.items() if each.device != self.device}
        self.records = continued(reissued(again, self.key), heard)
        self.pairing = pairing

    def missing_blobs(self) -> Sequence[tuple[str, int, str]]:
        return [
            (blob.sha256, blob.size, item.submission)
            for item in self.work.values()
            for blob in item.blobs
            if blob.sha256 not in self.files and item.submission not in self.withdrawn
        ]

    def held_file(self, sha256: str) -> MemoryFile | None:
        return MemoryFile(self.files[sha256]) if sha256 in self.files else None

    def partial(self, sha256: str) -> MemoryPart:
        return MemoryPart(sha256, self)

    def blob_arrived(self, sha256: str) -> None:
        assert sha256 in self.files
