"""The feedback check of one review, its rules from resources, names and earlier words from the store; overruling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewer_app.domain import records as kinds
from reviewer_app.domain.anonymity import NameList, name_list_from
from reviewer_app.domain.decision import Overruled
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.feedback import Entry, Feedback, Finding, entries_of, ordinary_words, standing
from reviewer_app.domain.feedback_check import check
from reviewer_app.domain.feedback_rules import RuleBook, rule_book
from reviewer_app.domain.review import OVERALL
from reviewer_app.paths import resource
from reviewer_app.store.bank import bank_tables
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.reviewing import Review, open_review

if TYPE_CHECKING:
    from reviewer_app.domain.review import ReviewState
    from reviewer_app.domain.rubric import Microcredential
    from reviewer_app.domain.submission import Submission

_NAME_LISTS = 64
_NAMING = frozenset({"earner", "earner_maybe", "student"})


@dataclass(frozen=True)
class Checked:
    """What the check found in a review, and the reasons by which findings were overruled, by ``Finding.place``."""

    findings: tuple[Finding, ...] = ()
    overruled: Mapping[str, str] = field(default_factory=dict)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody overruled."""
        return standing(self.findings, self.overruled)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What keeps the decision from being signed."""
        return tuple(each for each in self.standing if each.must)

    @property
    def told(self) -> tuple[Overruled, ...]:
        """What a decision says of findings that were overruled and are still there."""
        return tuple(
            Overruled(each.criterion, each.key, each.title, self.overruled[each.place].strip())
            for each in self.findings
            if self.overruled.get(each.place, "").strip()
        )


@lru_cache(maxsize=1)
def books() -> Mapping[str, RuleBook]:
    """The rules of every language this program has."""
    found = sorted(resource("feedback").glob("*.json"))
    made = [rule_book(json.loads(path.read_text("utf-8"))) for path in found]
    return {each.language: each for each in made}


def check_review(desk: Desk, submission: str) -> Checked:
    """Everything the check finds in what was said on a submission."""
    about = blinded(desk, submission)
    return check_state(desk, about, desk.store.rubric(about.rubric_hash), desk.store.review(submission))


def check_words(desk: Desk, submission: str, words: Mapping[str, str]) -> Checked:
    """What the check would find were these the comments of the criteria named, while they are being written."""
    about = blinded(desk, submission)
    state = desk.store.review(submission)
    state = replace(state, comments={**state.comments, **words})
    return check_state(desk, about, desk.store.rubric(about.rubric_hash), state)


def check_state(desk: Desk, about: Submission, rubric: Microcredential, state: ReviewState) -> Checked:
    """What the check finds in a review as it is given."""
    entries = entries_of(rubric, state)
    with bank_tables(desk.store) as bank:
        elsewhere = bank.fingerprints(about.id, about.microcredential)
    feedback = Feedback(
        about.id,
        entries,
        about.language,
        name_list_of(about),
        elsewhere,
        ordinary_words(things_of(about, rubric)),
    )
    return Checked(check(books(), feedback), state.overruled)


def names_in(desk: Desk, submission: str, text: str) -> tuple[Finding, ...]:
    """What in any words about a submission names its earner, a student or a colleague, or may."""
    about = blinded(desk, submission)
    rubric = desk.store.rubric(about.rubric_hash)
    told = Feedback(
        about.id,
        (Entry(OVERALL, text),),
        about.language,
        name_list_of(about),
        ordinary=ordinary_words(things_of(about, rubric)),
    )
    return tuple(each for each in check(books(), told) if each.rule in _NAMING)


def overrule(desk: Desk, submission: str, criterion: str, finding: str, reason: str) -> Review:
    """Let a finding stand aside, with the reason; undo brings it back."""
    if not reason.strip():
        raise RuleError(
            "no-reason",
            "A reason is needed",
            "A finding is overruled only with a reason, which the coordinator can read.",
            "Say in a few words why it does not hold here.",
        )
    if all(
        (each.criterion, each.key) != (criterion, finding) for each in check_review(desk, submission).findings
    ):
        raise RuleError(
            "no-such-finding",
            "This finding is gone",
            "The words it was about have changed since.",
            "Look at the preview again.",
        )
    with desk.store.changes() as work:
        work.append(
            kinds.OVERRULE,
            submission,
            {"criterion": criterion, "finding": finding, "reason": reason.strip()},
        )
    return open_review(desk, submission)


def take_back(desk: Desk, submission: str, criterion: str, finding: str) -> Review:
    """Let a finding that was overruled count again."""
    with desk.store.changes() as work:
        work.append(kinds.OVERRULE, submission, {"criterion": criterion, "finding": finding, "reason": ""})
    return open_review(desk, submission)


def things_of(about: Submission, rubric: Microcredential) -> list[str]:
    """All texts of rubric and evidence that name things."""
    said = [rubric.title, rubric.competency, rubric.key_method, rubric.issuer]
    for part in rubric.parts:
        said += [part.title, part.description]
        said += [text for each in part.required for text in (each.title, each.description)]
    for each in rubric.criteria:
        said += [each.title, each.description]
        said += [text for level in each.levels for text in (level.title, level.descriptor)]
    return said + [each.title for each in about.evidence]


def name_list_of(about: Submission) -> NameList | None:
    """The salted list of the earner's names that came with a submission."""
    names = about.names
    if not names:
        return None
    return _name_list(json.dumps(names, sort_keys=True))


@lru_cache(maxsize=_NAME_LISTS)
def _name_list(document: str) -> NameList | None:
    """A list remembers the words it was asked for, so that a comment that grows is hashed word by word."""
    return name_list_from({"names": json.loads(document)})
