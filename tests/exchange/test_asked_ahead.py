"""What comes next is asked for or sent while one page or batch is kept, never less safely than one by one."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import pytest

from reviewer_app.domain.errors import Cancelled, LineError, StoreError
from reviewer_app.domain.progress import CancelToken, unreported
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import record_hash
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange import news, sending, stopping
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.messages import ASSIGNED, Proof, RecordsAnswer, RoundAnswer, RoundRequest, WorkItem
from reviewer_app.exchange.round import RoundReport, run_round
from reviewer_app.exchange.tally import Tally
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import MORNING, say

PAGE, PAGES = 40, 3


class Book:
    """A hub that has pages of work, as a road to it that notes which were asked for, and when one was let go."""

    def __init__(self, desk: MemoryDesk) -> None:
        self.desk = desk
        self.asked: list[tuple[str, int]] = []
        self.let_go = 0
        self.before: dict[int, Callable[[], Awaitable[None]]] = {}

    async def round(self, request: RoundRequest) -> RoundAnswer:
        self.asked.append((request.cursor, request.count))
        page = int(request.cursor or "0")
        try:
            if page in self.before:
                await self.before[page]()
        except asyncio.CancelledError:
            self.let_go += 1
            raise
        last = page >= PAGES
        numbers = () if last else range(page * PAGE, (page + 1) * PAGE)
        count, rolling = self.desk.summary()
        return RoundAnswer(
            count=count,
            hash=rolling,
            cursor=str(min(page + 1, PAGES)),
            more=page + 1 < PAGES,
            work=tuple(WorkItem(ASSIGNED, f"s-{number:03d}", "") for number in numbers),
            receipts=(),
            at=MORNING,
        )

    def go(self, cancel: CancelToken | None = None) -> RoundReport:
        return asyncio.run(run_round(self.desk, self, cancel=cancel, now=lambda: MORNING))  # type: ignore[arg-type]  # no more of a road is needed


@pytest.fixture
def book() -> Book:
    return Book(MemoryDesk(SigningKey(os.urandom(32))))


def test_the_next_page_is_asked_for_before_all_of_this_one_is_kept(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, asked_by = book.desk.add_work, dict[str, int]()

    def add_work(item: WorkItem) -> bool:
        asked_by[item.submission] = len(book.asked)
        return kept(item)

    monkeypatch.setattr(book.desk, "add_work", add_work)
    assert book.go().received_work == PAGE * PAGES
    assert [cursor for cursor, _ in book.asked] == ["", "1", "2"]
    assert [asked_by[f"s-{page * PAGE + PAGE - 1:03d}"] for page in range(PAGES)] == [2, 3, 3]
    assert book.desk.cursor() == str(PAGES)


def test_what_was_asked_before_the_person_went_on_is_asked_anew(book: Book) -> None:
    async def meanwhile() -> None:
        if not book.desk.records:
            said = say(book.desk.key, 1)
            book.desk.add(said)
            book.desk.receipts[said.id] = Receipt(said.id, 1, said.sha256, True, "", "", "", "")

    book.before[1] = meanwhile
    assert book.go().received_work == PAGE * PAGES
    assert book.asked == [("", 0), ("1", 0), ("1", 1), ("2", 1)]


def test_a_page_that_came_is_kept_although_the_line_broke_at_the_next(book: Book) -> None:
    async def broken() -> None:
        raise line_error("cut-off")

    book.before[1] = broken
    with pytest.raises(LineError):
        book.go()
    assert (len(book.desk.work), book.desk.cursor()) == (PAGE, "1")
    book.before.clear()
    assert book.go().received_work == PAGE * (PAGES - 1)


def test_a_cancel_amid_a_page_leaves_nothing_of_it_and_no_question_behind(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel, kept = CancelToken(), book.desk.add_work

    async def for_ever() -> None:
        await asyncio.Event().wait()

    def add_work(item: WorkItem) -> bool:
        cancel.cancel()
        return kept(item)

    book.before[1] = for_ever
    monkeypatch.setattr(book.desk, "add_work", add_work)
    monkeypatch.setattr(stopping, "LOOK_SECONDS", 0)
    monkeypatch.setattr(news, "AT_ONCE", 1)
    with pytest.raises(Cancelled):
        book.go(cancel)
    assert book.let_go == 1
    assert (len(book.desk.work), book.desk.cursor()) == (0, "")


def test_a_page_that_cannot_be_kept_lets_the_next_question_go(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = book.desk.add_work

    async def for_ever() -> None:
        await asyncio.Event().wait()

    def add_work(item: WorkItem) -> bool:
        if item.submission == f"s-{PAGE - 1:03d}":
            raise StoreError("disk-full", "The disk is full", "There is no room.", "Free some.")
        return kept(item)

    book.before[1] = for_ever
    monkeypatch.setattr(book.desk, "add_work", add_work)
    with pytest.raises(StoreError):
        book.go()
    assert book.let_go == 1
    assert (len(book.desk.work), book.desk.cursor()) == (0, "")


class Taker:
    """A hub that takes in what it is sent, as a road to it; ``events`` are what happened at both ends, in order."""

    def __init__(self, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.events: list[str] = []
        self.breaks_at = 0
        monkeypatch.setattr(sending, "BATCH_RECORDS", 2)
        noted = desk.note_receipts

        def note(document: Mapping[str, Any], receipts: Sequence[Receipt]) -> None:
            self.events.append(f"noted {receipts[0].n}")
            noted(document, receipts)

        monkeypatch.setattr(desk, "note_receipts", note)

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None = None) -> RecordsAnswer:
        documents = [json.loads(each) for each in lines]
        first = documents[0]["n"]
        self.events.append(f"sent {first}")
        if first == self.breaks_at:
            raise line_error("cut-off")
        receipts = tuple(
            Receipt(each["id"], each["n"], record_hash(each), True, "", "", "", "") for each in documents
        )
        return RecordsAnswer(first + len(lines) - 1, (({"device": device}, receipts),), None)


@pytest.fixture
def hub(book: Book, monkeypatch: pytest.MonkeyPatch) -> Taker:
    """One that is to be sent five records, two at a time."""
    book.desk.add(*(say(book.desk.key, n) for n in range(1, 6)))
    return Taker(book.desk, monkeypatch)


def test_the_next_batch_is_on_its_way_before_the_receipts_of_one_are_noted(book: Book, hub: Taker) -> None:
    desk, tally = book.desk, Tally()
    assert asyncio.run(sending.send_after(0, desk, hub, unreported, tally))  # type: ignore[arg-type]  # as above
    assert hub.events == ["sent 1", "sent 3", "noted 1", "sent 5", "noted 3", "noted 5"]
    assert (tally.sent, tally.accepted, desk.waiting) == (5, 5, [])


def test_receipts_that_came_are_noted_although_the_line_broke_at_the_next_batch(
    book: Book, hub: Taker
) -> None:
    desk, tally = book.desk, Tally()
    hub.breaks_at = 3
    with pytest.raises(LineError):
        asyncio.run(sending.send_after(0, desk, hub, unreported, tally))  # type: ignore[arg-type]  # as above
    assert hub.events == ["sent 1", "sent 3", "noted 1"]
    assert (tally.sent, desk.received_n()) == (2, 2)
