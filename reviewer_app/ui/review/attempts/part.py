"""A new attempt in the review room: it opens as a comparison, and what arrives meanwhile is said in a banner."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reviewer_app.domain.attempts import Compared
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.commands.hints import with_key
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.attempts.card_note import EarlierNote
from reviewer_app.ui.review.attempts.page import ComparisonPage
from reviewer_app.ui.review.attempts.ports import AttemptsView, TextsView
from reviewer_app.ui.review.attempts.words import counted, newer_editions, title
from reviewer_app.ui.review.banner import Banner
from reviewer_app.ui.review.orders import Orders
from reviewer_app.ui.review.part import RoomPart

if TYPE_CHECKING:
    from reviewer_app.ui.review.card import CriterionCard
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


def _can_compare(room: Orders) -> bool:
    return not room.paged() and room.part(AttemptsPart).comparable


def _can_carry(room: Orders) -> bool:
    return room.is_open() and bool(room.part(AttemptsPart).offered_here)


CARRY_OVER = Act(
    "carry-over",
    "Judging",
    "Carry the earlier score over",
    "copy",
    ("Y",),
    lambda room: room.part(AttemptsPart).carry_here(),
    Only(_can_carry, "No earlier score is offered for this criterion."),
)


class AttemptsPart(RoomPart):
    """Asks about the other attempts of whatever is shown, and shows what it is told."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act(
            "attempts",
            "Evidence",
            "Compare with the earlier attempt",
            "copy",
            ("A",),
            lambda room: room.part(AttemptsPart).open_page(),
            Only(_can_compare, "There is no earlier attempt to compare with."),
        ),
        CARRY_OVER,
    )

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.ports = room.ports.attempts
        self.known: AttemptsView | None = None
        self.of = ""
        self._greeted: set[str] = set()
        self._notes: dict[CriterionCard, EarlierNote] = {}
        self.banner = Banner()
        self.news = Banner()
        for note in (self.banner, self.news):
            room.banners.addWidget(note)
        self.page = ComparisonPage()
        self.page.back.connect(room.close_page)
        self.page.wanted.connect(self._on_wanted)
        self.page.opened.connect(self._on_opened)
        self.page.carried.connect(self.carry)

    # What is asked

    @property
    def comparable(self) -> bool:
        """Whether there is an earlier attempt to compare with."""
        return self.known is not None and self.known.comparison is not None

    @property
    def offered_here(self) -> str:
        """The criterion one stands on, if its earlier score may be carried over and was not."""
        card, review, known = self.room.rubric.current, self.room.review, self.known
        if card is None or review is None or known is None or known.comparison is None:
            return ""
        own = card.criterion.id
        offered = any(each.criterion == own for each in known.comparison.offers)
        return own if offered and own not in review.state.carried else ""

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """Ask about another submission; of the same one only the marks may have changed."""
        if review.submission.id != self.of:
            self.known, self.of = None, review.submission.id
            for note in (self.banner, self.news):
                note.begin_anew()
            self._ask()
        self._show_marks(review)

    def look_again(self) -> None:
        """Something arrived: a newer attempt or another edition of the rubric may be here now."""
        if self.of:
            self._ask()

    def pass_over(self) -> None:
        """The person was led to a place in this submission: no comparison steps in front of it."""
        self._greeted.add(self.of)

    def _ask(self) -> None:
        ports, own = self.ports, self.of
        if ports is None:
            return

        def found(known: AttemptsView) -> None:
            if own == self.of and self.room.review is not None:
                self._show(known, self.room.review)

        self.room.jobs.run(
            Lane.STORE,
            lambda _control: ports.attempts(own),
            found,
            self.room.note.say_error,
            owner=self.room,
            replaces="attempts",
        )

    # What is shown

    def _show(self, known: AttemptsView, review: ReviewView) -> None:
        before, self.known = self.known, known
        if known.comparison is not None:
            if before is None or before.comparison != known.comparison:
                self.page.show_attempts(known, review.rubric, review.state)
                self.banner.say(
                    "info",
                    title(known),
                    counted(known.comparison),
                    with_key("Compare", self.ACTS[0]),
                    self.open_page,
                )
        elif known.number > 1 and before is None:
            self.banner.say(
                "info",
                title(known),
                "It can be judged all the same; scores of the earlier one do not carry over.",
            )
        self._show_news(known, review)
        self._show_marks(review)
        self.room.refresh_actions()
        untouched = review.lifecycle in OPEN and not review.state.started
        if self.comparable and untouched and self.of not in self._greeted:
            self._greeted.add(self.of)
            self.open_page()

    def _show_news(self, known: AttemptsView, review: ReviewView) -> None:
        if known.newer:
            closed = review.decision is None
            self.news.say(
                "warn",
                f"Attempt {known.newer_number} of this earner has arrived",
                "This attempt is closed; what you said about it stays readable and lands on no other attempt."
                if closed
                else "This attempt is decided and stays as it is.",
                f"Open attempt {known.newer_number}",
                lambda: self.room.other_wanted.emit(known.newer),
            )
        elif known.newer_editions and review.lifecycle in OPEN:
            self.news.say(
                "info",
                newer_editions(tuple(known.newer_editions), review.rubric.edition),
                f"This attempt is judged by edition {review.rubric.edition}, as it was assigned; nothing changes here.",
            )

    def _show_marks(self, review: ReviewView) -> None:
        known, cards = self.known, self.room.rubric.cards
        self._notes = {card: note for card, note in self._notes.items() if card in cards}
        if known is None or known.comparison is None or known.decision is None:
            for note in self._notes.values():
                note.hide()
            return
        self.page.show_state(review.state)
        judged = {each.criterion: each for each in known.decision.judged}
        offers = {each.criterion for each in known.comparison.offers}
        for card in cards:
            own = card.criterion.id
            if own in judged:
                self._note(card).show_judged(
                    judged[own],
                    known.comparison.before,
                    carried=own in review.state.carried,
                    offered=own in offers and review.lifecycle in OPEN,
                    why_not=known.comparison.why_not.get(own, ""),
                )

    def _note(self, card: CriterionCard) -> EarlierNote:
        note = self._notes.get(card)
        if note is None:
            note = self._notes[card] = EarlierNote(card.criterion.id, CARRY_OVER, card)
            note.carried.connect(lambda: self.carry(card.criterion.id))
            card.put(note)
        return note

    # What the person did

    def open_page(self) -> None:
        """Put both attempts side by side."""
        if self.comparable:
            self.room.flush()
            self.room.open_page(self.page)
            self.page.take_focus()

    def carry_here(self) -> None:
        """Confirm the earlier score of the criterion one stands on."""
        if own := self.offered_here:
            self.carry(own)

    def carry(self, criterion: str) -> None:
        """Confirm an earlier score."""
        ports, own = self.ports, self.of
        if ports is not None:
            self.room.saver.send(own, lambda: ports.carry(own, criterion))

    def _on_opened(self, evidence: str) -> None:
        self.room.close_page()
        self.room.show_evidence(evidence)

    def _on_wanted(self, thing: Compared) -> None:
        ports, own = self.ports, self.of
        if ports is None:
            return

        def work(control: JobControl) -> TextsView:
            return ports.texts(own, thing.before, thing.now, control.cancel)

        self.room.jobs.run(
            Lane.RENDERING,
            work,
            lambda texts: self.page.show_texts(thing, texts),
            lambda error: self.page.show_problem(thing, error),
            owner=self.room,
            replaces="attempt-texts",
        )
