"""Sending a device's records in order, in batches, each cleared only by a receipt that the hub signed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.progress import ReportProgress
from reviewer_app.exchange.ahead import let_go
from reviewer_app.exchange.ledger import DeskLedger, Outgoing
from reviewer_app.exchange.messages import BATCH_BYTES, BATCH_RECORDS, Proof, RecordsAnswer, SignedReceipts
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.transport import Transport

JUMPS_BACK = 3
TURNS = 10
"""So often a question to the hub waits for the line before all of it is handed over."""


async def send_after(
    n: int, ledger: DeskLedger, transport: Transport, report: ReportProgress, tally: Tally
) -> bool:
    """Send every record after number n; a batch is on its way while the one before is noted and the next made ready.

    False where the hub took nothing, since it has other records of this laptop before these or in their place.
    """
    limit, jumps = BATCH_RECORDS, 0
    total = ledger.latest_n()
    records, lines = _batch(ledger, n, limit)
    under_way: asyncio.Future[RecordsAnswer] | None = None
    try:
        while lines:
            report(n, total, "Sending your work")
            under_way = under_way or await _handed_over(ledger, transport, records, lines)
            try:
                ahead = _batch(ledger, records[-1].n, limit)
                answer = await under_way
            except HubError as problem:
                if problem.code != "too-large" or len(lines) == 1:
                    raise
                limit = max(1, len(lines) // 2)
                records, lines = _batch(ledger, n, limit)
                under_way = None
                continue
            under_way = None
            if answer.differs:
                return False
            answered = records
            if answer.resend_from is None:
                n = records[-1].n
                records, lines = ahead
                if lines:
                    under_way = await _handed_over(ledger, transport, records, lines)
            tally.sent += len(answered) if answer.taken else 0
            note_receipts(ledger, answer.receipts, {each.id: each.subject for each in answered}, tally)
            if answer.resend_from is not None:
                jumps += 1
                if jumps > JUMPS_BACK:
                    return True
                n = answer.resend_from - 1
                records, lines = _batch(ledger, n, limit)
    finally:
        if under_way is not None:
            await let_go(under_way)
    report(total, total, "Sending your work")
    return True


async def _handed_over(
    ledger: DeskLedger, transport: Transport, records: Sequence[Outgoing], lines: list[bytes]
) -> asyncio.Future[RecordsAnswer]:
    """A batch on its way; the line gets its turns before anything else is done meanwhile."""
    sending = asyncio.ensure_future(transport.send(ledger.device, lines, _proof(ledger, records)))
    try:
        for _ in range(TURNS):
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        await let_go(sending)
        raise
    return sending


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
