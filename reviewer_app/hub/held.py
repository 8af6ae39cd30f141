"""What the hub holds, a page at a time: each submission and who has it, and nothing of what anybody said about it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reviewer_app.hub.acceptance import DECIDED, OPEN, RELEASED
from reviewer_app.hub.books import Books
from reviewer_app.hub.roles import WORKING

HAVING = (OPEN, DECIDED, RELEASED)
"""States in which a submission is somebody's; it is nobody's once it was taken back or handed back."""

_HAS = "a.submission = s.id AND a.state IN ('open', 'decided', 'released')"
_ORDERS = {
    "taken": "s.taken_at {way}, s.id {way}",
    "alias": "s.alias {way}, s.id {way}",
    "due": "(SELECT coalesce(min(nullif(a.due, '')), '9999') FROM assignment a "
    "WHERE a.submission = s.id AND a.state = 'open') {way}, s.alias {way}, s.id {way}",
}


@dataclass(frozen=True)
class HeldWish:
    """Which submissions: those with ``text`` in alias or title, with ``free`` those nobody has; in which order."""

    text: str = ""
    free: bool = False
    sort: str = "taken"
    descending: bool = False


@dataclass(frozen=True)
class Holder:
    """Somebody who has a submission, in which part; whether it is decided, never how."""

    person: str
    name: str
    role: str
    round: int
    due: str
    state: str


@dataclass(frozen=True)
class HeldLine:
    """One submission and who has it."""

    id: str
    alias: str
    title: str
    attempt: int
    taken_at: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True)
class Load:
    """Somebody who can be given work, and how much of it they have open."""

    person: str
    name: str
    open: int


def count_held(books: Books, wish: HeldWish) -> int:
    """How many submissions there are of these."""
    with books.looking() as look:
        where, values = _where(look, wish)
        return int(look.exec_driver_sql(f"SELECT count(*) FROM submission s{where}", values).scalar_one())


def held(books: Books, wish: HeldWish, offset: int, limit: int) -> tuple[HeldLine, ...]:
    """A page of them."""
    with books.looking() as look:
        where, values = _where(look, wish)
        order = _ORDERS[wish.sort].format(way="DESC" if wish.descending else "ASC")
        ids = [
            str(row[0])
            for row in look.exec_driver_sql(
                f"SELECT s.id FROM submission s{where} ORDER BY {order} LIMIT ? OFFSET ?",
                (*values, limit, offset),
            )
        ]
        return _lines(look, ids)


def loads(books: Books) -> tuple[Load, ...]:
    """Everybody who can be given work, who has least open first."""
    working = ", ".join("?" * len(WORKING))
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT p.id, p.name, count(a.id) AS many FROM person p "
            "LEFT JOIN assignment a ON a.person = p.id AND a.state = 'open' "
            f"WHERE p.active = 1 AND p.role IN ({working}) GROUP BY p.id, p.name ORDER BY many, p.name, p.id",
            tuple(sorted(each.value for each in WORKING)),
        ).all()
    return tuple(Load(str(id), str(name), int(many)) for id, name, many in rows)


def _where(look: Connection, wish: HeldWish) -> tuple[str, tuple[str, ...]]:
    told, values = [], []
    if wish.free:
        told.append(f"NOT EXISTS (SELECT 1 FROM assignment a WHERE {_HAS})")
    if text := wish.text.strip().lower():
        plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rubrics = [hash for hash, title in _titles(look).items() if text in title.lower()]
        named = f" OR s.rubric IN ({', '.join('?' * len(rubrics))})" if rubrics else ""
        told.append(f"(lower(s.alias) LIKE ? ESCAPE '\\'{named})")
        values += [f"%{plain}%", *rubrics]
    return (f" WHERE {' AND '.join(told)}" if told else ""), tuple(values)


def _titles(look: Connection) -> dict[str, str]:
    """The titles of all micro-credentials, by the hash of their rubric: a district has tens of them."""
    rows = look.exec_driver_sql("SELECT hash, document FROM rubric").all()
    return {str(hash): _title(document) for hash, document in rows}


def _title(document: str) -> str:
    told: dict[str, Any] = json.loads(document)
    return str(told.get("title", ""))


def _lines(look: Connection, ids: Sequence[str]) -> tuple[HeldLine, ...]:
    if not ids:
        return ()
    marks = ", ".join("?" * len(ids))
    rows = {
        row.id: row
        for row in look.exec_driver_sql(
            f"SELECT id, alias, rubric, document, taken_at FROM submission WHERE id IN ({marks})", tuple(ids)
        )
    }
    holders: dict[str, list[Holder]] = {}
    for submission, *told in look.exec_driver_sql(
        "SELECT a.submission, a.person, p.name, a.role, a.round, a.due, a.state FROM assignment a "
        f"JOIN person p ON p.id = a.person WHERE a.submission IN ({marks}) "
        "AND a.state IN ('open', 'decided', 'released') ORDER BY a.id",
        tuple(ids),
    ):
        holders.setdefault(submission, []).append(Holder(*told))
    hashes = sorted({row.rubric for row in rows.values()})
    titles = {
        str(hash): _title(document)
        for hash, document in look.exec_driver_sql(
            f"SELECT hash, document FROM rubric WHERE hash IN ({', '.join('?' * len(hashes))})", tuple(hashes)
        )
    }
    return tuple(
        HeldLine(
            id,
            rows[id].alias,
            titles.get(rows[id].rubric, ""),
            int(json.loads(rows[id].document).get("attempt", 1)),
            rows[id].taken_at,
            tuple(holders.get(id, ())),
        )
        for id in ids
    )
