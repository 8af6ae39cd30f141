"""Comments that people share: each person's own set, kept without a word about who it is from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer_app.domain.bank import BankEntry, entries_of_rows
from reviewer_app.domain.errors import FileError
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller

LARGEST_BANK = 4 * 1024 * 1024
MOST_SHARED = 1_000
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


def trade_entries(books: Books, who: Caller, entries: Sequence[BankEntry]) -> dict[str, Any]:
    """Keep what this person shares instead of what they shared before; what others share on the same micro-credentials.

    Only micro-credentials of the person's own work count, in both directions.
    """
    with books.changes(person=who.person) as change:
        own = {row[0] for row in change.exec_driver_sql(_OWN, (who.person,)).all()}
        change.exec_driver_sql("DELETE FROM bank_entry WHERE person = ?", (who.person,))
        at = books.moment()
        for each in entries:
            if each.microcredential in own:
                change.exec_driver_sql(
                    "INSERT INTO bank_entry (person, id, microcredential, criterion, level, text, at) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (who.person, each.id, each.microcredential, each.criterion, each.level, each.text, at),
                )
        rows = change.exec_driver_sql(
            "SELECT DISTINCT id, microcredential, criterion, level, text FROM bank_entry WHERE person <> ? ORDER BY id",
            (who.person,),
        ).all()
    told = [
        {"microcredential": row[1], "criterion": row[2], "level": row[3], "text": row[4]}
        for row in rows
        if row[1] in own
    ]
    return {"device": who.device, "entries": told[:MOST_TOLD]}
