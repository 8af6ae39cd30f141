"""Refusals that desk and hub see differently: receipts that accept are given back, and what was overturned is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer_app.exchange.healing import ENTRY_BYTES, HUB_RESTORED, HUB_RESTORED_LATER, in_parts
from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.messages import Proof, RoundAnswer
from reviewer_app.exchange.sending import note_receipts
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.transport import Transport

TAKEN_AFTER_ALL = (
    "The hub has taken in after all what it had refused: one of your laptops had its receipt from before. "
    "There is nothing to do about it."
)


@dataclass
class Standing:
    """What was done about refusals during one round.

    The desk remembers what it looked at. It looks again when the hub refuses other records than then, or receipts
    have come since, so that a round with nothing new asks nothing more. What is only left for the hub may be lost on
    the way, and is left again with the next stick.
    """

    given: set[str] = field(default_factory=set)

    async def stand(
        self, ledger: DeskLedger, transport: Transport, answer: RoundAnswer, tally: Tally
    ) -> bool:
        """Give back receipts that accept what the hub refuses; whether there were any, so that it is asked again."""
        if answer.refused is None:
            return False
        seen = f"{answer.refused} {ledger.receipts_held()}"
        if ledger.refusals_seen() == seen:
            return False
        stale = ledger.refused()
        if not (answer.refused or stale):
            return False
        there = await _refused(ledger, transport) if answer.refused else {}
        proofs = ledger.accepting(there) if answer.refused not in self.given else ()
        for part in in_parts([(len(each["entries"]) * ENTRY_BYTES, each) for each in proofs]):
            await transport.stand(ledger.device, part, None)
        if proofs:
            self.given.add(answer.refused)
            tally.note("hub-restored", HUB_RESTORED_LATER if answer.later else HUB_RESTORED)
        here = [n for n, id in stale if id not in there]
        await _hear_anew([n for n in here if n <= answer.count], ledger, transport, tally)
        only_left = answer.later and (here or answer.refused in self.given)
        if not proofs and not only_left and all(n <= answer.count for n in here):
            ledger.see_refusals(seen)
        return bool(proofs)


async def _refused(ledger: DeskLedger, transport: Transport) -> dict[str, str]:
    """What the hub refuses of all laptops of the person: hash by id."""
    there: dict[str, str] = {}
    after = ""
    while True:
        page = await transport.stand(ledger.device, (), after)
        there |= dict(page.records)
        if not page.more or not page.records:
            return there
        after = page.records[-1][0]


async def _hear_anew(numbers: Sequence[int], ledger: DeskLedger, transport: Transport, tally: Tally) -> None:
    """Send again what counts as refused here alone: what the hub says of it now comes back."""
    records = [each for n in numbers for each in ledger.outgoing(n - 1, 1)]
    for part in in_parts([(len(each.line), each) for each in records]):
        subjects = {each.id: each.subject for each in part}
        proof = Proof(ledger.chain_at(part[0].n - 1))
        told = await transport.send(ledger.device, [each.line for each in part], proof)
        note_receipts(ledger, told.receipts, {}, tally)
        for receipt in (each for _, said in told.receipts for each in said):
            if receipt.accepted and receipt.record in subjects:
                tally.note("taken-after-all", TAKEN_AFTER_ALL, subjects[receipt.record])
