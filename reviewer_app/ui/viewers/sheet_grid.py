"""The grid a sheet is shown in: letters and numbers that stay, merged cells, zoom, and copying by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from reviewer_app.evidence.sheet_replies import Merged
from reviewer_app.ui.theme import BODY_PIXELS, theme
from reviewer_app.ui.viewers.cells import Cells
from reviewer_app.ui.viewers.sheet_model import SheetModel

_MEASURED_ROWS, _GROWN_ROWS, _MEASURED_COLUMNS = 120, 20, 60
_NARROWEST, _WIDEST, _USUAL, _PADDING = 56, 300, 96, 28


class SheetGrid(QTableView):
    """``chosen`` says that other cells are selected, ``copied`` that the selection is wanted on the clipboard."""

    chosen = Signal()
    copied = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = model
        self.factor = 1.0
        self.layers: list[Callable[[QPainter], None]] = []
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setProperty("role", "sheet")
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setSectionsClickable(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for paint in self.layers:
            paint(painter)
        painter.end()

    def selected_cells(self) -> Cells | None:
        """The selected range, without a sheet's name; None when nothing is selected."""
        chosen = self.selectionModel().selection()
        found = [chosen.at(number) for number in range(chosen.count())]
        if not found:
            return None
        top = min(each.top() for each in found)
        left = min(each.left() for each in found)
        bottom = max(each.bottom() for each in found)
        right = max(each.right() for each in found)
        return Cells("", top, left, bottom - top + 1, right - left + 1)

    def select(self, cells: Cells) -> None:
        """Select a range as far as it exists, and scroll to its beginning."""
        model = self.cells
        if cells.row >= model.rowCount() or cells.column >= model.columnCount():
            return
        first = model.index(cells.row, cells.column)
        last = model.index(
            min(cells.row + cells.rows, model.rowCount()) - 1,
            min(cells.column + cells.columns, model.columnCount()) - 1,
        )
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), flags.ClearAndSelect)
        self.scrollTo(first, QAbstractItemView.ScrollHint.EnsureVisible)

    def merge(self, ranges: Sequence[Merged]) -> None:
        """Show these ranges as one cell each."""
        for each in ranges:
            self.setSpan(each.row, each.column, each.rows, each.columns)

    def show_size(self, factor: float) -> None:
        """Show everything this much larger or smaller."""
        before, self.factor = self.factor, factor
        font = theme().font(BODY_PIXELS * factor)
        self.setFont(font)
        self.horizontalHeader().setFont(font)
        self.verticalHeader().setFont(font)
        metrics = QFontMetricsF(font)
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.55))
        across = self.horizontalHeader()
        across.setDefaultSectionSize(round(theme().px(_USUAL) * factor))
        for column in range(min(_MEASURED_COLUMNS, self.cells.columnCount())):
            across.resizeSection(column, round(across.sectionSize(column) * factor / before))

    def fit_columns(self, first: int, merged: Sequence[Merged]) -> None:
        """Give each column the room the longest cell from this row on asks for; later rows only widen it."""
        metrics, across = QFontMetricsF(self.font()), self.horizontalHeader()
        spanning = {(each.row, each.column) for each in merged if each.columns > 1}
        least, most = theme().px(_NARROWEST) * self.factor, theme().px(_WIDEST) * self.factor
        rows = range(first, min(first + (_GROWN_ROWS if first else _MEASURED_ROWS), self.cells.rowCount()))
        for column in range(min(_MEASURED_COLUMNS, self.cells.columnCount())):
            found = [self.cells.cell(row, column) for row in rows if (row, column) not in spanning]
            longest = max((each.words for each in found if each is not None), key=len, default="")
            wide = metrics.horizontalAdvance(" ".join(longest[:80].split())) + theme().px(_PADDING)
            before = across.sectionSize(column) if first else least
            across.resizeSection(column, round(min(max(before, wide), max(before, most))))

    def event(self, event: QEvent) -> bool:
        # Copying and selecting belong to the evidence while it has the keyboard, whatever the room's keys are.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        elif event.text() and not event.matches(QKeySequence.StandardKey.SelectAll):
            # Letters and digits score and cite; a table's own search by typing would swallow them.
            event.ignore()
        else:
            super().keyPressEvent(event)


def _ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll)
