"""Every item that ever left this laptop or came to it, a page at a time: its cost does not grow with their number."""

from __future__ import annotations

import json
from typing import Any

from reviewer_app.store.shapes import Item, ItemQuery, folded

ITEM_KINDS = "('decision.signed', 'decision.withdrawn', 'flag.set', 'interest.declared')"
"""Kinds of records that are items; written out, because the partial index is found by these very words."""
LAST = "~"
"""After every key there is: the place before the newest item."""

FEW = 5000
"""More records than this without a receipt are not sorted for a page of them."""

_ABOUT = (
    "coalesce(queue.alias, practice.alias, ''), coalesce(queue.title, practice.title, ''), "
    "coalesce(queue.attempt, practice.attempt, 0)"
)
_LISTS = "LEFT JOIN queue ON queue.submission = {0}.{1} LEFT JOIN practice ON practice.submission = {0}.{1} "
_BODY = ", ".join(
    f"'{name}', json_extract(record.document, '$.body.{name}')"
    for name in ("outcome", "kind", "problem", "removed", "reason")
)
_ANSWER = (
    "(SELECT json_extract(answered.document, '$.body.answer') FROM record AS answered "
    "WHERE json_extract(answered.document, '$.body.record') = +record.id "
    "AND answered.kind = 'refusal.answered' LIMIT 1)"
)
HANDED_OVER = (
    "(SELECT sent.at || ' ' || sent.road FROM sent WHERE sent.device = record.device AND sent.upto >= record.n "
    "ORDER BY sent.upto LIMIT 1)"
)
"""When a record was first handed to a road, and to which; NULL where it was not."""
_RECORD = (
    f"SELECT record.id AS key, record.subject, {_ABOUT}, record.kind, record.at AS moment, json_object({_BODY}), "
    "record.id, record.n, record.sha256, record.chain <> '', "
    f"coalesce({HANDED_OVER}, ''), "
    "coalesce(receipt_batch.road, ''), coalesce(receipt.at, ''), coalesce(receipt.code, ''), "
    "coalesce(receipt.reason, ''), coalesce(receipt.hub, ''), receipt.accepted, "
    f"CASE WHEN receipt.accepted = 0 THEN coalesce({_ANSWER}, '') ELSE '' END "
)
_JOINED = (
    "LEFT JOIN receipt ON receipt.record = record.id "
    f"LEFT JOIN receipt_batch ON receipt_batch.sha256 = receipt.batch {_LISTS.format('record', 'subject')}"
)
_CAME = (
    f"SELECT came.id AS key, came.submission, {_ABOUT}, came.kind, came.at AS moment, "
    "json_object('words', came.words, 'here', coalesce(queue.here_count, practice.here_count, 0), "
    "'count', coalesce(queue.evidence_count, practice.evidence_count, 0), "
    "'bytes', coalesce(queue.evidence_bytes, practice.evidence_bytes, 0)), "
    f"'', 0, '', 1, '', came.road, '', '', '', '', NULL, '' FROM came {_LISTS.format('came', 'submission')}"
)
_DRAFT = (
    "SELECT 'draft:' || queue.submission AS key, queue.submission, queue.alias, queue.title, queue.attempt, 'draft', "
    "queue.updated_at AS moment, json_object('scored', queue.scored, 'total', queue.total), "
    "'', 0, '', 1, '', '', '', '', '', '', NULL, '' FROM queue "
)
_FOUND = (
    "IN (SELECT submission FROM queue WHERE folded LIKE ? ESCAPE '\\' "
    "UNION ALL SELECT submission FROM practice WHERE folded LIKE ? ESCAPE '\\')"
)


def items(
    connection: Any, device: str, received: int, query: ItemQuery, after: tuple[str, str], limit: int
) -> list[Item]:
    """The items after a place in the order, the newest first; ``after`` is a moment and a key, ("~", "~") at first.

    ``received`` is the number up to which every record of this device has a receipt.
    """
    row = connection.execute(
        "SELECT n FROM record WHERE device = ? ORDER BY n DESC LIMIT 1", (device,)
    ).fetchone()
    # A few are sorted; where nearly all of them wait, as before the first pairing, they are walked in their order.
    few = row is None or row[0] - received <= FEW
    parts, values = _parts(device, received, query, after, limit, few=few)
    found = connection.execute(
        f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY moment DESC, key DESC LIMIT ?",
        (*values, limit),
    )
    return [_item(row) for row in found.fetchall()]


def one(connection: Any, key: str) -> Item | None:
    """The item with this key, as it stands now."""
    if key.startswith("draft:"):
        sql, value = f"{_DRAFT} WHERE queue.submission = ?", key.removeprefix("draft:")
    elif ":" in key:
        sql, value = f"{_CAME} WHERE came.id = ?", key
    else:
        sql, value = f"{_RECORD} FROM record {_JOINED} WHERE record.id = ?", key
    row = connection.execute(sql, (value,)).fetchone()
    return None if row is None else _item(row)


