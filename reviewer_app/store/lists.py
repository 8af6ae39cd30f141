"""The queue's SQL: pages, counts and figures that stay instant with 100,000 submissions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.store.items import HANDED_OVER
from reviewer_app.store.shapes import NO_DUE, QueueQuery, QueueRow, QueueSummary, folded

ORDERS = {
    "due": ("due", "alias", "rowid"),
    "alias": ("alias", "rowid"),
    "title": ("title", "alias", "rowid"),
    "attempt": ("attempt", "alias", "rowid"),
    "progress": ("progress", "alias", "rowid"),
    "evidence": ("evidence_bytes", "alias", "rowid"),
    "role": ("role", "round", "alias", "rowid"),
    "updated": ("updated_at", "rowid"),
}
"""By the name of a sort: the columns, in the order of an index that begins with ``decided``."""
_AFTER_ALL = "\U0010ffff"
_COLUMNS = (
    "submission", "alias", "title", "attempt", "state", "scored", "total", "due", "role", "round",
    "evidence_count", "evidence_bytes", "here_count", "updated_at", "outcome",
)  # fmt: skip
"""Each named as the field of a QueueRow that it fills."""
FIELDS = ", ".join(_COLUMNS)


def _where(query: QueueQuery) -> tuple[str, list[object]]:
    clauses = ["decided = ?"]
    values: list[object] = [int(query.decided)]
    if query.states is not None:
        clauses.append(f"state IN ({', '.join('?' * len(query.states))})")
        values += sorted(state.value for state in query.states)
    elif query.decided:
        # Handed back is hidden unless it is asked for; those are few and come from an index.
        clauses.append("rowid NOT IN (SELECT rowid FROM queue WHERE state = 'handed_back')")
    if query.role:
        clauses.append("role = ?")
        values.append(query.role)
    if query.due_by is not None:
        clauses.append("due <= ?")
        values.append(query.due_by.isoformat())
    if query.flagged:
        clauses.append("EXISTS (SELECT 1 FROM record WHERE subject = queue.submission AND kind = 'flag.set')")
    words = folded(query.text).split()
    if words:
        # A narrow index is read from end to end, once a word; the list's own order then picks from what fits.
        fits = (
            "SELECT rowid FROM queue INDEXED BY ix_queue_folded WHERE decided = ? AND instr(folded, ?) "
            "UNION SELECT queue.rowid FROM said CROSS JOIN queue ON queue.submission = said.submission "
            "WHERE instr(said.folded, ?) UNION SELECT rowid FROM queue WHERE submission = ?"
        )
        for word in words:
            clauses.append(f"rowid IN ({fits})")
            values += [int(query.decided), word, word, word]
    return " AND ".join(clauses), values


def page(connection: Any, query: QueueQuery, offset: int, limit: int) -> list[QueueRow]:
    """Rows ``offset`` to ``offset + limit`` of the list."""
    where, values = _where(query)
    way = "DESC" if query.descending else "ASC"
    order = ", ".join(f"{column} {way}" for column in ORDERS[query.sort])
    sql = f"SELECT {FIELDS} FROM queue WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = [row(each) for each in connection.execute(sql, [*values, limit, offset])]
    marks = ", ".join("?" * len(rows))
    flagged = {
        subject
        for (subject,) in connection.execute(
            f"SELECT DISTINCT subject FROM record WHERE kind = 'flag.set' AND subject IN ({marks})",
            [each.submission for each in rows],
        )
    }
    under_way = _under_way(connection, [each.submission for each in rows if each.state is State.DECIDED])
    return [
        replace(each, flagged=each.submission in flagged, sent_by=under_way.get(each.submission, ""))
        for each in rows
    ]


def _under_way(connection: Any, submissions: list[str]) -> dict[str, str]:
    """By which road the decisions of these submissions went that went by one."""
    if not submissions:
        return {}
    found = connection.execute(
        f"SELECT submission, {HANDED_OVER} FROM queue JOIN record ON record.id = queue.decision "
        f"WHERE submission IN ({', '.join('?' * len(submissions))})",
        submissions,
    ).fetchall()
    return {submission: handed.partition(" ")[2] for submission, handed in found if handed}


def few(connection: Any, text: str, limit: int) -> list[QueueRow]:
    """A few submissions, open or decided, for typed letters: those whose alias begins so, then others by their words.

    Only one narrow index is read, and no further than is needed: this is asked for each typed letter.
    """
    words = folded(text).split()
    if not words:
        return []
    begun = " ".join(words)
    found: dict[int, None] = {}
    for decided in (0, 1):
        sql = (
            "SELECT rowid FROM queue INDEXED BY ix_queue_folded "
            "WHERE decided = ? AND folded >= ? AND folded < ? LIMIT ?"
        )
        rows = connection.execute(sql, (decided, begun, begun + _AFTER_ALL, limit))
        found.update((rowid, None) for (rowid,) in rows)
    for decided in (0, 1):
        if len(found) < limit:
            fits = " AND ".join(["instr(folded, ?)"] * len(words))
            sql = f"SELECT rowid FROM queue INDEXED BY ix_queue_folded WHERE decided = ? AND {fits} LIMIT ?"
            rows = connection.execute(sql, (decided, *words, limit))
            found.update((rowid, None) for (rowid,) in rows)
    wanted = list(found)[:limit]
    marks = ", ".join("?" * len(wanted))
    rows = connection.execute(f"SELECT rowid, {FIELDS} FROM queue WHERE rowid IN ({marks})", wanted)
    by_rowid = {each[0]: row(each[1:]) for each in rows}
    return [by_rowid[rowid] for rowid in wanted]


def size(connection: Any, query: QueueQuery) -> int:
    """How many rows the list has."""
    where, values = _where(query)
    sql = f"SELECT count(*) FROM queue WHERE {where}"
    return int(connection.execute(sql, values).fetchone()[0])


def end_of_week(today: date) -> date:
    """The Sunday up to which something is due this week."""
    return today + timedelta(days=6 - today.weekday())


def summary(connection: Any, today: date) -> QueueSummary:
    """The figures above the queue; the week ends on Sunday, and what is late is due this week too."""
    counts = dict(connection.execute("SELECT state, count(*) FROM queue GROUP BY state").fetchall())
    counts.pop(State.HANDED_BACK.value, 0)
    working = tuple(state.value for state in OPEN)
    marks = ", ".join("?" * len(working))
    due = connection.execute(
        f"SELECT count(*) FROM queue WHERE state IN ({marks}) AND due <= ?",
        [*working, end_of_week(today).isoformat()],
    ).fetchone()[0]
    turns = connection.execute(
        "SELECT turnaround FROM queue WHERE turnaround IS NOT NULL ORDER BY updated_at DESC LIMIT 500"
    ).fetchall()
    here = connection.execute(
        "SELECT coalesce(sum(size), 0) FROM (SELECT DISTINCT sha256, size FROM evidence WHERE here = 1)"
    ).fetchone()[0]
    return QueueSummary(
        to_review=sum(counts.get(state, 0) for state in working),
        due_this_week=due,
        median_turnaround=_median([turn for (turn,) in turns]),
        waiting=counts.get(State.DECIDED.value, 0),
        total=sum(counts.values()),
        bytes_here=here,
    )


def _median(values: list[int]) -> float | None:
    """The middle value, or between the middle two; ``statistics`` would cost every start 4 ms."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return float(ordered[middle]) if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def row(values: Iterable[Any]) -> QueueRow:
    """A row of a list from the columns named by FIELDS."""
    told = dict(zip(_COLUMNS, values, strict=True))
    return QueueRow(
        **told
        | {
            "state": State(told["state"]),
            "due": None if told["due"] == NO_DUE else date.fromisoformat(told["due"]),
            "updated_at": datetime.fromisoformat(told["updated_at"]) if told["updated_at"] else None,
            "outcome": Outcome(told["outcome"]) if told["outcome"] else None,
        }
    )
