"""Returning incomplete work: reasons as the completeness check gives them, looked through for names once written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.asking import IncompleteDialog

if TYPE_CHECKING:
    from reviewer_app.domain.errors import ReviewerError
    from reviewer_app.domain.feedback import Finding
    from reviewer_app.ui.review.stage import Stage


def ask_return(room: Stage) -> None:
    """Ask for the reasons; what the check found is there already and can be changed, a name is warned of."""
    from reviewer_app.ui.review.checking import (
        Checking,  # the addition knows the room, not the other way round
    )

    review = room.review
    if review is None:
        return
    room.flush()
    checking = room.part(Checking)
    own = review.submission.id
    told = checking.told()
    needed = [
        (each.title, checking.missing_words(each.title))
        for part in review.rubric.parts
        for each in part.required
    ]
    asking = IncompleteDialog(needed, told, room)

    def look_through(reasons: tuple[str, ...]) -> None:
        def found(named: Sequence[Finding]) -> None:
            asking.answer("The reasons may name somebody", list(dict.fromkeys(each.reason for each in named)))

        def failed(error: ReviewerError) -> None:
            asking.answer("The reasons were not looked through for names", [error.sentence])

        names = room.ports.feedback.names
        room.jobs.run(
            Lane.STORE, lambda _control: names(own, "\n".join(reasons)), found, failed, owner=asking
        )

    asking.written.connect(look_through)
    asking.returned.connect(lambda reasons: room.changes.return_as_incomplete(own, reasons))
    asking.open()
