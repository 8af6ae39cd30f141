"""Reading the store: documents, records, states and receipts as domain objects, with what never changes cached."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record, read_record
from reviewer_app.domain.review import ReviewState, fold
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.domain.submission import Submission, moment, submission_from
from reviewer_app.store.projections import Facts

CACHED = 256


class Reading:
    """What both reads and changes look up; belongs to the store's one connection and its lock."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._submissions: dict[str, Submission] = {}
        self._rubrics: dict[str, Microcredential] = {}
        self._records: dict[str, list[Record]] = {}

    def forget(self, submission: str | None = None) -> None:
        """Drop what is cached of a submission, or everything: after a change that was taken back."""
        if submission is None:
            self._submissions.clear()
            self._records.clear()
        else:
            self._submissions.pop(submission, None)
            self._records.pop(submission, None)

    def one(self, sql: str, *values: object) -> Any:
        """The first row, or None."""
        return self.connection.execute(sql, values).fetchone()

    def submission(self, submission: str) -> Submission:
        """The submission with this id, or a StoreError."""
        found = self._submissions.get(submission)
        if found is None:
            row = self.one("SELECT document FROM submission WHERE id = ?", submission)
            if row is None:
                raise StoreError(
                    "unknown-submission",
                    "No such submission",
                    "This laptop has no submission with that id.",
                    "Go back to the queue, or import its bundle.",
                )
            found = submission_from(json.loads(row[0]))
            _bounded(self._submissions)[submission] = found
        return found

    def rubric(self, rubric: str) -> Microcredential:
        """The micro-credential with this rubric hash, or a StoreError."""
        found = self._rubrics.get(rubric)
        if found is None:
            row = self.one("SELECT document FROM rubric WHERE hash = ?", rubric)
            if row is None:
                raise StoreError(
                    "unknown-rubric",
                    "The rubric is missing",
                    "This laptop does not have the rubric the submission is judged by.",
                    "Import the bundle again.",
                )
            found = microcredential_from(json.loads(row[0]))
            _bounded(self._rubrics)[rubric] = found
        return found

    def records(self, submission: str) -> list[Record]:
        """All records about a submission, in the order they were written."""
        found = self._records.get(submission)
        if found is None:
            rows = self.connection.execute(
                "SELECT document FROM record WHERE subject = ? ORDER BY rowid", (submission,)
            ).fetchall()
            found = [read_record(json.loads(row[0]), trusted=True) for row in rows]
            _bounded(self._records)[submission] = found
        return found

    def wrote(self, record: Record) -> None:
        """A record was added in the running transaction."""
        if record.subject in self._records:
            self._records[record.subject].append(record)

    def review(self, submission: str) -> ReviewState:
        """Everything said about a submission."""
        return fold(submission, self.records(submission))

    def facts(self, submission: str) -> Facts:
        """What is known of a submission besides what was said."""
        row = self.one(
            "SELECT arrived_at, withdrawn, superseded, "
            "(SELECT coalesce(sum(here), 0) FROM evidence WHERE evidence.submission = submission.id) "
            "FROM submission WHERE id = ?",
            submission,
        )
        about = self.submission(submission)
        if row is None:
            raise StoreError(
                "unknown-submission",
                "No such submission",
                "This laptop has no such submission.",
                "Import it.",
            )
        accepted = self.one(
            "SELECT accepted FROM receipt JOIN record ON record.id = receipt.record "
            "WHERE record.subject = ? AND record.kind = 'decision.signed' ORDER BY record.rowid DESC",
            submission,
        )
        return Facts(
            submission=about,
            rubric=self.rubric(about.rubric_hash),
            arrived_at=row[0],
            arrived_on=moment(row[0]).astimezone(UTC).date(),
            withdrawn=row[1],
            superseded=bool(row[2]),
            here=row[3],
            accepted=None if accepted is None else bool(accepted[0]),
        )

    def state(self, submission: str) -> State:
        """Where a submission stands."""
        row = self.one("SELECT state FROM queue WHERE submission = ?", submission)
        if row is None:
            self.submission(submission)
            return State.TO_REVIEW
        return State(row[0])

    def receipt(self, record: str) -> Receipt | None:
        """What the hub last said about a record."""
        row = self.one(
            "SELECT receipt.accepted, receipt.code, receipt.reason, receipt_batch.document, record.n, record.sha256 "
            "FROM receipt JOIN receipt_batch ON receipt_batch.id = receipt.batch "
            "JOIN record ON record.id = receipt.record WHERE receipt.record = ?",
            record,
        )
        if row is None:
            return None
        batch = json.loads(row[3])
        hub = str(batch["proof"]["verificationMethod"]).rpartition("#")[2]
        return Receipt(record, row[4], row[5], bool(row[0]), row[1], row[2], str(batch["at"]), hub)

    def meta(self, name: str, default: str = "") -> str:
        """A fact of this store."""
        row = self.one("SELECT value FROM meta WHERE name = ?", name)
        return default if row is None else str(row[0])


def _bounded(cache: dict[str, Any]) -> dict[str, Any]:
    if len(cache) >= CACHED:
        cache.pop(next(iter(cache)))
    return cache
