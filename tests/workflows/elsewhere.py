"""The person's other laptop: what it said, as records that arrive here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from uuid6 import uuid7

from reviewer_app.domain.records import Record, make_record
from reviewer_app.domain.signing import SigningKey
from reviewer_app.workflows.desk import Desk


class Elsewhere:
    """Another device of the same person; ``says`` brings what it says to the desk at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._n = desk, 0
        self._key = SigningKey(b"\5" * 32)

    def says(self, kind: str, submission: str, body: Mapping[str, Any], supersedes: str = "") -> Record:
        self._n += 1
        at = self._desk.now() + timedelta(seconds=self._n)
        record = make_record(
            self._key,
            id=str(uuid7()),
            n=self._n,
            at=at,
            author=self._desk.store.author,
            kind=kind,
            subject=submission,
            body=body,
            supersedes=supersedes,
        )
        with self._desk.store.changes() as work:
            work.keep_foreign(record.document)
        return record
