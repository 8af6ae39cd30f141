"""A small table that shows all its rows at once and grows with the text: figures and counts, to read only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from reviewer_app.ui.theme import restyle, theme

ROW_PIXELS = 30


class PlainTable(QTableWidget):
    """Rows of words; the first column takes what is left, numbers stand at the right."""

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        numbers: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(len(rows), len(headings), parent)
        self.setAccessibleName(name)
        self.setProperty("role", "plain")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, heading in enumerate(headings):
            head = QTableWidgetItem(heading)
            head.setTextAlignment(right if column in numbers else left)
            self.setHorizontalHeaderItem(column, head)
        self._words = [list(row) for row in rows]
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column in numbers:
                    item.setTextAlignment(right)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{headings[column]}: {words}")
                self.setItem(at, column, item)
        header = self.horizontalHeader()
        restyle(header, role="plain")
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for column in range(len(headings)):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, mode.ResizeToContents if column else mode.Stretch)
        theme().changed.connect(self._fit)
        self._fit()

    def words(self) -> list[list[str]]:
        """The rows as they stand."""
        return self._words

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_PIXELS))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme().px(48))
        header.setFixedHeight(theme().px(ROW_PIXELS))
        self.setFixedHeight(theme().px(ROW_PIXELS) * (self.rowCount() + 1) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), self.height())
