"""What stands before and after a review: conflicts of interest, decisions taken back, the coordinator's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.asking import Asking
from reviewer_app.ui.review.banner import Banner
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.interest_page import InterestPage
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.theme import theme

if TYPE_CHECKING:
    from reviewer_app.ui.review.ports import ReviewView
    from reviewer_app.ui.review.room import ReviewRoom


class TakeBackDialog(Asking):
    """Asks why an incomplete is taken back."""

    taken_back = Signal(str)

    def __init__(self, received: bool, parent: QWidget | None = None) -> None:
        sentence = (
            "The hub has this decision. It is asked to let go of it, and says with the next sync whether it does; "
            if received
            else "The decision was not sent yet. Both stay in the records; "
        )
        super().__init__(
            "Take the decision back", f"{sentence}the review is open again with everything in it.", parent
        )
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Why it is taken back")
        self.words.setPlaceholderText("Why, for the coordinator")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme().px(90))
        self.words.textChanged.connect(self._check)
        self.column.addWidget(self.words)
        self.foot("Take back")
        self._check()
        self.words.setFocus()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.words.toPlainText().strip()))

    def _on_go(self) -> None:
        self.taken_back.emit(self.words.toPlainText().strip())
        self.accept()


class Gating(RoomPart):
    """``handed_back`` carries a submission that was just handed back."""

    handed_back = Signal(str)

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act(
            "interest",
            "Completeness",
            "I have a conflict of interest…",
            "stop",
            ("Ctrl+Shift+D",),
            lambda r: r.part(Gating).open_interest(),
            Only(
                lambda r: r.is_open() and r.part(Gating).guarded,
                "Only work that is open and live can be handed back.",
            ),
        ),
        Act(
            "take-back",
            "Decision",
            "Take the decision back…",
            "undo-2",
            ("Ctrl+Shift+U",),
            lambda r: r.part(Gating).ask_back(),
            Only(
                lambda r: r.part(Gating).can_take_back and not r.paged(),
                "Only a decision “incomplete” can be taken back.",
            ),
        ),
    )

    def __init__(self, room: ReviewRoom) -> None:
        super().__init__(room)
        self.interest = InterestPage()
        self.decided = Banner()
        self.answers = Banner()
        for note in (self.decided, self.answers):
            room.banners.addWidget(note)
        self.interest.declared.connect(self.hand_back)
        self.interest.closed.connect(lambda: room.part(Checking).close_panel())
        self._met = False

    @property
    def guarded(self) -> bool:
        """Whether submissions can be handed back and taken back here at all."""
        return self.room.ports.gate is not None

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        if not self._met:
            self._met = True
            self.room.part(Checking).panel.interest_wanted.connect(self.open_interest)
        if fresh:
            for note in (self.decided, self.answers):
                note.begin_anew()
        self._show_decided(review)
        self._show_answers(review)

    # A conflict of interest

    def open_interest(self) -> None:
        """Ask why, in the rubric's place."""
        if self.room.open and self.guarded:
            self.interest.begin()
            self.room.part(Checking).stand_in(self.interest)

    def hand_back(self, reason: str, words: str) -> None:
        """Hand the submission on show back: it is gone from this room before anything else happens."""
        room, gate = self.room, self.room.ports.gate
        if room.review is None or gate is None or not room.open:
            return
        own = room.review.submission.id
        room.quiet()

        def done(_nothing: None) -> None:
            if room.review is not None and room.review.submission.id == own:
                room.forget()
            announce(room, "Handed back.")
            self.handed_back.emit(own)

        room.jobs.run(
            Lane.STORE,
            lambda _control: gate.hand_back(own, reason, words),
            done,
            room.note.say_error,
            owner=room,
        )

    # A decision taken back

    @property
    def can_take_back(self) -> bool:
        """Whether the decision on show is an incomplete that may be taken back."""
        review = self.room.review
        return (
            self.guarded
            and review is not None
            and not self.room.arriving
            and review.lifecycle not in OPEN
            and review.decision is not None
            and review.decision.outcome is Outcome.INCOMPLETE
            and review.gate.hub_agrees is not False
        )

    def ask_back(self) -> None:
        """Ask why, and take the decision back."""
        room, review = self.room, self.room.review
        if review is None or not self.can_take_back:
            return
        own = review.submission.id
        asking = TakeBackDialog(review.receipt is not None, room)
        asking.taken_back.connect(lambda reason: room.changes.take_decision_back(own, reason))
        asking.open()

    def _show_decided(self, review: ReviewView) -> None:
        gate = review.gate
        if gate.hub_agrees is False:
            sentence = f"{gate.hub_reason} The decision stands as it was signed."
            self.decided.say("warn", "The decision was not taken back", sentence)
        elif gate.taken_back is not None and review.lifecycle in OPEN:
            agreed = (
                "The hub agreed."
                if gate.hub_agrees
                else "The hub is told with the next sync, and may refuse."
            )
            title = "You took “Incomplete” back"
            self.decided.say("info", title, f"{agreed} Reason: {gate.taken_back_reason}")
        elif self.can_take_back and review.decision is not None:
            reasons = " ".join(review.decision.reasons)
            self.decided.say("info", "Returned as incomplete", reasons, "Take back…", self.ask_back)
        else:
            self.decided.hide()

    # What the coordinator answered

    def _show_answers(self, review: ReviewView) -> None:
        answers = review.gate.settled
        lines = [
            f"{each.kind.capitalize()}: “{answers[each.id].words}”"
            for each in review.state.flags
            if each.id in answers
        ]
        if lines:
            self.answers.say("info", "The coordinator answered", " ".join(lines))
        else:
            self.answers.hide()
