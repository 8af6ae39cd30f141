"""What else this laptop has of the same earner's work and of the same micro-credential."""

from __future__ import annotations

import json

from reviewer_app.store.desk_store import DeskStore


def newer_attempt(store: DeskStore, submission: str) -> tuple[str, int] | None:
    """The newest later attempt of the same earner at the same micro-credential: its id and number."""
    with store._look() as connection:
        row = connection.execute(
            "SELECT later.id, later.attempt FROM submission AS own JOIN submission AS later "
            "ON later.earner = own.earner AND later.microcredential = own.microcredential "
            "WHERE own.id = ? AND own.earner != '' AND later.attempt > own.attempt "
            "ORDER BY later.attempt DESC LIMIT 1",
            (submission,),
        ).fetchone()
    return None if row is None else (str(row[0]), int(row[1]))


def other_editions(store: DeskStore, submission: str) -> tuple[str, ...]:
    """Editions of this submission's micro-credential that came to this laptop after it, with another rubric."""
    with store._look() as connection:
        rows = connection.execute(
            "SELECT other.rubric, min(other.arrived_at) FROM submission AS own JOIN submission AS other "
            "ON other.microcredential = own.microcredential AND other.rubric != own.rubric "
            "WHERE own.id = ? GROUP BY other.rubric HAVING min(other.arrived_at) > own.arrived_at",
            (submission,),
        ).fetchall()
        documents = [
            connection.execute("SELECT document FROM rubric WHERE hash = ?", (rubric,)).fetchone()
            for rubric, _at in rows
        ]
    return tuple(sorted({str(json.loads(row[0])["edition"]) for row in documents if row is not None}))


def successor(store: DeskStore, submission: str) -> str:
    """What takes a submission's place here: the newest later attempt, or the same under another edition."""
    with store._look() as connection:
        row = connection.execute(
            "SELECT later.id FROM submission AS own JOIN submission AS later "
            "ON later.earner = own.earner AND later.microcredential = own.microcredential "
            "WHERE own.id = ? AND own.earner != '' AND later.id != own.id AND later.withdrawn = '' "
            "AND (later.attempt > own.attempt OR (later.attempt = own.attempt AND later.rubric != own.rubric "
            "AND later.arrived_at > own.arrived_at)) ORDER BY later.attempt DESC, later.arrived_at DESC LIMIT 1",
            (submission,),
        ).fetchone()
    return "" if row is None else str(row[0])
