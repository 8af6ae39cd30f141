"""The road through a folder or a stick: what the hub left is read in order, then one new message is left for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import END, PIECE, TO_HUB, TO_LAPTOPS, Carrier, pieces_of
from reviewer_app.exchange.debt import Debt
from reviewer_app.exchange.disk import Vanished
from reviewer_app.exchange.gifts import Gifts, submissions_of
from reviewer_app.exchange.ledger import HeldFile
from reviewer_app.exchange.left_own import fits, own_page
from reviewer_app.exchange.left_speech import OtherVersion, Talk, Unread
from reviewer_app.exchange.left_word import read_word
from reviewer_app.exchange.messages import (
    BlobRef,
    OwnPage,
    OwnRecord,
    Proof,
    RecordsAnswer,
    RefusedPage,
    RoundAnswer,
    RoundRequest,
)
from reviewer_app.exchange.pieces import Pieces
from reviewer_app.exchange.sealing import Names, seal, unseal
from reviewer_app.exchange.transport import BlobStream

_POOL = ThreadPoolExecutor(2, "reviewer-folder")
# Not the loop's own pool, whose end would be waited for: a slow stick must not hold up a cancel.
MOST_WANTED = 2000
"""Files one question asks for at most; the next one asks for the rest."""

Made = TypeVar("Made")
Wanted = Callable[[], Sequence[tuple[str, int, str]]]


@dataclass
class Found:
    """What a visit found and left, for the person: names of damaged files, and why nothing could be put there."""

    answers: int = 0
    left: int = 0
    unread: Unread = field(default_factory=Unread)
    damaged: list[str] = field(default_factory=list)
    unwritten: LineError | None = None


class FolderTransport:
    """A Transport whose other side answers another time.

    ``wanted`` are the files the laptop lacks, ``heard_at`` the moment of the newest receipt it has: an answer older
    than that says nothing about how much the hub has by now. ``talk`` says which versions the hub was last seen to
    know, and hears of others. ``owed`` is what a restored hub is to be given back, ``certificate`` the pairing as it
    signed it. ``chain_at`` is the rolling hash of the laptop's line at a number. ``ours``
    are the names of messages that this very store left, here or elsewhere: a copy of it on another laptop has the same
    key, and none of what that left is taken away or taken for an answer to this one.
    """

    def __init__(
        self,
        carrier: Carrier,
        hub: str,
        key: SigningKey,
        *,
        wanted: Wanted,
        heard_at: Callable[[], str],
        chain_at: Callable[[int], str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        talk: Talk | None = None,
        owed: Callable[[], Debt | None] = lambda: None,
        certificate: str = "",
        ours: set[str] | None = None,
    ) -> None:
        self.found = Found()
        self.talk = talk or Talk()
        self._carrier, self._hub, self._key = carrier, hub, key
        self._names = Names(key, hub)
        self._wanted, self._heard_at, self._now = wanted, heard_at, now
        self._owed, self._certificate, self._chain_at = owed, certificate, chain_at
        self._ours = set() if ours is None else ours
        self._gifts = Gifts(carrier, self._names, hub, key, self._ours)
        self._own: list[OwnRecord] = []
        self._answered: set[str] = set()
        self._pieces = Pieces(carrier, self._names)
        self._back = Pieces(carrier, self._names, back=True)
        self._stop = CancelToken()
        self._unread: list[tuple[str, int, str]] | None = None
        self._reading = ""
        self._used: list[str] = []
        self._current: set[str] = set()
        self._lying: set[str] = set()
        self._question = ""
        self._fetched: set[str] = set()
        self._last: RoundRequest | None = None
        self._newest: left.LeftAnswer | None = None
        self._words: dict[str, tuple[str, HubError]] = {}

    async def round(self, request: RoundRequest) -> RoundAnswer:
        """The next answer that lies there; where there is none, the hub as last heard of, and a question is left."""
        if self._reading:
            self._used.append(self._reading)  # whoever asks again has made the one before durable
            self._reading = ""
        if self._unread is None:
            self._unread = await self._aside(self._list)
        while self._unread:
            name = self._unread.pop(0)[2]
            page = await self._aside(partial(self._open, name))
            if page is not None:
                answer, through = applied(page, request.cursor)
                self._reading = name if through and self._is_ours(page) else ""
                # Weeks old is no fault of a clock; an answer from tomorrow is.
                return replace(answer, at=max(answer.at, self._now()))
        self._last = request
        await self._leave_question(request)
        return self._as_last_heard(request)

    def answers(self) -> Iterator[left.LeftAnswer]:
        """What lies there for this laptop, in order, without taking anything."""
        for _, _, name in self._list():
            page = self._open(name)
            if page is not None:
                yield page

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None = None) -> RecordsAnswer:
        """Leave records as one message; what became of them comes another time."""
        head = left.records_head(device, self._hub, lines, self.talk.head())
        if proof is not None:
            head = {**head, "after": proof.after, "receipts": list(proof.receipts)}
        name = await self._leave(canonical(head), "", lambda at: left.message(head, self._key, at, lines))
        taken = name in self._lying
        if taken:
            self.found.left += len(lines)
        return RecordsAnswer(0, (), None, later=True, taken=taken)

    async def own(self, device: str, after: int, have: int) -> OwnPage:
        """What the newest answer that lies there says of it."""
        return own_page(self._own, after)

    async def give_back(
        self, device: str, warrants: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]]
    ) -> Sequence[str]:
        """Leave it. Nobody says what is wanted: of what the hub may have lost it finds everything."""
        gift = [{"warrant": each} for each in warrants] + [{"document": each} for each in documents]
        await self._give(gift, self._owed())
        return () if documents else submissions_of(warrants)

    async def stand(
        self, device: str, receipts: Sequence[Mapping[str, Any]], after: str | None
    ) -> RefusedPage:
        """Leave receipts; what is refused is told as the newest answer that lies there has it."""
        if receipts:
            await self._give([{"receipt": each} for each in receipts], None)
        named = self._newest.refusing if self._newest is not None and after == "" else ()
        return RefusedPage(named)

    async def give_file(self, ref: BlobRef, file: HeldFile) -> bool:
        """Leave what does not lie there of a file that the hub lost; it is told once the hub has it."""
        with self._told():
            for number in range(pieces_of(ref.size)):
                await self._aside(partial(self._put_back, ref, number, file))
        return self.found.unwritten is None

    @asynccontextmanager
    async def blob(self, sha256: str, start: int) -> AsyncIterator[BlobStream]:
        """Open a file at an offset, as far as its pieces are there."""
        self._fetched.add(sha256)
        first = await self._aside(partial(self._pieces.read, sha256, start, self._key))
        yield BlobStream(start, self._chunks(sha256, start, first))

    def holds(self, sha256: str, offset: int) -> bool:
        """Whether the piece with this byte of a file is there."""
        return self._pieces.holds(sha256, offset)

    async def tidy(self) -> None:
        """After a whole round: take away what was received and what newer messages replace, and ask for what lacks."""
        if self._last is not None:
            await self._leave_question(self._last)
        if self.found.unwritten is None:
            missing = {each[0] for each in self._wanted()}
            with self._told():
                await self._aside(partial(self._tidy, self._fetched - missing))

    async def close(self) -> None:
        """Stop writing."""
        self._stop.cancel()

    async def _aside(self, work: Callable[[], Made]) -> Made:
        """Do something slow beside the round, so that a wish to stop is heard."""
        try:
            return await asyncio.get_running_loop().run_in_executor(_POOL, work)
        except asyncio.CancelledError:
            self._stop.cancel()
            raise

    def _list(self) -> list[tuple[str, int, str]]:
        if not self._carrier.disk.there():
            return []
        found = []
        for name in self._carrier.messages(TO_LAPTOPS):
            if self._names.owns(TO_LAPTOPS, name):
                page = self._open(name)
                if page is not None and fits(page.asked, self._chain_at):
                    found.append((page.at, page.page, name))
                    self._own += page.own
                    if self._newest is None or _place(self._newest) < _place(page):
                        self._newest = page
        self.found.answers = len(found)
        return sorted(found)

    def _open(self, name: str) -> left.LeftAnswer | None:
        try:
            data = unseal(self._carrier.read(TO_LAPTOPS, name), self._key)
            page = left.open_answer(data, self._hub, self._key.name, self.talk.ours)
        except Vanished:
            return None  # the hub has put a newer one in its place
        except OtherVersion as problem:
            said = read_word(data, self._hub, self._key.name, self.talk.ours, self._heard_at())
            if said is not None:
                self._words[name] = said
                return None
            self.found.unread.note(name, problem, self.talk.ours)
            if problem.by == self._hub:
                self.talk.hear(problem.versions, problem.at)
            return None
        except (LineError, HubError) as problem:
            if problem.code != "left-damaged":
                raise
            self.found.damaged.append(name)
            self._used.append(name)
            return None
        self.talk.hear(page.versions, page.at)
        return page

    def refused(self) -> HubError | None:
        """Why the hub leaves this laptop's messages alone, where that is the last it said here."""
        at, problem = max(self._words.values(), key=lambda each: each[0], default=("", None))
        answered = self._newest is not None and self._newest.at > at
        return None if answered else problem

    def _is_ours(self, page: left.LeftAnswer) -> bool:
        """Whether it answers what this store asked, and no copy of it."""
        if page.asked is None:
            return True
        ours = page.asked.question in self._ours
        if ours:
            self._answered.add(page.asked.question)
        return ours

    def _as_last_heard(self, request: RoundRequest) -> RoundAnswer:
        count, rolling = request.received, request.hash if request.received == request.count else ""
        as_asked = RoundAnswer(count, rolling, request.cursor, False, (), (), self._now(), later=True)
        if self._newest is None or self._newest.at < self._heard_at():
            return as_asked
        told, debt = self._newest.told, self._owed()
        return replace(
            as_asked,
            count=told.count,
            hash=told.hash,
            refused=told.refused,
            left_at=self._newest.at,
            since_receipts=self._newest.at > self._heard_at(),
            lacking=told.lacking,
            repaid=debt is not None and self._gifts.current <= debt.taken,
            own_told=bool(self._own),
        )

    async def _give(self, gift: Sequence[Mapping[str, Any]], debt: Debt | None) -> None:
        """Leave a part of what is given back, unless the hub said that it took it."""
        head, at = self.talk.head(), timestamp(self._now())
        with self._told():
            await self._aside(partial(self._gifts.leave, gift, debt, head, at, self._stop))

    async def _leave_question(self, request: RoundRequest) -> None:
        wants = [each[0] for each in self._wanted()][:MOST_WANTED]
        bare = left.question(request, self._hub, wants, self.talk.head(), self._certificate)
        self._question = await self._leave(
            canonical(bare), self._question, lambda at: left.message(bare, self._key, at)
        )

    async def _leave(self, content: bytes, instead: str, made: Callable[[str], bytes]) -> str:
        """Put a message there unless the same one lies there; what cannot be written is told at the end."""
        name = self._names.message(TO_HUB, content)
        self._current.discard(instead)
        self._current.add(name)
        self._ours.add(name)
        at = timestamp(self._now())
        with self._told():
            await self._aside(lambda: self._put(name, lambda: made(at)))
            self._lying.add(name)
        return name

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What was brought over counts, though nothing can be put there: that is told at the end."""
        try:
            yield
        except LineError as problem:
            if problem.code not in ("road-full", "road-read-only"):
                raise
            self.found.unwritten = problem

    def _put(self, name: str, made: Callable[[], bytes]) -> None:
        data = made()
        self._carrier.say_what_it_is(self._stop)
        if self._carrier.disk.size(f"{TO_HUB}/{name}{END}") < len(data):
            self._carrier.put(TO_HUB, name, seal(data, self._hub), self._stop)

    def _tidy(self, arrived: set[str]) -> None:
        for sha256 in sorted(arrived):
            self._pieces.take_away(sha256)
        self._carrier.take_away(TO_LAPTOPS, self._used)
        self._used = []
        lying = self._carrier.messages(TO_HUB)
        mine = {name for name in lying if name in self._ours and self._names.owns(TO_HUB, name)}
        self._carrier.take_away(TO_HUB, sorted(mine - self._current))
        # The next that lies there under such a name is a copy's, which asks what this store asked before.
        self._ours -= (mine | self._answered) - self._current
        begun = {each.partition(".")[0] for each in self._carrier.begun(TO_HUB)}
        self._carrier.clear_begun(TO_HUB, [each for each in begun if self._names.owns(TO_HUB, each)])
        heard = self._newest is not None and self._newest.at >= self._heard_at()
        self._gifts.tidy(heard=heard)
        self._carrier.clear_old()

    def _put_back(self, ref: BlobRef, number: int, file: HeldFile) -> None:
        if not self._back.has(ref.sha256, number, ref.size):
            data = file.read_at(number * PIECE, PIECE)
            self._back.put(ref.sha256, number, ref.size, data, self._hub, self._stop)

    async def _chunks(self, sha256: str, start: int, first: tuple[int, bytes]) -> AsyncIterator[bytes]:
        size, data = first
        while data:
            yield data
            start += len(data)
            if start >= size:
                return
            _, data = await self._aside(partial(self._pieces.read, sha256, start, self._key))


def applied(page: left.LeftAnswer, cursor: str) -> tuple[RoundAnswer, bool]:
    """A page as a laptop at this cursor takes it, and whether all of it is then known.

    Work counts only where the page begins at the cursor or passes it: a page that begins later would skip what lies
    between, one that ended before says what is known. Receipts and records count in any order.
    """
    told = replace(page.told, again=True, others_more=False, more=False, left_at=page.at)
    places = [place for place, (each, _) in enumerate(page.steps) if each == cursor]
    if page.since == cursor:
        return told, True
    if not places:
        return replace(told, work=(), warrant=None, cursor=cursor), not page.steps
    known = sum(each for _, each in page.steps[: places[0] + 1])
    reached = told.cursor if places[0] + 1 < len(page.steps) else cursor
    return replace(told, work=told.work[known:], cursor=reached), True


def _place(page: left.LeftAnswer) -> tuple[str, int]:
    """By which pages are new: of one answer the first counts, which says most."""
    return page.at, -page.page
