"""The hub at a folder or stick: takes what lies there, leaves answers and files, and clears what was received."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import BANK_TO_HUB, GIVEN_BACK, TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.disk import Vanished
from reviewer_app.exchange.gifts import gives_back
from reviewer_app.exchange.left_bank import Reader
from reviewer_app.exchange.left_speech import OtherVersion, Talk, Unread
from reviewer_app.exchange.sealing import Names, seal, unseal
from reviewer_app.exchange.versions import SPOKEN
from reviewer_app.hub.books import Books
from reviewer_app.hub.left_answers import Asked, TakenHere, answer_pages, read_asked
from reviewer_app.hub.left_bank import trade_bank_left
from reviewer_app.hub.left_files import UNWRITTEN, Wish, leave_files
from reviewer_app.hub.left_files_back import take_files_back
from reviewer_app.hub.left_gifts import let_back_in, take_gift
from reviewer_app.hub.left_speech import heard_of, keep_heard
from reviewer_app.hub.others import read_held
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.shut_out import leave_words, shut_out_told
from reviewer_app.hub.taking import proven, take
from reviewer_app.hub.tokens import Caller


@dataclass
class Visit:
    """What the hub did at a folder or stick; ``problem`` is why not all is there, ``lacking`` how many files."""

    laptops: int = 0
    accepted: int = 0
    refused: int = 0
    answers: int = 0
    files: int = 0
    bytes: int = 0
    lacking: int = 0
    damaged: list[str] = field(default_factory=list)
    strangers: int = 0
    unread: int = 0
    """Messages in a version or of a form that this hub does not know."""
    unread_told: list[str] = field(default_factory=list)
    """A sentence on those of each laptop."""
    shut_out: list[str] = field(default_factory=list)
    """A sentence on what lies there of each laptop that is not let in any more."""
    banks: int = 0
    """Sets of comments that were taken in."""
    came_back: int = 0
    """Laptops that this hub had lost and knows again by its own signature."""
    given_back: int = 0
    """Messages with what laptops had of what this hub had lost."""
    files_back: int = 0
    """Files that this hub had lost."""
    problem: LineError | None = None


@dataclass
class _Laptop:
    """One laptop's messages on this stick."""

    who: Caller
    owner: str
    names: Names
    talk: Talk
    unread: Unread = field(default_factory=Unread)
    questions: list[Asked] = field(default_factory=list)
    batches: list[tuple[int, str]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    needed: set[str] = field(default_factory=set)
    gifts: dict[str, bool] = field(default_factory=dict)
    """What it gives back, by the names of messages, with whether it was taken."""
    receipts: list[Mapping[str, Any]] = field(default_factory=list)
    differs: bool = False
    """Whether it left other records than are here."""

    @property
    def heard(self) -> bool:
        """Whether anything of it was read."""
        return bool(self.questions or self.batches or self.done or self.gifts)


def visit(
    books: Books,
    carrier: Carrier,
    devices: Collection[str] = (),
    *,
    files: bool = True,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
    versions: Sequence[int] = SPOKEN,
) -> Visit:
    """Take and leave everything; ``devices`` get their work even where none of their messages lies there.

    What cannot be written is told in ``problem``; what was taken by then stays taken. ``versions`` are those of the
    exchange that this hub knows.
    """
    done = Visit()
    stop = cancel or CancelToken()
    laptops = _laptops(books, versions)
    strangers = _read(books, carrier, laptops, carrier.messages(TO_HUB), done, progress, stop)
    if strangers and (back := let_back_in(books, carrier, strangers, versions)):
        done.came_back = len(back)
        known = _laptops(books, versions)
        fresh = {each: known[each] for each in back if each in known}
        strangers = _read(books, carrier, fresh, strangers, done, progress, stop)
        laptops |= fresh
    done.strangers, done.shut_out = len(strangers), shut_out_told(books, strangers)
    for each in laptops.values():
        _take_gifts(books, carrier, each, done, stop)
    for each in laptops.values():
        _take(books, carrier, each, done, stop)
    heard = [each for each in laptops.values() if each.heard]
    for each in heard:
        done.files_back += take_files_back(books, carrier, each.who, each.names, stop)
    done.laptops = len(heard)
    turn = [*heard, *(each for name, each in laptops.items() if name in devices and each not in heard)]
    unheard = [each for each in laptops.values() if each not in turn and _is_to_be_told(carrier, each)]
    try:
        if turn or unheard:
            carrier.say_what_it_is(stop)
        leave_words(books, carrier, strangers, versions, stop)
        for place, each in enumerate(answered := [*turn, *unheard]):
            progress(place, len(answered), "Leaving answers")
            _answer(books, carrier, each, done, stop)
        if carrier.messages(BANK_TO_HUB):
            for each in laptops.values():
                done.banks += _bank(books, carrier, each, done, stop)
        if files:
            left_there = leave_files(books, carrier, [_wish(each) for each in turn], progress, stop)
            done.files, done.bytes, done.lacking = left_there.files, left_there.bytes, left_there.lacking
            done.problem = left_there.problem
        carrier.clear_old()
    except LineError as problem:
        if problem.code not in UNWRITTEN:
            raise
        done.problem = problem
    for each in laptops.values():
        done.unread += len(each.unread.messages)
        told = each.unread.told(f"{each.owner}’s laptop", "this hub", ("this hub", "that laptop"), each.talk)
        done.unread_told += [told] if told else []
    return done


def _is_to_be_told(carrier: Carrier, laptop: _Laptop) -> bool:
    """Whether a laptop of which nothing could be read has no answer there by which it learns what this hub knows."""
    return bool(laptop.unread.messages) and not any(
        laptop.names.owns(TO_LAPTOPS, each) for each in carrier.messages(TO_LAPTOPS)
    )


def _laptops(books: Books, versions: Sequence[int]) -> dict[str, _Laptop]:
    with books.looking() as look:
        heard = heard_of(look)
        rows = look.exec_driver_sql(
            "SELECT d.name, d.person, p.name FROM device d JOIN person p ON p.id = d.person "
            "WHERE d.revoked_at = '' AND p.active = 1 AND p.role <> 'auditor' ORDER BY d.name"
        ).all()
    found = {}
    for device, person, owner in rows:
        talk = Talk(versions, heard.get(device, ()))
        try:
            found[device] = _Laptop(Caller(device, person), owner, Names(books.key, device), talk)
        except (HubError, ValueError):
            continue  # a key nobody can seal for: whoever made it up gets nothing by stick
    return found


def _read(
    books: Books,
    carrier: Carrier,
    laptops: Mapping[str, _Laptop],
    lying: Iterable[str],
    done: Visit,
    progress: ReportProgress,
    stop: CancelToken,
) -> list[str]:
    """Open every message once, to know what lies there in which order, and which versions laptops know.

    Those that are of none of these laptops are told.
    """
    before = {name: each.talk.theirs for name, each in laptops.items()}
    messages, strangers = list(lying), []
    for place, name in enumerate(messages):
        stop.check()
        progress(place, len(messages), "Reading messages")
        laptop = next((each for each in laptops.values() if each.names.owns(TO_HUB, name)), None)
        if laptop is None:
            strangers.append(name)
            continue
        try:
            message = _opened(books, carrier, laptop, name)
        except OtherVersion as problem:
            laptop.unread.note(name, problem, laptop.talk.ours)
            if problem.by == laptop.who.device:
                laptop.talk.hear(problem.versions, problem.at)
            continue
        except Vanished:
            continue  # another process of this hub has taken it
        if message is None:
            done.damaged.append(name)
            laptop.done.append(name)
            continue
        laptop.talk.hear(message.versions, message.at)
        if message.form == left.RECORDS:
            laptop.batches.append((_first_number(message), name))
        else:
            asked = _asked(message, name)
            laptop.done.append(name)
            if asked is not None:
                laptop.questions.append(asked)
    heard = {name: each.talk.theirs for name, each in laptops.items()}
    keep_heard(books, {name: versions for name, versions in heard.items() if versions != before[name]})
    return strangers


def _opened(
    books: Books, carrier: Carrier, laptop: _Laptop, name: str, folder: str = TO_HUB
) -> left.Left | None:
    try:
        data = unseal(carrier.read(folder, name), books.key)
        message = left.open_left(data, books.key.name, laptop.talk.ours)
    except OtherVersion:
        raise
    except LineError as problem:
        if problem.code != "left-damaged":
            raise
        return None
    return message if message.device == laptop.who.device else None


def _asked(message: left.Left, name: str) -> Asked | None:
    try:
        return read_asked(message.head, read_held(message.head), name)
    except Refused:
        return None


def _first_number(message: left.Left) -> int:
    try:
        return int(json.loads(message.lines[0])["n"])
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return 0


def _take_gifts(books: Books, carrier: Carrier, laptop: _Laptop, done: Visit, stop: CancelToken) -> None:
    """Take what is given back before any records, which may be about it; what no hub of ours said is passed over."""
    for name in [each for each in carrier.messages(GIVEN_BACK) if gives_back(laptop.names, each)]:
        stop.check()
        try:
            message = _opened(books, carrier, laptop, name, GIVEN_BACK)
        except OtherVersion as problem:
            laptop.unread.note(name, problem, laptop.talk.ours)
            continue
        except Vanished:
            continue  # as in _read
        taken = laptop.gifts[name] = message is not None and take_gift(books, laptop.who, message)
        done.given_back += taken
        done.damaged += [] if taken else [name]


def _take(books: Books, carrier: Carrier, laptop: _Laptop, done: Visit, stop: CancelToken) -> None:
    """Take records in the order of their numbers; what lies behind a gap waits for what belongs before it."""
    for _, name in sorted(laptop.batches):
        stop.check()
        try:
            message = _opened(books, carrier, laptop, name)
        except Vanished:
            continue  # as in _read
        if message is None:
            continue
        try:
            before = proven(books, laptop.who, message.head)
        except Refused:
            done.damaged.append(name)
            laptop.done.append(name)
            continue
        taken = take(books, laptop.who, message.lines, before)
        said = [each for document in taken.receipts for each in document["entries"]]
        laptop.receipts += taken.receipts
        laptop.differs = laptop.differs or taken.differs
        done.accepted += sum(each["accepted"] for each in said)
        done.refused += sum(not each["accepted"] for each in said)
        if taken.resend_from is None and not taken.differs:
            laptop.done.append(name)


def _answer(books: Books, carrier: Carrier, laptop: _Laptop, done: Visit, stop: CancelToken) -> None:
    """Leave answers, then take away those they replace and the messages they answer, now that both are safe."""
    device = laptop.who.device
    # Only what lay there before: another process of this hub may be answering at the same moment.
    before = {each for each in carrier.messages(TO_LAPTOPS) if laptop.names.owns(TO_LAPTOPS, each)}
    given_back = tuple(name for name, good in laptop.gifts.items() if good)
    taken = TakenHere(tuple(laptop.receipts), given_back, laptop.differs)
    for asked in laptop.questions or [Asked()]:
        laptop.needed.update(asked.wants or ())
        for page, needed in answer_pages(books, laptop.who, asked, laptop.talk.head(), taken):
            stop.check()
            laptop.needed |= needed
            name = laptop.names.message(TO_LAPTOPS, page)
            carrier.put(TO_LAPTOPS, name, seal(page, device), stop)
            before.discard(name)
    done.answers += 1
    carrier.take_away(TO_LAPTOPS, sorted(before))
    carrier.take_away(TO_HUB, laptop.done)
    carrier.take_away(GIVEN_BACK, laptop.gifts)


def _bank(books: Books, carrier: Carrier, laptop: _Laptop, done: Visit, stop: CancelToken) -> int:
    stop.check()
    key, talk = books.key, laptop.talk
    reader = Reader(key, laptop.who.device, key.name, talk.ours, laptop.unread)
    count, damaged = trade_bank_left(books, carrier, laptop.who, laptop.names, reader, talk.head(), stop)
    done.damaged += damaged
    return count


def _wish(laptop: _Laptop) -> Wish:
    """What a laptop asked for and what its new work needs; without a question all of its open work."""
    return Wish(laptop.who, laptop.names, frozenset(laptop.needed) if laptop.questions else None)
