"""Files the hub leaves at a folder or stick, in sealed pieces, each for one laptop; those that arrived are cleared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from reviewer_app.domain.errors import LineError, StoreError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.exchange.carrier import END, FILES, PIECE, Carrier, pieces_of
from reviewer_app.exchange.pieces import Pieces
from reviewer_app.exchange.sealing import Names
from reviewer_app.hub.books import Books
from reviewer_app.hub.lacking import lacking_of
from reviewer_app.hub.tokens import Caller

UNWRITTEN = frozenset({"road-full", "road-read-only"})
"""Codes of a carrier that can be read and takes nothing (more)."""

KEPT, NOW, TAKEN_BACK = "NOT IN ('withdrawn', 'handed_back')", "= 'open'", "IN ('withdrawn', 'handed_back')"
"""States of tasks whose files a person may have, should find where nothing was asked for, and may have no more."""


@dataclass(frozen=True)
class Wish:
    """Which files a laptop should find: ``needed`` by hash, or None for all of its person's open work."""

    who: Caller
    names: Names
    needed: frozenset[str] | None


@dataclass
class FilesLeft:
    """How many files and bytes were left, how many had no room, and why."""

    files: int = 0
    bytes: int = 0
    lacking: int = 0
    problem: LineError | None = None


@dataclass(frozen=True)
class _Todo:
    """One file for one laptop."""

    device: str
    pieces: Pieces
    sha256: str
    size: int


def leave_files(
    books: Books, carrier: Carrier, wishes: Sequence[Wish], progress: ReportProgress, stop: CancelToken
) -> FilesLeft:
    """Leave what is wished for and not there, the soonest due of each laptop first."""
    done, there = FilesLeft(), _pieces_there(carrier)
    todo = [each for wish in wishes for each in _todo(books, carrier, wish, there, stop)]
    total, sent = sum(each.size for each in todo), 0
    for place, each in enumerate(todo):
        say = partial(_say, progress, sent, total)
        try:
            done.files += _leave(books, carrier, each, done, say, stop)
        except LineError as problem:
            if problem.code not in UNWRITTEN:
                raise
            done.lacking, done.problem = len(todo) - place, problem
            return done
        sent += each.size
    return done


def _say(progress: ReportProgress, sent: int, total: int, here: int) -> None:
    progress(sent + here, total, "Leaving files")


def _todo(
    books: Books, carrier: Carrier, wish: Wish, there: Collection[str], stop: CancelToken
) -> list[_Todo]:
    stop.check()
    pieces = Pieces(carrier, wish.names)
    with books.looking() as look:
        own, open_, gone = (_files(look, wish.who.person, states) for states in (KEPT, NOW, TAKEN_BACK))
    kept = {sha256 for sha256, _size in own}
    back, lacking = Pieces(carrier, wish.names, back=True), _lacking(books, wish, there)
    for sha256, _size in (*own, *gone):
        if sha256 not in lacking and "/".join(back.place(sha256, 0)) in there:
            back.take_away(sha256)
    for sha256, _size in gone:
        if sha256 not in kept and "/".join(pieces.place(sha256, 0)) in there:
            pieces.take_away(sha256)
    if wish.needed is None:
        wanted = open_
    else:
        wanted = [each for each in own if each[0] in wish.needed]
        for sha256, _size in own:
            if sha256 not in wish.needed and "/".join(pieces.place(sha256, 0)) in there:
                pieces.take_away(sha256)
    return [_Todo(wish.who.device, pieces, *each) for each in wanted if not pieces.whole(*each)]


def _lacking(books: Books, wish: Wish, there: Collection[str]) -> set[str]:
    """What may yet come from pieces that lie there."""
    return {each.sha256 for each in lacking_of(books, wish.who)} if there else set()


def _leave(
    books: Books,
    carrier: Carrier,
    todo: _Todo,
    done: FilesLeft,
    here: Callable[[int], None],
    stop: CancelToken,
) -> bool:
    try:
        blob = books.blobs.open(todo.sha256)
    except StoreError as problem:
        if problem.code != "blob-missing":
            raise
        return False  # it has not reached the hub yet
    with blob:
        for number in range(pieces_of(todo.size)):
            stop.check()
            here(number * PIECE)
            if todo.pieces.has(todo.sha256, number, todo.size):
                continue
            data = blob.read_at(number * PIECE, PIECE)
            todo.pieces.put(todo.sha256, number, todo.size, data, todo.device, stop)
            done.bytes += len(data)
    return True


def _pieces_there(carrier: Carrier) -> frozenset[str]:
    """Every piece that lies there, seen in one go: a stick is slow to be asked ten thousand times."""
    return frozenset(
        f"{folder}/{name.removesuffix(END)}"
        for folder in carrier.disk.folders(FILES)
        for name in carrier.disk.sizes(folder)
    )


def _files(look: Connection, person: str, states: str) -> list[tuple[str, int]]:
    """The files of a person's tasks in these states as (SHA-256, size), the soonest due first."""
    rows = look.exec_driver_sql(
        "SELECT b.sha256, b.size FROM submission_blob b JOIN assignment a ON a.submission = b.submission "
        f"WHERE a.person = ? AND a.state {states} ORDER BY a.due = '', a.due, a.id, b.sha256",
        (person,),
    ).all()
    return list(dict.fromkeys((str(row[0]), int(row[1])) for row in rows))
