"""Doubt in the review room: said by one key, seen on the card, and led back to before the decision is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.sureness import WORDS, Confidence, after, to_look_at
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.conditions import OPEN as OPEN_REVIEW
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.scoring.doubt import DoubtLine
from reviewer_app.ui.widgets import Button
from reviewer_app.ui.words import count_words

if TYPE_CHECKING:
    from reviewer_app.ui.review.card import CriterionCard
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


HOW_SURE = Act(
    "how-sure",
    "Judging",
    "How sure: sure, fairly sure, unsure",
    "scale",
    ("U",),
    lambda room: room.part(DoubtPart).say_next(),
    OPEN_REVIEW,
)
SECOND_LOOK = Act(
    "second-look",
    "Judging",
    "Second look wanted, or not",
    "eye",
    ("D",),
    lambda room: room.part(DoubtPart).turn(),
    OPEN_REVIEW,
)
NEXT_LOOK = Act(
    "next-look",
    "Judging",
    "Next criterion that wants a second look",
    "eye",
    ("Shift+D",),
    lambda room: room.part(DoubtPart).next_look(),
    Only(
        lambda room: not room.paged() and bool(room.part(DoubtPart).wanted),
        "No criterion wants a second look.",
    ),
)


class DoubtPart(RoomPart):
    """The line on each card, and the way to the next criterion that wants a second look."""

    ACTS: ClassVar[tuple[Act, ...]] = (HOW_SURE, SECOND_LOOK, NEXT_LOOK)

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.ports = room.ports.doubt
        self.wanted: tuple[str, ...] = ()
        self._lines: dict[CriterionCard, DoubtLine] = {}
        self._brought: frozenset[str] = frozenset()
        self.way = Button(
            "", self.next_look, kind="link", icon="eye", hint="Go to the next one", act=NEXT_LOOK
        )
        self.way.hide()
        room.rubric.put_in_head(self.way)
        room.rubric.moved.connect(self._show_lines)

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """Show what was said of each criterion."""
        cards = self.room.rubric.cards
        self._lines = {card: line for card, line in self._lines.items() if card in cards}
        for card in cards:
            own = card.criterion.id
            line = self._line(card)
            line.confidence = review.state.confidences.get(own, "")
            line.wanted = bool(review.state.looks.get(own))
        self._brought = frozenset(review.state.brought)
        self.wanted = to_look_at(review.rubric, review.state) if review.lifecycle in OPEN else ()
        self.way.setText(f" {count_words(len(self.wanted), 'second look', 'second looks')}")
        self.way.setVisible(bool(self.wanted))
        self._show_lines()

    def say_next(self) -> None:
        """Say the next answer to how sure one is of the criterion in focus."""
        review, card, ports = self.room.review, self.room.rubric.current, self.ports
        if review is None or card is None or ports is None or not self.room.open:
            return
        line, own, criterion = self._line(card), review.submission.id, card.criterion.id
        value = line.confidence = after(line.confidence)
        self._show_lines()
        announce(card, WORDS[Confidence(value)] if value else "Not said how sure")
        self.room.saver.send(own, lambda: ports.confidence(own, criterion, value))

    def turn(self) -> None:
        """Mark the criterion in focus for a second look, or take the mark away."""
        review, card, ports = self.room.review, self.room.rubric.current, self.ports
        if review is None or card is None or ports is None or not self.room.open:
            return
        line, own, criterion = self._line(card), review.submission.id, card.criterion.id
        wanted = line.wanted = not line.wanted
        self._show_lines()
        announce(card, "Second look wanted" if wanted else "No second look")
        self.room.saver.send(own, lambda: ports.look(own, criterion, wanted))

    def next_look(self) -> None:
        """Go to the next criterion that wants a second look, round the end."""
        card = self.room.rubric.current
        ids = [each.criterion.id for each in self.room.rubric.cards]
        at = ids.index(card.criterion.id) if card is not None else -1
        turned = ids[at + 1 :] + ids[: at + 1]
        if found := next((each for each in turned if each in self.wanted), ""):
            self.room.orders.jump(found)

    def _show_lines(self) -> None:
        current = self.room.rubric.current
        for card in self.room.rubric.cards:
            line = self._line(card)
            line.show_doubt(
                line.confidence,
                wanted=line.wanted,
                alive=self.room.open,
                focused=card is current,
                brought=card.criterion.id in self._brought,
            )

    def _line(self, card: CriterionCard) -> DoubtLine:
        line = self._lines.get(card)
        if line is None:
            line = self._lines[card] = DoubtLine(card.criterion.id, HOW_SURE, SECOND_LOOK, card)
            line.answered.connect(self.say_next)
            line.turned.connect(self.turn)
            card.put(line)
        return line
