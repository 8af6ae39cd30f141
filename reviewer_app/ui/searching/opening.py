"""Showing a hit in the review room: the page with its words marked, the answer, the comment or the note."""

from __future__ import annotations

from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.ui.review.ports import ANSWERS
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.searching.ports import Spot
from reviewer_app.ui.viewers.place import Place


def show_spot(room: ReviewRoom, spot: Spot) -> None:
    """Go to a place of the submission that is shown."""
    room.part(AttemptsPart).pass_over()
    if spot.kind == "evidence":
        room.show_evidence(spot.place, Place(page=max(1, spot.page), quote=spot.quote))
        room.pane.focus_inside()
    elif spot.kind == "answers":
        room.show_evidence(ANSWERS + spot.place, Place(quote=spot.quote))
        room.pane.focus_inside()
    elif spot.kind in ("comment", "note"):
        if not spot.place:
            room.orders.edit_overall()
            return
        room.orders.jump(spot.place)
        card = room.rubric.current
        if card is not None and spot.kind == "note" and card.note.isHidden():
            card.toggle_note()
