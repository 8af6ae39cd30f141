"""The citations of a sheet drawn on its grid: cited cells are outlined, with a tag that names the criterion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from reviewer_app.ui.palette import LIGHT
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.cells import Cells
from reviewer_app.ui.viewers.cited_marks import CitedClicks, on_tag, paint_tag, stand_beside, tag_font
from reviewer_app.ui.viewers.place import Shown
from reviewer_app.ui.viewers.sheet_grid import SheetGrid


class CitedCells(QObject):
    """Lies on a grid; ``sheet`` gives the name of the sheet on show, ``clicked`` carries a citation's id."""

    clicked = Signal(str)

    def __init__(self, grid: SheetGrid, sheet: Callable[[], str]) -> None:
        super().__init__(grid)
        self._grid, self._sheet = grid, sheet
        self.shown: tuple[Shown, ...] = ()
        grid.layers.append(self.paint)
        self._viewport = grid.viewport()
        CitedClicks(self._viewport, self.at, self.clicked.emit, self)

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        """Draw these; the one spoken of comes last, over the others."""
        self.shown = tuple(sorted(shown, key=lambda each: each.current))
        self._viewport.update()

    def here(self) -> list[Shown]:
        """Those of the sheet on show; a citation of the file as a whole is on every sheet."""
        name = self._sheet()
        return [each for each in self.shown if each.place.cells is None or each.place.cells.sheet == name]

    def box(self, cells: Cells | None) -> QRectF:
        """Where a range lies in the window; empty for a whole sheet and for cells there are none of."""
        model = self._grid.cells
        if cells is None or not cells.rows or cells.row >= model.rowCount():
            return QRectF()
        last_row = min(cells.row + cells.rows, model.rowCount()) - 1
        last_column = min(cells.column + cells.columns, model.columnCount()) - 1
        first = self._grid.visualRect(model.index(cells.row, cells.column))
        last = self._grid.visualRect(model.index(last_row, last_column))
        return QRectF(first.united(last))

    def tags(self) -> dict[str, QRectF]:
        """Where the tags lie: on the upper edge of the cells, between two lines of words; for a whole sheet below."""
        metrics, look = QFontMetrics(tag_font()), theme()
        room = QRectF(self._viewport.rect())
        made: dict[str, QRectF] = {}
        for each in self.here():
            box = self.box(each.place.cells)
            wide, high = metrics.horizontalAdvance(each.criterion) + look.px(10), metrics.height() + 1.0
            spot = QRectF(0, 0, wide, high)
            if box.isEmpty():
                spot.moveBottomRight(room.bottomRight() - QPointF(6, 6))
            else:
                # The uppermost cells have no room above them.
                edge = box.top() if box.top() >= high / 2 else box.bottom()
                # Words stand at the left of a cell and numbers at the right: most is free in the middle.
                seen = box.intersected(room) if box.intersects(room) else box
                spot.moveCenter(QPointF(seen.center().x(), edge - 1))
            stand_beside(spot, made.values())
            made[each.id] = spot
        return made

    def paint(self, painter: QPainter) -> None:
        """Draw the citations of the sheet on show."""
        tags = self.tags()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for each in self.here():
            box = self.box(each.place.cells)
            if not box.isEmpty():
                tint = QColor(LIGHT.accent)
                tint.setAlpha(46 if each.current else 20)
                painter.setBrush(tint)
                painter.setPen(QPen(theme().tokens.color("accent"), 3 if each.current else 2))
                painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 3, 3)
            paint_tag(painter, tags[each.id], each.criterion, strong=each.current)

    def at(self, spot: QPointF) -> str:
        """The id of the citation at a spot of the window, the one drawn last first; empty where there is none."""
        for own, tag in self.tags().items():
            if on_tag(tag, spot):
                return own
        found = (each for each in reversed(self.here()) if self.box(each.place.cells).contains(spot))
        return next((each.id for each in found), "")
