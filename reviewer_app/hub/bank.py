"""Comments that people share: each person's own set, kept without a word about who it is from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.bank import MOST_SHARED, BankEntry, entries_of_rows
from reviewer_app.domain.errors import FileError
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller

LARGEST_BANK = 4 * 1024 * 1024
MOST_TOLD = 5_000

_OWN = (
    "SELECT DISTINCT json_extract(r.document, '$.id') FROM assignment a JOIN submission s ON s.id = a.submission "
    "JOIN rubric r ON r.hash = s.rubric WHERE a.person = ?"
)


def shared_entries(told: Any) -> tuple[BankEntry, ...]:
    """The entries of a question; Refused where they are none or too many."""
    if not isinstance(told, list) or len(told) > MOST_SHARED:
        raise Refused("not-understood", f"A person shares at most {MOST_SHARED} comments.")
    try:
        return entries_of_rows(told)
    except FileError as problem:
        raise Refused("not-understood", problem.sentence) from None


def trade_entries(books: Books, who: Caller, entries: Sequence[BankEntry], turn: int = 0) -> dict[str, Any]:
    """Keep what this person shares instead of what they shared before; what others share on the same micro-credentials.

    Only micro-credentials of the person's own work count, in both directions. ``turn`` is the number of this set among
    those of the laptop.
    """
    _, told = _traded(books, who, entries, turn, late=False)
    return {"device": who.device, "entries": told}


def trade_left(
    books: Books, who: Caller, entries: Sequence[BankEntry], turn: int
) -> tuple[int, list[dict[str, str]]]:
    """The same for a set that was under way on a stick: one that is older than what is here changes nothing.

    The number of the set that is here then, and what others share.
    """
    return _traded(books, who, entries, turn, late=True)


def _traded(
    books: Books, who: Caller, entries: Sequence[BankEntry], turn: int, *, late: bool
) -> tuple[int, list[dict[str, str]]]:
    name = f"bank turn {who.device}"
    with books.changes(person=who.person) as change:
        own = {row[0] for row in change.exec_driver_sql(_OWN, (who.person,)).all()}
        row = change.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,)).first()
        kept = int(row[0]) if row is not None else 0
        if turn > kept:
            change.exec_driver_sql(
                "INSERT INTO setting (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, str(turn)),
            )
        if turn > kept or not late:
            change.exec_driver_sql("DELETE FROM bank_entry WHERE person = ?", (who.person,))
            _keep(
                change, who.person, [each for each in entries if each.microcredential in own], books.moment()
            )
        rows = change.exec_driver_sql(
            "SELECT DISTINCT id, microcredential, criterion, level, text FROM bank_entry WHERE person <> ? ORDER BY id",
            (who.person,),
        ).all()
    return max(kept, turn), [
        {"microcredential": row[1], "criterion": row[2], "level": row[3], "text": row[4]}
        for row in rows
        if row[1] in own
    ][:MOST_TOLD]


def _keep(change: Connection, person: str, entries: Sequence[BankEntry], at: str) -> None:
    for each in entries:
        change.exec_driver_sql(
            "INSERT INTO bank_entry (person, id, microcredential, criterion, level, text, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (person, each.id, each.microcredential, each.criterion, each.level, each.text, at),
        )
