"""What is on its way to the hub: the outbox, the ledger of decisions, and the files still to come."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from reviewer_app.domain.judging import WORDS as OUTCOME_WORDS
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.store.items import HANDED_OVER
from reviewer_app.store.shapes import LedgerRow, Outbox

BEYOND = "heard_beyond"
"""How many records of each other laptop are here that the hub, put back since, accepts no longer."""
TAKEN_BACK = "decision.withdrawn"
ENDS = (TAKEN_BACK, "interest.declared")
"""Kinds of records as ``domain.records`` has them, which the list of the first moment does not load."""
STAGES = {
    State.IN_REVIEW: "draft",
    State.READY: "draft",
    State.DECIDED: "ready",
    State.RECEIVED: "received",
    State.ATTENTION: "attention",
    State.HANDED_BACK: "ready",
}
_FIELDS = (
    "queue.submission, alias, title, attempt, state, scored, total, outcome, updated_at, "
    "coalesce(record.sha256, ''), coalesce(receipt.reason, ''), coalesce(receipt.at, ''), coalesce(record.kind, ''), "
    f"coalesce(record.chain, ''), coalesce({HANDED_OVER}, '')"
)
_OPEN = "'in_review', 'ready', 'attention'"
# Decisions are many and come from the end of an index; what is still open is little and is sorted.
_LISTED = (
    "SELECT place FROM (SELECT * FROM (SELECT rowid AS place, updated_at AS said FROM queue "
    "WHERE decided = 1 ORDER BY updated_at DESC, rowid DESC LIMIT ?) "
    f"UNION ALL SELECT rowid AS place, updated_at AS said FROM queue WHERE state IN ({_OPEN})) "
    "ORDER BY said DESC, place DESC LIMIT ? OFFSET ?"
)


def outbox(connection: Any, device: str, received: int) -> Outbox:
    """What has no receipt yet, beyond the number up to which all have one, and what was refused."""
    waiting = connection.execute("SELECT count(*) FROM queue WHERE state = 'decided'").fetchone()[0]
    # Handed back and taken back wait like a decision: nobody should read “All received” before the hub knows.
    waiting += connection.execute(
        "SELECT count(DISTINCT subject) FROM record JOIN queue ON queue.submission = record.subject "
        "WHERE device = ? AND n > ? AND kind IN (?, ?) AND state <> 'decided' "
        "AND id NOT IN (SELECT record FROM receipt)",
        (device, received, *ENDS),
    ).fetchone()[0]
    unsent = connection.execute(
        "SELECT count(*) FROM record WHERE device = ? AND n > ? AND id NOT IN (SELECT record FROM receipt)",
        (device, received),
    ).fetchone()[0]
    refused = connection.execute(
        "SELECT DISTINCT coalesce(queue.alias, practice.alias) AS alias, reason FROM receipt "
        "JOIN record ON record.id = receipt.record LEFT JOIN queue ON queue.submission = record.subject "
        "LEFT JOIN practice ON practice.submission = record.subject WHERE accepted = 0 "
        "AND NOT EXISTS (SELECT 1 FROM record AS answered WHERE answered.kind = 'refusal.answered' "
        "AND json_extract(answered.document, '$.body.record') = +receipt.record) ORDER BY 1, reason"
    ).fetchall()
    return Outbox(waiting, unsent, tuple(f"{alias or '?'}: {reason}" for alias, reason in refused))


def rows(connection: Any, offset: int, limit: int) -> list[LedgerRow]:
    """Drafts and decisions, the latest change first."""
    found = connection.execute(
        f"SELECT {_FIELDS} FROM ({_LISTED}) AS listed JOIN queue ON queue.rowid = listed.place "
        "LEFT JOIN record ON record.id = queue.decision LEFT JOIN receipt ON receipt.record = queue.decision "
        "ORDER BY queue.updated_at DESC, queue.rowid DESC",
        (offset + limit, limit, offset),
    )
    return [_row(each) for each in found.fetchall()]


def _row(values: tuple[Any, ...]) -> LedgerRow:
    (
        submission,
        alias,
        title,
        attempt,
        state,
        scored,
        total,
        outcome,
        updated,
        sha256,
        reason,
        said_at,
        kind,
        chain,
        handed,
    ) = values
    stands = State(state)
    stage = STAGES[stands]
    what = f"Decision: {OUTCOME_WORDS[Outcome(outcome)]}" if outcome else f"Draft: {scored} of {total} scored"
    if stands is State.HANDED_BACK:
        # Without a record of this laptop's own it was handed back on another one, and the hub told.
        what, stage = "Handed back: conflict of interest", "ready" if chain and not said_at else "received"
    elif kind == TAKEN_BACK:
        what, stage = f"Incomplete taken back · {what}", stage if said_at else "ready"
    at = datetime.fromisoformat(updated) if updated else None
    if stage == "received" and said_at:
        at = datetime.fromisoformat(said_at)
    sent_by = ""
    if stage == "ready" and handed:
        moment, _, sent_by = handed.partition(" ")
        stage, at = "sent", datetime.fromisoformat(moment)
    return LedgerRow(
        submission=submission,
        alias=alias,
        title=title,
        attempt=attempt,
        what=what,
        stage=stage,
        at=at,
        sha256=sha256,
        reason=reason if stands is State.ATTENTION else "",
        next_step="Ask your coordinator; the decision stays here." if stands is State.ATTENTION else "",
        sent_by=sent_by,
    )


def lines_after(connection: Any, device: str, n: int, limit: int) -> list[tuple[int, str, str, bytes]]:
    """A device's next records after number n as (number, id, submission, canonical bytes)."""
    rows = connection.execute(
        "SELECT n, id, subject, document FROM record WHERE device = ? AND n > ? ORDER BY n LIMIT ?",
        (device, n, limit),
    ).fetchall()
    return [(row[0], row[1], row[2], row[3].encode()) for row in rows]


