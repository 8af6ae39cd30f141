"""The workflows of reviewing as the room's ports, one function for each of its features."""

from __future__ import annotations

from functools import partial

from reviewer_app.evidence.exact import Office, find_office
from reviewer_app.startup.calibration import practice_ports
from reviewer_app.startup.past import past_ports
from reviewer_app.ui.review.attempts.ports import AttemptPorts
from reviewer_app.ui.review.bank_ports import BankPorts
from reviewer_app.ui.review.ports import (
    CitationPorts,
    FeedbackPorts,
    GatePorts,
    Raised,
    ReviewPorts,
    TimePorts,
)
from reviewer_app.ui.review.scoring.ports import DoubtPorts
from reviewer_app.workflows import (
    attempting,
    bank_sharing,
    banking,
    citing,
    completing,
    deciding,
    doubting,
    exact,
    feedback,
    fixing,
    guarding,
    handing_back,
    letters,
    looking,
    marking,
    planning,
    reviewing,
)
from reviewer_app.workflows.desk import Desk


def review_ports(desk: Desk) -> ReviewPorts:
    """All the room asks for, bound to this desk."""
    office = find_office()
    return ReviewPorts(
        open_review=partial(reviewing.open_review, desk),
        score=partial(reviewing.score, desk),
        comment=partial(reviewing.comment, desk),
        note=partial(reviewing.note, desk),
        cite=partial(reviewing.cite, desk),
        uncite=partial(reviewing.uncite, desk),
        flag=partial(reviewing.flag, desk),
        unflag=partial(reviewing.unflag, desk),
        report=partial(reviewing.report, desk),
        undo=partial(reviewing.undo, desk),
        redo=partial(reviewing.redo, desk),
        preview=partial(deciding.preview, desk),
        submit=partial(deciding.submit, desk),
        return_as_incomplete=partial(deciding.return_as_incomplete, desk),
        open_evidence=partial(looking.open_evidence, desk),
        open_access=partial(looking.open_access, desk),
        save_copy=partial(looking.save_copy, desk),
        place=partial(looking.place, desk),
        remember_place=partial(looking.remember_place, desk),
        save_letter=partial(letters.write_letter, desk),
        reveal_names=partial(guarding.reveal, desk),
        open_exact=partial(exact.open_exact, desk, Office(office)) if office is not None else None,
        now=desk.now,
        citations=_citations(desk),
        attempts=_attempts(desk),
        bank=_bank(desk),
        feedback=_feedback(desk),
        doubt=_doubt(desk),
        time=_time(desk),
        gate=_gate(desk),
        practice=practice_ports(desk),
        past=past_ports(desk),
    )


def _citations(desk: Desk) -> CitationPorts:
    return CitationPorts(
        write=partial(citing.export_citations, desk),
        read=lambda submission, source: citing.import_citations(desk, submission, source).review,
        bring_over=partial(citing.bring_over, desk),
        marked_copy=partial(marking.marked_copy, desk),
    )


def _attempts(desk: Desk) -> AttemptPorts:
    return AttemptPorts(
        attempts=partial(attempting.attempts, desk),
        texts=partial(attempting.texts, desk),
        carry=partial(attempting.carry, desk),
    )


def _bank(desk: Desk) -> BankPorts:
    return BankPorts(
        find=partial(banking.offered, desk),
        fill=partial(banking.filled, desk),
        last=partial(banking.last_said, desk),
        keep=partial(banking.keep, desk),
        change=partial(banking.change, desk),
        pin=partial(banking.pin, desk),
        hide=partial(banking.hide, desk),
        share=partial(bank_sharing.share, desk),
    )


def _feedback(desk: Desk) -> FeedbackPorts:
    return FeedbackPorts(
        check=partial(feedback.check_review, desk),
        check_words=partial(feedback.check_words, desk),
        names=partial(feedback.names_in, desk),
        fix=partial(fixing.fix, desk),
        overrule=partial(feedback.overrule, desk),
        take_back=partial(feedback.take_back, desk),
        letter=partial(letters.letter_words, desk),
    )


def _doubt(desk: Desk) -> DoubtPorts:
    return DoubtPorts(
        confidence=partial(doubting.confidence, desk),
        look=partial(doubting.second_look, desk),
    )


def _time(desk: Desk) -> TimePorts:
    return TimePorts(
        spent=partial(planning.seconds_spent, desk),
        spend=partial(planning.spend, desk),
    )


def _gate(desk: Desk) -> GatePorts:
    return GatePorts(
        check=partial(completing.check, desk),
        all_fine=partial(completing.all_fine, desk),
        look=partial(completing.look, desk),
        phrases=completing.phrases,
        raise_flag=partial(_raise_flag, desk),
        hand_back=partial(handing_back.declare_interest, desk),
        take_decision_back=partial(handing_back.take_decision_back, desk),
    )


def _raise_flag(desk: Desk, submission: str, raised: Raised) -> reviewing.Review:
    first, also = (raised.evidence[0], raised.evidence[1:]) if raised.evidence else ("", ())
    keep = reviewing.report if raised.problem else reviewing.flag
    return keep(
        desk, submission, raised.kind, raised.text, first, id=raised.id, also=also, place=raised.place
    )
