"""Who judges a submission, in what order, what counts as disagreement, and how soon: data, never code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Arrangement(StrEnum):
    """How many assessors judge a submission and how they stand to each other."""

    SINGLE = "single"
    BLIND_PAIR = "blind_pair"
    ASSESSOR_THEN_APPROVER = "assessor_then_approver"


class Disagreement(StrEnum):
    """What counts as disagreement between two assessors."""

    OUTCOME = "outcome"
    CRITERION = "criterion"


class CarryOver(StrEnum):
    """Which earlier scores may be confirmed for a new attempt where the evidence is the same."""

    NONE = "none"
    AT_FLOOR = "at_floor"
    ALL = "all"


@dataclass(frozen=True)
class Bar:
    """What an assessor shows in practice before live work counts: ``anchors`` on which ``share`` percent are near.

    ``within`` is how many levels apart still is near: 0 for the exact level, 1 for its neighbours too.
    """

    anchors: int = 3
    share: int = 80
    within: int = 1

    def document(self) -> dict[str, Any]:
        """The bar as JSON."""
        return {"anchors": self.anchors, "share": self.share, "within": self.within}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Bar:
        """A bar from its JSON; what is not said takes the default."""
        usual = cls()
        return cls(
            int(document.get("anchors", usual.anchors)),
            int(document.get("share", usual.share)),
            int(document.get("within", usual.within)),
        )


@dataclass(frozen=True)
class PauseOn:
    """What stops the clock while it is open: kinds of flags, and kinds of problems with evidence (None: every kind)."""

    flags: tuple[str, ...] = ()
    problems: tuple[str, ...] | None = None

    def stops(self, kind: str, *, problem: bool) -> bool:
        """Whether an open flag or problem of this kind stops the clock."""
        if problem:
            return self.problems is None or kind in self.problems
        return kind in self.flags

    def document(self) -> dict[str, Any]:
        """The same as JSON; what is left out takes the default."""
        said: dict[str, Any] = {"flags": list(self.flags)}
        return said if self.problems is None else said | {"problems": list(self.problems)}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> PauseOn:
        """The same from JSON."""
        problems = document.get("problems")
        return cls(tuple(document.get("flags", ())), None if problems is None else tuple(problems))


@dataclass(frozen=True)
class Policy:
    """The district's rules for reviewing one micro-credential."""

    arrangement: Arrangement = Arrangement.SINGLE
    disagreement: Disagreement = Disagreement.OUTCOME
    turnaround_days: int = 10
    comment_required_below_floor: bool = True
    holidays: tuple[date, ...] = ()
    carry_over: CarryOver = CarryOver.AT_FLOOR
    calibration: Bar | None = None
    """What must be reached in practice before live work; None asks for nothing."""
    pause_on: PauseOn = field(default_factory=PauseOn)

    def document(self) -> dict[str, Any]:
        """The policy as JSON; what later versions added is left out where it is the default, so that the hash of a
        rubric made before stays the same."""
        told: dict[str, Any] = {
            "arrangement": self.arrangement.value,
            "disagreement": self.disagreement.value,
            "turnaround_days": self.turnaround_days,
            "comment_required_below_floor": self.comment_required_below_floor,
            "holidays": [day.isoformat() for day in self.holidays],
        }
        if self.carry_over is not CarryOver.AT_FLOOR:
            told["carry_over"] = self.carry_over.value
        if self.calibration is not None:
            told["calibration"] = self.calibration.document()
        if self.pause_on != PauseOn():
            told["pause_on"] = self.pause_on.document()
        return told

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Policy:
        """A policy from its JSON; what is not said takes the default."""
        bar = document.get("calibration")
        return cls(
            arrangement=Arrangement(document.get("arrangement", Arrangement.SINGLE)),
            disagreement=Disagreement(document.get("disagreement", Disagreement.OUTCOME)),
            turnaround_days=int(document.get("turnaround_days", 10)),
            comment_required_below_floor=bool(document.get("comment_required_below_floor", True)),
            holidays=tuple(date.fromisoformat(day) for day in document.get("holidays", ())),
            carry_over=CarryOver(document.get("carry_over", CarryOver.AT_FLOOR)),
            calibration=Bar.from_document(bar) if bar is not None else None,
            pause_on=PauseOn.from_document(document.get("pause_on", {})),
        )

    @property
    def assessors(self) -> int:
        """How many people judge each submission before anyone adjudicates."""
        return 1 if self.arrangement is Arrangement.SINGLE else 2


def disagree(
    policy: Policy, first: Mapping[str, str], second: Mapping[str, str], outcomes: tuple[str, str]
) -> tuple[str, ...]:
    """The criteria in dispute between two decisions (scores by criterion); empty when the policy sees agreement."""
    different = tuple(key for key in first if second.get(key) != first[key])
    different += tuple(key for key in second if key not in first)
    if policy.disagreement is Disagreement.CRITERION:
        return different
    return different if outcomes[0] != outcomes[1] else ()
