"""Practice in the store: what is listed of it, what was compared, and which decisions can be scored again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reviewer_app.domain.calibrating import Practised, practised_from, when
from reviewer_app.domain.records import read_record
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.store import lists
from reviewer_app.store.desk_store import DeskStore
from reviewer_app.store.shapes import QueueRow


@dataclass(frozen=True, slots=True)
class Earlier:
    """One decision of one's own: whether its files are still here, and how many were signed after it."""

    submission: str
    alias: str
    title: str
    decided_at: datetime
    outcome: str
    here: bool
    since: int


class PracticeTables:
    """Reading practice; belongs to the store's one connection and its lock."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self) -> list[QueueRow]:
        """All practice on this laptop, what is open first, then the latest."""
        sql = f"SELECT {lists.FIELDS} FROM practice ORDER BY decided, updated_at DESC, submission"
        return [lists.row(each) for each in self._connection.execute(sql).fetchall()]

    def practised(self) -> list[Practised]:
        """Every practice that was compared, on whichever laptop, in order of time."""
        found = self._connection.execute(
            "SELECT document FROM record INDEXED BY ix_record_practised WHERE kind = 'practice.scored'"
        ).fetchall()
        made = [practised_from(read_record(json.loads(row[0]), trusted=True)) for row in found]
        return sorted((each for each in made if each is not None), key=when)

    def asked(self) -> list[Microcredential]:
        """The newest edition on this laptop of each micro-credential whose policy sets a bar."""
        found = self._connection.execute(
            "SELECT document FROM rubric WHERE json_type(document, '$.policy.calibration') = 'object' "
            "ORDER BY json_extract(document, '$.edition')"
        ).fetchall()
        made = [microcredential_from(json.loads(row[0])) for row in found]
        return list({each.id: each for each in made}.values())

    def hidden(self) -> frozenset[str]:
        """Submissions of which a copy is being scored again: what was said of them stays out of sight."""
        found = self._connection.execute(
            "SELECT json_extract(submission.document, '$.again') FROM practice "
            "JOIN submission ON submission.id = practice.submission "
            "WHERE practice.decided = 0 AND practice.role = 'again' AND practice.state <> 'withdrawn'"
        ).fetchall()
        return frozenset(row[0] for row in found)

    def earlier(self, limit: int) -> list[Earlier]:
        """One's own decisions that judged levels, the oldest first."""
        found = self._connection.execute(
            "SELECT submission, alias, title, updated_at, outcome, here_count = evidence_count, "
            "(SELECT count(*) FROM queue AS later WHERE later.decided = 1 AND later.updated_at > queue.updated_at) "
            "FROM queue WHERE decided = 1 AND outcome IN ('meets', 'not_yet') ORDER BY updated_at LIMIT ?",
            (limit,),
        ).fetchall()
        return [
            Earlier(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4], bool(row[5]), row[6])
            for row in found
        ]


@contextmanager
def practice_tables(store: DeskStore) -> Iterator[PracticeTables]:
    """The tables of practice, to read."""
    with store._look() as connection:
        yield PracticeTables(connection)
