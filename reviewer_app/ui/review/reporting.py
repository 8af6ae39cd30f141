"""Reporting a problem with a piece of evidence, and taking the report back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from reviewer_app.domain.pausing import PROBLEM_KINDS
from reviewer_app.ui.review.flagging import FlagDialog, about

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


class ProblemDialog(FlagDialog):
    """Asks what is wrong with the evidence; problems reported before can be taken back here."""

    title, verb, said = "Report a problem with this evidence", "Report", "Reported"
    problem = True
    sentence = (
        "The coordinator reads this with the next sync; the earner does not. "
        "Where the policy says so, the clock stands still until it is settled or taken back."
    )
    kind_words: ClassVar[Mapping[str, str]] = {
        "does not open": "It does not open",
        "wrong file": "It is the wrong file",
        "not legible": "It cannot be read, seen or heard well enough",
        "names visible": "Names or faces can be seen that should not be",
        "safety": "Safety: someone may be at risk",
        "other": "Something else",
    }


def ask_report(room: Stage, evidence: str) -> None:
    """Ask what is wrong with this item; for written answers, which are no file, raise a flag instead."""
    review = room.review
    item = review.submission.item(evidence) if review is not None else None
    if review is None or item is None:
        room.orders.flag()
        return
    own = review.submission.id
    reported = [each for each in review.state.flags if each.problem and evidence in each.about]
    asking = ProblemDialog(PROBLEM_KINDS, reported, about(room), room, review.gate.settled)
    asking.raised.connect(lambda made: room.changes.raise_flag(own, made))
    asking.taken_back.connect(lambda flag: room.changes.unflag(own, flag))
    asking.open()
