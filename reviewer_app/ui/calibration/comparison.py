"""The page that holds one's levels against the reference: every criterion with both levels and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.calibrating import Compared, Practice
from reviewer_app.ui.announce import announce
from reviewer_app.ui.calibration.piecemeal import Piecemeal, Step
from reviewer_app.ui.calibration.ports import ComparisonView
from reviewer_app.ui.calibration.words import NEAR, WHO_SEES, held_against, near_words, tally_words
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, Label, Pill, SlimBar, line

_WIDE = 880
_COLUMN = 120


class ComparisonPage(QWidget):
    """Emits ``back`` when the person has seen enough."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Label("", "heading")
        self.leave = Button("Back to the submission", self.back.emit, icon="back", hint="Esc")
        bar = SlimBar()
        bar.start.addWidget(self.leave)
        bar.start.addSpacing(8)
        bar.start.addWidget(self.title, 1)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cards: list[Card] = []
        self.building = Piecemeal(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.list, 1)

    def show_comparison(self, made: ComparisonView) -> None:
        """Show one practice beside what it is held against, a criterion at a time."""
        against = held_against(made.practice)
        self.title.setText(f"{made.alias}: compared with {against}")
        self.setAccessibleName(self.title.text())
        self.list.setAccessibleName(f"Criteria, {tally_words(made.tally)}")
        inner = QWidget()
        inner.setProperty("ground", "none")
        inner.setMaximumWidth(theme().px(_WIDE))
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addWidget(Label(tally_words(made.tally), "title", wrap=True))
        if made.standing is not None and made.practice is Practice.ANCHOR:
            column.addWidget(Label(made.standing.sentence, wrap=True))
        column.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "none")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)
        self.list.setWidget(holder)
        self.cards = []
        self.building.do(self._steps(made, column))
        announce(self, f"{self.title.text()}. {tally_words(made.tally)}")

    def _steps(self, made: ComparisonView, column: QVBoxLayout) -> Iterator[Step]:
        def add(widget: QWidget) -> None:
            column.insertWidget(column.count() - 1, widget)

        def add_card(each: Compared) -> None:
            self.cards.append(self._card(made, each))
            add(self.cards[-1])

        def add_end() -> None:
            if made.overall:
                whole = Card(margin=16, spacing=6)
                whole.body.addWidget(Label("What was said on the whole", "caption"))
                whole.body.addWidget(Label(made.overall, wrap=True))
                add(whole)
            if made.by:
                add(Label(f"Reference by: {made.by}", "small", wrap=True))
            add(Label(WHO_SEES, "small", wrap=True))

        for each in made.compared:
            yield partial(add_card, each)
        yield add_end

    def entered(self) -> None:
        """Take the focus, so that keys scroll."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, made: ComparisonView, each: Compared) -> Card:
        levels = made.levels[each.criterion]
        card = Card(margin=16, spacing=8)
        said = near_words(each)
        own, reference = levels[each.own], levels[each.reference]
        whose = "You, earlier" if made.practice is Practice.AGAIN else "Reference"
        card.setAccessibleName(f"{each.criterion} {each.title}. {said}. You: {own}. {whose}: {reference}.")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(f"{each.criterion}  {each.title}", "strong", wrap=True), 1)
        _word, tone, icon = NEAR[each.exactness]
        head.addWidget(Pill(said, tone, icon), 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        both = QHBoxLayout()
        both.setSpacing(24)
        for who, level in (("You", own), (whose, reference)):
            pair = QVBoxLayout()
            pair.setSpacing(2)
            pair.addWidget(Label(who, "caption"))
            pair.addWidget(Label(level))
            pair.addStrut(theme().px(_COLUMN))
            both.addLayout(pair)
        both.addStretch(1)
        card.body.addLayout(both)
        if reason := made.reasons.get(each.criterion, ""):
            card.body.addWidget(line())
            card.body.addWidget(Label(reason, wrap=True))
        return card
