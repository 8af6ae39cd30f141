"""The work and what stands beside it: two columns where there is room for them, one below the other where not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets.button_row import Arranged

_TWO_FROM = 960
_SIDE = 380
_WIDEST = 860
_GAP = 16
_NO_LIMIT = 16_777_215
"""What Qt calls no limit."""


class Beside(Arranged):
    """``work`` is the large one; of the others ``first`` stand above it in one column, ``then`` below."""

    def __init__(self, work: QWidget, first: tuple[QWidget, ...], then: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self._work, self._first, self._then = work, first, then
        self._two: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        theme().changed.connect(self._arrange)
        self._arrange()

    @property
    def two(self) -> bool:
        """Whether there are two columns now."""
        return bool(self._two)

    def minimumSizeHint(self) -> QSize:
        # Two columns are a choice of this widget: what holds it may always be narrower.
        each = (self._work, *self._first, *self._then)
        wide = max((one.minimumSizeHint().width() for one in each if not one.isHidden()), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def _whole(self) -> int:
        """The height of what can be seen at once, or what the work needs, however long the others are."""
        page = self.parentWidget()
        area = page.parentWidget() if page is not None else None
        layout = self._work.layout()
        wide = max(0, self.width() - theme().px(_SIDE) - _GAP)
        needs = (
            layout.totalMinimumHeightForWidth(wide)
            if layout is not None and layout.hasHeightForWidth()
            else 0
        )
        return max(needs, area.height() if area is not None else 0)

    def _arrange(self) -> None:
        look = theme()
        two = not self._work.isHidden() and self.width() >= look.px(_TWO_FROM)
        side = (*self._first, *self._then)
        # One column stands at the left and is no wider than it can be read; two take all there is.
        self._grid.setContentsMargins(0, 0, 0 if two else max(0, self.width() - look.px(_WIDEST)), 0)
        for each in side:
            each.setMaximumWidth(look.px(_SIDE) if two else _NO_LIMIT)
        whole = self._whole()
        self._work.setMinimumHeight(whole if two else 0)
        # It would rather be higher with all its notes, and the page would scroll by those few pixels.
        self._work.setMaximumHeight(whole if two else _NO_LIMIT)
        if two is self._two:
            return
        self._two = two
        for each in (self._work, *side):
            self._grid.removeWidget(each)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        if two:
            self._grid.addWidget(self._work, 0, 0, len(side) + 1, 1, Qt.AlignmentFlag.AlignTop)
            for row, each in enumerate(side):
                self._grid.addWidget(each, row, 1)
        else:
            for row, each in enumerate((*self._first, self._work, *self._then)):
                self._grid.addWidget(each, row, 0)
        self._grid.setRowStretch(len(side) + (0 if two else 1), 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0)
        self._grid.setColumnMinimumWidth(1, look.px(_SIDE) if two else 0)
        self.updateGeometry()
