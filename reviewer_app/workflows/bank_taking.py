"""Taking the comments of others into the bank: what is new here, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer_app.domain.bank import BankEntry
from reviewer_app.domain.submission import timestamp
from reviewer_app.store.bank import bank_changes, bank_tables
from reviewer_app.workflows.desk import Desk


def take_new(desk: Desk, entries: Iterable[BankEntry]) -> int:
    """Keep those that are not here yet, changed or hidden ones included; how many."""
    at, new = timestamp(desk.now()), new_ones(desk, entries)
    with bank_changes(desk.store) as changed:
        for each in new:
            changed.keep(each, at)
    return len(new)


def new_ones(desk: Desk, entries: Iterable[BankEntry]) -> list[BankEntry]:
    """Those that are not here yet, each once; changed or hidden ones are here."""
    with bank_tables(desk.store) as tables:
        here = {each.id for each in tables.entries()}
    found = {each.id: each for each in entries if each.id not in here}
    with bank_changes(desk.store) as changed:
        return [each for each in found.values() if not changed.known(each.id)]