def attention(connection: Any) -> int:
    """How many items the hub refused that nobody answered yet."""
    row = connection.execute(
        "SELECT count(*) FROM receipt JOIN record ON record.id = receipt.record "
        f"WHERE accepted = 0 AND {_ANSWER} IS NULL"
    ).fetchone()
    return int(row[0])


def refused_of(connection: Any, submission: str) -> list[tuple[str, str, str]]:
    """What the hub refused of a submission and nobody answered: record, kind and the hub's code, the newest first."""
    found = connection.execute(
        "SELECT record.id, record.kind, receipt.code FROM record JOIN receipt ON receipt.record = record.id "
        f"WHERE record.subject = ? AND accepted = 0 AND {_ANSWER} IS NULL ORDER BY record.at DESC, record.id DESC",
        (submission,),
    )
    return [(str(key), str(kind), str(code)) for key, kind, code in found.fetchall()]


def _parts(
    device: str, received: int, query: ItemQuery, after: tuple[str, str], limit: int, *, few: bool
) -> tuple[list[str], list[object]]:
    parts: list[str] = []
    values: list[object] = []

    def add(select: str, where: list[str], at: str, key: str, subject: str, given: list[object]) -> None:
        terms, held = [*where, f"({at}, {key}) < (?, ?)"], [*given, *after]
        if query.since:
            terms.append(f"{at} >= ?")
            held.append(query.since)
        if query.until:
            terms.append(f"{at} < ?")
            held.append(query.until)
        if query.text.strip():
            terms.append(f"{subject} {_FOUND}")
            held += [_like(query.text)] * 2
        parts.append(
            f"SELECT * FROM ({select} WHERE {' AND '.join(terms)} ORDER BY {at} DESC, {key} DESC LIMIT ?)"
        )
        values.extend([*held, limit])

    which = query.which
    if which in ("all", "received", "came"):
        where = {"received": ["receipt.accepted = 1"], "came": ["record.chain = ''"]}.get(which, [])
        index = "ix_record_elsewhere" if which == "came" else "ix_record_item"
        if query.out_only:
            where = [*where, "record.chain <> ''"]
        add(
            f"{_RECORD} FROM record INDEXED BY {index} {_JOINED}",
            [f"record.kind IN {ITEM_KINDS}", *where],
            "record.at",
            "record.id",
            "record.subject",
            [],
        )
    if which == "attention":
        add(
            f"{_RECORD} FROM receipt JOIN record ON record.id = receipt.record "
            f"LEFT JOIN receipt_batch ON receipt_batch.sha256 = receipt.batch {_LISTS.format('record', 'subject')}",
            ["receipt.accepted = 0", f"{_ANSWER} IS NULL"],
            "record.at",
            "record.id",
            "record.subject",
            [],
        )
    if which == "waiting" and few:
        add(
            f"{_RECORD} FROM record {_JOINED}",
            ["record.device = ?", "record.n > ?", f"+record.kind IN {ITEM_KINDS}", "receipt.record IS NULL"],
            "+record.at",
            "+record.id",
            "record.subject",
            [device, received],
        )
    elif which == "waiting":
        add(
            f"{_RECORD} FROM record INDEXED BY ix_record_item {_JOINED}",
            ["record.device = ?", "record.n > ?", f"record.kind IN {ITEM_KINDS}", "receipt.record IS NULL"],
            "record.at",
            "record.id",
            "record.subject",
            [device, received],
        )
    if which in ("all", "waiting") and not query.out_only:
        add(_DRAFT, ["queue.state IN ('in_review', 'ready')"], "queue.updated_at", "'draft:' || queue.submission",
            "queue.submission", [])  # fmt: skip
    if which in ("all", "came") and not query.out_only:
        add(_CAME, [], "came.at", "came.id", "came.submission", [])
    return parts, values


def _like(text: str) -> str:
    wanted = folded(text.strip())
    for each in ("\\", "%", "_"):
        wanted = wanted.replace(each, "\\" + each)
    return f"%{wanted}%"


def _item(row: tuple[Any, ...]) -> Item:
    key, subject, alias, title, attempt, kind, moment, facts, record, n, sha256, here = row[:12]
    handed, road, said_at, code, reason, hub, accepted, answer = row[12:]
    sent_at, _, sent_by = handed.partition(" ")
    stage = "draft" if kind == "draft" else "came"
    if record and here:
        stage = "sent" if sent_at else "ready"
        if accepted is not None:
            stage = "received" if accepted else "attention"
        if answer:
            stage = "answered"
    return Item(
        key=key,
        submission=subject,
        alias=alias,
        title=title,
        attempt=attempt,
        kind=kind,
        stage=stage,
        at=moment,
        facts=json.loads(facts),
        record=record,
        n=n,
        sha256=sha256,
        here=bool(here),
        sent_at=sent_at,
        sent_by=sent_by,
        road=road,
        said_at=said_at,
        code=code,
        reason=reason,
        hub=hub,
        answer=answer,
    )
