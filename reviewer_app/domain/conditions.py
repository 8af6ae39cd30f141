"""Conditional parts: a part that is judged only where another part meets, or a criterion reaches a level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


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


def faults(
    conditions: Mapping[str, Condition | None],
    owners: Mapping[str, str],
    levels: Mapping[str, Collection[str]],
) -> Iterable[str]:
    """What is wrong with the conditions of a rubric: they name what does not exist, or lead in a circle.

    ``conditions`` are by part; ``owners`` tells the part of each criterion, ``levels`` the ids of its levels.
    """
    for part, condition in conditions.items():
        if condition is None:
            continue
        if condition.part and condition.part not in conditions:
            yield f"part {part} depends on a part that does not exist"
        elif not condition.part and condition.at_least not in levels.get(condition.criterion, ()):
            yield f"part {part} depends on a criterion or level that does not exist"
        elif _circular(conditions, owners, part):
            yield f"part {part} depends on itself"


def _circular(conditions: Mapping[str, Condition | None], owners: Mapping[str, str], part: str) -> bool:
    seen: set[str] = set()
    while (condition := conditions.get(part)) is not None:
        if part in seen:
            return True
        seen.add(part)
        part = condition.part or owners.get(condition.criterion, "")
    return False
