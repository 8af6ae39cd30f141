"""From scores to an outcome: the non-compensatory pass rule, and what is missing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer_app.domain.review import ReviewState
    from reviewer_app.domain.rubric import Criterion, Microcredential


class Outcome(StrEnum):
    """What a decision says."""

    MEETS = "meets"
    NOT_YET = "not_yet"
    INCOMPLETE = "incomplete"


WORDS = {Outcome.MEETS: "Meets", Outcome.NOT_YET: "Not yet", Outcome.INCOMPLETE: "Incomplete"}


@dataclass(frozen=True)
class PartResult:
    """How one part stands: criteria at or above their floor, below it, unscored, and how many are needed."""

    part: str
    met: tuple[str, ...]
    below: tuple[str, ...]
    unscored: tuple[str, ...]
    needed: int

    @property
    def outcome(self) -> Outcome | None:
        """Meets when enough criteria reach their floor, not yet when they no longer can, else None (open)."""
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
    """The outcome these scores (criterion id to level id) have under the rubric's pass rule."""
    results = tuple(_part(rubric, part.id, scores) for part in rubric.parts if rubric.criteria_of(part.id))
    outcomes = [each.outcome for each in results]
    outcome: Outcome | None = None
    if Outcome.NOT_YET in outcomes:
        outcome = Outcome.NOT_YET
    elif all(each is Outcome.MEETS for each in outcomes):
        outcome = Outcome.MEETS
    unscored = [each for result in results for each in result.unscored]
    total = len(rubric.criteria)
    return Verdict(outcome, results, total - len(unscored), total, _explain(rubric, results))


def _part(rubric: Microcredential, part: str, scores: Mapping[str, str]) -> PartResult:
    criteria = rubric.criteria_of(part)
    met = tuple(each.id for each in criteria if each.id in scores and each.meets(scores[each.id]))
    below = tuple(each.id for each in criteria if each.id in scores and not each.meets(scores[each.id]))
    unscored = tuple(each.id for each in criteria if each.id not in scores)
    needed = len(criteria)
    if rubric.pass_rule.kind == "per_part":
        needed = rubric.pass_rule.needed.get(part, needed)
    return PartResult(part, met, below, unscored, needed)


def _explain(rubric: Microcredential, results: tuple[PartResult, ...]) -> str:
    unscored = [each for result in results for each in result.unscored]
    below = [rubric.criterion(each) for result in results for each in result.below]
    said: list[str] = []
    if unscored:
        said.append(f"{_list(unscored)} to score")
    by_floor: dict[str, list[Criterion]] = {}
    for each in below:
        by_floor.setdefault(each.level(each.floor).title, []).append(each)
    said.extend(f"{_list([x.id for x in group])} below {floor}" for floor, group in by_floor.items())
    return " · ".join(said) if said else "Every criterion is at or above its floor"


def _list(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= 4 else f"{len(ids)} criteria"


def missing(rubric: Microcredential, state: ReviewState) -> tuple[Missing, ...]:
    """All that keeps the decision from being signed, in the rubric's order."""
    found: list[Missing] = []
    for each in rubric.criteria:
        level = state.scores.get(each.id)
        if level is None:
            found.append(Missing(each.id, f"{each.id} {each.title} has no level yet."))
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
        from reviewer_app.domain.review import OVERALL  # outcomes are listed long before anything is judged

        found.append(Missing(OVERALL, "Two devices changed the same thing: choose which version stands."))
    return tuple(found)
