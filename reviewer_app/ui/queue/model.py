"""The queue as Qt sees it: rows that may still be on their way, with words for eyes and ears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewer_app.ui.ports import Asked, Row
from reviewer_app.ui.queue import words
from reviewer_app.ui.queue.pages import Pages

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
SAID = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns in their usual order."""

    ALIAS = 0
    TITLE = 1
    ATTEMPT = 2
    PROGRESS = 3
    DUE = 4
    ROLE = 5
    EVIDENCE = 6


HEADINGS = {
    Column.ALIAS: "Submission",
    Column.TITLE: "Micro-credential",
    Column.ATTEMPT: "Attempt",
    Column.PROGRESS: "Progress",
    Column.DUE: "Due",
    Column.ROLE: "Role",
    Column.EVIDENCE: "Evidence",
}
SORTS = {column: column.name.lower() for column in Column}
"""The store's name for each column's order."""

_NOWHERE = QModelIndex()


class QueueModel(QAbstractTableModel):
    """``counted`` tells that a list (again) is whole enough to show: the number of rows and the first page."""

    counted = Signal(object)

    def __init__(self, pages: Pages, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._today = today
        self._rows = 0
        pages.counted.connect(self._on_counted)
        pages.arrived.connect(self._on_arrived)

    @property
    def asked(self) -> Asked:
        """What the list holds."""
        return self._pages.asked

    def row_at(self, index: Index | int) -> Row | None:
        """The submission of a row, None while it is on its way."""
        number = index if isinstance(index, int) else index.row()
        return self._pages.row(number) if 0 <= number < self._rows else None

    def find(self, submission: str) -> int:
        """The row that shows a submission now, or -1 when it is not among those that are here."""
        return next((at for at, row in self._pages.held() if row.submission == submission), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(Column):
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADINGS[Column(section)]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                asked = self._pages.asked
                way = "descending" if asked.descending else "ascending"
                sorted_by = f", sorted {way}" if asked.sort == SORTS[Column(section)] else ""
                return HEADINGS[Column(section)] + sorted_by
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._pages.row(index.row())
        if row is None:
            return "Loading…" if role == Qt.ItemDataRole.AccessibleTextRole else None
        column = Column(index.column())
        if role == ROW:
            return row
        if role == SAID:
            return self._said(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(row, column).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._said(row, column).text
            return (
                words.spoken(row, self._today()) if column is Column.ALIAS else f"{HEADINGS[column]}: {said}"
            )
        return None

    def _said(self, row: Row, column: Column) -> words.Said:
        if column is Column.ALIAS:
            return words.Said(row.alias)
        if column is Column.TITLE:
            return words.Said(row.title)
        if column is Column.ATTEMPT:
            return words.Said(str(row.attempt))
        if column is Column.PROGRESS:
            return words.progress(row)
        if column is Column.DUE:
            return words.due(row, self._today())
        if column is Column.ROLE:
            return words.Said(words.role(row))
        state = words.here(row)
        return words.Said(words.evidence(row), state.icon, state.tone)

    def _tip(self, row: Row, column: Column) -> str:
        if column is Column.DUE:
            return words.due_tip(row, self._today())
        if column is Column.EVIDENCE:
            return words.here(row).text
        if column is Column.PROGRESS and row.total:
            return f"{row.scored} of {row.total} criteria have a level"
        return row.title if column is Column.TITLE else ""

    def _on_counted(self, total: int) -> None:
        if total == self._rows:
            # The same number of rows is most likely the same rows: place and scroll stay as they are.
            if total:
                self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(Column) - 1))
        else:
            self.beginResetModel()
            self._rows = total
            self.endResetModel()
        self.counted.emit(total)

    def _on_arrived(self, first: int, last: int) -> None:
        last = min(last, self._rows - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
