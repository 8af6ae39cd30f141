"""From scores to an outcome: the non-compensatory pass rule, and what is missing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer_app.domain.review import ReviewState
    from reviewer_app.domain.rubric import Criterion, Microcredential, Part


class Outcome(StrEnum):
    """What a decision says."""

    MEETS = "meets"
    NOT_YET = "not_yet"
    INCOMPLETE = "incomplete"


TWO_VERSIONS = "two-versions"
"""In place of a criterion, where what is missing is a choice between the versions of two devices."""

WORDS = {Outcome.MEETS: "Meets", Outcome.NOT_YET: "Not yet", Outcome.INCOMPLETE: "Incomplete"}


@dataclass(frozen=True)
class PartResult:
    """How one part stands: criteria at or above their floor, below it, unscored, and how many are needed.

    ``judged`` is False where the part's condition does not hold, and None while that is not known.
    """

    part: str
    met: tuple[str, ...]
    below: tuple[str, ...]
    unscored: tuple[str, ...]
    needed: int
    judged: bool | None = True

    @property
    def outcome(self) -> Outcome | None:
        """Meets when enough criteria reach their floor, not yet when they no longer can, else None (open)."""
        if not self.judged:
            return None
        if len(self.met) >= self.needed:
            return Outcome.MEETS
        if len(self.met) + len(self.unscored) < self.needed:
            return Outcome.NOT_YET
        return None


@dataclass(frozen=True)
class Verdict:
    """The live outcome: ``outcome`` is None while it still depends on criteria that are not scored."""

    outcome: Outcome | None
    parts: tuple[PartResult, ...]
    scored: int
    total: int
    explanation: str

    @property
    def complete(self) -> bool:
        """Whether every criterion has a level."""
        return self.scored == self.total


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a decision from being signed, and where to go for it."""

    criterion: str
    sentence: str


def judge(rubric: Microcredential, scores: Mapping[str, str]) -> Verdict:
    """The outcome these scores (criterion id to level id) have under the rubric's pass rule.

    A part whose condition does not hold is left out, whatever was scored in it.
    """
    found: dict[str, PartResult] = {}
    for part in rubric.parts:
        _judge_part(rubric, part, scores, found)
    results = tuple(found[part.id] for part in rubric.parts if rubric.criteria_of(part.id))
    asked = [each for each in results if each.judged is not False]
    outcomes = [each.outcome for each in asked]
    outcome: Outcome | None = None
    if Outcome.NOT_YET in outcomes:
        outcome = Outcome.NOT_YET
    elif all(each is Outcome.MEETS for each in outcomes):
        outcome = Outcome.MEETS
    unscored = sum(len(each.unscored) for each in asked)
    total = sum(len(each.met) + len(each.below) + len(each.unscored) for each in asked)
    return Verdict(outcome, results, total - unscored, total, _explain(rubric, outcome, results))


def _judge_part(
    rubric: Microcredential, part: Part, scores: Mapping[str, str], found: dict[str, PartResult]
) -> PartResult:
    """How a part stands, the part it depends on first; a rubric whose conditions lead in a circle is never let in."""
    if part.id not in found:
        criteria = rubric.criteria_of(part.id)
        needed = len(criteria)
        if rubric.pass_rule.kind == "per_part":
            needed = rubric.pass_rule.needed.get(part.id, needed)
        found[part.id] = PartResult(
            part.id,
            tuple(each.id for each in criteria if each.id in scores and each.meets(scores[each.id])),
            tuple(each.id for each in criteria if each.id in scores and not each.meets(scores[each.id])),
            tuple(each.id for each in criteria if each.id not in scores),
            needed,
            _holds(rubric, part, scores, found),
        )
    return found[part.id]


def _holds(
    rubric: Microcredential, part: Part, scores: Mapping[str, str], found: dict[str, PartResult]
) -> bool | None:
    condition = part.condition
    if condition is None:
        return True
    criterion = None if condition.part else rubric.criterion(condition.criterion)
    wanted = condition.part or (criterion.part if criterion is not None else "")
    other = _judge_part(rubric, next(each for each in rubric.parts if each.id == wanted), scores, found)
    if not other.judged:
        return other.judged
    if criterion is None:
        return None if other.outcome is None else other.outcome is Outcome.MEETS
    level = scores.get(criterion.id)
    return None if level is None else criterion.rank(level) >= criterion.rank(condition.at_least)


def not_judged(rubric: Microcredential, scores: Mapping[str, str]) -> frozenset[str]:
    """The criteria of parts whose condition does not hold."""
    left_out = {each.part for each in judge(rubric, scores).parts if each.judged is False}
    return frozenset(each.id for each in rubric.criteria if each.part in left_out)


def _explain(rubric: Microcredential, outcome: Outcome | None, results: tuple[PartResult, ...]) -> str:
    asked = [each for each in results if each.judged is not False]
    unscored = [each for result in asked for each in result.unscored]
    below = [rubric.criterion(each) for result in asked for each in result.below]
    said: list[str] = []
    if unscored:
        said.append(f"{_list(unscored)} to score")
    by_floor: dict[str, list[Criterion]] = {}
    for each in below:
        by_floor.setdefault(each.level(each.floor).title, []).append(each)
    said.extend(
        f"{_list([x.id for x in group])} {'is' if len(group) == 1 else 'are'} below {floor}"
        for floor, group in by_floor.items()
    )
    if outcome is Outcome.MEETS and below:
        said.append("enough criteria of each part reach their floor")
    numbers = {part.id: number for number, part in enumerate(rubric.parts, 1)}
    said.extend(f"part {numbers[each.part]} is not judged" for each in results if each.judged is False)
    if not unscored and not below:
        said.insert(0, "Every criterion is at or above its floor")
    return " · ".join(said)


def _list(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= 4 else f"{len(ids)} criteria"


def _passed_over(rubric: Microcredential, scores: Mapping[str, str]) -> frozenset[str]:
    """The criteria nobody has to score now: their part is not judged, or nobody knows yet whether it will be."""
    if all(part.condition is None for part in rubric.parts):
        return frozenset()
    parts = {each.part for each in judge(rubric, scores).parts if not each.judged}
    return frozenset(each.id for each in rubric.criteria if each.part in parts)


def missing(rubric: Microcredential, state: ReviewState) -> tuple[Missing, ...]:
    """All that keeps the decision from being signed, in the rubric's order."""
    found: list[Missing] = []
    passed_over = _passed_over(rubric, state.scores)
    for each in rubric.criteria:
        if each.id in passed_over:
            continue
        level = state.scores.get(each.id)
        if level is None:
            found.append(Missing(each.id, f"{each.id} {each.title} has no level yet."))
        elif each.id in state.brought and state.looks.get(each.id):
            found.append(
                Missing(
                    each.id,
                    f"{each.id} {each.title} was brought over from an earlier decision: look at it once more, "
                    "then take the mark away.",
                )
            )
        elif (
            rubric.policy.comment_required_below_floor
            and not each.meets(level)
            and not state.comments.get(each.id, "").strip()
        ):
            found.append(
                Missing(
                    each.id,
                    f"{each.id} {each.title} is below {each.level(each.floor).title}: "
                    "say what was missing and name a next step.",
                )
            )
    if state.conflicts:
        found.append(
            Missing(TWO_VERSIONS, "Two of your laptops changed the same thing: choose which version stands.")
        )
    return tuple(found)
