"""A refusal ends where a laptop gives back this hub's own receipt that once accepted the very same record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.signing import signer
from reviewer_app.hub.acceptance import is_accepted, read_line
from reviewer_app.hub.batches import enter, keep, look_up
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.service.noted import note_records
from reviewer_app.hub.tokens import Caller

PAGE = 5000
REFUSED = "FROM record WHERE device IN (SELECT name FROM device WHERE person = ?) AND accepted = 0 AND id IS NOT NULL"
"""What was refused for what the hub knew then; damaged bytes and a taken id have no receipt that accepts them."""


@dataclass(frozen=True)
class RefusedPage:
    """Refused records by id and hash, in the order of their ids, and whether more follow."""

    records: tuple[Mapping[str, str], ...]
    more: bool


def digest_of_refused(look: Connection, person: str) -> str:
    """One hash over what is refused of all laptops of a person, "" where nothing is: they are few, and counted."""
    rows = look.exec_driver_sql(f"SELECT sha256 {REFUSED} ORDER BY sha256", (person,)).all()
    return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest() if rows else ""


def refused_after(look: Connection, person: str, id: str) -> RefusedPage:
    """The next refused records of a person's laptops."""
    rows = look.exec_driver_sql(
        f"SELECT id, sha256 {REFUSED} AND id > ? ORDER BY id LIMIT ?", (person, id, PAGE + 1)
    ).all()
    told = tuple({"record": row[0], "sha256": row[1]} for row in rows[:PAGE])
    return RefusedPage(told, len(rows) > PAGE)


def overturn(books: Books, who: Caller, receipts: Sequence[Any]) -> None:
    """Accept what these receipts of this hub accepted and it has refused since, with all that follows from it."""
    proofs: dict[str, dict[str, str]] = {}
    for told in receipts:
        if not isinstance(told, Mapping) or signer(told) != books.key.name:
            raise Refused("proof-wrong", "The receipt was not signed by this hub.")
        try:
            said = read_receipts(told, books.key.name)
        except HubError as problem:
            raise Refused("proof-wrong", "What this hub signed there is no receipt.") from problem
        verdicts = proofs.setdefault(str(told.get("device")), {})
        verdicts.update({each.sha256: each.code for each in said if is_accepted(each.code)})
    for device, verdicts in proofs.items():
        _overturn(books, replace(who, device=device), verdicts)


def _overturn(books: Books, whose: Caller, verdicts: Mapping[str, str]) -> None:
    with books.changes(person=whose.person) as work:
        rows = work.exec_driver_sql(
            f"SELECT sha256, document {REFUSED} AND device = ? ORDER BY n", (whose.person, whose.device)
        ).all()
        arrived = [read_line(books.rest.opened(row[1]).encode()) for row in rows if row[0] in verdicts]
        if not arrived:
            return
        batch = look_up(books, work, whose, arrived)
        for each in arrived:
            enter(batch, each, each.id, verdicts[each.sha256], believed=True)
        keep(books, work, whose, batch)
    note_records(each["code"] for each in batch.entries)
