"""Keeping the hub's receipts: the signed batch as it came, and what it last said of each record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import DECISION
from reviewer_app.domain.signing import canonical
from reviewer_app.store.projecting import project_row, project_words
from reviewer_app.store.projections import DONE, PROGRESS, STEP
from reviewer_app.store.reading import ENDS, Reading

_PUT = (
    "INSERT INTO receipt (record, accepted, code, reason, at, hub, batch) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (record) DO UPDATE SET accepted = excluded.accepted, code = excluded.code, "
    "reason = excluded.reason, at = excluded.at, hub = excluded.hub, batch = excluded.batch "
    # What a hub accepted once it has accepted, whatever it said of it before or after it was restored from a backup.
    "WHERE CASE WHEN excluded.hub = receipt.hub AND excluded.accepted <> receipt.accepted "
    "THEN excluded.accepted ELSE excluded.at >= receipt.at END"
)


_STANDS = (
    "UPDATE queue SET state = ?, progress = ? + scored, decided = ? "
    "WHERE submission IN (SELECT value FROM json_each(?)) "
    "AND state IN ('decided', 'received', 'attention') "
    "AND EXISTS (SELECT 1 FROM receipt WHERE receipt.record = queue.decision AND accepted = ?)"
)


def note_receipts(
    reading: Reading, device: str, document: Mapping[str, Any], receipts: Iterable[Receipt], road: str = ""
) -> None:
    """Keep a signed batch; a receipt that names another hash than the record's says nothing. One that
    accepts stands over one that refuses, else the newer one."""
    connection = reading.connection
    held = canonical(document)
    batch = hashlib.sha256(held).hexdigest()
    said = {each.record: each for each in receipts}
    known = connection.execute(
        "SELECT id, subject, kind, sha256 FROM record WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(said)),),
    ).fetchall()
    true = [row for row in known if said[row[0]].sha256 == row[3]]
    if not true:
        return
    connection.execute(
        "INSERT OR IGNORE INTO receipt_batch (sha256, document, road) VALUES (?, ?, ?)",
        (batch, held.decode(), road),
    )
    connection.executemany(_PUT, [_values(said[row[0]], batch) for row in true])
    _advance(reading, device)
    _project(reading, {row[1] for row in true if row[2] == DECISION})
    answered = connection.execute(
        "SELECT DISTINCT subject FROM record WHERE kind = 'refusal.answered' "
        "AND json_extract(document, '$.body.record') IN (SELECT value FROM json_each(?))",
        (json.dumps([row[0] for row in true]),),
    ).fetchall()
    for subject in {row[1] for row in true if row[2] in ENDS}.union(row[0] for row in answered):
        # What the hub refuses to take back stands again, and so does what it takes in after all: folded anew.
        reading.forget(subject)
        if reading.knows(subject):
            project_row(reading, subject)
            project_words(reading, subject)


def _project(reading: Reading, subjects: set[str]) -> None:
    """Bring the list up to date: of a decided review a receipt changes only where it stands."""
    for accepted, stands in ((1, State.RECEIVED), (0, State.ATTENTION)):
        reading.connection.execute(
            _STANDS,
            (
                stands.value,
                PROGRESS[stands] * STEP,
                int(stands in DONE),
                json.dumps(sorted(subjects)),
                accepted,
            ),
        )
    for subject in subjects:
        reading.forget_row(subject)


def _values(receipt: Receipt, batch: str) -> tuple[object, ...]:
    return (
        receipt.record,
        int(receipt.accepted),
        receipt.code,
        receipt.reason,
        receipt.at,
        receipt.hub,
        batch,
    )


def _advance(reading: Reading, device: str) -> None:
    """Move the number up to which every record of this device has a receipt."""
    before = int(reading.meta("received_n", "0"))
    row = reading.one(
        "SELECT coalesce(min(n) - 1, (SELECT max(n) FROM record WHERE device = ?)) FROM record "
        "WHERE device = ? AND n > ? AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.record = record.id)",
        device,
        device,
        before,
    )
    if row[0] is not None and row[0] > before:
        reading.set_meta("received_n", str(row[0]))
