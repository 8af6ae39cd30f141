"""The line above the ledger: which items it shows, a search by submission, and the list of what left to print."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer_app.ui.syncing.acts import FILTERS, SEARCH
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import LedgerAsked
from reviewer_app.ui.widgets import Label, MenuButton, SearchField

_ONE_ROW, _NARROWEST = 760, 440
_WITHOUT_END = 16_777_215


class LedgerBar(QWidget):
    """Emits ``asked`` with what the ledger should hold; ``left`` when the search hands the keys back."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(8)
            rows.addLayout(row)
        self.filter: MenuButton[Hashable] = MenuButton("Show", list(FILTERS), prefix="Show: ")
        self.search: SearchField = SearchField("Search the ledger", "Search by submission", act=SEARCH)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.end = QHBoxLayout()
        self.end.setSpacing(8)
        self._first.addWidget(Label("Ledger", "heading"))
        self._first.addSpacing(8)
        self._first.addWidget(self.filter)
        self._first.addWidget(self.search, 1)
        self._first.addStretch(1)
        self._first.addLayout(self.end)
        self._narrow = False
        self.filter.chosen.connect(lambda _which: self._tell())
        self.search.searched.connect(lambda _text: self._tell())
        self.search.left.connect(self.left)
        theme().changed.connect(self._fit)
        self._fit()

    def choose(self, which: str) -> None:
        """Show other lines."""
        self.filter.choose(which)
        self._tell()

    def wanted(self) -> LedgerAsked:
        """What the ledger should hold."""
        return LedgerAsked(str(self.filter.value), self.search.text().strip())

    def _tell(self) -> None:
        self.asked.emit(self.wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_NARROWEST), super().minimumSizeHint().height())

    def _fit(self) -> None:
        narrow = self.width() < theme().px(_ONE_ROW)
        self.search.setMinimumWidth(theme().px(160))
        self.search.setMaximumWidth(_WITHOUT_END if narrow else theme().px(320))
        if narrow != self._narrow:
            self._narrow = narrow
            # In a row of its own where beside the buttons there would be no room to read what is typed.
            home, away = (self._second, self._first) if narrow else (self._first, self._second)
            away.removeWidget(self.search)
            home.insertWidget(0 if narrow else 3, self.search, 1)
