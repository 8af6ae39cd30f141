"""The review room in the window: its functions bound to one desk, its signals handed to the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from reviewer_app.evidence.exact import Office, find_office, sweep
from reviewer_app.store import QueueQuery
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.ports import ReviewCalls
from reviewer_app.ui.review.attempts.ports import AttemptPorts
from reviewer_app.ui.review.keys import room_offers
from reviewer_app.ui.review.likeness import LikenessBar
from reviewer_app.ui.review.ports import CitationPorts, ReviewPorts
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.ports import DoubtPorts
from reviewer_app.ui.review.timing import TimePorts
from reviewer_app.ui.searching.opening import show_spot
from reviewer_app.ui.searching.ports import Spot
from reviewer_app.workflows import (
    attempting,
    citing,
    deciding,
    doubting,
    exact,
    guarding,
    letters,
    looking,
    marking,
    planning,
    queueing,
    reviewing,
    searching,
)
from reviewer_app.workflows.desk import Desk

MOST = 100_000


def review_ports(desk: Desk) -> ReviewPorts:
    """The workflows of reviewing, bound to this desk."""
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
        citations=CitationPorts(
            write=partial(citing.export_citations, desk),
            read=lambda submission, source: citing.import_citations(desk, submission, source).review,
            bring_over=partial(citing.bring_over, desk),
            marked_copy=partial(marking.marked_copy, desk),
        ),
        attempts=AttemptPorts(
            attempts=partial(attempting.attempts, desk),
            texts=partial(attempting.texts, desk),
            carry=partial(attempting.carry, desk),
        ),
        doubt=DoubtPorts(
            confidence=partial(doubting.confidence, desk),
            look=partial(doubting.second_look, desk),
        ),
        time=TimePorts(
            spent=partial(planning.seconds_spent, desk),
            spend=partial(planning.spend, desk),
        ),
        reveal_names=partial(guarding.reveal, desk),
        open_exact=partial(exact.open_exact, desk, Office(office)) if office is not None else None,
        now=desk.now,
        flag_kinds=reviewing.FLAG_KINDS,
    )


class RoomInWindow:
    """The room as the workspace knows it (``ui.ports.ReviewPlace``)."""

    def __init__(self, desk: Desk, jobs: Jobs, calls: ReviewCalls) -> None:
        self.room = ReviewRoom(review_ports(desk), jobs)
        self._desk, self._jobs, self._calls = desk, jobs, calls
        jobs.run(Lane.FILES, lambda _control: sweep(), owner=self.room)
        self._spot: Spot | None = None
        self.likeness = LikenessBar(self.room, jobs, partial(searching.alike, desk))
        self.room.pane.put_note(self.likeness)
        self.likeness.opened.connect(self.open_at)
        self.room.left.connect(calls.back)
        self.room.decided.connect(lambda _submission: calls.changed())
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
        self.room.show_submission(submission)

    def open_at(self, spot: Spot) -> None:
        """Show a submission at a place in it."""
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
        spot, self._spot = self._spot, None
        if spot is not None and spot.submission == submission:
            show_spot(self.room, spot)
        if self.room.review is not None:
            self._calls.titled(self.room.review.submission.alias)

    def _on_stepped(self, step: int) -> None:
        if self.room.review is None:
            return
        here = self.room.review.submission.id

        def neighbour(_control: JobControl) -> str:
            ids = [row.submission for row in queueing.page(self._desk, QueueQuery(), 0, MOST)]
            place = ids.index(here) + step if here in ids else 0
            return ids[place] if 0 <= place < len(ids) else ""

        self._jobs.run(Lane.STORE, neighbour, self._on_neighbour, owner=self.room, replaces="neighbour")

    def _on_neighbour(self, submission: str) -> None:
        if submission:
            self.open(submission)


def review_place(desk: Desk, jobs: Jobs, calls: ReviewCalls) -> RoomInWindow:
    """The room over this desk."""
    return RoomInWindow(desk, jobs, calls)
