"""What an addition to the review room is: its actions, and what it does as submissions come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject

from reviewer_app.ui.review.act import Act

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


class RoomPart(QObject):
    """One addition to a room, made once with it, after its panels.

    ``ACTS`` go into the table of actions; they find their part by ``orders.part(Kind)``. A part puts its widgets where
    the room offers a place: ``room.banners`` (a column above the panels), ``room.open_page`` (in front of them all),
    or the panels themselves.
    """

    ACTS: ClassVar[tuple[Act, ...]] = ()

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.room = room

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """The review on show is this now; ``fresh`` when it is another submission than before."""

    def look_again(self) -> None:
        """Something arrived or left: what this part knows of the submission on show may be old."""

    def step_back(self) -> bool:
        """Esc: close what is open in this addition; whether there was anything."""
        return False

    def give_way(self) -> None:
        """The rubric is wanted: stand aside if something of this addition is in its place."""

    def leave(self) -> None:
        """The submission on show is left: hand on what was typed, close what is open."""
