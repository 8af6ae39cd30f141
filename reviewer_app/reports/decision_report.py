"""A decision as frozen data for printing: everything a letter or review sheet says, and no earner's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reviewer_app.domain.decision import Decision, Judged
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission


@dataclass(frozen=True)
class ReportFacts:
    """What stands around a decision: who may be named, when it was signed, and whether the hub has it.

    ``signed_at`` is None for a draft; ``received_at`` is None while the decision waits to be received.
    ``assessor`` is a label such as “Assessor 1”, never a name; the hashes are SHA-256 in hex.
    """

    district: str
    assessor: str = "Assessor 1"
    signed_at: datetime | None = None
    record: str = ""
    record_hash: str = ""
    received_at: datetime | None = None
    receipt_hash: str = ""


@dataclass(frozen=True)
class CriterionLine:
    """One criterion as judged; ``goal`` is the descriptor of its floor level, ``places`` say where in evidence."""

    id: str
    title: str
    level: str
    floor: str
    meets: bool
    descriptor: str
    goal: str
    comment: str
    places: tuple[str, ...]
    carried_from: int = 0


@dataclass(frozen=True)
class PartReport:
    """One part in the rubric's order, with how many criteria reached their level and how many must."""

    number: int
    title: str
    met: int
    needed: int
    total: int
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True)
class EvidenceLine:
    """One piece of evidence that was judged; ``address`` is set for a link, ``sha256`` for a file."""

    part: str
    title: str
    name: str
    size: int
    sha256: str
    address: str


@dataclass(frozen=True)
class DecisionReport:
    """All that the letter and the review sheet print. It knows the alias only, also after release."""

    alias: str
    attempt: int
    title: str
    edition: str
    competency: str
    issuer: str
    language: str
    submitted_at: datetime
    outcome: Outcome
    per_part: bool
    parts: tuple[PartReport, ...]
    overall: str
    reasons: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    rubric_hash: str
    facts: ReportFacts

    @property
    def criteria(self) -> tuple[CriterionLine, ...]:
        """All criteria that were judged, in the rubric's order."""
        return tuple(each for part in self.parts for each in part.criteria)

    @property
    def open_criteria(self) -> tuple[CriterionLine, ...]:
        """The criteria that have not reached their level."""
        return tuple(each for each in self.criteria if not each.meets)


def decision_report(
    decision: Decision, rubric: Microcredential, submission: Submission, facts: ReportFacts
) -> DecisionReport:
    """The report of one decision; words and levels come from the decision, so that it prints what was signed."""
    return DecisionReport(
        alias=decision.alias,
        attempt=decision.attempt,
        title=decision.title,
        edition=decision.edition,
        competency=rubric.competency,
        issuer=rubric.issuer,
        language=decision.language,
        submitted_at=submission.submitted_at,
        outcome=decision.outcome,
        per_part=rubric.pass_rule.kind == "per_part",
        parts=_parts(decision, rubric, submission),
        overall=decision.overall,
        reasons=decision.reasons,
        evidence=_evidence(decision, rubric, submission),
        rubric_hash=decision.rubric_hash,
        facts=facts,
    )


def _parts(decision: Decision, rubric: Microcredential, submission: Submission) -> tuple[PartReport, ...]:
    made = []
    for number, part in enumerate(rubric.parts, start=1):
        judged = [each for each in decision.judged if each.part == part.id]
        if not judged:
            continue
        total = len(rubric.criteria_of(part.id))
        needed = total
        if rubric.pass_rule.kind == "per_part":
            needed = rubric.pass_rule.needed.get(part.id, total)
        lines = tuple(_line(each, rubric, submission) for each in judged)
        made.append(PartReport(number, part.title, sum(x.meets for x in lines), needed, total, lines))
    return tuple(made)


def _line(judged: Judged, rubric: Microcredential, submission: Submission) -> CriterionLine:
    criterion = rubric.criterion(judged.criterion)
    places = []
    for citation in judged.citations:
        item = submission.item(citation.evidence)
        place = citation.label or (item.title if item else "")
        places.append(" – ".join(each for each in (place, citation.note.strip()) if each))
    return CriterionLine(
        id=judged.criterion,
        title=judged.title,
        level=judged.level_title,
        floor=judged.floor_title,
        meets=judged.meets,
        descriptor=judged.descriptor,
        goal=criterion.level(criterion.floor).descriptor,
        comment=judged.comment,
        places=tuple(each for each in places if each),
        carried_from=judged.carried_from,
    )


def _evidence(
    decision: Decision, rubric: Microcredential, submission: Submission
) -> tuple[EvidenceLine, ...]:
    titles = {part.id: part.title for part in rubric.parts}
    return tuple(
        EvidenceLine(
            part=titles.get(item.part, item.part),
            title=item.title,
            name=item.name,
            size=item.size,
            sha256=decision.evidence_hashes.get(item.id, ""),
            address=item.url,
        )
        for item in submission.evidence
    )
