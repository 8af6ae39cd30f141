"""The completeness check in place of the rubric: its items, of which one is open for the keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.completeness import ASPECTS, NO, YES, Checked, Completeness, unanswered
from reviewer_app.ui.review.check_item import CheckItem, Phrases
from reviewer_app.ui.review.deciding_acts import INCOMPLETE
from reviewer_app.ui.review.rubric import CardScroll
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.widgets import Button, IconButton, Label

_ANSWERS: dict[int, str] = {Qt.Key.Key_Y: YES, Qt.Key.Key_N: NO}
_KEYS = frozenset({*_ANSWERS, Qt.Key.Key_A})


class CheckPanel(QWidget):
    """``answered`` carries item, aspect and answer, ``reasoned`` also the reason and its step; ``moved`` the item
    that is open now, ``said`` an answer by Y or N to the question the keys are about."""

    answered = Signal(str, str, str)
    reasoned = Signal(str, str, str, str)
    moved = Signal(str)
    said = Signal(str)
    fine_wanted = Signal()
    return_wanted = Signal()
    interest_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        speak_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName("Completeness check")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.check = Completeness()
        self.cards: dict[str, CheckItem] = {}
        self.current = ""
        self._phrases: Phrases = {}
        self._alive = True
        self._build()

    def _build(self) -> None:
        self.progress = Label("", "muted")
        self.close_it = IconButton("close", "Back to the rubric", self.closed.emit, key="Esc", size=16)
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout()
        row.addWidget(Label("Completeness", "heading"), 1)
        row.addWidget(self.progress)
        row.addWidget(self.close_it)
        self.interest = Button("I have a conflict of interest…", self.interest_wanted.emit, kind="link")
        first = QHBoxLayout()
        first.addWidget(self.interest)
        first.addStretch(1)
        top = QVBoxLayout(head)
        top.setContentsMargins(16, 10, 12, 6)
        top.setSpacing(2)
        top.addLayout(row)
        top.addLayout(first)
        inside = QWidget()
        inside.setProperty("ground", "bg")
        self._items = QVBoxLayout(inside)
        self._items.setContentsMargins(12, 12, 12, 12)
        self._items.setSpacing(8)
        self._items.addStretch(1)
        self.scroller = CardScroll()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scroller.setWidget(inside)
        self.fine = Button("All fine", self.fine_wanted.emit, icon="ok", hint="All of this item is fine (A)")
        self.give_back = Button(
            "Return as incomplete…", self.return_wanted.emit, kind="primary", act=INCOMPLETE
        )
        self.score = Button("Go on to scoring", self.closed.emit, kind="primary", hint="Esc")
        foot = QWidget()
        foot.setProperty("ground", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ends = QHBoxLayout(foot)
        ends.setContentsMargins(14, 10, 14, 12)
        ends.setSpacing(8)
        ends.addWidget(self.fine)
        ends.addStretch(1)
        ends.addWidget(self.give_back)
        ends.addWidget(self.score)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.scroller, 1)
        whole.addWidget(foot)

    # What is shown

    def show_check(self, check: Completeness, phrases: Phrases, *, alive: bool, fresh: bool) -> None:
        """Show the check; ``fresh`` for another submission, whose first open item becomes the current one."""
        self.check, self._phrases, self._alive = check, phrases, alive
        wanted = [each.asked.id for each in check.items]
        if fresh or list(self.cards) != wanted:
            self._make(check)
            self.current = next(
                (x.asked.id for x in check.items if not x.answered), wanted[0] if wanted else ""
            )
        self.progress.setText(check.words)
        self.fine.setEnabled(alive and self.item is not None and not self.item.answered)
        self.give_back.setVisible(bool(check.lacking) and alive)
        self.score.setVisible(check.complete or not alive)
        self.interest.setVisible(alive)
        self._show_items()

    @property
    def item(self) -> Checked | None:
        """The item the keys are about."""
        return self.check.item(self.current)

    @property
    def aspect(self) -> str:
        """The question of it the keys answer next: the first open one, else the last."""
        item = self.item
        if item is None:
            return ""
        left = unanswered(item)
        return left[0] if left else (item.failed or ASPECTS)[-1]

    def step(self, way: int) -> None:
        """Open the next or previous item, stopping at the ends."""
        ids = list(self.cards)
        if ids:
            at = ids.index(self.current) if self.current in ids else 0
            self.open_item(ids[max(0, min(len(ids) - 1, at + way))])

    def go_on(self) -> None:
        """Open the next item with something to answer, if this one is done."""
        item = self.item
        if item is None or not item.answered or item.failed:
            return
        ids = list(self.cards)
        after = ids[ids.index(self.current) + 1 :] + ids
        left = {each.asked.id for each in self.check.items if not each.answered}
        if (next_one := next((each for each in after if each in left), "")) != "":
            self.open_item(next_one)

    def open_item(self, item: str) -> None:
        """Make an item current."""
        if item != self.current:
            self.flush()
            self.current = item
            self._show_items()
            self.moved.emit(item)

    def flush(self) -> None:
        """Hand on whatever is still being typed."""
        for card in self.cards.values():
            card.flush()

    def event(self, event: QEvent) -> bool:
        # These keys mean other things in the room; here they answer.
        if isinstance(event, QKeyEvent) and event.key() in _KEYS and not event.modifiers():
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                if self._alive and event.key() == Qt.Key.Key_A:
                    self.fine_wanted.emit()
                elif self._alive:
                    self.said.emit(_ANSWERS[event.key()])
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _show_items(self) -> None:
        for each in self.check.items:
            card = self.cards[each.asked.id]
            now = each.asked.id == self.current
            card.show_item(each, self.aspect if now else "", self._phrases, alive=self._alive, current=now)
        self.fine.setEnabled(self._alive and self.item is not None and not self.item.answered)
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        if (card := self.cards.get(self.current)) is not None:
            self.scroller.ensureWidgetVisible(card, 0, 12)

    def _make(self, check: Completeness) -> None:
        for old in self.cards.values():
            old.hide()
            old.deleteLater()
        self.cards = {}
        for each in check.items:
            card = CheckItem(each.asked.title)
            own = each.asked.id
            card.answered.connect(partial(self.answered.emit, own))
            card.reasoned.connect(partial(self.reasoned.emit, own))
            card.entered.connect(partial(self.open_item, own))
            self.cards[own] = card
            self._items.insertWidget(self._items.count() - 1, card)
