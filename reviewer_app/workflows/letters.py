"""Letters: the decision letter to the earner and the assessor's review sheet, written as accessible PDFs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import RuleError
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.writing import written

if TYPE_CHECKING:
    from reviewer_app.domain.submission import Submission
    from reviewer_app.reports.decision_report import DecisionReport
    from reviewer_app.reports.letter_lines import Line


def write_letter(desk: Desk, submission: str, target: Path) -> Path:
    """The letter the earner will read; whole or not at all."""
    from reviewer_app.reports.letter import letter_pdf  # typst is 80 MB; only where a letter is made

    return written(target, letter_pdf(report(desk, submission)))


def write_review_sheet(desk: Desk, submission: str, target: Path) -> Path:
    """All criteria on one sheet with hashes and receipt; whole or not at all."""
    from reviewer_app.reports.letter import review_sheet_pdf  # as in write_letter

    return written(target, review_sheet_pdf(report(desk, submission)))


def letter_words(desk: Desk, submission: str) -> tuple[Line, ...]:
    """What the letter prints, in its order and in the earner's language: as signed, or as it would read now."""
    from reviewer_app.reports.letter_lines import letter_lines
    from reviewer_app.reports.letter_text import letter_data
    from reviewer_app.reports.phrases import phrases  # as in write_letter

    made = draft(desk, submission) if desk.store.decision(submission) is None else report(desk, submission)
    return letter_lines(letter_data(made, phrases(made.language)))


def draft(desk: Desk, submission: str) -> DecisionReport:
    """The decision as it would be signed now, as frozen data for printing."""
    from reviewer_app.domain.decision import draft_decision
    from reviewer_app.reports.decision_report import ReportFacts, decision_report  # as in write_letter

    about = blinded(desk, submission)
    rubric = desk.store.rubric(about.rubric_hash)
    pairing = desk.store.pairing
    facts = ReportFacts(pairing.hub_name if pairing else "", _assessor(about))
    return decision_report(draft_decision(rubric, about, desk.store.review(submission)), rubric, about, facts)


def report(desk: Desk, submission: str) -> DecisionReport:
    """The signed decision as frozen data for printing; a RuleError while nothing is signed."""
    from reviewer_app.domain.records import record_hash
    from reviewer_app.domain.submission import moment
    from reviewer_app.reports.decision_report import ReportFacts, decision_report  # as in write_letter
    from reviewer_app.workflows.blinding import check_not_hidden

    check_not_hidden(desk, submission)
    signed = desk.store.decision(submission)
    if signed is None:
        raise RuleError(
            "no-decision",
            "There is no decision yet",
            "A letter says what was decided, and nothing is signed for this submission.",
            "Submit the decision first.",
        )
    decision, record = signed
    about = blinded(desk, submission)
    receipt = desk.store.receipt(record.id)
    proof = desk.store.receipt_document(record.id)
    pairing = desk.store.pairing
    facts = ReportFacts(
        district=pairing.hub_name if pairing else "",
        assessor=_assessor(about),
        signed_at=record.at,
        record=record.id,
        record_hash=record.sha256,
        received_at=moment(receipt.at) if receipt and receipt.accepted else None,
        receipt_hash=record_hash(proof) if proof and receipt and receipt.accepted else "",
    )
    return decision_report(decision, desk.store.rubric(about.rubric_hash), about, facts)


def _assessor(about: Submission) -> str:
    """Who judged, as a letter may name them: by their turn."""
    from reviewer_app.reports.phrases import phrases  # as in write_letter

    return phrases(about.language).say("assessor", number=about.assignment.round)
