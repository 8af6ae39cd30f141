"""One transaction of changes: what belongs together commits together, and helpers never commit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import FileError, StoreError
from reviewer_app.domain.knowing import follows
from reviewer_app.domain.lifecycle import KEEPS_WORDS, OPEN, State
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record, chained, make_record, read_record
from reviewer_app.domain.review import CHANGES, settled, slot_of
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.domain.submission import moment, submission_from, timestamp
from reviewer_app.store import receipts as receipts_of
from reviewer_app.store.admitting import check_answer, check_change, check_end, hashes_for
from reviewer_app.store.arrivals import Arrival, note_came, note_files
from reviewer_app.store.fresh import looked_up, project_fresh, put_submissions
from reviewer_app.store.projecting import project_row, project_words
from reviewer_app.store.projections import HANDED_BACK
from reviewer_app.store.reading import ENDS, Reading, Story
from reviewer_app.store.taking_in import Brought, TakingIn

WORDY = (kinds.COMMENT, kinds.NOTE, kinds.UNDONE, kinds.REDONE)
"""Kinds that can change what a search finds."""

AFTER = timedelta(milliseconds=1)
"""The least by which two moments differ as they are written down."""

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
    ) -> None:
        self._reading = reading
        self._connection = reading.connection
        self._device = device
        self._author = author
        self._now = now
        self._has_blob = has_blob
        self._taking_in = TakingIn(reading, has_blob)
        self.road = ""
        """By which road what is taken in comes, where that is known."""
        self.said_at = ""
        """When the hub said it, by its own clock."""

    @property
    def connection(self) -> Any:
        """The store's connection, for tables beside the records, within this transaction."""
        return self._connection

    def append(
        self, kind: str, subject: str, body: Mapping[str, Any], shown: Collection[str] | None = None
    ) -> Record:
        """Sign and keep what the person just did, with every list brought up to date.

        ``shown`` are the records that stood in the slot on the screen; what another laptop said since stays beside it.
        """
        from uuid6 import uuid7  # looks through what is installed when it is loaded

        about = self._reading.submission(subject)
        story = self._reading.story(subject)
        stands = self._reading.state(subject)
        taken_up = kind == kinds.GIVEN_UP and story.state.given_up
        if kind == kinds.ANSWERED:
            answered = any(
                each.kind == kind and each.body["record"] == body["record"] for each in story.records
            )
            check_answer(body, self._reading.receipt(str(body["record"])), answered=answered)
        elif not taken_up and (stands not in KEEPS_WORDS or kind not in (kinds.COMMENT, kinds.NOTE)):
            decided = next((each.body for each in story.records if each.id == story.state.decision), {})
            check_end(kind, body, story.state, stands, decided)
        check_change(kind, body, about, self._reading.rubric(about.rubric_hash), story.state)
        n, chain, latest = self._last()
        supersedes = ""
        if kind in CHANGES:
            slot = slot_of(kind, body)
            supersedes = story.state.effective.get(slot, "")
            others = settled(story.state, slot)
            if shown is not None:
                ends = [each for each in (supersedes, *others) if each]
                known = {each.id: each for each in story.records}
                if (found := follows(ends, shown, known, self._device.name)) is not None:
                    supersedes, others = found
            if others:
                # Two devices changed this: what the person does now settles which version stands.
                body = {**body, "settles": list(others)}
        record = make_record(
            self._device,
            id=str(uuid7()),
            n=n + 1,
            at=self._moment(story, latest),
            author=self._author,
            kind=kind,
            subject=subject,
            body=body,
            supersedes=supersedes,
            hashes=hashes_for(about, body),
        )
        self._insert(record, chain, story)
        return record

    def keep_foreign(self, document: Mapping[str, Any]) -> bool:
        """Keep a record of another device of the same person; False when it is here already.

        FileError where it is not what it says: not signed by its device, or other than what that device said before.
        """
        record = read_record(document)
        if self._reading.one("SELECT 1 FROM record WHERE id = ?", record.id):
            return False
        if record.device == self._device.name or self._reading.one(
            "SELECT 1 FROM record WHERE device = ? AND n = ?", record.device, record.n
        ):
            raise FileError(
                "record",
                "A record was refused",
                "One record of another laptop has a number that another record here has already.",
                "Nothing was changed. Ask the coordinator to look.",
            )
        self._insert(record, None, self._reading.story(record.subject))
        return True

    def keep_own(self, record: Record, chain: str) -> None:
        """Keep a record of this device that came back; ``chain`` is the rolling hash before it (``anew.adopt``)."""
        self._insert(record, chain, self._reading.story(record.subject))

    def add_submission(
        self, submission_doc: Mapping[str, Any], microcredential_doc: Mapping[str, Any], *, source: str
    ) -> bool:
        """Take in a submission and its rubric; False when the very same one is here already."""
        about = self._taking_in.read(submission_doc, microcredential_doc)
        known, spoken_of = looked_up(self._reading, about.id)
        if known is not None:
            if self.said_at:
                self._came("assigned", about.id)
            return self._seen_again(about.id, json.loads(known), submission_doc)
        older = self._relatives(about.earner, about.microcredential)
        newest = max((attempt for _, attempt in older), default=0)
        at, superseded = self._moment_now(), newest > about.attempt
        fresh = [self._taking_in.fresh(about, submission_doc, microcredential_doc, superseded=superseded)]
        put_submissions(self._reading, fresh, source, at)
        if spoken_of:
            self.refresh(about.id)
        else:
            project_fresh(self._reading, fresh, at)
        self._came("assigned" if source == "hub" else "imported", about.id)
        for other, attempt in older:
            if attempt < about.attempt and self._reading.state(other) in OPEN:
                self._connection.execute("UPDATE submission SET superseded = 1 WHERE id = ?", (other,))
                self.refresh(other)
        return True

    def add_new(self, brought: Sequence[Brought]) -> frozenset[str]:
        """Take in together those of the hub's assignments that are plainly new; which. The rest is for
        ``add_submission``."""
        return self._taking_in.together(brought, self._moment_now(), self.road)

    def note_receipts(self, document: Mapping[str, Any], receipts: Iterable[Receipt]) -> None:
        """Keep a signed batch of receipts and what it says of each record; the same one may come again."""
        receipts_of.note_receipts(self._reading, self._device.name, document, receipts, self.road)

    def withdraw(self, submission: str, reason: str) -> None:
        """The hub took work back; what was said about it is kept."""
        self._take_away(submission, reason.strip() or "withdrawn", "withdrawn", reason.strip())

    def reopen(self, submission: str) -> None:
        """Open work again that was withdrawn."""
        self._take_away(submission, "", "reopened")

    def put_away(self, submission: str, words: str) -> None:
        """The person let go of it: it is open no longer, unless the hub opens it again."""
        self._take_away(submission, words)

    def hand_back(self, submission: str) -> None:
        """The person handed it back on another laptop: nothing of it opens here any more."""
        self._take_away(submission, HANDED_BACK, "handed-back")

    def settle(self, submission: str, flag: str, at: str, words: str) -> None:
        """The coordinator answered a flag; a problem that stopped the clock lets it run on."""
        id = f"settled:{submission}:{flag}"
        note_came(
            self._connection, Arrival(id, submission, "settled", self._moment_now(), at, words, self.road)
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO settlement (submission, flag, at, words) VALUES (?, ?, ?, ?)",
            (submission, flag, at, words),
        )
        self._refresh_known(submission)

    def blob_arrived(self, sha256: str) -> None:
        """A file is whole and here: every submission that holds it comes closer to being complete."""
        self._file_is(sha256, here=True)

    def blob_lost(self, sha256: str) -> None:
        """A file that was here is missing or damaged: no submission that holds it is complete until it comes again."""
        self._file_is(sha256, here=False)

    def meta(self, name: str) -> str:
        """A fact of this store, "" where there is none."""
        return self._reading.meta(name)

    def state(self, submission: str) -> State:
        """Where a submission stands after all changes so far."""
        return self._reading.state(submission)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a fact of this store."""
        self._reading.set_meta(name, value)

    def refresh(self, submission: str) -> None:
        """Make the lists say again what the documents and records say."""
        self._reading.forget(submission)
        project_row(self._reading, submission)
        project_words(self._reading, submission)

    def note_sent(self, upto: int, at: datetime) -> None:
        """This device's records up to a number were handed to a road at a moment; the first time counts."""
        self._connection.execute(
            "INSERT OR IGNORE INTO sent (device, upto, at, road) VALUES (?, ?, ?, ?)",
            (self._device.name, upto, timestamp(at), self.road),
        )

    def _came(self, kind: str, submission: str, words: str = "") -> None:
        at, said_at = self._moment_now(), self.said_at
        id = f"{kind}:{submission}:{said_at or at}"
        note_came(self._connection, Arrival(id, submission, kind, at, said_at, words, self.road))

    def _moment_now(self) -> str:
        return timestamp(self._now())

    def _file_is(self, sha256: str, *, here: bool) -> None:
        rows = self._connection.execute(
            "SELECT DISTINCT submission FROM evidence WHERE sha256 = ? AND here <> ?", (sha256, int(here))
        ).fetchall()
        self._connection.execute("UPDATE evidence SET here = ? WHERE sha256 = ?", (int(here), sha256))
        for (submission,) in rows:
            if here:
                note_files(self._connection, submission, self._moment_now(), self.road)
            self.refresh(submission)

    def _take_away(self, submission: str, why: str, kind: str = "", words: str = "") -> None:
        before = self._reading.one("SELECT withdrawn FROM submission WHERE id = ?", submission)
        # Given back before it was heard here that it was taken away: it is news all the same.
        if kind and before is not None and (before[0] != why or (kind == "reopened" and self.said_at)):
            self._came(kind, submission, words)
        self._connection.execute("UPDATE submission SET withdrawn = ? WHERE id = ?", (why, submission))
        self._refresh_known(submission)

    def _refresh_known(self, submission: str) -> None:
        """As ``refresh``, where the submission came to this laptop at all."""
        if self._reading.one("SELECT 1 FROM submission WHERE id = ?", submission):
            self.refresh(submission)

    def _moment(self, story: Story, latest: str) -> datetime:
        """Now, but never before what was said earlier: a clock set back must not shuffle a review.

        It is after all that other laptops said, whose clocks may be ahead: at the same moment the name would decide.
        """
        known = [each.at for each in story.records[-1:]]
        if not story.one_device or any(each.device != self._device.name for each in story.records[:1]):
            known.append(max(each.at for each in story.records if each.device != self._device.name) + AFTER)
        if latest:
            known.append(moment(latest))
        return max(self._now(), *known) if known else self._now()

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

    def _last(self) -> tuple[int, str, str]:
        if self._reading.latest is None:
            row = self._reading.one(
                "SELECT n, chain, at FROM record WHERE device = ? ORDER BY n DESC LIMIT 1", self._device.name
            )
            self._reading.latest = (0, "", "") if row is None else tuple(row)
        return self._reading.latest

    def _insert(self, record: Record, chain: str | None, story: Story) -> None:
        """Keep a record; ``chain`` is the rolling hash before it, None for another device's."""
        document = canonical(record.document)
        sha256 = hashlib.sha256(document).hexdigest()
        at = timestamp(record.at)
        rolling = "" if chain is None else chained(chain, sha256)
        self._connection.execute(
            PUT_RECORD,
            (
                record.id,
                record.device,
                record.n,
                record.kind,
                record.subject,
                at,
                sha256,
                rolling,
                document.decode(),
            ),
        )
        if chain is not None:
            self._reading.latest = (record.n, rolling, at)
        story.add(record)
        if not self._reading.knows(record.subject):
            return  # said on another laptop of a submission that has not come here yet
        if record.kind in (kinds.DECISION, kinds.ANSWERED, *ENDS):
            self._reading.forget_facts(record.subject)
        project_row(self._reading, record.subject)
        if record.kind in WORDY:
            project_words(self._reading, record.subject)


def _text(document: Mapping[str, Any]) -> str:
    return canonical(document).decode()


__all__ = ["State", "Work"]
