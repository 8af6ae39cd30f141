"""The table of the queue: arrows and Enter, widths that are remembered, one column that takes the rest."""

from __future__ import annotations

import json
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reviewer_app.ui.queue.model import Column, QueueModel
from reviewer_app.ui.queue.painting import ROW_PIXELS, RowDelegate, SortHeader
from reviewer_app.ui.theme import theme

_WIDTHS = {
    Column.ALIAS: 132,
    Column.TITLE: 200,
    Column.ATTEMPT: 84,
    Column.PROGRESS: 184,
    Column.DUE: 148,
    Column.ROLE: 140,
    Column.EVIDENCE: 156,
}


class QueueTable(QTableView):
    """Emits ``opened`` with a submission's id and ``sort_wanted`` with a column."""

    opened = Signal(str)
    sort_wanted = Signal(object)
    search_wanted = Signal()

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._own: dict[Column, int] = {}
        self._arranging = False
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.header = SortHeader(self)
        self.setHorizontalHeader(self.header)
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header.setMinimumSectionSize(48)
        self.header.sectionClicked.connect(lambda section: self.sort_wanted.emit(Column(section)))
        self.header.sectionResized.connect(self._on_resized)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Submissions to review")
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._arrange)
        self._arrange()

    def widths(self) -> str:
        """The widths a person chose, as text to remember."""
        return json.dumps({column.name: width for column, width in self._own.items()})

    def set_widths(self, remembered: str) -> None:
        """Take up remembered widths; text that cannot be read changes nothing."""
        try:
            told = json.loads(remembered or "{}")
            self._own = {Column[name]: int(width) for name, width in told.items() if 40 <= int(width) <= 2000}
        except (ValueError, KeyError, TypeError, AttributeError):
            self._own = {}
        self._arrange()

    def current(self) -> str:
        """The submission the cursor is on, or nothing."""
        row = self._rows.row_at(self.currentIndex()) if self.currentIndex().isValid() else None
        return row.submission if row is not None else ""

    def go_to(self, row: int) -> None:
        """Put the cursor on a row."""
        self.setCurrentIndex(self._rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self._rows.rowCount() - 1)
        elif event.text() == "/":
            self.search_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: they belong to the search field, and Qt would walk through every row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self._rows.row_at(index) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.submission)

    def _on_resized(self, section: int, _before: int, after: int) -> None:
        if not self._arranging:
            self._own[Column(section)] = round(after * 100 / theme().text_scale)
            self._arrange()

    def _arrange(self) -> None:
        """Give every column its width and what is left to the title, which is never squeezed away."""
        look = theme()
        self._arranging = True
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_PIXELS))
        wanted = {column: look.px(self._own.get(column, _WIDTHS[column])) for column in Column}
        taken = sum(width for column, width in wanted.items() if column is not Column.TITLE)
        wanted[Column.TITLE] = max(look.px(_WIDTHS[Column.TITLE]), self.viewport().width() - taken)
        for column, width in wanted.items():
            self.setColumnWidth(column, width)
        self._arranging = False


def today() -> date:
    """The day on this laptop's calendar."""
    return date.today()  # noqa: DTZ011 - due dates are days where the person is
