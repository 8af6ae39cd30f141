"""The comment bank over the desk in memory: the real ranking and filling, entries in a dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reviewer_app.domain import bank
from reviewer_app.domain.bank import BankEntry, Filled
from reviewer_app.domain.progress import CancelToken
from reviewer_app.ui.review.bank_ports import BankPorts

if TYPE_CHECKING:
    from tests.ui.review.desk_double import DeskDouble


@dataclass(frozen=True)
class SharedDouble:
    shared: int
    new: int
    waits: bool = False


def bank_ports(desk: DeskDouble) -> BankPorts:
    def find(submission: str, criterion: str, typed: str) -> Sequence[BankEntry]:
        level = desk.state(submission).scores.get(criterion, "")
        return bank.ranked(desk.bank.values(), criterion, level, typed)

    def fill(submission: str, criterion: str, text: str) -> Filled:
        return bank.filled(text, {"alias": desk.submissions[submission].alias})

    def last(submission: str, criterion: str) -> str:
        said = [(s, desk.state(s).comments.get(criterion, "")) for s in desk.submissions]
        return next((text for other, text in said if other != submission), "")

    def keep(submission: str, criterion: str, text: str) -> BankEntry:
        own = bank.derived_id("wait-time", criterion, "", text)
        desk.bank[own] = BankEntry(own, "wait-time", criterion, "", text)
        return desk.bank[own]

    def change(_submission: str, entry: BankEntry, text: str) -> BankEntry:
        desk.bank[entry.id] = replace(entry, text=text)
        return desk.bank[entry.id]

    def pin(entry: BankEntry, pinned: bool) -> None:
        desk.bank[entry.id] = replace(entry, pinned=pinned)

    def share(_cancel: CancelToken) -> SharedDouble:
        if desk.refusing is not None:
            raise desk.refusing
        mine = len(desk.bank)
        desk.bank["h"] = BankEntry("h", "wait-time", "1.1", "", "From another.", source="hub")
        return SharedDouble(mine, 1, desk.without_line)

    def hide(entry: BankEntry) -> None:
        desk.bank.pop(entry.id, None)

    return BankPorts(find, fill, last, keep, change, pin, hide, share)
