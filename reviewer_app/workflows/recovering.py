"""Knowing that the program ended unexpectedly: a mark while the window is open, and what was kept of its last work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.workflows.desk import Desk

SESSION = "session"


@dataclass(frozen=True)
class Recovered:
    """What is here after an unexpected end: how many changes of that session, and the last of them in words.

    Where nothing had been changed, ``changes`` is 0 and the rest is empty.
    """

    changes: int
    at: datetime | None = None
    submission: str = ""
    alias: str = ""
    words: str = ""


def begin(desk: Desk) -> Recovered | None:
    """Mark that work begins; what was recovered if the mark of an earlier session still stands, else None."""
    from reviewer_app.domain.submission import timestamp

    with desk.store.changes() as work:
        row = work.connection.execute("SELECT value FROM meta WHERE name = ?", (SESSION,)).fetchone()
        left = str(row[0]) if row else ""
        latest = desk.store.latest_n()
        work.set_meta(SESSION, json.dumps({"began": timestamp(desk.now()), "n": latest}))
    return _recovered(desk, left, latest) if left else None


def end(desk: Desk) -> None:
    """Take the mark away: everything was handed over and the store is about to close."""
    try:
        with desk.store.changes() as work:
            work.set_meta(SESSION, "")
    except ReviewerError:
        # A disk that is full must not keep the store from being locked; the next start will look.
        return


def _recovered(desk: Desk, left: str, latest: int) -> Recovered:
    from reviewer_app.workflows.history import history  # the rules are not needed to show the queue

    changes = latest - int(json.loads(left).get("n", latest))
    records = desk.store.records_after(latest - 1, 1) if changes > 0 else []
    if not records:
        return Recovered(0)
    last = records[0]
    line = next((each for each in reversed(history(desk, last.subject)) if each.record == last.id), None)
    words = line.words if line is not None else ""
    return Recovered(changes, last.at, last.subject, desk.store.submission(last.subject).alias, words)
