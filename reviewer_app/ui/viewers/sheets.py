"""The viewer for workbooks and text tables: a grid for each sheet, tabs below, the whole of one cell above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.sheet_replies import Merged, SheetInfo, read_merged, read_sheets
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.cells import Cells, cell_selectors
from reviewer_app.ui.viewers.cited_cells import CitedCells
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.place import Place, Selected, Shown, short_quote
from reviewer_app.ui.viewers.sheet_grid import SheetGrid
from reviewer_app.ui.viewers.sheet_model import SheetModel, fetch_rows, said
from reviewer_app.ui.viewers.sheet_search import SheetSearch
from reviewer_app.ui.viewers.sheet_words import about_sheet, nothing_here, tab_words
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.zoom import step_in, step_out
from reviewer_app.ui.widgets import Label

_QUOTED_CELLS, _QUOTE_LONGEST = 12, 400
_COPIED_ROWS = 20_000
T = TypeVar("T")


class SheetsViewer(Viewer):
    """Shows one sheet at a time."""

    can = Can.SEARCH | Can.CITE | Can.ZOOM

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._name = ""
        self._here = -1
        self._merged: tuple[Merged, ...] = ()
        self._hit = -1
        self._wanted = ""
        self._where: Mapping[str, Any] = {}
        self._waiting: Place | None = None
        self.sheets: tuple[SheetInfo, ...] = ()
        self.model = SheetModel(jobs, self)
        self.grid = SheetGrid(self.model)
        self.finder = SheetSearch(jobs, self)
        self.cited = CitedCells(self.grid, lambda: self.sheet.name if self.sheet is not None else "")
        self.address = Label("", "strong")
        self.whole = Label("", "body")
        self.note = Label("", "muted")
        self.nothing = Label("", "muted", wrap=True)
        self.tabs = QTabBar()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setMinimumWidth(1)
        self.address.setMinimumWidth(theme().px(56))
        self.tabs.setAccessibleName("Sheets of this workbook")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setProperty("role", "sheets")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(self.address, self.whole, self.whole))
        column.addWidget(self.stack, 1)
        column.addWidget(self._bar(self.tabs, self.note, self.tabs))

    @staticmethod
    def _bar(first: QWidget, second: QWidget, wide: QWidget) -> QWidget:
        bar = QWidget()
        bar.setProperty("ground", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        for each in (first, second):
            row.addWidget(each, 1 if each is wide else 0)
        return bar

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.copied.connect(self._on_copy)
        self.cited.clicked.connect(self.citation_clicked)
        self.model.came.connect(self._on_rows)
        self.model.broke.connect(self.broke)
        self.finder.grew.connect(self._on_found)
        self.finder.broke.connect(self.broke)
        for bar in (self.grid.verticalScrollBar(), self.grid.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.moved.emit())
        theme().changed.connect(self._on_theme)
        self.grid.show_size(1.0)

    # Opening

    def open(self, handle: OpenedHandle, name: str) -> None:
        self.shut()
        self._handle, self._name = handle, name
        self.grid.setAccessibleName(name)

        def work(_control: JobControl) -> tuple[SheetInfo, ...]:
            return _checked(lambda: read_sheets(handle.part("sheets")))

        def done(sheets: tuple[SheetInfo, ...]) -> None:
            if handle is self._handle:
                self._on_sheets(sheets)

        self._jobs.run(Lane.RENDERING, work, done, self._failing(handle), owner=self)

    def shut(self) -> None:
        self.finder.stop()
        self.cited.show_citations(())
        self._handle, self._here, self.sheets = None, -1, ()
        self._where, self._waiting = {}, None
        self._wanted, self._hit = "", -1
        self.model.show(None, 0, None)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.tabs.blockSignals(False)

    def _on_sheets(self, sheets: tuple[SheetInfo, ...]) -> None:
        self.sheets = sheets
        self.tabs.blockSignals(True)
        for each in sheets:
            at = self.tabs.addTab(tab_words(each))
            self.tabs.setTabToolTip(at, about_sheet(each))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(sheets) > 1 or any(each.name for each in sheets))
        first = next((i for i, each in enumerate(sheets) if each.rows and not each.hidden), 0)
        where, waiting = self._where, self._waiting
        self._where, self._waiting = {}, None
        self._show(_within(where.get("sheet"), len(sheets), first))
        self.restore(where)
        if waiting is not None:
            self.reveal(waiting)
        if self._wanted:
            self.search(self._wanted)

    def _show(self, number: int) -> None:
        handle = self._handle
        if handle is None or number == self._here or not 0 <= number < len(self.sheets):
            return
        self._here, self._merged = number, ()
        sheet = self.sheets[number]
        self.tabs.setCurrentIndex(number)
        self.grid.clearSpans()
        self.model.show(handle, number, sheet)
        self.grid.show_size(self.grid.factor)
        self.grid.setAccessibleName(f"{self._name}, {about_sheet(sheet)}")
        self.note.setText(about_sheet(sheet, named=False))
        self.nothing.setText(nothing_here(sheet))
        self.stack.setCurrentWidget(self.grid if sheet.rows else self.nothing)
        self._mark()
        self._on_chosen()
        if sheet.rows:
            self.model.cell(0, 0)
            self._fetch_merged(handle, number, sheet)

    def _fetch_merged(self, handle: OpenedHandle, number: int, sheet: SheetInfo) -> None:
        def work(_control: JobControl) -> tuple[Merged, ...]:
            return _checked(lambda: read_merged(handle.part("merged", number), sheet))

        def done(merged: tuple[Merged, ...]) -> None:
            if handle is self._handle and number == self._here:
                self._merged = merged
                self.grid.merge(merged)
                self._on_rows(0)

        self._jobs.run(Lane.RENDERING, work, done, self._failing(handle), owner=self)

    def _failing(self, handle: OpenedHandle) -> Any:
        def failed(error: ReviewerError) -> None:
            if handle is self._handle:
                self.broke.emit(error)

        return failed

    def _on_rows(self, first: int) -> None:
        if self.model.holds(first):
            self.grid.fit_columns(first, self._merged)
        self._on_chosen()

    def _on_tab(self, number: int) -> None:
        self._show(number)
        self.moved.emit()

    # Places

    @property
    def sheet(self) -> SheetInfo | None:
        """The sheet on show."""
        return self.sheets[self._here] if 0 <= self._here < len(self.sheets) else None

    def reveal(self, place: Place) -> None:
        if not self.sheets:
            self._waiting = place
            return
        cells = place.cells
        if cells is None:
            return
        names = [each.name for each in self.sheets]
        self._show(names.index(cells.sheet) if cells.sheet in names else self._here)
        if cells.rows:
            self.grid.select(cells)

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        self.cited.show_citations(shown)

    def selection(self) -> Selected | None:
        sheet = self.sheet
        if sheet is None:
            return None
        chosen = self.grid.selected_cells()
        if chosen is None:
            label = f"whole sheet {sheet.name}" if sheet.name else "whole table"
            return Selected(cell_selectors(Cells(sheet.name)), label)
        chosen = Cells(sheet.name, chosen.row, chosen.column, chosen.rows, chosen.columns)
        quote = self._quote(chosen)
        where = f"{sheet.name}!{chosen.name}" if sheet.name else chosen.name
        label = f"{where} {short_quote(quote)}" if quote else where
        return Selected(cell_selectors(chosen, quote), label, quote)

    def _quote(self, chosen: Cells) -> str:
        """The words of a small range that are here already; a large one is cited by its place alone."""
        if chosen.rows * chosen.columns > _QUOTED_CELLS:
            return ""
        found = [
            self.model.cell(row, column)
            for row in range(chosen.row, chosen.row + chosen.rows)
            for column in range(chosen.column, chosen.column + chosen.columns)
        ]
        return " ".join(" ".join(each.words.split()) for each in found if each is not None and each.words)[
            :_QUOTE_LONGEST
        ]

    def _on_chosen(self) -> None:
        current = self.grid.currentIndex()
        chosen = self.grid.selected_cells()
        cell = self.model.cell(current.row(), current.column()) if current.isValid() else None
        self.address.setText(chosen.name if chosen is not None else "")
        self.whole.setText(" ".join(said(cell).split()) if cell is not None and chosen is not None else "")
        self.whole.setToolTip(said(cell) if cell is not None and len(cell.words) > 60 else "")
        self.selected.emit()

    def _on_copy(self) -> None:
        handle, sheet, chosen, number = self._handle, self.sheet, self.grid.selected_cells(), self._here
        if handle is None or sheet is None or chosen is None:
            return

        def work(_control: JobControl) -> str:
            rows = fetch_rows(handle, number, sheet, chosen.row, min(chosen.rows, _COPIED_ROWS))
            across = slice(chosen.column, chosen.column + chosen.columns)
            return "\n".join("\t".join(" ".join(each.words.split()) for each in row[across]) for row in rows)

        self._jobs.run(
            Lane.RENDERING, work, QGuiApplication.clipboard().setText, self._failing(handle), owner=self
        )

    # Searching

    def search(self, wanted: str) -> None:
        self._wanted, self._hit = wanted, -1
        if self._handle is None or not self.sheets:
            return
        self.finder.start(self._handle, self.sheets, wanted)
        self._mark()
        if not wanted.split():
            self.found.emit(0, 0)

    def next_hit(self, step: int = 1) -> None:
        hits = self.finder.hits
        if not hits:
            return
        first = 0 if step > 0 else len(hits) - 1
        self._hit = first if self._hit < 0 else (self._hit + step) % len(hits)
        number, row, column = hits[self._hit]
        self._show(number)
        self.grid.select(Cells("", row, column, 1, 1))
        self._mark()
        self.found.emit(self._hit + 1, len(hits))

    def _on_found(self) -> None:
        if self.finder.hits and self._hit < 0:
            self.next_hit()
        else:
            self._mark()
            self.found.emit(self._hit + 1, len(self.finder.hits))

    def _mark(self) -> None:
        hits = self.finder.hits
        here = hits[self._hit] if 0 <= self._hit < len(hits) else None
        spots = {(row, column) for number, row, column in hits if number == self._here}
        self.model.mark(spots, here[1:] if here is not None and here[0] == self._here else None)

    # Size and place

    def zoom_in(self) -> None:
        self._zoom(step_in(self.grid.factor))

    def zoom_out(self) -> None:
        self._zoom(step_out(self.grid.factor))

    def fit(self) -> None:
        self._zoom(1.0)

    def actual_size(self) -> None:
        self._zoom(1.0)

    def _on_theme(self) -> None:
        self.grid.show_size(self.grid.factor)

    def _zoom(self, factor: float) -> None:
        self.grid.show_size(min(3.0, max(0.5, factor)))
        self.zoomed.emit(self.grid.factor)

    def scroll_page(self, forward: bool) -> None:
        bar = self.grid.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if forward else -bar.pageStep()))

    def remembered(self) -> dict[str, Any]:
        return {
            "sheet": max(0, self._here),
            "across": self.grid.horizontalScrollBar().value(),
            "down": self.grid.verticalScrollBar().value(),
            "zoom": round(self.grid.factor, 3),
        }

    def restore(self, where: Mapping[str, Any]) -> None:
        if not self.sheets:
            self._where = where
            return
        zoom = where.get("zoom", 1.0)
        if isinstance(zoom, float | int):
            self._zoom(float(zoom))
        self._show(_within(where.get("sheet"), len(self.sheets), self._here))
        for bar, name in (
            (self.grid.horizontalScrollBar(), "across"),
            (self.grid.verticalScrollBar(), "down"),
        ):
            value = where.get(name, 0)
            if isinstance(value, int):
                self.grid.updateGeometries()
                bar.setValue(value)

    def focus_inside(self) -> None:
        self.grid.setFocus()
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.select(Cells("", 0, 0, 1, 1))


def _within(value: object, count: int, otherwise: int) -> int:
    return value if isinstance(value, int) and 0 <= value < count else otherwise


def _checked(read: Callable[[], T]) -> T:
    try:
        return read()
    except ProtocolError:
        raise problem("worker-crashed") from None
