"""Micro-credentials: parts, criteria with ordered levels and descriptors, and the documents they travel as."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewer_app.domain.conditions import Condition, faults
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.policy import Policy

MICROCREDENTIAL_FORMAT = "reviewer-microcredential"


@dataclass(frozen=True)
class Level:
    """One step of a criterion, such as Developing, with the descriptor that tells it from its neighbours."""

    id: str
    title: str
    descriptor: str


@dataclass(frozen=True)
class Criterion:
    """One thing that is judged: ordered levels (lowest first) and the floor level that must be reached."""

    id: str
    part: str
    title: str
    description: str
    levels: tuple[Level, ...]
    floor: str

    def rank(self, level: str) -> int:
        """The position of a level, 0 for the lowest; a level the rubric does not have is a RuleError."""
        for position, candidate in enumerate(self.levels):
            if candidate.id == level:
                return position
        raise RuleError(
            "unknown-level",
            "No such level",
            f"Criterion {self.id} has no level “{level}”.",
            f"Choose one of: {', '.join(each.id for each in self.levels)}.",
        )

    def level(self, level: str) -> Level:
        """The level with this id."""
        return self.levels[self.rank(level)]

    def meets(self, level: str) -> bool:
        """Whether this level is at or above the floor."""
        return self.rank(level) >= self.rank(self.floor)


@dataclass(frozen=True)
class RequiredEvidence:
    """One thing an earner must hand in for a part."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Part:
    """A section of a submission, such as Overview, Evidence or Reflection."""

    id: str
    title: str
    description: str = ""
    required: tuple[RequiredEvidence, ...] = ()
    condition: Condition | None = None
    """When it is judged at all; None for always."""


@dataclass(frozen=True)
class PassRule:
    """When a submission meets the micro-credential; never an average.

    ``every_criterion``: every criterion at or above its floor. ``per_part``: in each part at least
    ``needed[part]`` criteria at or above their floor (all of them where a part is not named), so that a strong
    part never makes up for a weak one.
    """

    kind: str = "every_criterion"
    needed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Microcredential:
    """One competency with its parts, rubric, pass rule and policy, in one edition."""

    id: str
    edition: str
    title: str
    competency: str
    key_method: str
    parts: tuple[Part, ...]
    criteria: tuple[Criterion, ...]
    pass_rule: PassRule = field(default_factory=PassRule)
    policy: Policy = field(default_factory=Policy)
    issuer: str = ""
    language: str = "en"

    def criterion(self, criterion: str) -> Criterion:
        """The criterion with this id, or a RuleError."""
        for candidate in self.criteria:
            if candidate.id == criterion:
                return candidate
        raise RuleError(
            "unknown-criterion",
            "No such criterion",
            f"“{self.title}” has no criterion “{criterion}”.",
            f"Choose one of: {', '.join(each.id for each in self.criteria)}.",
        )

    def criteria_of(self, part: str) -> tuple[Criterion, ...]:
        """The criteria judged in one part, in the rubric's order."""
        return tuple(each for each in self.criteria if each.part == part)

    def judged_when(self, part: Part) -> str:
        """When a part is judged, as it stands on the screen; "" for one that always is."""
        condition = part.condition
        if condition is None:
            return ""
        if condition.part:
            number = next(at for at, each in enumerate(self.parts, 1) if each.id == condition.part)
            return f"Judged only where part {number} meets"
        criterion = self.criterion(condition.criterion)
        return f"Judged only where {criterion.id} is at least {criterion.level(condition.at_least).title}"


