"""Reading the store: documents, records, states and receipts as domain objects, with what never changes cached."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.pausing import Settlement
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import ANSWERED, DECISION, DECISION_WITHDRAWN, INTEREST, Record, read_record
from reviewer_app.domain.review import CHANGES, ReviewState, advance, fold
from reviewer_app.domain.rubric import Microcredential, microcredential_from
from reviewer_app.domain.strange_levels import set_aside
from reviewer_app.domain.submission import Submission, moment, submission_from
from reviewer_app.store.meta import Meta
from reviewer_app.store.projections import ABOUT, Facts

CACHED = 256
QUICK = (*CHANGES, DECISION)
ENDS = (DECISION_WITHDRAWN, INTEREST)
"""Kinds about which the hub's word counts: what it refused did not happen."""


@dataclass
class Story:
    """One review while it is worked on: its records in the order they were written, and what they fold to.

    ``row`` is what the queue shows of it, None while that was not looked up.
    """

    records: list[Record]
    state: ReviewState
    row: tuple[object, ...] | None = None
    refused: frozenset[str] = frozenset()
    rubric: Microcredential | None = None
    one_device: bool = field(init=False)

    def __post_init__(self) -> None:
        self.one_device = len({each.device for each in self.records}) < 2

    def add(self, record: Record) -> None:
        """Fold one more record in, alone where that is enough."""
        last = self.records[-1] if self.records else None
        self.records.append(record)
        if last is not None and last.device != record.device:
            self.one_device = False
        follows = last is None or (last.kind in CHANGES and (last.at, last.n) < (record.at, record.n))
        if record.kind in QUICK and follows and self.one_device and not self.state.strange:
            made = advance(self.state, record)
        else:
            made = fold(record.subject, self.records, self.refused)
        self.state = set_aside(made, self.rubric)


