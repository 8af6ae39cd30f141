"""Decisions: the immutable outcome of a review, complete enough to stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome, judge, missing, not_judged
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission

DECISION_FORMAT = "reviewer-decision"


@dataclass(frozen=True)
class Judged:
    """One criterion as judged: the level chosen, whether it reaches the floor, and what the earner will read."""

    criterion: str
    title: str
    part: str
    level: str
    level_title: str
    descriptor: str
    floor_title: str
    meets: bool
    comment: str
    citations: tuple[Citation, ...]
    carried_from: int = 0
    """The attempt whose score was confirmed for this one; 0 where it was judged anew."""


@dataclass(frozen=True)
class Overruled:
    """A finding of the feedback check that was let stand aside, and why: for the coordinator, not the earner."""

    criterion: str
    finding: str
    title: str
    reason: str

    def document(self) -> dict[str, str]:
        """The finding as it stands in a decision."""
        return {
            "criterion": self.criterion,
            "finding": self.finding,
            "title": self.title,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Decision:
    """What the earner will be told, with the hashes that say exactly what was judged by what."""

    submission: str
    alias: str
    attempt: int
    microcredential: str
    edition: str
    title: str
    rubric_hash: str
    evidence_hashes: Mapping[str, str]
    outcome: Outcome
    judged: tuple[Judged, ...]
    overall: str
    reasons: tuple[str, ...]
    language: str
    overruled: tuple[Overruled, ...] = ()

    def document(self) -> dict[str, Any]:
        """The decision as the body of a decision record."""
        told = {"overruled": [each.document() for each in self.overruled]} if self.overruled else {}
        return {
            "format": DECISION_FORMAT,
            "version": 1,
            "submission": self.submission,
            "alias": self.alias,
            "attempt": self.attempt,
            "microcredential": {"id": self.microcredential, "edition": self.edition, "title": self.title},
            "rubric_hash": self.rubric_hash,
            "evidence_hashes": dict(self.evidence_hashes),
            "outcome": self.outcome.value,
            "scores": [
                {
                    "criterion": each.criterion,
                    "title": each.title,
                    "part": each.part,
                    "level": each.level,
                    "level_title": each.level_title,
                    "descriptor": each.descriptor,
                    "floor_title": each.floor_title,
                    "meets": each.meets,
                    "comment": each.comment,
                    "citations": [citation.document() for citation in each.citations],
                    **({"carried_from": each.carried_from} if each.carried_from else {}),
                }
                for each in self.judged
            ],
            "overall": self.overall,
            "reasons": list(self.reasons),
            "language": self.language,
            **told,
        }


def decide(
    rubric: Microcredential,
    submission: Submission,
    state: ReviewState,
    overruled: tuple[Overruled, ...] = (),
) -> Decision:
    """The decision this review amounts to; a RuleError that names everything missing when it is not ready."""
    gaps = missing(rubric, state)
    verdict = judge(rubric, state.scores)
    if gaps or verdict.outcome is None:
        raise RuleError(
            "not-ready",
            "This decision is not ready",
            " ".join(each.sentence for each in gaps),
            "Complete what is named, then submit again.",
        )
    return replace(_decision(rubric, submission, state, verdict.outcome, ()), overruled=overruled)


def return_incomplete(
    rubric: Microcredential, submission: Submission, state: ReviewState, reasons: tuple[str, ...]
) -> Decision:
    """Incomplete work goes back unscored with its reasons, in words for the earner."""
    told = tuple(reason.strip() for reason in reasons if reason.strip())
    if not told:
        raise RuleError(
            "no-reason",
            "Say what is missing",
            "Incomplete work goes back with at least one reason the earner can act on.",
            "Write the reason, then return the submission.",
        )
    return _decision(rubric, submission, state, Outcome.INCOMPLETE, told)


def draft_decision(rubric: Microcredential, submission: Submission, state: ReviewState) -> Decision:
    """The decision as it would read now, for preview: criteria that are not scored are left out."""
    outcome = judge(rubric, state.scores).outcome or Outcome.NOT_YET
    return _decision(rubric, submission, state, outcome, ())


def _decision(
    rubric: Microcredential,
    submission: Submission,
    state: ReviewState,
    outcome: Outcome,
    reasons: tuple[str, ...],
) -> Decision:
    judged = []
    left_out = not_judged(rubric, state.scores)
    for each in rubric.criteria:
        chosen = state.scores.get(each.id)
        if chosen is None or each.id in left_out or outcome is Outcome.INCOMPLETE:
            continue
        level = each.level(chosen)
        judged.append(
            Judged(
                each.id,
                each.title,
                each.part,
                level.id,
                level.title,
                level.descriptor,
                each.level(each.floor).title,
                each.meets(chosen),
                state.comments.get(each.id, "").strip(),
                tuple(citation for citation in state.citations if citation.criterion == each.id),
                state.carried.get(each.id, 0),
            )
        )
    return Decision(
        submission=submission.id,
        alias=submission.alias,
        attempt=submission.attempt,
        microcredential=rubric.id,
        edition=rubric.edition,
        title=rubric.title,
        rubric_hash=submission.rubric_hash,
        evidence_hashes={item.id: item.sha256 for item in submission.evidence if item.sha256},
        outcome=outcome,
        judged=tuple(judged),
        overall=state.comments.get(OVERALL, "").strip(),
        reasons=reasons,
        language=submission.language,
    )


def decision_from(document: Mapping[str, Any]) -> Decision:
    """A decision from a decision record's body."""
    return Decision(
        submission=document["submission"],
        alias=document["alias"],
        attempt=document["attempt"],
        microcredential=document["microcredential"]["id"],
        edition=document["microcredential"]["edition"],
        title=document["microcredential"]["title"],
        rubric_hash=document["rubric_hash"],
        evidence_hashes=dict(document["evidence_hashes"]),
        outcome=Outcome(document["outcome"]),
        judged=tuple(
            Judged(
                each["criterion"],
                each["title"],
                each["part"],
                each["level"],
                each["level_title"],
                each["descriptor"],
                each["floor_title"],
                each["meets"],
                each["comment"],
                tuple(Citation.from_document(x) for x in each["citations"]),
                each.get("carried_from", 0),
            )
            for each in document["scores"]
        ),
        overall=document["overall"],
        reasons=tuple(document["reasons"]),
        language=document["language"],
        overruled=tuple(
            Overruled(each["criterion"], each["finding"], each["title"], each["reason"])
            for each in document.get("overruled", ())
        ),
    )
