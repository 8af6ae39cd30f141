"""The cells of one sheet as Qt wants them: only rows that are looked at are fetched, by way of the rendering lane."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.sheet_replies import EMPTY, Cell, CellKind, SheetInfo, column_name, read_rows
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.handle import OpenedHandle

WINDOW = 200
_KEPT = 80
_WISHES = 4
_RIGHT = (CellKind.NUMBER, CellKind.DATE)
_TO_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TO_THE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLES = Qt.ItemDataRole
_DISPLAY, _ALIGNMENT, _FONT = _ROLES.DisplayRole, _ROLES.TextAlignmentRole, _ROLES.FontRole
_BACKGROUND, _FOREGROUND, _SPOKEN = _ROLES.BackgroundRole, _ROLES.ForegroundRole, _ROLES.AccessibleTextRole
_NEVER = (_ROLES.CheckStateRole, _ROLES.DecorationRole, _ROLES.SizeHintRole, _ROLES.ToolTipRole)
_MARK, _HERE = "#FFEB9A", "#FFB347"

Row = tuple[Cell, ...]
Index = QModelIndex | QPersistentModelIndex
Spot = tuple[int, int]


def fetch_rows(handle: OpenedHandle, index: int, sheet: SheetInfo, first: int, count: int) -> list[Row]:
    """So many rows of a sheet, in as many answers as it takes; it blocks."""
    rows: list[Row] = []
    count = min(count, sheet.rows - first)
    try:
        while len(rows) < count:
            left = count - len(rows)
            rows += read_rows(handle.part("rows", index, first + len(rows), left), sheet, left)
    except ProtocolError:
        raise problem("worker-crashed") from None
    return rows


class SheetModel(QAbstractTableModel):
    """``came`` says that rows from there on are here; ``broke`` carries why they could not be fetched."""

    came = Signal(int)
    broke = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._sheet: SheetInfo | None = None
        self._number = 0
        self._windows: OrderedDict[int, list[Row]] = OrderedDict()
        self._wishes: list[int] = []
        self._running: Job[list[Row]] | None = None
        self.hits: set[Spot] = set()
        self.hit: Spot | None = None

    def show(self, handle: OpenedHandle | None, number: int, sheet: SheetInfo | None) -> None:
        """Show another sheet, or none."""
        self.beginResetModel()
        if self._running is not None:
            self._running.forget()
            self._running = None
        self._handle, self._number, self._sheet = handle, number, sheet
        self._windows.clear()
        self._wishes.clear()
        self.hits, self.hit = set(), None
        self.endResetModel()

    def mark(self, hits: set[Spot], here: Spot | None) -> None:
        """Mark the cells that were found, one of them as the one on show."""
        self.hits, self.hit = hits, here
        self._changed(0, self.rowCount())

    def holds(self, row: int) -> bool:
        """Whether this row is here already."""
        return row // WINDOW in self._windows

    def cell(self, row: int, column: int) -> Cell | None:
        """A cell; None while its row is on the way."""
        window = self._windows.get(row // WINDOW)
        if window is None:
            self._wish(row // WINDOW)
            return None
        cells = window[row % WINDOW] if row % WINDOW < len(window) else ()
        return cells[column] if column < len(cells) else EMPTY

    # As Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self._sheet is None or (parent is not None and parent.isValid()) else self._sheet.rows

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if self._sheet is None or (parent is not None and parent.isValid()) else self._sheet.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Asked seven times for every cell that is painted, mostly for what no cell here has.
        if role in _NEVER:
            return None
        spot = (index.row(), index.column())
        if role in (_BACKGROUND, _FOREGROUND) and spot in self.hits:
            ground = _HERE if spot == self.hit else _MARK
            return QBrush(ground if role == _BACKGROUND else "#1F2328")
        cell = None if role == _BACKGROUND else self.cell(*spot)
        if cell is None:
            return "…" if role == _DISPLAY and spot[1] == 0 else None
        if role == _DISPLAY:
            return " ".join(cell.words.split())
        if role == _ALIGNMENT:
            return _TO_THE_RIGHT if cell.kind in _RIGHT else _TO_THE_LEFT
        if role == _SPOKEN:
            return f"{column_name(spot[1])}{spot[0] + 1}, {said(cell)}"
        if role == _FOREGROUND and cell.kind in (CellKind.FORMULA, CellKind.ERROR):
            return QBrush(theme().tokens.color("muted" if cell.kind is CellKind.FORMULA else "bad"))
        if role == _FONT and cell.kind is CellKind.FORMULA:
            font = QFont()
            font.setItalic(True)
            return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        across = orientation == Qt.Orientation.Horizontal
        name = column_name(section) if across else str(section + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        return f"Column {name}" if across else f"Row {name}"

    # Fetching

    def _wish(self, window: int) -> None:
        if window in self._wishes:
            return
        # The latest wish comes first: whoever flies over a long sheet waits for where they stop only.
        self._wishes = [window, *self._wishes][:_WISHES]
        self._next()

    def _next(self) -> None:
        handle, sheet, number = self._handle, self._sheet, self._number
        if handle is None or sheet is None or self._running is not None or not self._wishes:
            return
        window = self._wishes[0]

        def work(_control: JobControl) -> list[Row]:
            return fetch_rows(handle, number, sheet, window * WINDOW, WINDOW)

        def done(rows: list[Row]) -> None:
            self._running = None
            self._windows[window] = rows
            self._wishes = [each for each in self._wishes if each != window]
            while len(self._windows) > _KEPT:
                self._windows.popitem(last=False)
            self._changed(window * WINDOW, len(rows))
            self.came.emit(window * WINDOW)
            self._next()

        self._running = self._jobs.run(Lane.RENDERING, work, done, self._on_failed, owner=self)

    def _on_failed(self, error: ReviewerError) -> None:
        self._running = None
        self._wishes.clear()
        self.broke.emit(error)

    def _changed(self, first: int, count: int) -> None:
        if count and self.columnCount():
            last = self.index(first + count - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(first, 0), last)


def said(cell: Cell) -> str:
    """A cell as it is read out and shown in full."""
    if cell.kind is CellKind.EMPTY:
        return "empty"
    if cell.kind is CellKind.FORMULA:
        return f"{cell.words} (formula; its result was not saved with the file)"
    return cell.words
