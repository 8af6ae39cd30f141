"""Going back in a review: see it as it was at an earlier change, and restore that, in part or whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from uuid6 import uuid7

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.past import held, restored, says
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import standing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.fields import criterion_of, field_name, field_value
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.reviewing import Review, open_review


@dataclass(frozen=True)
class ThenField:
    """One field of a review as it was: what stood in it then and what stands in it now ("" for nothing)."""

    slot: str
    criterion: str
    name: str
    then: str
    now: str
    differs: bool


@dataclass(frozen=True)
class Then:
    """A review as it was once ``record`` had been made; every field that held something then or does now."""

    record: str
    at: datetime
    fields: tuple[ThenField, ...]

    @property
    def differing(self) -> int:
        """How many fields are not now what they were."""
        return sum(each.differs for each in self.fields)


def as_it_was(desk: Desk, submission: str, record: str) -> Then:
    """The review as it was once a record had been made, beside what it is now."""
    records = desk.store.records(submission)
    found = _found(records, record)
    rubric = desk.store.rubric(desk.store.submission(submission).rubric_hash)
    about = blinded(desk, submission)
    known = {each.id: each for each in records}
    then, now = held(submission, records, record), standing(submission, records)
    fields = []
    order = {each.id: at for at, each in enumerate(rubric.criteria)}
    for slot in (*then.heads, *(each for each in now.heads if each not in then.heads)):
        was, is_ = then.heads.get(slot), now.heads.get(slot)
        shown = next((each for each in (was, is_) if says(each) is not None), None)
        if shown is None:
            continue
        criterion = criterion_of(shown, known)
        fields.append(
            ThenField(
                slot,
                criterion,
                field_name(rubric, about, shown, criterion),
                field_value(rubric, about, was),
                field_value(rubric, about, is_),
                says(was) != says(is_),
            )
        )
    fields.sort(key=lambda each: order.get(each.criterion, len(order)))
    return Then(record, found.at, tuple(fields))


def restore(desk: Desk, submission: str, record: str, slots: Collection[str] | None = None) -> Review:
    """Say again what was said once a record had been made, in these slots or in all; one undo takes it back."""
    records = desk.store.records(submission)
    _found(records, record)
    changes = restored(standing(submission, records), held(submission, records, record), slots)
    step = str(uuid7())
    with desk.store.changes() as work:
        for each in changes:
            work.append(each.kind, submission, {**each.body, "step": step, "restores": record})
    return open_review(desk, submission)


def _found(records: tuple[Record, ...], record: str) -> Record:
    for each in records:
        if each.id == record:
            return each
    raise RuleError(
        "no-such-change",
        "No such change",
        "This review has no change with that id.",
        "Open its history again and choose a line.",
    )
