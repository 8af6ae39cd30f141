"""The rubric: how far it is, and its criteria as cards by part."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.judging import Verdict
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.review import OVERALL
from reviewer_app.domain.rubric import Criterion, Microcredential
from reviewer_app.ui.laid_out import lay_out_now
from reviewer_app.ui.review.arranging import RUBRIC_PANEL
from reviewer_app.ui.review.card import CriterionCard
from reviewer_app.ui.review.part_head import PartHead
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import IconButton, Label


class CardScroll(QScrollArea):
    """Scrolls the cards, and leaves keys that mean something in the room to the room.

    ``shrunk`` carries how high it was before.
    """

    shrunk = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self.shrunk.emit(event.oldSize().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class RubricPanel(QWidget):
    """The cards. Signals carry the submission's id first: cards know whose they are.

    ``moved`` says that another criterion is current. ``instead`` takes the keyboard while the cards are out of sight.
    """

    scored = Signal(str, str, object)
    commented = Signal(str, str, str, str)
    noted = Signal(str, str, str, str)
    shown = Signal(str, str)
    removed = Signal(str, str)
    pin_noted = Signal(str, str, str)
    repin_wanted = Signal(str, str)
    moved = Signal()
    compare_wanted = Signal()
    fold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Rubric")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.submission = ""
        self._rubric: Microcredential | None = None
        self.cards: list[CriterionCard] = []
        self.heads: dict[str, PartHead] = {}
        self._at = 0
        self._stood = 0
        self.instead: Callable[[], bool] = lambda: False
        self._build()
        # One ear for the whole panel: a filter on each control of each card would hear everything that befalls them.
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # there is no widget without one
        app.focusChanged.connect(self._on_focus)

    def _build(self) -> None:
        self.progress_words = Label("", "muted")
        self.fold = IconButton(
            "panel-right", "Fold the rubric away", self.fold_wanted.emit, act=RUBRIC_PANEL, size=16
        )
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Criteria scored")
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        row = self._head_row = QHBoxLayout()
        row.addWidget(Label("Rubric", "heading"), 1)
        row.addWidget(self.progress_words)
        row.addWidget(self.fold)
        column.addLayout(row)
        column.addWidget(self.progress)
        self.scroller = CardScroll()
        self.scroller.setWidgetResizable(True)
        # Where it is tight the cards give way, not the head above them.
        self.scroller.setMinimumHeight(40)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes and goes changes the width, and with it the heights that made it come.
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._inside = QWidget()
        self._inside.setProperty("ground", "bg")
        self._cards = QVBoxLayout(self._inside)
        self._cards.setContentsMargins(12, 12, 12, 12)
        self._cards.setSpacing(10)
        self.scroller.setWidget(self._inside)
        self.scroller.verticalScrollBar().rangeChanged.connect(self._stay)
        self.scroller.shrunk.connect(self._keep_in_sight)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.scroller, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(80))

    # What is shown

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """Show a review; ``fresh`` puts every text, because it is another submission or something was undone."""
        other = review.submission.id != self.submission
        if self._rubric != review.rubric:
            self._make_cards(review.rubric)
        self.submission = review.submission.id
        state, alive = review.state, review.lifecycle in OPEN
        for card in self.cards:
            own = card.criterion.id
            card.show_state(
                state.scores.get(own),
                state.comments.get(own, ""),
                state.notes.get(own, ""),
                tuple(each for each in state.citations if each.criterion == own),
                alive=alive,
                fresh=fresh or other,
                strange=state.strange.get(own, ""),
            )
        self.show_verdict(review.verdict)
        if other:
            unscored = (i for i, card in enumerate(self.cards) if card.level is None)
            self.go_to(next(unscored, 0))

    def show_progress(self, scored: int, total: int) -> None:
        """Say how many criteria have a level."""
        self.progress_words.setText(f"{scored} of {total} scored")
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(scored)

    def show_verdict(self, verdict: Verdict) -> None:
        """Say how far the rubric and each of its parts are; cards of a part that is not judged step back."""
        self.show_progress(verdict.scored, verdict.total)
        left_out = {each.part for each in verdict.parts if each.judged is False}
        for each in verdict.parts:
            self.heads[each.part].show_result(each)
        for card in self.cards:
            card.setEnabled(card.criterion.part not in left_out)

    def put_in_head(self, widget: QWidget) -> None:
        """Give something a place beside the count of what is scored."""
        self._head_row.insertWidget(1, widget)

    def scores(self) -> dict[str, str]:
        """The levels on the screen by criterion."""
        return {card.criterion.id: card.level for card in self.cards if card.level is not None}

    # Moving

    @property
    def current(self) -> CriterionCard | None:
        """The card that keys act on."""
        return self.cards[self._at] if self.cards else None

    def step(self, way: int) -> None:
        """The next or previous criterion, stopping at the ends, the keyboard going along."""
        at = self._at + way
        while 0 <= at < len(self.cards) and not self.cards[at].isEnabled():
            at += way  # a part that is not judged is passed over
        if 0 <= at < len(self.cards):
            self.go_to(at)
        if self.cards:
            self.focus_inside()

    def go_to(self, index: int) -> None:
        """Make a criterion current and bring its card into view."""
        self._at = index
        self._stood = self.cards[index].y()
        for number, card in enumerate(self.cards):
            card.set_current(number == index)
        # Cards change their height by becoming current; where they end up is known after the layout.
        QTimer.singleShot(0, self, self._reveal)
        self.moved.emit()
        if self.isVisible():
            # Else the cards are painted once before they are scrolled and once after.
            lay_out_now()
            self._reveal()

    def jump(self, criterion: str) -> bool:
        """Go to a criterion by its id, with the keyboard; False where it is none of the cards'."""
        for number, card in enumerate(self.cards):
            if card.criterion.id == criterion and criterion != OVERALL:
                self.go_to(number)
                card.levels.focus_level()
                return True
        return False

    def card(self, criterion: str) -> CriterionCard | None:
        """The card of a criterion."""
        return next((each for each in self.cards if each.criterion.id == criterion), None)

    def flush(self) -> None:
        """Hand on whatever is still being typed on any card."""
        for card in self.cards:
            card.flush()

    def focus_inside(self) -> None:
        """Take the keyboard to the current criterion."""
        if (card := self.current) is not None and not self.instead():
            # A card just made is shown by its layout only a moment later, and takes no keyboard before.
            card.show()
            card.levels.focus_level()

    def _reveal(self) -> None:
        card = self.current
        if card is None:
            return
        bar = self.scroller.verticalScrollBar()
        top, bottom = card.y() - 12, card.y() + card.height() + 12
        room = self.scroller.viewport().height()
        if bottom > bar.value() + room:
            bar.setValue(min(top, bottom - room))
        if top < bar.value():
            bar.setValue(top)
        self._stood = card.y()
        # This comes a moment late too, and a card may be higher than its room: the keyboard is further down by then.
        here: QWidget | None = self.window().focusWidget()
        if here is not None and card.isAncestorOf(here) and here.visibleRegion().isEmpty():
            self.scroller.ensureWidgetVisible(here)

    def _stay(self) -> None:
        # A hint that comes on a card above, a moment after its text, must not push away what one is working on.
        card = self.current
        if card is not None and (moved := card.y() - self._stood):
            self._stood = card.y()
            bar = self.scroller.verticalScrollBar()
            bar.setValue(bar.value() + moved)

    def _keep_in_sight(self, height: int) -> None:
        # The levels side by side take of the room; what one writes in, if it was in sight, stays so.
        here: QWidget | None = self.window().focusWidget()
        if here is not None and self._inside.isAncestorOf(here):
            top = here.mapTo(self.scroller.viewport(), QPoint(0, 0)).y()
            if -here.height() < top < height:
                self.scroller.ensureWidgetVisible(here)

    def _make_cards(self, rubric: Microcredential) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cards, self.heads = [], {}
        self._rubric = rubric
        for number, part in enumerate(rubric.parts, 1):
            criteria = rubric.criteria_of(part.id)
            if criteria:
                head = PartHead(f"Part {number} · {part.title}", rubric.judged_when(part))
                self.heads[part.id] = head
                self._cards.addWidget(head)
            for each in criteria:
                self._cards.addWidget(self._make_card(each))
        self._cards.addStretch(1)

    def _make_card(self, criterion: Criterion) -> CriterionCard:
        card = CriterionCard(criterion)
        own = criterion.id
        card.scored.connect(lambda level: self.scored.emit(self.submission, own, level))
        card.commented.connect(lambda text, step: self.commented.emit(self.submission, own, text, step))
        card.noted.connect(lambda text, step: self.noted.emit(self.submission, own, text, step))
        card.shown.connect(lambda citation: self.shown.emit(self.submission, citation))
        card.removed.connect(lambda citation: self.removed.emit(self.submission, citation))
        card.pins.noted.connect(lambda pin, text: self.pin_noted.emit(self.submission, pin, text))
        card.pins.repin_wanted.connect(lambda citation: self.repin_wanted.emit(self.submission, citation))
        card.compare_wanted.connect(self.compare_wanted)
        card.entered.connect(lambda: self._on_entered(card))
        self.cards.append(card)
        return card

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            card = next((each for each in self.cards if each.isAncestorOf(now)), None)
            if card is not None:
                self._on_entered(card)

    def _on_entered(self, card: CriterionCard) -> None:
        at = self.cards.index(card)
        if at != self._at:
            self.go_to(at)
