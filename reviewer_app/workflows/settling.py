"""Two laptops of one person changed the same thing: see every version, keep one, or combine their words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from reviewer_app.domain import records as kinds
from reviewer_app.domain.differing import Run, word_runs
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.past import Wanted, emptied, said, says, spoken
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import Conflict, standing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.fields import WORDS, criterion_of, field_name, field_value
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.history import ELSEWHERE, HERE
from reviewer_app.workflows.reviewing import Review, open_review


@dataclass(frozen=True)
class Version:
    """What one laptop said: ``value`` in words ("" where it took something away), when and on which laptop."""

    record: str
    by: str
    at: datetime
    value: str
    stands: bool


@dataclass(frozen=True)
class TwoVersions:
    """One field that two laptops changed without knowing of each other.

    ``runs`` compares the words of the first two versions; only words can be combined.
    """

    slot: str
    criterion: str
    name: str
    versions: tuple[Version, ...]
    words: bool
    runs: tuple[Run, ...] = ()

    @property
    def alike(self) -> bool:
        """Whether all versions say the same."""
        return len({each.value for each in self.versions}) == 1

    @property
    def merged(self) -> str:
        """Every version's words below each other, to begin a combined text with."""
        kept = dict.fromkeys(each.value.strip() for each in self.versions)
        return "\n\n".join(each for each in kept if each)


def versions(desk: Desk, submission: str) -> tuple[TwoVersions, ...]:
    """Everything of a review that has two versions, in the order of its rubric."""
    records = desk.store.records(submission)
    found = standing(submission, records)
    if not found.conflicts:
        return ()
    rubric = desk.store.rubric(desk.store.submission(submission).rubric_hash)
    about = blinded(desk, submission)
    known = {each.id: each for each in records}
    own = desk.store.device.name
    made = []
    for conflict in found.conflicts:
        all_of_them = [known[each] for each in conflict.records]
        # This laptop's first: it is what the person saw here.
        all_of_them.sort(key=lambda each: each.device != own)
        named = next((each for each in all_of_them if says(each) is not None), all_of_them[0])
        criterion = criterion_of(named, known)
        sides = tuple(
            Version(
                each.id,
                HERE if each.device == own else ELSEWHERE,
                each.at,
                field_value(rubric, about, each),
                found.heads[conflict.slot].id == each.id,
            )
            for each in all_of_them
        )
        words = named.kind in WORDS
        made.append(
            TwoVersions(
                conflict.slot,
                criterion,
                field_name(rubric, about, named, criterion),
                sides,
                words,
                word_runs(sides[0].value, sides[1].value) if words else (),
            )
        )
    order = {each.id: at for at, each in enumerate(rubric.criteria)}
    return tuple(sorted(made, key=lambda each: order.get(each.criterion, len(order))))


def keep(desk: Desk, submission: str, slot: str, record: str) -> Review:
    """Let one version stand; the others stay in the history, and undo brings the choice back."""
    conflict, known = _conflict(desk, submission, slot)
    if record not in conflict.records:
        raise _settled_already()
    chosen = known[record]
    body = said(chosen) if says(chosen) is not None else emptied(chosen)
    return _settle(desk, submission, Wanted(chosen.kind, body))


def combine(desk: Desk, submission: str, slot: str, text: str) -> Review:
    """Let a text stand that the person made of the versions."""
    conflict, known = _conflict(desk, submission, slot)
    first = known[conflict.records[0]]
    if first.kind not in WORDS:
        raise RuleError(
            "not-words",
            "This cannot be combined",
            "Only words can be made of two versions.",
            "Keep one of them.",
        )
    return _settle(desk, submission, spoken(Wanted(first.kind, said(first)), text))


def say(
    desk: Desk, submission: str, kind: str, criterion: str, text: str, step: str, shown: Collection[str]
) -> Review:
    """Keep words that were typed over what was ``shown``; what the other laptop said meanwhile stands beside them."""
    state = desk.store.review(submission)
    held = state.comments if kind == kinds.COMMENT else state.notes
    if held.get(criterion, "") != text:
        body = {"criterion": criterion, "text": text, **({"step": step} if step else {})}
        with desk.store.changes() as work:
            work.append(kind, submission, body, shown)
    return open_review(desk, submission)


def _settle(desk: Desk, submission: str, wanted: Wanted) -> Review:
    with desk.store.changes() as work:
        work.append(wanted.kind, submission, wanted.body)
    return open_review(desk, submission)


def _conflict(desk: Desk, submission: str, slot: str) -> tuple[Conflict, dict[str, Record]]:
    records = desk.store.records(submission)
    for each in standing(submission, records).conflicts:
        if each.slot == slot:
            return each, {record.id: record for record in records}
    raise _settled_already()


def _settled_already() -> RuleError:
    return RuleError(
        "settled",
        "This is settled already",
        "There are no longer two versions of it.",
        "Look at the review again; nothing was changed.",
    )
