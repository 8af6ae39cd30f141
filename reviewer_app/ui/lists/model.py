"""A list as Qt sees it: rows that may still be on their way, with words for eyes and ears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewer_app.ui.lists.columns import Column, Ordered, R
from reviewer_app.ui.lists.pages import Pages

Index = QModelIndex | QPersistentModelIndex
SAID = Qt.ItemDataRole.UserRole + 1

_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[R]):
    """``counted`` tells that a list is here (again): its number of rows and its first page."""

    counted = Signal(object)

    def __init__(
        self,
        pages: Pages[Any, R],
        columns: Sequence[Column[R]],
        spoken: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._spoken = spoken
        self._rows = 0
        self.columns = tuple(columns)
        pages.counted.connect(self._on_counted)
        pages.arrived.connect(self._on_arrived)

    @property
    def asked(self) -> Ordered:
        """What the list holds."""
        asked: Ordered = self._pages.asked
        return asked

    def row_at(self, index: Index | int) -> R | None:
        """The submission of a row, None while it is on its way."""
        number = index if isinstance(index, int) else index.row()
        return self._pages.row(number) if 0 <= number < self._rows else None

    def find(self, submission: str) -> int:
        """The row that shows a submission now, or -1 when it is not among those that are here."""
        return next((at for at, row in self._pages.held() if row.submission == submission), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            asked = self._pages.asked
            way = "descending" if asked.descending else "ascending"
            return column.heading + (f", sorted {way}" if column.sort == asked.sort else "")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._pages.row(index.row())
        if row is None:
            return "Loading…" if role == Qt.ItemDataRole.AccessibleTextRole else None
        column = self.columns[index.column()]
        if role == SAID:
            return column.said(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.said(row).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip is not None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if index.column() == 0 else f"{column.heading}: {column.said(row).text}"
        return None

    def _on_counted(self, total: int) -> None:
        if total == self._rows:
            # The same number of rows is most likely the same rows: place and scroll stay as they are.
            if total:
                self.dataChanged.emit(self.index(0, 0), self.index(total - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self._rows = total
            self.endResetModel()
        self.counted.emit(total)

    def _on_arrived(self, first: int, last: int) -> None:
        last = min(last, self._rows - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
