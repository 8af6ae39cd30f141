"""What a round needs of a desk's store, so that neither knows the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.debt import Debt
from reviewer_app.exchange.messages import Pairing, WorkItem


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record as it travels: its number, id and submission, and the canonical bytes of its signed document."""

    n: int
    id: str
    subject: str
    line: bytes


class Part(Protocol):
    """A file being fetched, kept on disk (encrypted) so that it goes on where it stopped, even after a kill."""

    @property
    def have(self) -> int:
        """Bytes that are here."""
        ...

    def append(self, data: bytes) -> object:
        """Put the next bytes behind those that are here."""
        ...

    def finish(self) -> object:
        """Check the hash and link the file in; StoreError ``wrong-hash``, and nothing kept, for other bytes."""
        ...

    def discard(self) -> object:
        """Throw away what is here, to start again."""
        ...

    def close(self) -> object:
        """Let go of it; what is here stays for the next time."""
        ...


class HeldFile(Protocol):
    """A file that is here, open for reading."""

    @property
    def size(self) -> int:
        """Its bytes."""
        ...

    def read_at(self, offset: int, length: int) -> bytes:
        """The bytes of a range, cut at the end; StoreError where they are damaged."""
        ...

    def close(self) -> object:
        """Let go of it."""
        ...


class DeskLedger(Protocol):
    """The desk's store as a round sees it; blocking, called one at a time from the thread that runs the round.

    Whatever returns is durable, except inside ``taking``, where everything becomes durable together at its end.
    """

    @property
    def device(self) -> str:
        """This device's Multikey."""
        ...

    def latest_n(self) -> int:
        """The number of this device's latest record, 0 when it has none."""
        ...

    def received_n(self) -> int:
        """The number up to which every record of this device has a receipt, accepted or refused."""
        ...

    def records_after(self, n: int, limit: int) -> Sequence[Record]:
        """This device's next records after number n, in order."""
        ...

    def outgoing(self, n: int, limit: int) -> Sequence[Outgoing]:
        """The same records as they are sent."""
        ...

    def summary(self) -> tuple[int, str]:
        """How many records this device has, and their rolling hash (domain.records.chained; "" for none)."""
        ...

    def note_receipts(self, document: Mapping[str, Any], receipts: Sequence[Receipt]) -> None:
        """Keep a signed receipt document and what it says of each record; the same one may come again."""
        ...

    def taking(self) -> AbstractContextManager[None]:
        """One transaction around a page of work and the cursor that covers it."""
        ...

    def add_new(self, items: Sequence[WorkItem]) -> Collection[str]:
        """Take in together, inside ``taking``, those of these assignments that are plainly new; which submissions.

        The rest, whatever is the matter with it, is for ``add_work`` one by one.
        """
        ...

    def add_work(self, item: WorkItem) -> bool:
        """Take in an assignment; False when it was here already; StoreError when other bytes have its id."""
        ...

    def withdraw(self, submission: str, reason: str) -> None:
        """Mark work the hub took back; what was said about it is kept."""
        ...

    def reopen(self, submission: str) -> None:
        """Open work again that was withdrawn."""
        ...

    def hand_back(self, submission: str) -> None:
        """Hide work that the person handed back for a conflict of interest, on whichever laptop."""
        ...

    def settle(self, submission: str, flag: str, at: str, words: str) -> None:
        """Keep the coordinator's answer to a flag, with its RFC 3339 moment."""

    def held(self) -> Mapping[str, tuple[int, int]]:
        """For each other laptop of the person the highest number that is here, and how many records the hub accepts."""
        ...

    def totals(self) -> Mapping[str, int]:
        """For each other laptop of which numbers lack here, the sum of those that are here.

        Two lines of one key, one of which the hub lost, can have as many and lack others.
        """
        ...

    def accepted_of(self, device: str, count: int) -> None:
        """The hub accepts so many records of another laptop; what is here beyond that it judged anew."""
        ...

    def keep_foreign(self, document: Mapping[str, Any]) -> bool:
        """Keep a record of another laptop of the person; False when it is here already."""
        ...

    def cursor(self) -> str:
        """How far this desk has read the hub's work, "" at first."""
        ...

    def set_cursor(self, cursor: str) -> None:
        """Remember how far this desk has read."""
        ...

    def chain_at(self, n: int) -> str:
        """This device's rolling hash after record n, "" after none."""
        ...

    def hashes_after(self, n: int, limit: int) -> Sequence[tuple[int, str]]:
        """Numbers and hashes of this device's next records after number n."""
        ...

    def proofs(self, first: int, last: int) -> Sequence[Mapping[str, Any]]:
        """The signed receipt documents that this device's records of these numbers have."""
        ...

    def refused(self) -> Sequence[tuple[int, str]]:
        """Numbers and ids of this device's records that the paired hub refused, but for those of damaged bytes."""
        ...

    def accepting(self, refused: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
        """The signed documents that are here by which the paired hub accepted some of these records (hash by id).

        Those of a line that this laptop was before it went on under another key count as well.
        """
        ...

    def receipts_held(self) -> str:
        """What changes whenever another receipt is kept."""
        ...

    def refusals_seen(self) -> str:
        """What ``see_refusals`` was last told, "" at first."""
        ...

    def see_refusals(self, seen: str) -> None:
        """Remember what was looked at of the hub's refusals."""
        ...

    def adopt(self, documents: Sequence[Mapping[str, Any]]) -> int:
        """Take back this device's own next records, in one durable step; how many. FileError for any others."""
        ...

    @property
    def copied(self) -> bool:
        """Whether the store runs on another machine or in another folder than before, so that two may hold its key."""
        ...

    def keep_warrant(self, document: Mapping[str, Any]) -> None:
        """Keep what the hub signed of a page of work."""
        ...

    def warrants(self) -> Sequence[Mapping[str, Any]]:
        """All of those, in the order they came."""
        ...

    @property
    def owing(self) -> Debt | None:
        """What is owed to a hub that was seen at a folder or stick to have lost something."""
        ...

    def owe(self, debt: Debt | None) -> None:
        """Remember that; None once it is paid."""
        ...

    def given(self, submissions: Sequence[str]) -> Sequence[tuple[int, Mapping[str, Any]]]:
        """Of these submissions that are here the size of ``{submission, microcredential}``, and that."""
        ...

    def missing_blobs(self) -> Sequence[tuple[str, int, str]]:
        """Files not here yet as (SHA-256, size, submission), the most urgent first."""
        ...

    def held_file(self, sha256: str) -> HeldFile | None:
        """A file that is here, None where it is not."""
        ...

    def partial(self, sha256: str) -> Part:
        """The file being fetched under this hash."""
        ...

    def blob_arrived(self, sha256: str) -> None:
        """Note that a file is whole and here."""
        ...


class DeskIdentity(DeskLedger, Protocol):
    """A desk that can also come back to a hub that lost it, and go on under a new key."""

    @property
    def key(self) -> SigningKey:
        """The key this device signs with."""
        ...

    def keep_pairing(self, pairing: Pairing) -> None:
        """Remember the same hub's new token and certificate."""
        ...

    def next_key(self, fork: int) -> SigningKey:
        """The key to go on under from number ``fork`` on; always the same one from the same line."""
        ...

    def start_anew(self, pairing: Pairing, fork: int) -> None:
        """Be the next key's device: what was said from number ``fork`` on is said again under it, in one durable step.

        The line of the key before it, which goes on elsewhere, is from now on that of another laptop of the person.
        """
        ...
