"""The completeness check: what is asked of each item, what is answered, and the reasons that follow for the earner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission

PRESENT, OPENS, LEGIBLE, RIGHT = "present", "opens", "legible", "right"
ASPECTS = (PRESENT, OPENS, LEGIBLE, RIGHT)
YES, NO = "yes", "no"
REQUIRED, FURTHER = "required/", "evidence/"
"""Before the id of a required item, and of evidence that answers none."""


@dataclass(frozen=True)
class Asked:
    """One item of the check: what the micro-credential requires, or further evidence, with the files that answer it."""

    id: str
    title: str
    part: str
    evidence: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Opening:
    """What came of opening evidence here: ``opens`` is None where nobody knows, ``words`` say what was found."""

    opens: bool | None
    words: str


@dataclass(frozen=True)
class Checked:
    """How one item stands: each aspect's answer (yes, no or ""), which the program knew by itself, the reasons."""

    asked: Asked
    answers: Mapping[str, str]
    known: frozenset[str]
    reasons: Mapping[str, str]
    found: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[str, ...]:
        """The aspects answered with no; of what is not there nothing else is said."""
        said = tuple(each for each in ASPECTS if self.answers[each] == NO)
        return said[:1] if PRESENT in said else said

    @property
    def answered(self) -> bool:
        """Whether nothing is left to say of it."""
        return bool(self.failed) or all(self.answers.values())


@dataclass(frozen=True)
class Completeness:
    """The whole check."""

    items: tuple[Checked, ...] = field(default_factory=tuple)

    @property
    def checked(self) -> int:
        """How many items are done with."""
        return sum(each.answered for each in self.items)

    @property
    def lacking(self) -> tuple[Checked, ...]:
        """The items of which something was answered with no."""
        return tuple(each for each in self.items if each.failed)

    @property
    def complete(self) -> bool:
        """Whether everything was checked and nothing is missing."""
        return not self.lacking and self.checked == len(self.items)

    @property
    def words(self) -> str:
        """The check in a few words."""
        if self.lacking:
            return "Something is missing"
        return "Complete" if self.complete else f"{self.checked} of {len(self.items)} checked"

    def item(self, id: str) -> Checked | None:
        """The item with this id."""
        return next((each for each in self.items if each.asked.id == id), None)


def asked(rubric: Microcredential, submission: Submission) -> tuple[Asked, ...]:
    """What is asked: every required item in the rubric's order, then every piece of evidence that answers none."""
    made: dict[str, Asked] = {}
    for part in rubric.parts:
        for each in part.required:
            here = tuple(item.id for item in submission.evidence if item.requirement == each.id)
            made.setdefault(each.id, Asked(REQUIRED + each.id, each.title, part.id, here, True))
    required = set(made)
    further = [
        Asked(FURTHER + item.id, item.title or item.name or item.url, item.part, (item.id,), False)
        for item in submission.evidence
        if item.requirement not in required
    ]
    return (*made.values(), *further)


def completeness(
    rubric: Microcredential,
    submission: Submission,
    state: ReviewState,
    openings: Mapping[str, Opening] | None = None,
) -> Completeness:
    """The check as it stands: what the person said before what the program found (``openings`` by evidence)."""
    found = openings or {}
    return Completeness(tuple(_checked(each, state, found) for each in asked(rubric, submission)))


def _checked(item: Asked, state: ReviewState, found: Mapping[str, Opening]) -> Checked:
    own = {PRESENT: YES if item.evidence else NO, OPENS: _opens(item, found)}
    answers: dict[str, str] = {}
    for aspect in ASPECTS:
        said = state.checks.get(f"{item.id}:{aspect}", "")
        answers[aspect] = said if said in (YES, NO) else own.get(aspect, "")
    reasons = {each: state.check_reasons.get(f"{item.id}:{each}", "") for each in ASPECTS}
    return Checked(
        item,
        answers,
        frozenset(each for each, answer in own.items() if answer and f"{item.id}:{each}" not in state.checks),
        {each: text for each, text in reasons.items() if text},
        tuple(found[each].words for each in item.evidence if each in found),
    )


def _opens(item: Asked, found: Mapping[str, Opening]) -> str:
    """No as soon as one file does not open, yes when all of them do."""
    known = [found[each].opens if each in found else None for each in item.evidence]
    if False in known:
        return NO
    return YES if known and all(known) else ""


def unanswered(item: Checked) -> tuple[str, ...]:
    """The aspects the person still has to say something of."""
    return () if item.answered else tuple(each for each in ASPECTS if not item.answers[each])


def to_confirm(item: Checked) -> tuple[str, ...]:
    """What “all fine” says yes to: what is open, and what only the program said so far."""
    return tuple(each for each in ASPECTS if not item.answers[each] or each in item.known)


def reasons(check: Completeness, phrases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What the earner is told, in the order of the items: the chosen reason, else the first phrase of the aspect."""
    told: dict[str, None] = {}
    for item in check.lacking:
        for aspect in item.failed:
            told[item.reasons.get(aspect) or offered(item, aspect, phrases)[0]] = None
    return tuple(told)


def offered(item: Checked, aspect: str, phrases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The reasons to choose from for an aspect, with the item's title put in."""
    return tuple(each.replace("{title}", item.asked.title) for each in phrases[aspect])
