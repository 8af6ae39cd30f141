"""The table of a list: arrows and Enter, widths that are remembered, one column that takes the rest."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reviewer_app.ui.lists.model import RowsModel
from reviewer_app.ui.lists.painting import ROW_PIXELS, WIDE, RowDelegate, SortHeader
from reviewer_app.ui.theme import theme


class RowsTable(QTableView):
    """Emits ``opened`` with a submission's id and ``sort_wanted`` with an order; ``several`` can be chosen at once."""

    opened = Signal(str)
    sort_wanted = Signal(str)

    def __init__(
        self, model: RowsModel[Any], name: str, parent: QWidget | None = None, *, several: bool = False
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._own: dict[str, int] = {}
        self._arranging = False
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.header = SortHeader(model.columns, f"Columns: {name}", self)
        self.setHorizontalHeader(self.header)
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header.setMinimumSectionSize(48)
        self.header.sectionClicked.connect(self._on_section_clicked)
        self.header.sectionResized.connect(self._on_resized)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._arrange)
        self._arrange()

    def show_only(self, *headings: str) -> None:
        """Show these columns and hide the others."""
        for at, each in enumerate(self._rows.columns):
            self.setColumnHidden(at, each.heading not in headings)
        self._arrange()

    def widths(self) -> str:
        """The widths a person chose, as text to remember."""
        return json.dumps(self._own)

    def set_widths(self, remembered: str) -> None:
        """Take up remembered widths; text that cannot be read changes nothing."""
        try:
            told = json.loads(remembered or "{}")
            self._own = {str(name): int(width) for name, width in told.items() if 40 <= int(width) <= 2000}
        except (ValueError, TypeError, AttributeError):
            self._own = {}
        self._arrange()

    def current(self) -> str:
        """The submission the cursor is on, or nothing."""
        row = self._rows.row_at(self.currentIndex()) if self.currentIndex().isValid() else None
        return row.submission if row is not None else ""

    def settle(self, submission: str = "") -> None:
        """After a list arrived: put the cursor on a submission again, or where it was, or on the first row."""
        found = self._rows.find(submission) if submission else -1
        if found >= 0:
            self.go_to(found)
        elif not self.selectionModel().hasSelection():
            self.go_to(max(0, min(self.currentIndex().row(), self._rows.rowCount() - 1)))

    def go_to(self, row: int) -> None:
        """Put the cursor on a row."""
        self.setCurrentIndex(self._rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self._rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: they belong to the search field, and Qt would walk through every row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def open_current(self) -> None:
        """Open the submission the cursor is on."""
        self._open(self.currentIndex())

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self._rows.row_at(index) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.submission)

    def _on_section_clicked(self, section: int) -> None:
        column = self._rows.columns[section]
        if column.sort:
            self.sort_wanted.emit(column.sort)

    def _on_resized(self, section: int, _before: int, after: int) -> None:
        if not self._arranging:
            self._own[self._rows.columns[section].heading] = round(after * 100 / theme().text_scale)
            self._arrange()

    def _arrange(self) -> None:
        """Give every column its width and what is left to the wide one, which is never squeezed away."""
        look = theme()
        self._arranging = True
        self.verticalHeader().setDefaultSectionSize(look.px(ROW_PIXELS))
        wanted = [
            0 if self.isColumnHidden(at) else look.px(self._own.get(each.heading, each.width))
            for at, each in enumerate(self._rows.columns)
        ]
        rest = self.viewport().width() - sum(wanted) + wanted[WIDE]
        wanted[WIDE] = max(look.px(self._rows.columns[WIDE].width), rest)
        for section, width in enumerate(wanted):
            if width:
                self.setColumnWidth(section, width)
        self._arranging = False
