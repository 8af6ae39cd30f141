"""What the hub has of a laptop's own line, for a laptop whose store is older or was copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from reviewer_app.hub.batches import HOLES
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller

PAGE_RECORDS = 2000
PAGE_BYTES = 4 * 1024 * 1024


def own_after(books: Books, look: Connection, who: Caller, after: int, have: int) -> dict[str, Any]:
    """The next of a laptop's records after a number; with their documents beyond the last that the laptop has."""
    rows = look.exec_driver_sql(
        "SELECT n, sha256, code, CASE WHEN n > ? THEN document ELSE '' END FROM record "
        "WHERE device = ? AND n > ? ORDER BY n LIMIT ?",
        (have, who.device, after, PAGE_RECORDS + 1),
    )
    records: list[dict[str, Any]] = []
    size = 0
    for n, sha256, code, document in rows:
        size += len(document)
        if records and (len(records) == PAGE_RECORDS or size > PAGE_BYTES):
            return {"device": who.device, "records": records, "more": True}
        hole = code in HOLES
        told = books.rest.document(document) if document and not hole else None
        records.append({"n": n, "sha256": sha256, "hole": hole, "document": told})
    return {"device": who.device, "records": records, "more": False}


def number(asked: Mapping[str, Any], name: str) -> int:
    """A counter of a question."""
    value = asked.get(name)
    if type(value) is not int or not 0 <= value < 2**53:
        raise Refused("not-understood", f"The field “{name}” is missing or wrong.")
    return value
