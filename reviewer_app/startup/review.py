"""The review room in the window: its functions bound to one desk, its signals handed to the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from reviewer_app.evidence.exact import sweep
from reviewer_app.startup.room_ports import review_ports
from reviewer_app.startup.stepping import Stepper
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import ReviewCalls
from reviewer_app.ui.review.gating import Gating
from reviewer_app.ui.review.keys import room_offers
from reviewer_app.ui.review.likeness import LikenessBar
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.searching.opening import show_spot
from reviewer_app.ui.searching.ports import Spot
from reviewer_app.workflows import searching
from reviewer_app.workflows.desk import Desk


class RoomInWindow:
    """The room as the workspace knows it (``ui.ports.ReviewPlace``)."""

    def __init__(self, desk: Desk, jobs: Jobs, calls: ReviewCalls) -> None:
        self.room = ReviewRoom(review_ports(desk), jobs)
        self._desk, self._jobs, self._calls = desk, jobs, calls
        jobs.run(Lane.FILES, lambda _control: sweep(), owner=self.room)
        self._spot: Spot | None = None
        self._stepper = Stepper(desk, jobs, self._on_neighbour, self.room)
        self.likeness = LikenessBar(self.room, jobs, partial(searching.alike, desk))
        self.room.pane.put_note(self.likeness)
        self.likeness.opened.connect(self.open_at)
        self.room.left.connect(calls.back)
        self.room.decided.connect(lambda _submission: calls.changed())
        self.room.part(Gating).handed_back.connect(self._on_handed_back)
        self.room.part(Gating).refused_wanted.connect(calls.refused)
        self.room.arrived.connect(self._on_arrived)
        self.room.stepped.connect(self._on_stepped)
        self.room.help_wanted.connect(calls.help)
        self.room.other_wanted.connect(self.open)
        self.room.bar.palette_wanted.connect(calls.palette)

    @property
    def widget(self) -> QWidget:
        """The room itself."""
        return self.room

    def offers(self) -> Sequence[Offer]:
        """What can be told to the room now."""
        return room_offers(self.room)

    def looked_through(self, submission: str) -> None:
        """Read the submission again if it is the one on show."""
        if self.room.review is not None and self.room.review.submission.id == submission:
            self.room.refresh()

    def open(self, submission: str) -> None:
        """Show a submission."""
        self._spot = None
        self._stepper.forget()
        self.room.show_submission(submission)

    def open_at(self, spot: Spot) -> None:
        """Show a submission at a place in it."""
        self._stepper.forget()
        self.room.show_submission(spot.submission)
        self._spot = spot

    def say_back(self, place: str) -> None:
        """Name the place that the way back leads to."""
        self.room.bar.say_back(place)

    @property
    def arriving(self) -> bool:
        """Whether a place is still to be shown."""
        return self._spot is not None

    def leave(self) -> None:
        """Hand over everything typed so far, and let go of the file on show."""
        self.room.quiet()
        self.room.pane.leave()

    def put_pill(self, pill: QWidget) -> None:
        """Give the sync pill its place."""
        self.room.put_pill(pill)

    def refresh(self) -> None:
        """Something arrived, perhaps in the middle of a sentence: hand on what is typed, read the submission again."""
        self.room.flush()
        self.room.refresh()
        self.likeness.look_again()

    def evidence_read(self) -> None:
        """More evidence was read: files alike may be known now."""
        self.likeness.look_again()

    def layout_text(self) -> str:
        """The panels, to remember."""
        return self.room.layout_text()

    def restore_layout(self, remembered: str) -> None:
        """Take up remembered panels."""
        self.room.restore_layout(remembered)

    def _on_arrived(self, submission: str) -> None:
        self._stepper.arrived(submission)
        spot, self._spot = self._spot, None
        if spot is not None and spot.submission == submission:
            show_spot(self.room, spot)
        if self.room.review is not None:
            self._calls.titled(self.room.review.submission.alias)

    def _on_handed_back(self, _submission: str) -> None:
        # Not sent at once like a decision: until the next sync it can be taken back.
        self._calls.back()
        self._calls.told(
            "Handed back", "Until the next sync it can be taken back in Decided, under Handed back."
        )

    def _on_stepped(self, step: int) -> None:
        if self.room.review is None or self.room.review.submission.is_practice:
            return  # practice stands in no queue
        self._stepper.step(self.room.review.submission.id, step)

    def _on_neighbour(self, submission: str) -> None:
        self._spot = None
        self.room.show_submission(submission)


def review_place(desk: Desk, jobs: Jobs, calls: ReviewCalls) -> RoomInWindow:
    """The room over this desk."""
    return RoomInWindow(desk, jobs, calls)
