"""Exchanging with the hub: pair once, then rounds that carry records up and work down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.roads import LINE
from reviewer_app.store import LedgerRow, Outbox, Pairing, anew
from reviewer_app.store.ledger import held, set_accepted_of, totals
from reviewer_app.vault.blobs import Blob, PartialBlob
from reviewer_app.workflows import fetching
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.domain.receipts import Receipt
    from reviewer_app.domain.records import Record
    from reviewer_app.domain.signing import SigningKey
    from reviewer_app.exchange.debt import Debt
    from reviewer_app.exchange.ledger import Outgoing
    from reviewer_app.exchange.messages import Pairing as Told
    from reviewer_app.exchange.messages import WorkItem
    from reviewer_app.exchange.round import RoundReport
    from reviewer_app.exchange.transport import Transport
    from reviewer_app.store.work import Work

"""How often a wish to stop is looked for."""


class DeskSide:
    """The desk's store as a round sees it (``exchange.ledger.DeskLedger``); ``road`` is how it is called."""

    def __init__(self, desk: Desk, cancel: CancelToken | None = None, road: str = "") -> None:
        self._store = desk.store
        self._cancel = cancel or CancelToken()
        self._road = road
        self._said_at = ""
        self._work: Work | None = None

    @property
    def device(self) -> str:
        """This device's Multikey."""
        return self._store.device.name

    def latest_n(self) -> int:
        """The number of the latest record."""
        return self._store.latest_n()

    def received_n(self) -> int:
        """The number up to which every record has a receipt."""
        return self._store.received_n()

    def records_after(self, n: int, limit: int) -> Sequence[Record]:
        """The next records after n."""
        return self._store.records_after(n, limit)

    def outgoing(self, n: int, limit: int) -> Sequence[Outgoing]:
        """The same records as they are sent."""
        from reviewer_app.exchange.ledger import Outgoing  # as in pair

        return [Outgoing(*each) for each in self._store.lines_after(n, limit)]

    def summary(self) -> tuple[int, str]:
        """How many records there are, and their rolling hash."""
        return self._store.summary_hash()

    def note_receipts(self, document: Mapping[str, Any], receipts: Sequence[Receipt]) -> None:
        """Keep a signed batch of receipts."""
        with self._changing() as work:
            work.note_receipts(document, receipts)

    @contextmanager
    def taking(self) -> Iterator[None]:
        """One transaction around a page of work and its cursor."""
        with self._store.changes() as work:
            work.road = self._road
            self._work = work
            try:
                yield
            finally:
                self._work = None

    def add_work(self, item: WorkItem) -> bool:
        """Take in an assignment; the role, round and due date are those the hub gave this person."""
        if item.submission_doc is None or item.microcredential_doc is None:
            return False
        from reviewer_app.exchange.messages import ASSIGNED  # as in pair

        self._said_at = item.at
        with self._changing() as work:
            work.said_at = item.at if item.kind == ASSIGNED else ""
            return work.add_submission(
                _told(item, item.submission_doc), item.microcredential_doc, source="hub"
            )

    def add_new(self, items: Sequence[WorkItem]) -> frozenset[str]:
        """Take in together those of these assignments that are plainly new; which."""
        from reviewer_app.store.taking_in import Brought  # as in pair

        brought = [
            Brought(_told(each, each.submission_doc), each.microcredential_doc, each.at)
            for each in items
            if each.submission_doc is not None and each.microcredential_doc is not None
        ]
        with self._changing() as work:
            return work.add_new(brought)

    def withdraw(self, submission: str, reason: str) -> None:
        """The hub took work back."""
        with self._changing() as work:
            work.said_at = ""
            work.withdraw(submission, reason)

    def reopen(self, submission: str) -> None:
        """The hub gave work back."""
        with self._changing() as work:
            work.said_at = self._said_at
            work.reopen(submission)

    def hand_back(self, submission: str) -> None:
        """The person handed it back, here or on another laptop."""
        with self._changing() as work:
            work.said_at = ""
            work.hand_back(submission)

    def settle(self, submission: str, flag: str, at: str, words: str) -> None:
        """The coordinator answered a flag."""
        with self._changing() as work:
            work.settle(submission, flag, at, words)

    def note_sent(self, upto: int, at: datetime) -> None:
        """Records up to this number were handed to the road at this moment."""
        with self._changing() as work:
            work.note_sent(upto, at)

    def held(self) -> Mapping[str, tuple[int, int]]:
        """For each other laptop the highest number that is here, and how many of its records the hub accepts."""
        with self._changing() as work:
            return held(work.connection, self.device)

    def totals(self) -> Mapping[str, int]:
        """The sums of the numbers of other laptops that are here, where some lack."""
        with self._changing() as work:
            return totals(work.connection, self.device)

    def accepted_of(self, device: str, count: int) -> None:
        """How many records of another laptop the hub accepts."""
        with self._changing() as work:
            set_accepted_of(work.connection, device, count)

    def keep_foreign(self, document: Mapping[str, Any]) -> bool:
        """Keep a record of another laptop of the person."""
        with self._changing() as work:
            return work.keep_foreign(document)

    def chain_at(self, n: int) -> str:
        """The rolling hash after record n."""
        with self._changing() as work:
            return anew.chain_at(work.connection, self.device, n)

    def hashes_after(self, n: int, limit: int) -> Sequence[tuple[int, str]]:
        """Numbers and hashes of the next records after n."""
        with self._changing() as work:
            return anew.hashes_after(work.connection, self.device, n, limit)

    def proofs(self, first: int, last: int) -> Sequence[Mapping[str, Any]]:
        """The receipts that the paired hub gave for these records."""
        with self._changing() as work:
            return anew.proofs(work.connection, self.device, self._hub, first, last)

    def refused(self) -> Sequence[tuple[int, str]]:
        """This laptop's records that the paired hub refused for what it knew then."""
        with self._changing() as work:
            return anew.refused(work.connection, self.device, self._hub)

    def accepting(self, refused: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
        """The receipts by which the paired hub accepted some of these records."""
        with self._changing() as work:
            return anew.accepting(work.connection, self._hub, refused)

    def receipts_held(self) -> str:
        """What changes whenever another receipt is kept."""
        with self._changing() as work:
            return anew.receipts_held(work.connection)

    def refusals_seen(self) -> str:
        """What was last looked at of the hub's refusals."""
        with self._changing() as work:
            return anew.refusals_seen(work.connection)

    def see_refusals(self, seen: str) -> None:
        """Remember what was looked at of the hub's refusals."""
        with self._changing() as work:
            work.set_meta(anew.REFUSALS_SEEN, seen)

    def adopt(self, documents: Sequence[Mapping[str, Any]]) -> int:
        """Take back this laptop's own next records."""
        with self._changing() as work:
            for each in documents:
                anew.adopt(work, self.device, each)
        return len(documents)

    @property
    def copied(self) -> bool:
        """Whether the store was opened elsewhere than before."""
        return anew.copied(self._store)

    def keep_warrant(self, document: Mapping[str, Any]) -> None:
        """Keep what the hub signed of a page of work."""
        with self._changing() as work:
            anew.keep_warrant(work.connection, document)

    def warrants(self) -> Sequence[Mapping[str, Any]]:
        """What the paired hub signed of the work it gave."""
        with self._changing() as work:
            return anew.warrants(work.connection, self._hub)

    @property
    def owing(self) -> Debt | None:
        """What is to be given back to a hub that was heard of by a stick alone."""
        from reviewer_app.exchange.debt import read_debt  # as in pair

        with self._changing() as work:
            return read_debt(anew.owing(work.connection))

    def owe(self, debt: Debt | None) -> None:
        """Remember that."""
        with self._changing() as work:
            work.set_meta(anew.OWING, debt.text() if debt is not None else "")

    def given(self, submissions: Sequence[str]) -> Sequence[tuple[int, Mapping[str, Any]]]:
        """The documents of these submissions, with their sizes."""
        with self._changing() as work:
            return anew.given(work.connection, submissions)

    @property
    def key(self) -> SigningKey:
        """The key this laptop signs with."""
        return self._store.device

    def keep_pairing(self, pairing: Told) -> None:
        """Remember the same hub's new token and certificate."""
        anew.keep_pairing(self._store, _kept(pairing))

    def next_key(self, fork: int) -> SigningKey:
        """The key to go on under."""
        return anew.next_key(self._store, fork)

    def start_anew(self, pairing: Told, fork: int) -> None:
        """Go on under the next key."""
        anew.start_anew(self._store, _kept(pairing), fork)

    @property
    def _hub(self) -> str:
        pairing = self._store.pairing
        return pairing.hub_key if pairing else ""

    def cursor(self) -> str:
        """How far this desk has read the hub's work."""
        return self._store.cursor()

    def set_cursor(self, cursor: str) -> None:
        """Remember how far this desk has read."""
        with self._changing() as work:
            work.set_meta("cursor", cursor)

    def missing_blobs(self) -> Sequence[tuple[str, int, str]]:
        """Files not here yet, the soonest due first."""
        return self._store.missing_blobs()

    def held_file(self, sha256: str) -> Blob | None:
        """A file that is here."""
        return self._store.blobs.open(sha256) if self._store.blobs.has(sha256) else None

    def partial(self, sha256: str) -> PartialBlob:
        """The file being fetched under this hash."""
        return self._store.blobs.partial(sha256, self._cancel.check)

    def blob_arrived(self, sha256: str) -> None:
        """A file is whole and here."""
        with self._changing() as work:
            work.blob_arrived(sha256)

    @contextmanager
    def _changing(self) -> Iterator[Work]:
        if self._work is not None:
            yield self._work
            return
        with self._store.changes() as work:
            work.road = self._road
            yield work


def pair(desk: Desk, url: str, code: str, cancel: CancelToken | None = None) -> Pairing:
    """Make this desk known to a hub with the one-time code its coordinator gave."""
    import asyncio  # with the network library not for the first paint

    from reviewer_app.exchange.pairing import pair as trade
    from reviewer_app.exchange.stopping import unless_cancelled

    told = asyncio.run(unless_cancelled(trade(url, code, desk.store.device, now=desk.now), cancel))
    made = Pairing(**vars(told))
    desk.store.save_pairing(made)
    return made


def _told(item: WorkItem, document: Mapping[str, Any]) -> dict[str, Any]:
    """A submission's document with what the hub asks of this person."""
    due = item.due.isoformat() if item.due else None
    return {**document, "assignment": {"role": item.role, "round": item.round, "due": due}}


def _kept(told: Told) -> Pairing:
    """A pairing as the store keeps it."""
    return Pairing(**vars(told))


def unpair(desk: Desk) -> None:
    """Forget the hub; what was said, sent and received stays."""
    desk.store.forget_pairing()


def sync(desk: Desk, progress: ReportProgress = unreported, cancel: CancelToken | None = None) -> RoundReport:
    """One whole round with the paired hub; what was done before an error stays done."""
    import asyncio  # as in pair

    from reviewer_app.exchange.reaching import road_to
    from reviewer_app.exchange.transport import TokenRoad
    from reviewer_app.exchange.whole import Terms, whole_round
    from reviewer_app.workflows.nearby import noted
    from reviewer_app.workflows.noting import NotedRoad
    from reviewer_app.workflows.token_trade import trade_token

    known, side = known_hub(desk), DeskSide(desk, cancel, LINE)
    control, disk = fetching.terms_of(desk), fetching.disk_of(desk)

    async def ended(done: RoundReport, road: Transport) -> None:
        transport = road.road if isinstance(road, NotedRoad) else road
        noted(desk, done, transport)
        if isinstance(transport, TokenRoad) and transport.token_due:
            await trade_token(desk, transport)

    done = asyncio.run(
        whole_round(
            side,
            known,
            lambda to: NotedRoad(road_to(to), side.note_sent, desk.now),
            progress,
            cancel,
            now=desk.now,
            terms=Terms(control, disk, ended),
        )
    )
    desk.store.clear_begun()
    return done


def known_hub(desk: Desk) -> Told:
    """The hub this desk is paired with, as the exchange knows it; a RuleError where there is none."""
    from reviewer_app.exchange.messages import Pairing as Known  # as in pair

    pairing = desk.store.pairing
    if pairing is None:
        raise RuleError(
            "not-paired",
            "This laptop is not paired with a hub",
            "There is no hub to exchange work with yet.",
            "Ask your coordinator for the hub's address and a one-time code, and pair in the Sync room.",
        )
    return Known(**vars(pairing))


def outbox(desk: Desk) -> Outbox:
    """What waits for a receipt, and what was refused."""
    return desk.store.outbox()


def ledger(desk: Desk, offset: int = 0, limit: int = 200) -> list[LedgerRow]:
    """Drafts and decisions with how far they are on their way; what is being scored again tells no outcome."""
    from reviewer_app.workflows.blinding import hidden  # as in pair

    rows, again = desk.store.ledger(offset, limit), hidden(desk)
    return [replace(each, what="Decision") if each.submission in again else each for each in rows]
