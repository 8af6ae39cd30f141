"""Conditional parts: a part that is judged only where another part meets, or a criterion reaches a level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewer_app.domain.rubric import Microcredential, Part


@dataclass(frozen=True)
class Condition:
    """When a part is judged: where ``part`` meets, or where ``criterion`` is at or above the level ``at_least``."""

    part: str = ""
    criterion: str = ""
    at_least: str = ""

    def document(self) -> dict[str, str]:
        """The condition as JSON."""
        if self.part:
            return {"part": self.part}
        return {"criterion": self.criterion, "at_least": self.at_least}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Condition:
        """A condition from its JSON."""
        return cls(
            str(document.get("part", "")),
            str(document.get("criterion", "")),
            str(document.get("at_least", "")),
        )


def words(rubric: Microcredential, part: Part) -> str:
    """When a part is judged, as it stands on the screen; "" for one that always is."""
    condition = part.condition
    if condition is None:
        return ""
    if condition.part:
        number = next(at for at, each in enumerate(rubric.parts, 1) if each.id == condition.part)
        return f"Judged only where part {number} meets"
    criterion = rubric.criterion(condition.criterion)
    return f"Judged only where {criterion.id} is at least {criterion.level(condition.at_least).title}"


def faults(rubric: Microcredential) -> Iterable[str]:
    """What is wrong with the conditions of a rubric: they name what does not exist, or lead in a circle."""
    parts = {each.id: each for each in rubric.parts}
    criteria = {each.id: each for each in rubric.criteria}
    for part in rubric.parts:
        condition = part.condition
        if condition is None:
            continue
        named = criteria.get(condition.criterion)
        if condition.part and condition.part not in parts:
            yield f"part {part.id} depends on a part that does not exist"
        elif not condition.part and (
            named is None or condition.at_least not in [level.id for level in named.levels]
        ):
            yield f"part {part.id} depends on a criterion or level that does not exist"
        elif _circular(rubric, part):
            yield f"part {part.id} depends on itself"


def _circular(rubric: Microcredential, part: Part) -> bool:
    parts = {each.id: each for each in rubric.parts}
    owners = {each.id: each.part for each in rubric.criteria}
    seen: set[str] = set()
    at: Part | None = part
    while at is not None and at.condition is not None:
        if at.id in seen:
            return True
        seen.add(at.id)
        at = parts.get(at.condition.part or owners.get(at.condition.criterion, ""))
    return False
