"""The levels of the criterion in focus, their descriptors side by side under the evidence they are held against."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.rubric import Criterion
from reviewer_app.ui.laid_out import lay_out_now
from reviewer_app.ui.review.deciding_acts import COMPARE
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, ElidedLabel, IconButton, Label, Scroller

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView

_MOST = 188
"""More would leave the rubric too little on a small laptop with large text; the rest scrolls."""


class LevelsBeside(QFrame):
    """One column a level; the chosen one says so. ``chosen`` carries the number of a level, ``closed`` that it goes."""

    chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._of: Criterion | None = None
        self.heading = ElidedLabel("", "strong")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self.buttons: list[Button] = []
        self.words: list[Label] = []
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(
            IconButton("close", "Close the comparison of levels", self.closed.emit, act=COMPARE, size=16)
        )
        inside = QWidget()
        inside.setProperty("ground", "none")
        inside.setLayout(self._grid)
        self.area = Scroller(inside, sideways=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        theme().changed.connect(self._fit)
        self._fit()
        self.hide()

    def show_levels(self, criterion: Criterion, level: str | None, *, alive: bool) -> None:
        """Show a criterion; ``level`` is the one that was given."""
        self.heading.setText(f"{criterion.id}  {criterion.title}")
        self.setAccessibleName(f"All levels of {criterion.id} {criterion.title}")
        if criterion != self._of:
            self._of = criterion
            self._fill(criterion)
        for button, each in zip(self.buttons, criterion.levels, strict=True):
            floor = " · floor" if each.id == criterion.floor else ""
            given = each.id == level
            button.setText(f"{each.title}{floor}{' · given' if given else ''}")
            button.setAccessibleDescription(each.descriptor)
            button.set_kind("primary" if given else "plain")
            button.setEnabled(alive)

    def _fill(self, criterion: Criterion) -> None:
        levels = criterion.levels
        # Most criteria of a rubric have as many levels: words changed cost little, widgets made anew a frame.
        if len(self.buttons) != len(levels):
            self._make_columns(len(levels))
        for button, words, each in zip(self.buttons, self.words, levels, strict=True):
            button.setAccessibleName(each.title)
            words.setText(each.descriptor)
        self._fit()

    def _make_columns(self, count: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons, self.words = [], []
        for at in range(count):
            button = Button("", partial(self.chosen.emit, at + 1), hint=f"Give this level ({at + 1})")
            self.buttons.append(button)
            words = Label("", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self.words.append(words)
            self._grid.addWidget(button, 0, at, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(words, 1, at)
            self._grid.setColumnStretch(at, 1)
        for at in range(count, self._grid.columnCount()):
            self._grid.setColumnStretch(at, 0)
        self._grid.setRowStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        """As high as the longest descriptor needs, within reason; what is longer scrolls."""
        if not self.words:
            return
        wide = max(60, (self.width() - 48) // len(self.words) - self._grid.horizontalSpacing())
        words = max(each.heightForWidth(wide) for each in self.words)
        button = self.buttons[0].sizeHint().height()
        head = max(self.heading.sizeHint().height(), theme().px(28))
        self.setFixedHeight(min(head + button + words + theme().px(36), theme().px(190), _MOST))


class LevelsPart(RoomPart):
    """Opens and closes the comparison, which goes along with the criterion in focus."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.levels = LevelsBeside()
        self.levels.chosen.connect(room.orders.score)
        self.levels.chosen.connect(lambda _number: self._show())
        self.levels.closed.connect(self.toggle)
        room.foot.addWidget(self.levels)
        room.rubric.moved.connect(self._show)
        room.rubric.compare_wanted.connect(self.toggle)

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """Levels may have been given or taken away."""
        self._show()

    def toggle(self) -> None:
        """Open the comparison, or close it."""
        self.levels.setVisible(self.levels.isHidden())
        self._show()
        if self.levels.isHidden():
            self.room.rubric.focus_inside()
        lay_out_now()

    def _show(self) -> None:
        card = self.room.rubric.current
        if card is None:
            return
        # Only the card in focus shows this button; news of its size has the whole rubric laid out anew.
        words = "Compare levels" if self.levels.isHidden() else "Hide the comparison"
        if card.compare.text() != words:
            card.compare.setText(words)
        if not self.levels.isHidden():
            self.levels.show_levels(card.criterion, card.level, alive=self.room.open)
