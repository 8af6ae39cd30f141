"""Returning incomplete work: the reasons begin as the completeness check gives them, in the earner's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.review.asking import IncompleteDialog

if TYPE_CHECKING:
    from reviewer_app.ui.review.room import ReviewRoom


def ask_return(room: ReviewRoom) -> None:
    """Ask for the reasons; what the check found is there already and can be changed."""
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
    asking.returned.connect(lambda reasons: room.changes.return_as_incomplete(own, reasons))
    asking.open()
