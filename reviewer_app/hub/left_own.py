"""What is left of a laptop's own line, for a laptop whose question or records show that it has another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.records import chained
from reviewer_app.hub.books import Books
from reviewer_app.hub.own import own_after
from reviewer_app.hub.tokens import Caller


def own_parts(
    books: Books, look: Connection, who: Caller, have: int, rolling: str, *, differs: bool
) -> Iterator[list[dict[str, Any]]]:
    """Parts of answers with what the laptop lacks of its line; from the beginning on where the lines part before.

    ``have`` and ``rolling`` are as it asked. Nothing where it has all that is here, unless what it left ``differs``.
    """
    count, hash = look.exec_driver_sql(
        "SELECT count, rolling FROM device WHERE name = ?", (who.device,)
    ).one()
    if not differs and (count < have or (count == have and hash == rolling)):
        return
    after = have if not differs and count > have and _rolling_at(look, who.device, have) == rolling else 0
    more = True
    while more:
        page = own_after(books, look, who, after, have)
        if not page["records"]:
            return
        yield page["records"]
        after, more = page["records"][-1]["n"], page["more"]


def _rolling_at(look: Connection, device: str, n: int) -> str:
    rolling = ""
    for (sha256,) in look.exec_driver_sql(
        "SELECT sha256 FROM record WHERE device = ? AND n <= ? ORDER BY n", (device, n)
    ):
        rolling = chained(rolling, sha256)
    return rolling