def receipt_document(connection: Any, record: str) -> str:
    """The hub's signed document that holds a record's receipt, as text; "" where there is none."""
    row = connection.execute(
        "SELECT document FROM receipt_batch JOIN receipt ON receipt.batch = receipt_batch.sha256 "
        "WHERE receipt.record = ?",
        (record,),
    ).fetchone()
    return str(row[0]) if row else ""


def missing_blobs(connection: Any) -> list[tuple[str, int, str]]:
    """Files not here yet as (SHA-256, size, submission), live work first, and the soonest due."""
    found = []
    for table in ("queue", "practice"):
        found += connection.execute(
            f"SELECT sha256, size, evidence.submission FROM evidence JOIN {table} USING (submission) "
            "WHERE here = 0 AND sha256 <> '' AND state NOT IN ('withdrawn', 'superseded', 'handed_back') "
            "ORDER BY due, evidence.submission, evidence.id"
        ).fetchall()
    once: dict[str, tuple[str, int, str]] = {}
    for sha256, size, submission in found:
        once.setdefault(sha256, (sha256, size, submission))
    return list(once.values())


def held(connection: Any, own: str) -> dict[str, tuple[int, int]]:
    """For each other device that was heard of, the highest number of its records here, and how many the hub accepts."""
    # Counted as they come, so that a round with nothing new costs the same however many there are.
    found = connection.execute("SELECT device, n, count FROM heard WHERE device <> ?", (own,)).fetchall()
    beyond = _beyond(connection)
    return {device: (n, max(0, count - beyond.get(device, 0))) for device, n, count in found}


def totals(connection: Any, own: str) -> dict[str, int]:
    """Of each other device of which numbers lack here: the sum of those that are here.

    Left out is one of which more is here than the hub accepts, since nobody says which.
    """
    found = connection.execute("SELECT device, total FROM heard WHERE device <> ? AND count <> n", (own,))
    beyond = _beyond(connection)
    return {device: total for device, total in found if not beyond.get(device)}


def set_accepted_of(connection: Any, device: str, count: int) -> None:
    """The hub accepts so many of a device's records; those here beyond that are kept and count no more."""
    here = connection.execute("SELECT count FROM heard WHERE device = ?", (device,)).fetchone()
    beyond = {**_beyond(connection), device: max(0, (here[0] if here else 0) - count)}
    connection.execute(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
        (BEYOND, json.dumps({name: number for name, number in beyond.items() if number})),
    )


def _beyond(connection: Any) -> dict[str, int]:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (BEYOND,)).fetchone()
    kept: dict[str, int] = json.loads(row[0]) if row else {}
    return kept
