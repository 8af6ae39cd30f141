"""Practice held against a reference or against oneself: exact, adjacent, miss, and whether the bar is reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.agreement import Exactness, exactness
from reviewer_app.domain.policy import Bar
from reviewer_app.domain.records import Record
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import timestamp

RESCORE_DAYS = 14
RESCORE_DECISIONS = 20
"""A decision is old enough to be scored again after so many days, or so many decisions, whichever comes first."""


class Practice(StrEnum):
    """What somebody practises on: an anchor with reference scores, or their own earlier work, blind."""

    ANCHOR = "anchor"
    AGAIN = "again"


@dataclass(frozen=True)
class Practised:
    """One finished practice as its record tells it: ``own`` against ``reference``, levels by criterion id.

    ``of`` is the earlier submission that was scored again, "" for an anchor.
    """

    record: str
    practice: Practice
    submission: str
    of: str
    alias: str
    microcredential: str
    rubric_hash: str
    at: datetime
    own: Mapping[str, str]
    reference: Mapping[str, str]


def practised_body(
    practice: Practice,
    *,
    of: str,
    alias: str,
    microcredential: str,
    own: Mapping[str, str],
    reference: Mapping[str, str],
    reference_hash: str,
) -> dict[str, Any]:
    """The body of the record that ends a practice; from then on the reference may be seen."""
    return {
        "practice": practice.value,
        "of": of,
        "alias": alias,
        "microcredential": microcredential,
        "scores": dict(own),
        "reference": dict(reference),
        "reference_hash": reference_hash,
    }


def practised_from(record: Record) -> Practised | None:
    """The practice a record tells of; None where it is of another kind or does not read as one."""
    body = record.body
    scores, reference = body.get("scores"), body.get("reference")
    if (
        record.kind != kinds.PRACTISED
        or not isinstance(scores, Mapping)
        or not isinstance(reference, Mapping)
    ):
        return None
    if body.get("practice") not in tuple(Practice):
        return None
    return Practised(
        record=record.id,
        practice=Practice(body["practice"]),
        submission=record.subject,
        of=str(body.get("of", "")),
        alias=str(body.get("alias", "")),
        microcredential=str(body.get("microcredential", "")),
        rubric_hash=str(record.hashes.get("rubric", "")),
        at=record.at,
        own={str(key): str(level) for key, level in scores.items()},
        reference={str(key): str(level) for key, level in reference.items()},
    )


@dataclass(frozen=True)
class Compared:
    """One criterion: the level one gave, the level it should have, and how many levels too high (minus: too low)."""

    criterion: str
    title: str
    own: str
    reference: str
    steps: int

    @property
    def exactness(self) -> Exactness:
        """How near the two lie."""
        return exactness(self.steps, 0)


def compare(
    rubric: Microcredential, own: Mapping[str, str], reference: Mapping[str, str]
) -> tuple[Compared, ...]:
    """The criteria both have a level for, in the rubric's order; a level the rubric lost is passed over."""
    found: list[Compared] = []
    for each in rubric.criteria:
        ranks = {level.id: rank for rank, level in enumerate(each.levels)}
        mine, theirs = own.get(each.id, ""), reference.get(each.id, "")
        if mine in ranks and theirs in ranks:
            found.append(Compared(each.id, each.title, mine, theirs, ranks[mine] - ranks[theirs]))
    return tuple(found)


@dataclass(frozen=True)
class Tally:
    """How many criteria were exact, adjacent and missed."""

    exact: int = 0
    adjacent: int = 0
    miss: int = 0

    @property
    def n(self) -> int:
        """All that were compared."""
        return self.exact + self.adjacent + self.miss

    def near(self, within: int) -> int:
        """How many lie within so many levels: 0 counts the exact, 1 the adjacent too."""
        return self.exact + (self.adjacent if within else 0)

    def reaches(self, bar: Bar) -> bool:
        """Whether the share that is near reaches the bar; nothing compared never does."""
        return self.n > 0 and 100 * self.near(bar.within) >= bar.share * self.n


def tally(compared: Iterable[Compared]) -> Tally:
    """The counts of these criteria."""
    counts = Counter(each.exactness for each in compared)
    return Tally(counts[Exactness.EXACT], counts[Exactness.ADJACENT], counts[Exactness.MISS])


@dataclass(frozen=True)
class Standing:
    """How far one is from the bar: ``reached`` of ``bar.anchors`` anchors, out of ``compared`` that were tried."""

    bar: Bar
    reached: int
    compared: int

    @property
    def passed(self) -> bool:
        """Whether live work may be submitted."""
        return self.reached >= self.bar.anchors

    @property
    def sentence(self) -> str:
        """Where one stands, in words."""
        if self.passed:
            return f"The bar is reached: {bar_words(self.bar)}."
        return f"{self.reached} of {self.bar.anchors} reached. The bar: {bar_words(self.bar)}."


def bar_words(bar: Bar) -> str:
    """The bar as a person would say it."""
    near = "exact or adjacent" if bar.within else "exact"
    return f"{bar.share}% {near} on {bar.anchors} {'anchor' if bar.anchors == 1 else 'anchors'}"


def standing(bar: Bar, anchors: Iterable[Tally]) -> Standing:
    """Where one stands after these anchors; each counts by itself, and one that was reached stays reached."""
    tallies = list(anchors)
    return Standing(bar, sum(each.reaches(bar) for each in tallies), len(tallies))


def may_score_again(decided_at: datetime, now: datetime, decisions_since: int) -> bool:
    """Whether a decision is old enough that memory is no longer what one agrees with."""
    return now - decided_at >= timedelta(days=RESCORE_DAYS) or decisions_since >= RESCORE_DECISIONS


def when(each: Practised) -> str:
    """A key that puts practices in order of time."""
    return timestamp(each.at) + each.record
