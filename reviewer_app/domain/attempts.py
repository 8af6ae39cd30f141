"""A new attempt beside the one before: what is the same by content, what is new, and which scores may carry over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer_app.domain.decision import Decision
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.policy import CarryOver
from reviewer_app.domain.rubric import Criterion, Microcredential
from reviewer_app.domain.submission import ANSWERS, EvidenceItem, Submission


class Fate(StrEnum):
    """What became of something between two attempts."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


WORDS = {
    Fate.SAME: "Unchanged",
    Fate.CHANGED: "Changed",
    Fate.NEW: "New",
    Fate.GONE: "No longer handed in",
}


@dataclass(frozen=True)
class Compared:
    """A thing of either attempt: its part, what it is called, and the ids it has then and now ("" for neither)."""

    fate: Fate
    part: str
    title: str
    before: str
    now: str


@dataclass(frozen=True)
class Carried:
    """A level of the earlier decision whose evidence is the same: offered, and given only when the person confirms."""

    criterion: str
    level: str


@dataclass(frozen=True)
class Comparison:
    """All that two attempts have in common and not; ``why_not`` says for each criterion why its score stays behind."""

    before: int
    now: int
    things: tuple[Compared, ...]
    offers: tuple[Carried, ...] = ()
    why_not: Mapping[str, str] = field(default_factory=dict)

    def count(self, fate: Fate) -> int:
        """How many things had this fate."""
        return sum(each.fate is fate for each in self.things)


def compare(before: Submission, now: Submission) -> Comparison:
    """What is the same by its bytes, whatever it is called; and what was changed under the same name or for the same
    requirement. Answers are compared by their prompts."""
    return Comparison(before.attempt, now.attempt, (*_files(before, now), *_answers(before, now)))


def offered(
    comparison: Comparison,
    earlier: Decision,
    rubrics: tuple[Microcredential, Microcredential],
    now: Submission,
    policy: CarryOver,
) -> tuple[tuple[Carried, ...], dict[str, str]]:
    """The scores that may carry over, and for the others why not; ``rubrics`` are the earlier one and the one of now.

    A score carries over where the policy allows it, the criterion reads the same, nothing in its part changed, and
    all the evidence that was cited for it is here again.
    """
    then, rubric = rubrics
    if policy is CarryOver.NONE:
        return (), {
            each.id: "The policy of this micro-credential carries no scores over." for each in rubric.criteria
        }
    if earlier.outcome is Outcome.INCOMPLETE:
        return (), {each.id: "The earlier attempt was returned unscored." for each in rubric.criteria}
    moved = {each.part for each in comparison.things if each.fate is not Fate.SAME}
    hashes = {each.sha256 for each in now.evidence if each.sha256}
    known = {each.id: each for each in then.criteria}
    scored = {each.criterion: each for each in earlier.judged}
    offers: list[Carried] = []
    why_not: dict[str, str] = {}
    for each in rubric.criteria:
        judged = scored.get(each.id)
        why = ""
        if judged is None:
            why = "It was not scored in the earlier attempt."
        elif not reads_alike(known.get(each.id), each):
            why = "The rubric words this criterion differently now."
        elif policy is CarryOver.AT_FLOOR and not judged.meets:
            why = f"{judged.level_title} is below the floor: it is judged anew."
        elif each.part in moved:
            why = "Something in its part changed."
        elif any(x.evidence_hash and x.evidence_hash not in hashes for x in judged.citations):
            why = "Evidence that was cited for it is not in this attempt."
        if why:
            why_not[each.id] = why
        elif judged is not None:
            offers.append(Carried(each.id, judged.level))
    return tuple(offers), why_not


def reads_alike(then: Criterion | None, now: Criterion) -> bool:
    """Whether a criterion means the same in both editions."""
    return then is not None and (then.levels, then.floor, then.title, then.description) == (
        now.levels,
        now.floor,
        now.title,
        now.description,
    )


def _files(before: Submission, now: Submission) -> Iterable[Compared]:
    left = list(before.evidence)
    made: dict[str, Compared] = {}
    for match in (_same_bytes, _same_place):
        for each in now.evidence:
            if each.id in made:
                continue
            old = next((x for x in left if match(x, each)), None)
            if old is not None:
                left.remove(old)
                fate = Fate.SAME if match is _same_bytes else Fate.CHANGED
                made[each.id] = Compared(fate, each.part, each.title or each.name, old.id, each.id)
    for each in now.evidence:
        yield made.get(each.id) or Compared(Fate.NEW, each.part, each.title or each.name, "", each.id)
    for old in left:
        yield Compared(Fate.GONE, old.part, old.title or old.name, old.id, "")


def _same_bytes(old: EvidenceItem, new: EvidenceItem) -> bool:
    if old.is_link or new.is_link:
        return old.url == new.url and Counter(old.access.values()) == Counter(new.access.values())
    return bool(old.sha256) and old.sha256 == new.sha256 and old.part == new.part


def _same_place(old: EvidenceItem, new: EvidenceItem) -> bool:
    if old.part != new.part or old.is_link != new.is_link:
        return False
    if old.requirement and old.requirement == new.requirement:
        return True
    return bool(old.name) and old.name.casefold() == new.name.casefold()


def _answers(before: Submission, now: Submission) -> Iterable[Compared]:
    old = {(part.id, answer.prompt): answer.text for part in before.parts for answer in part.answers}
    new = {(part.id, answer.prompt): answer.text for part in now.parts for answer in part.answers}
    for (part, prompt), text in new.items():
        place = ANSWERS + part
        if (part, prompt) not in old:
            yield Compared(Fate.NEW, part, prompt, "", place)
        else:
            fate = Fate.SAME if _plain(old[part, prompt]) == _plain(text) else Fate.CHANGED
            yield Compared(fate, part, prompt, place, place)
    for part, prompt in old.keys() - new.keys():
        yield Compared(Fate.GONE, part, prompt, ANSWERS + part, "")


def _plain(text: str) -> str:
    return " ".join(text.split())
