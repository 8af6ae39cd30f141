"""The row above the queue: search, filters by state, role and due date, and the order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.lifecycle import WORDS, State
from reviewer_app.ui.queue.acts import SEARCH
from reviewer_app.ui.queue.columns import SORTS
from reviewer_app.ui.queue.words import ROLES
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Asked
from reviewer_app.ui.widgets import MenuButton, SearchField

_SEARCH_PIXELS = 260
_STATES: tuple[tuple[str, str, frozenset[State] | None], ...] = (
    ("", "All states", None),
    *(
        (state.value, WORDS[state], frozenset({state}))
        for state in (State.TO_REVIEW, State.IN_REVIEW, State.READY, State.ARRIVING, State.ATTENTION)
    ),
)
_DUE = (("", "Any due date"), ("late", "Late"), ("today", "Due today"), ("week", "Due within 7 days"))


class FilterRow(QWidget):
    """Emits ``asked`` with the whole wish whenever a part of it changed."""

    asked = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._wish = Asked()
        self.search: SearchField = SearchField(
            "Search the queue", "Search by submission or micro-credential", act=SEARCH
        )
        self.state = MenuButton("State", [(key, words) for key, words, _ in _STATES])
        self.role = MenuButton(
            "Role",
            [("", "All roles"), ("assessor", "Assessor"), *((key, word) for key, word in ROLES.items())],
        )
        self.due = MenuButton("Due", _DUE)
        self.order = MenuButton("Sort by", list(SORTS.items()), prefix="Sort: ", stands_out=False)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._first = QHBoxLayout()
        self._second = QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(8)
            self._rows.addLayout(row)
        self._buttons = (self.state, self.role, self.due, self.order)
        self._first.addWidget(self.search, 1)
        self._narrow: bool | None = None
        self._arrange(narrow=False)
        self.search.searched.connect(lambda text: self._change(replace(self._wish, text=text)))
        self.state.chosen.connect(self._on_state)
        self.role.chosen.connect(lambda role: self._change(replace(self._wish, role=role)))
        self.due.chosen.connect(self._on_due)
        self.order.chosen.connect(lambda sort: self._change(replace(self._wish, sort=sort, descending=False)))

    @property
    def wish(self) -> Asked:
        """What the person wants to see."""
        return self._wish

    def set_order(self, sort: str, descending: bool) -> None:
        """Take up an order, remembered or clicked at a heading."""
        self.order.choose(sort)
        self._change(replace(self._wish, sort=self.order.value, descending=descending))

    def sort_by(self, sort: str) -> None:
        """Sort by a column; by the same one again the other way round."""
        self.set_order(sort, self._wish.sort == sort and not self._wish.descending)

    def clear(self) -> None:
        """Show everything again."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for button in (self.state, self.role, self.due):
            button.choose("")
        self._change(self._wish.widened())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().width() + 8 for button in self._buttons) + theme().px(_SEARCH_PIXELS)
        self._arrange(narrow=wanted > self.width())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_SEARCH_PIXELS), super().minimumSizeHint().height())

    def _arrange(self, *, narrow: bool) -> None:
        """Keep the search wide enough to read: where it is not, the filters go to a line of their own."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        while self._second.count():
            self._second.takeAt(0)
        for button in self._buttons:
            (self._second if narrow else self._first).addWidget(button)
        if narrow:
            self._second.addStretch(1)

    def _on_state(self, key: str) -> None:
        states = next(states for name, _, states in _STATES if name == key)
        self._change(replace(self._wish, states=states))

    def _on_due(self, key: str) -> None:
        # The store asks “due by”: a day that is part of the answer.
        days = {"late": -1, "today": 0, "week": 7}
        by = self._today() + timedelta(days=days[key]) if key else None
        self._change(replace(self._wish, due_by=by))

    def _change(self, wish: Asked) -> None:
        self._wish = wish
        self.asked.emit(wish)