class Reading:
    """What both reads and changes look up; belongs to the store's one connection and its lock."""

    def __init__(self, connection: Any, meta: Meta) -> None:
        self.connection = connection
        self._meta = meta
        self._submissions: dict[str, Submission] = {}
        self._rubrics: dict[str, Microcredential] = {}
        self._stories: dict[str, Story] = {}
        self._facts: dict[str, Facts] = {}
        self.untouched: dict[tuple[str, bool, bool], State] = {}
        """Where a submission stands before anything is said: by rubric, whether all is here, and whether superseded."""
        self.latest: tuple[int, str, str] | None = None
        """Number, rolling hash and moment of this device's latest record; None while not looked up."""

    def forget_facts(self, submission: str) -> None:
        """Look up again what is known of a submission besides what was said."""
        self._facts.pop(submission, None)

    def forget_row(self, submission: str) -> None:
        """Look up again where a submission stands."""
        self.forget_facts(submission)
        story = self._stories.get(submission)
        if story is not None:
            story.row = None

    def forget(self, submission: str | None = None) -> None:
        """Drop what is cached of a submission, or everything: after a change that was taken back."""
        if submission is None:
            self._submissions.clear()
            self._stories.clear()
            self._facts.clear()
            self._meta.forget()
            self.latest = None
        else:
            self._submissions.pop(submission, None)
            self._stories.pop(submission, None)
            self._facts.pop(submission, None)

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

    def story(self, submission: str) -> Story:
        """The review of a submission so far; whoever appends a record adds it to the story too."""
        found = self._stories.get(submission)
        if found is None:
            rows = self.connection.execute(
                "SELECT document FROM record WHERE subject = ? ORDER BY rowid", (submission,)
            ).fetchall()
            records = [read_record(json.loads(row[0]), trusted=True) for row in rows]
            refused = self._refused(submission, records)
            state = fold(submission, records, refused) if records else ReviewState(submission)
            rubric = self._rubric_of(submission)
            found = Story(records, set_aside(state, rubric), refused=refused, rubric=rubric)
            _bounded(self._stories)[submission] = found
        return found

    def _rubric_of(self, submission: str) -> Microcredential | None:
        """The rubric of a submission that is here; what is said of it may come before it."""
        if not self.knows(submission):
            return None
        return self.rubric(self.submission(submission).rubric_hash)

    def _refused(self, submission: str, records: list[Record]) -> frozenset[str]:
        void = self._void(records)
        if all(each.kind not in ENDS for each in records):
            return void
        rows = self.connection.execute(
            "SELECT record.id FROM receipt JOIN record ON record.id = receipt.record "
            "WHERE record.subject = ? AND record.kind IN (?, ?) AND receipt.accepted = 0",
            (submission, *ENDS),
        )
        return void | {row[0] for row in rows.fetchall()}

    def _void(self, records: list[Record]) -> frozenset[str]:
        """Answers to a refusal that the hub took back since, as one does that was restored from an older backup."""
        answers = {str(each.body.get("record")): each.id for each in records if each.kind == ANSWERED}
        if not answers:
            return frozenset()
        rows = self.connection.execute(
            "SELECT record FROM receipt WHERE accepted = 1 AND record IN (SELECT value FROM json_each(?))",
            (json.dumps(list(answers)),),
        )
        return frozenset(answers[row[0]] for row in rows.fetchall())

    def records(self, submission: str) -> list[Record]:
        """All records about a submission, in the order they were written."""
        return self.story(submission).records

    def review(self, submission: str) -> ReviewState:
        """Everything said about a submission."""
        return self.story(submission).state

    def facts(self, submission: str) -> Facts:
        """What is known of a submission besides what was said."""
        found = self._facts.get(submission)
        if found is None:
            found = _bounded(self._facts)[submission] = self._look_up_facts(submission)
        return found

    def _look_up_facts(self, submission: str) -> Facts:
        about = self.submission(submission)
        row = self.one(
            "SELECT arrived_at, withdrawn, superseded, "
            "(SELECT coalesce(sum(here), 0) FROM evidence WHERE evidence.submission = submission.id) "
            "FROM submission WHERE id = ?",
            submission,
        )
        decision = self.review(submission).decision
        accepted = self._accepted(decision) if decision else None
        return Facts(
            submission=about,
            rubric=self.rubric(about.rubric_hash),
            arrived_at=row[0],
            arrived_on=moment(row[0]).astimezone(UTC).date(),
            withdrawn=row[1],
            superseded=bool(row[2]),
            here=row[3],
            accepted=accepted,
            settled=self.settlements(submission),
        )

    def settlements(self, submission: str) -> dict[str, Settlement]:
        """What the coordinator answered to flags, by flag."""
        rows = self.connection.execute(
            "SELECT flag, at, words FROM settlement WHERE submission = ? ORDER BY at, flag", (submission,)
        ).fetchall()
        return {flag: Settlement(flag, moment(at), words) for flag, at, words in rows}

    def _accepted(self, decision: str) -> bool | None:
        """Whether the hub took a decision; None while it has not said. What has no place in this laptop's own chain
        was signed on another one and came by the hub."""
        row = self.one(
            "SELECT (SELECT accepted FROM receipt WHERE receipt.record = record.id), chain FROM record WHERE id = ?",
            decision,
        )
        if row is None or (row[0] is None and row[1]):
            return None
        return row[0] is None or bool(row[0])

    def knows(self, submission: str) -> bool:
        """Whether a submission is here."""
        return submission in self._submissions or bool(
            self.one("SELECT 1 FROM submission WHERE id = ?", submission)
        )

    def state(self, submission: str) -> State:
        """Where a submission stands."""
        story = self._stories.get(submission)
        if story is not None and story.row is not None:
            return State(str(story.row[ABOUT]))
        row = self.one(
            "SELECT state FROM queue WHERE submission = ? UNION ALL SELECT state FROM practice WHERE submission = ?",
            submission,
            submission,
        )
        if row is None:
            self.submission(submission)
            return State.TO_REVIEW
        return State(row[0])

    def receipt(self, record: str) -> Receipt | None:
        """What the hub last said about a record."""
        row = self.one(
            "SELECT record.n, record.sha256, accepted, code, reason, receipt.at, hub "
            "FROM receipt JOIN record ON record.id = receipt.record WHERE receipt.record = ?",
            record,
        )
        if row is None:
            return None
        n, sha256, accepted, code, reason, at, hub = row
        return Receipt(record, n, sha256, bool(accepted), code, reason, at, hub)

    def meta(self, name: str, default: str = "") -> str:
        """A fact of this store."""
        return self._meta.get(name, default)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a fact of this store, in the running transaction."""
        self._meta.set(name, value)


def _bounded(cache: dict[str, Any]) -> dict[str, Any]:
    if len(cache) >= CACHED:
        cache.pop(next(iter(cache)))
    return cache
