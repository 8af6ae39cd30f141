"""What a laptop owes a restored hub that it meets by stick: what was lost lies there until the hub says it has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reviewer_app.exchange.debt import Debt

if TYPE_CHECKING:
    from reviewer_app.exchange.ledger import DeskLedger
    from reviewer_app.exchange.messages import RoundAnswer


def owe(ledger: DeskLedger, answer: RoundAnswer) -> None:
    """Remember that the hub was seen to lack something, unless a newer answer of it has said so already."""
    known = ledger.owing
    if known is None or known.at < answer.left_at:
        ledger.owe(Debt(answer.left_at, answer.count, len(ledger.warrants())))


def hear(ledger: DeskLedger, answer: RoundAnswer) -> None:
    """Note what the hub says that it took of what was given back."""
    debt = ledger.owing
    if debt is not None and not debt.taken.issuperset(answer.given_back):
        ledger.owe(replace(debt, taken=debt.taken.union(answer.given_back)))


def owes(ledger: DeskLedger, answer: RoundAnswer, received: int) -> Debt | None:
    """What is to be left for the hub, which by its newest answer may have fewer records than there are receipts."""
    if answer.since_receipts and answer.count < received:
        owe(ledger, answer)
    return ledger.owing


def settle(ledger: DeskLedger, answer: RoundAnswer, received: int) -> None:
    """Forget the debt once the hub took all of it and has every record that it gave a receipt for."""
    debt = ledger.owing
    if debt is None or not answer.left_at:
        return
    if answer.repaid and answer.count >= received:
        ledger.owe(None)
    elif answer.count != debt.count:
        ledger.owe(replace(debt, count=answer.count))


def first_to_send(ledger: DeskLedger, answer: RoundAnswer, start: int) -> int:
    """After which number records are left: where no newer answer tells, the hub lacks what it lacked before."""
    debt = ledger.owing
    return start if debt is None or answer.left_at else min(start, debt.count)