def microcredential_document(subject: Microcredential) -> dict[str, Any]:
    """The micro-credential as the JSON of data/microcredential.json (schema microcredential-1)."""
    return {
        "format": MICROCREDENTIAL_FORMAT,
        "version": 1,
        "id": subject.id,
        "edition": subject.edition,
        "title": subject.title,
        "competency": subject.competency,
        "key_method": subject.key_method,
        "issuer": subject.issuer,
        "language": subject.language,
        "parts": [
            {
                "id": part.id,
                "title": part.title,
                "description": part.description,
                "required_evidence": [
                    {"id": each.id, "title": each.title, "description": each.description}
                    for each in part.required
                ],
                **({"when": part.condition.document()} if part.condition is not None else {}),
            }
            for part in subject.parts
        ],
        "criteria": [
            {
                "id": each.id,
                "part": each.part,
                "title": each.title,
                "description": each.description,
                "floor": each.floor,
                "levels": [{"id": x.id, "title": x.title, "descriptor": x.descriptor} for x in each.levels],
            }
            for each in subject.criteria
        ],
        "pass_rule": {"kind": subject.pass_rule.kind, "needed": dict(subject.pass_rule.needed)},
        "policy": subject.policy.document(),
    }


def microcredential_from(document: Mapping[str, Any]) -> Microcredential:
    """A micro-credential from its JSON, which must already fit the schema; broken references are a RuleError."""
    rule = document.get("pass_rule", {})
    made = Microcredential(
        id=document["id"],
        edition=document["edition"],
        title=document["title"],
        competency=document.get("competency", ""),
        key_method=document.get("key_method", ""),
        issuer=document.get("issuer", ""),
        language=document.get("language", "en"),
        parts=tuple(
            Part(
                part["id"],
                part["title"],
                part.get("description", ""),
                tuple(
                    RequiredEvidence(x["id"], x["title"], x.get("description", ""))
                    for x in part.get("required_evidence", ())
                ),
                Condition.from_document(part["when"]) if "when" in part else None,
            )
            for part in document["parts"]
        ),
        criteria=tuple(
            Criterion(
                each["id"],
                each["part"],
                each["title"],
                each.get("description", ""),
                tuple(Level(x["id"], x["title"], x["descriptor"]) for x in each["levels"]),
                each["floor"],
            )
            for each in document["criteria"]
        ),
        pass_rule=PassRule(rule.get("kind", "every_criterion"), dict(rule.get("needed", {}))),
        policy=Policy.from_document(document.get("policy", {})),
    )
    check_microcredential(made)
    return made


def check_microcredential(subject: Microcredential) -> None:
    """Refuse a micro-credential whose ids repeat or whose parts, levels, floors or needs do not exist."""
    problems: list[str] = []
    parts = [part.id for part in subject.parts]
    criteria = [each.id for each in subject.criteria]
    if len(set(parts)) != len(parts):
        problems.append("two parts share an id")
    if len(set(criteria)) != len(criteria):
        problems.append("two criteria share an id")
    if not criteria:
        problems.append("it has no criteria")
    for each in subject.criteria:
        levels = [level.id for level in each.levels]
        if each.part not in parts:
            problems.append(f"criterion {each.id} belongs to a part that does not exist")
        if len(levels) < 2 or len(set(levels)) != len(levels):
            problems.append(f"criterion {each.id} needs two or more levels with different ids")
        if each.floor not in levels:
            problems.append(f"the floor of criterion {each.id} is not one of its levels")
    if subject.pass_rule.kind not in ("every_criterion", "per_part"):
        problems.append(f"the pass rule “{subject.pass_rule.kind}” is not known")
    for part, needed in subject.pass_rule.needed.items():
        if part not in parts or not 0 <= needed <= len(subject.criteria_of(part)):
            problems.append(f"the pass rule asks for {needed} criteria in part {part}")
    problems += faults(
        {each.id: each.condition for each in subject.parts},
        {each.id: each.part for each in subject.criteria},
        {each.id: [level.id for level in each.levels] for each in subject.criteria},
    )
    if problems:
        raise RuleError(
            "microcredential",
            "This micro-credential cannot be used",
            f"“{subject.title}”: {'; '.join(problems)}.",
            "Ask its issuer to correct the rubric.",
        )


def rubric_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON (RFC 8785) of a micro-credential document."""
    from reviewer_app.domain.signing import canonical  # brings a library that rules alone do not need

    return hashlib.sha256(canonical(document)).hexdigest()
