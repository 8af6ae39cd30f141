"""One transaction of changes: what belongs together commits together, and helpers never commit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from uuid6 import uuid7

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import OPEN, State, check_open
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record, chained, make_record, read_record
from reviewer_app.domain.review import CHANGES, ReviewState, fold, slot_of
from reviewer_app.domain.rubric import microcredential_from, rubric_hash
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.domain.submission import submission_from, timestamp
from reviewer_app.store.projections import COLUMNS, queue_row, said_rows
from reviewer_app.store.reading import Reading

if TYPE_CHECKING:
    from sqlmodel import Session

PUT_QUEUE = f"INSERT OR REPLACE INTO queue ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
PUT_RECORD = (
    "INSERT INTO record (id, device, n, kind, subject, at, sha256, chain, document) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Work:
    """The changes of one transaction; made by ``DeskStore.changes`` and gone with it."""

    def __init__(
        self,
        reading: Reading,
        device: SigningKey,
        author: str,
        now: Callable[[], datetime],
        has_blob: Callable[[str], bool],
        session: Callable[[], Session],
    ) -> None:
        self._reading = reading
        self._connection = reading.connection
        self._device = device
        self._author = author
        self._now = now
        self._has_blob = has_blob
        self._session = session

    def append(self, kind: str, subject: str, body: Mapping[str, Any]) -> Record:
        """Sign and keep what the person just did, with every list brought up to date."""
        about = self._reading.submission(subject)
        check_open(self._reading.state(subject))
        before = self._reading.records(subject)
        state = fold(subject, before)
        n, chain = self._last()
        record = make_record(
            self._device,
            id=str(uuid7()),
            n=n + 1,
            at=self._now(),
            author=self._author,
            kind=kind,
            subject=subject,
            body=body,
            supersedes=state.effective.get(slot_of(kind, body), "") if kind in CHANGES else "",
            hashes={"rubric": about.rubric_hash},
        )
        self._insert(record, chained(chain, record.sha256))
        self._project(subject, state)
        return record

    def keep_foreign(self, document: Mapping[str, Any]) -> bool:
        """Keep a record of another device of the same person; False when it is here already."""
        record = read_record(document)
        if self._reading.one("SELECT 1 FROM record WHERE id = ?", record.id):
            return False
        state = self._reading.review(record.subject)
        self._insert(record, "")
        self._project(record.subject, state)
        return True

    def add_submission(
        self, submission_doc: Mapping[str, Any], microcredential_doc: Mapping[str, Any], *, source: str
    ) -> bool:
        """Take in a submission and its rubric; False when the very same one is here already."""
        from reviewer_app.store.tables import (
            EvidenceRow,
            Rubric,
            SubmissionRow,
        )  # heavy; not for the first paint

        about = submission_from(submission_doc)
        rubric = microcredential_from(microcredential_doc)
        if rubric_hash(microcredential_doc) != about.rubric_hash or rubric.id != about.microcredential:
            raise StoreError(
                "rubric-differs",
                "The rubric does not fit the submission",
                f"Submission {about.alias} names another rubric than the one it came with.",
                "Ask the coordinator for the bundle again; nothing was changed.",
            )
        known = self._reading.one("SELECT document FROM submission WHERE id = ?", about.id)
        if known is not None:
            return self._seen_again(about.id, json.loads(known[0]), submission_doc)
        session = self._session()
        if session.get(Rubric, about.rubric_hash) is None:
            session.add(Rubric(hash=about.rubric_hash, document=_text(microcredential_doc)))
            session.flush()
        older = self._relatives(about.earner, about.microcredential)
        newest = max((attempt for _, attempt in older), default=0)
        session.add(
            SubmissionRow(
                id=about.id,
                rubric=about.rubric_hash,
                earner=about.earner,
                microcredential=about.microcredential,
                attempt=about.attempt,
                source=source,
                arrived_at=timestamp(self._now()),
                withdrawn="",
                superseded=int(newest > about.attempt),
                document=_text(submission_doc),
            )
        )
        session.flush()
        session.add_all(
            EvidenceRow(
                submission=about.id,
                id=each.id,
                sha256=each.sha256,
                size=each.size,
                here=int(each.is_link or self._has_blob(each.sha256)),
            )
            for each in about.evidence
        )
        session.flush()
        self.refresh(about.id)
        for other, attempt in older:
            if attempt < about.attempt and self._reading.state(other) in OPEN:
                self._connection.execute("UPDATE submission SET superseded = 1 WHERE id = ?", (other,))
                self.refresh(other)
        return True

    def note_receipts(self, document: Mapping[str, Any], receipts: Iterable[Receipt]) -> None:
        """Keep a signed batch of receipts and what it says of each record; the same one may come again."""
        from sqlmodel import select  # heavy; not for the first paint

        from reviewer_app.store.tables import ReceiptBatch, ReceiptRow

        session = self._session()
        text = _text(document)
        batch = session.exec(select(ReceiptBatch).where(ReceiptBatch.document == text)).first()
        if batch is None:
            batch = ReceiptBatch(document=text)
            session.add(batch)
            session.flush()
        assert batch.id is not None  # flushed, so SQLite gave it a number
        decided: list[str] = []
        for each in receipts:
            found = self._reading.one("SELECT subject, kind, sha256 FROM record WHERE id = ?", each.record)
            if found is None or found[2] != each.sha256:
                continue
            kept = session.get(ReceiptRow, each.record)
            if kept is None or not kept.accepted:
                row = ReceiptRow(
                    record=each.record,
                    accepted=int(each.accepted),
                    code=each.code,
                    reason=each.reason,
                    batch=batch.id,
                )
                session.merge(row)
            if found[1] == kinds.DECISION:
                decided.append(found[0])
        session.flush()
        self._advance_received()
        for submission in decided:
            self.refresh(submission)

    def withdraw(self, submission: str, reason: str) -> None:
        """The hub took work back; what was said about it is kept."""
        self._connection.execute(
            "UPDATE submission SET withdrawn = ? WHERE id = ?", (reason or "withdrawn", submission)
        )
        if self._reading.one("SELECT 1 FROM submission WHERE id = ?", submission):
            self.refresh(submission)

    def reopen(self, submission: str) -> None:
        """Open work again that was withdrawn."""
        self._connection.execute("UPDATE submission SET withdrawn = '' WHERE id = ?", (submission,))
        if self._reading.one("SELECT 1 FROM submission WHERE id = ?", submission):
            self.refresh(submission)

    def blob_arrived(self, sha256: str) -> None:
        """A file is whole and here: every submission that holds it comes closer to being complete."""
        rows = self._connection.execute(
            "SELECT DISTINCT submission FROM evidence WHERE sha256 = ? AND here = 0", (sha256,)
        ).fetchall()
        self._connection.execute("UPDATE evidence SET here = 1 WHERE sha256 = ?", (sha256,))
        for (submission,) in rows:
            self.refresh(submission)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a fact of this store."""
        self._connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))

    def refresh(self, submission: str) -> None:
        """Make the lists say again what the documents and records say."""
        records = self._reading.records(submission)
        self._put(submission, fold(submission, records), records)

    def _advance_received(self) -> None:
        before = int(self._reading.meta("received_n", "0"))
        rows = self._connection.execute(
            "SELECT n, receipt.record IS NOT NULL FROM record LEFT JOIN receipt ON receipt.record = record.id "
            "WHERE device = ? AND n > ? ORDER BY n",
            (self._device.name, before),
        )
        after = before
        for n, known in rows:
            if not known:
                break
            after = n
        if after != before:
            self.set_meta("received_n", str(after))

    def _seen_again(self, submission: str, known: dict[str, Any], told: Mapping[str, Any]) -> bool:
        bare = [{k: v for k, v in each.items() if k != "assignment"} for each in (known, dict(told))]
        if canonical(bare[0]) != canonical(bare[1]):
            raise StoreError(
                "submission-differs",
                "This submission is here already, with other content",
                f"Submission {known['alias']} on this laptop is not the same as the one offered.",
                "Nothing was changed. Ask the coordinator which one counts.",
            )
        if known.get("assignment") != told.get("assignment"):
            self._connection.execute(
                "UPDATE submission SET document = ? WHERE id = ?", (_text(told), submission)
            )
            self._reading.forget(submission)
        for each in submission_from(told).evidence:
            if self._has_blob(each.sha256):
                self._connection.execute(
                    "UPDATE evidence SET here = 1 WHERE submission = ? AND id = ?", (submission, each.id)
                )
        self.refresh(submission)
        return False

    def _relatives(self, earner: str, microcredential: str) -> list[tuple[str, int]]:
        if not earner:
            return []
        return list(
            self._connection.execute(
                "SELECT id, attempt FROM submission WHERE earner = ? AND microcredential = ?",
                (earner, microcredential),
            ).fetchall()
        )

    def _last(self) -> tuple[int, str]:
        row = self._reading.one(
            "SELECT n, chain FROM record WHERE device = ? ORDER BY n DESC LIMIT 1", self._device.name
        )
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def _insert(self, record: Record, chain: str) -> None:
        self._connection.execute(
            PUT_RECORD,
            (
                record.id,
                record.device,
                record.n,
                record.kind,
                record.subject,
                timestamp(record.at),
                record.sha256,
                chain,
                canonical(record.document).decode(),
            ),
        )
        self._reading.wrote(record)

    def _project(self, submission: str, before: ReviewState) -> None:
        records = self._reading.records(submission)
        self._put(submission, fold(submission, records), records, before)

    def _put(
        self, submission: str, state: ReviewState, records: list[Record], before: ReviewState | None = None
    ) -> None:
        facts = self._reading.facts(submission)
        self._connection.execute(PUT_QUEUE, queue_row(facts, state, records))
        rows = said_rows(state, records)
        if before is None:
            self._connection.execute("DELETE FROM said WHERE submission = ?", (submission,))
            changed, gone = set(rows), set[str]()
        else:
            changed = {slot for slot in rows if before.effective.get(slot) != rows[slot][0]}
            gone = set(before.effective) - set(rows)
        for slot in changed:
            self._connection.execute(
                "INSERT OR REPLACE INTO said (submission, slot, record, folded) VALUES (?, ?, ?, ?)",
                (submission, slot, *rows[slot]),
            )
        for slot in gone:
            self._connection.execute("DELETE FROM said WHERE submission = ? AND slot = ?", (submission, slot))


def _text(document: Mapping[str, Any]) -> str:
    return canonical(document).decode()


__all__ = ["State", "Work"]
