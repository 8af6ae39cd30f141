"""What a person's other laptops said, for the laptop that asks: accepted records after the number it has of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from reviewer_app.exchange.others import UNCOUNTED
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller

PAGE_RECORDS = 500
PAGE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class OtherPage:
    """Records as they were signed, whether more wait, and the laptops of which another number is here than there."""

    records: tuple[Mapping[str, Any], ...]
    more: bool
    recount: tuple[str, ...]


def read_held(asked: Mapping[str, Any]) -> dict[str, tuple[int, int]] | None:
    """The counters of a question; None from a laptop of an older version, which would not know what to do with them."""
    held = asked.get("held")
    if held is None:
        return None
    if not isinstance(held, dict) or len(held) > 1000:
        raise Refused("not-understood", "The field “held” is missing or wrong.")
    read: dict[str, tuple[int, int]] = {}
    for device, counted in held.items():
        numbers = isinstance(counted, list) and [type(each) for each in counted] == [int, int]
        if not numbers or not 0 <= counted[0] < 2**53 or not UNCOUNTED <= counted[1] < 2**53:
            raise Refused("not-understood", "The field “held” is missing or wrong.")
        read[device] = (counted[0], counted[1])
    return read


def read_totals(asked: Mapping[str, Any]) -> dict[str, int]:
    """The sums of numbers in a question, none from a laptop of an older version."""
    totals = asked.get("totals", {})
    if not isinstance(totals, dict) or not all(type(each) is int for each in totals.values()):
        raise Refused("not-understood", "The field “totals” is wrong.")
    return totals


def others_after(
    books: Books,
    look: Connection,
    who: Caller,
    held: Mapping[str, tuple[int, int]],
    totals: Mapping[str, int] = MappingProxyType({}),
) -> OtherPage:
    """The next records of the person's other laptops, of a revoked one too: the work on it is theirs."""
    devices = look.exec_driver_sql(
        "SELECT name, count FROM device WHERE person = ? AND name <> ? ORDER BY name",
        (who.person, who.device),
    ).all()
    recount = []
    for device, latest in devices:
        n, count = held.get(device, (0, 0))
        if n and count != UNCOUNTED:
            # Every number up to the latest has its record, so only the refused ones, which are few, are counted.
            refused, lacking = look.exec_driver_sql(
                "SELECT count(*), coalesce(sum(n), 0) FROM record WHERE device = ? AND n <= ? AND accepted = 0",
                (device, n),
            ).one()
            known = min(n, latest)
            total = known * (known + 1) // 2 - int(lacking)
            if known - refused != count or totals.get(device, total) != total:
                recount.append(device)
    records: list[Mapping[str, Any]] = []
    size = 0
    for device, _latest in devices:
        rows = look.exec_driver_sql(
            "SELECT document FROM record WHERE device = ? AND n > ? AND accepted = 1 ORDER BY n LIMIT ?",
            (device, held.get(device, (0, 0))[0], PAGE_RECORDS + 1 - len(records)),
        )
        for (document,) in rows:
            size += len(document)
            if records and (len(records) == PAGE_RECORDS or size > PAGE_BYTES):
                return OtherPage(tuple(records), True, tuple(recount))
            records.append(books.rest.document(document))
    return OtherPage(tuple(records), False, tuple(recount))
