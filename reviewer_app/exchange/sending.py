"""Sending a device's records in order, in batches, each cleared only by a receipt that the hub signed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.progress import ReportProgress
from reviewer_app.exchange.ledger import DeskLedger, Outgoing
from reviewer_app.exchange.messages import BATCH_BYTES, BATCH_RECORDS, Proof, SignedReceipts
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.transport import Transport

JUMPS_BACK = 3


async def send_after(
    n: int, ledger: DeskLedger, transport: Transport, report: ReportProgress, tally: Tally
) -> bool:
    """Send every record after number n; the next batch is made ready while the hub works on this one.

    False where the hub took nothing, since it has other records of this laptop before these or in their place.
    """
    limit, jumps = BATCH_RECORDS, 0
    total = ledger.latest_n()
    records, lines = _batch(ledger, n, limit)
    while lines:
        report(n, total, "Sending your work")
        on_its_way = asyncio.ensure_future(transport.send(ledger.device, lines, _proof(ledger, records)))
        try:
            await asyncio.sleep(0)
            ahead = _batch(ledger, records[-1].n, limit)
            answer = await on_its_way
        except HubError as problem:
            if problem.code != "too-large" or len(lines) == 1:
                raise
            limit = max(1, len(lines) // 2)
            records, lines = _batch(ledger, n, limit)
            continue
        finally:
            if not on_its_way.done():
                on_its_way.cancel()
                await asyncio.wait({on_its_way})
        if answer.differs:
            return False
        tally.sent += len(records) if answer.taken else 0
        note_receipts(ledger, answer.receipts, {each.id: each.subject for each in records}, tally)
        if answer.resend_from is not None:
            jumps += 1
            if jumps > JUMPS_BACK:
                return True
            n = answer.resend_from - 1
            records, lines = _batch(ledger, n, limit)
        else:
            n = records[-1].n
            records, lines = ahead
    report(total, total, "Sending your work")
    return True


def _proof(ledger: DeskLedger, records: Sequence[Outgoing]) -> Proof:
    """What came before a batch, and what the hub said of its records when it had them: a restored hub believes it."""
    first, last = records[0].n, records[-1].n
    before = ledger.proofs(first, last) if first <= ledger.received_n() else ()
    return Proof(ledger.chain_at(first - 1), tuple(before))


def _batch(ledger: DeskLedger, n: int, limit: int) -> tuple[Sequence[Outgoing], list[bytes]]:
    records = ledger.outgoing(n, limit)
    lines: list[bytes] = []
    size = 0
    for each in records:
        size += len(each.line) + 1
        if lines and size > BATCH_BYTES:
            break
        lines.append(each.line)
    return records[: len(lines)], lines


def note_receipts(
    ledger: DeskLedger, signed: Sequence[SignedReceipts], records: Mapping[str, str], tally: Tally
) -> None:
    """Keep receipts and count those of the records that waited for one (``records``: id to submission)."""
    waiting = dict(records)
    for document, receipts in signed:
        ledger.note_receipts(document, receipts)
        for receipt in receipts:
            subject = waiting.pop(receipt.record, None)
            if subject is None:
                continue
            if receipt.accepted:
                tally.accepted += 1
                if receipt.code:
                    tally.note(receipt.code, receipt.reason, subject)
            else:
                tally.refused += 1
                tally.note(receipt.code, receipt.reason, subject)
