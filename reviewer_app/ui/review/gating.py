"""What stands before and after a review: conflicts of interest, decisions taken back, the coordinator's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.records import DECISION, DECISION_WITHDRAWN, FLAG, INTEREST
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
from reviewer_app.ui.words import count_words

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


OPEN_IN_LEDGER = "Open in the ledger"
_SAID = {DECISION: "your decision", FLAG: "your flag", INTEREST: "your handing back"}


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
    """``handed_back`` carries a submission that was just handed back, ``refused_wanted`` an item of the ledger."""

    handed_back = Signal(str)
    refused_wanted = Signal(str)

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
        Act(
            "refused",
            "Decision",
            "Answer what the hub refused…",
            "attention",
            ("Ctrl+Shift+L",),
            lambda r: r.part(Gating).open_refused(),
            Only(
                lambda r: bool(r.part(Gating).refused_key) and not r.paged(),
                "The hub refused nothing of this submission.",
            ),
        ),
    )

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.interest = InterestPage()
        self.decided = Banner()
        self.answers = Banner()
        self.refused = Banner(closable=False)
        for note in (self.refused, self.decided, self.answers):
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
            for note in (self.refused, self.decided, self.answers):
                note.begin_anew()
        self._show_refused(review)
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
            waits = any(each.kind == DECISION_WITHDRAWN for each in gate.refused)
            way = (OPEN_IN_LEDGER, self.open_refused) if waits else ()
            self.decided.say("warn", "The decision was not taken back", sentence, *way)
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

    # What the hub refused

    @property
    def refused_key(self) -> str:
        """The item of the ledger that waits for an answer to the hub, "" where there is none."""
        review = self.room.review
        return review.gate.refused[0].key if review is not None and review.gate.refused else ""

    def open_refused(self) -> None:
        """Go to its page in the sync room, where it says what can be done."""
        if self.refused_key:
            self.refused_wanted.emit(self.refused_key)

    def _show_refused(self, review: ReviewView) -> None:
        refused = review.gate.refused
        if not refused or refused[0].kind == DECISION_WITHDRAWN:
            self.refused.hide()  # a decision that was not taken back has a line of its own
            return
        first, more = refused[0], len(refused) - 1
        also = f" {count_words(more, 'other thing was', 'other things were')} refused too." if more else ""
        title = f"The hub did not take {_SAID.get(first.kind, 'a change of yours')}"
        sentence = f"{first.title}: {first.what}{also}"
        self.refused.say("warn", title, sentence, OPEN_IN_LEDGER, self.open_refused)

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
