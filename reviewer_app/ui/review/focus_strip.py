"""The slim strip below evidence that stands alone: the criterion in focus, its levels, and the way to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reviewer_app.ui.review.deciding_acts import NEXT_CRITERION, PREVIOUS_CRITERION
from reviewer_app.ui.review.levels import LevelRow
from reviewer_app.ui.review.panels import Alone
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.spoken import stop_after
from reviewer_app.ui.widgets import Button, ElidedLabel, IconButton

if TYPE_CHECKING:
    from reviewer_app.domain.rubric import Criterion
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


class FocusStrip(QFrame):
    """One criterion in one line; ``scored`` carries a level's id, ``stepped`` 1 or -1."""

    scored = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setAccessibleName("Criterion in focus")
        self.criterion = ""
        self.levels: LevelRow | None = None
        self.name = ElidedLabel("", "strong")
        self.before = IconButton(
            "arrow-up", "Previous criterion", lambda: self.stepped.emit(-1), act=PREVIOUS_CRITERION
        )
        self.after = IconButton(
            "arrow-down", "Next criterion", lambda: self.stepped.emit(1), act=NEXT_CRITERION
        )
        self.all = Button("Show all panels", self.left.emit, kind="link", hint="Esc")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self.before)
        self._row.addWidget(self.after)
        self._row.addWidget(self.name, 2)
        self._row.addWidget(self.all)

    def show_criterion(self, criterion: Criterion, level: str | None, *, alive: bool) -> None:
        """Show a criterion and its level, if it has one."""
        if criterion.id != self.criterion or self.levels is None:
            kept = self.levels is not None and any(each.hasFocus() for each in self.levels.buttons)
            if self.levels is not None:
                self._row.removeWidget(self.levels)
                self.levels.hide()
                self.levels.deleteLater()
            self.criterion = criterion.id
            self.levels = LevelRow(f"Levels of {criterion.id} {criterion.title}", criterion.levels)
            self.levels.chosen.connect(self.scored)
            self._row.insertWidget(3, self.levels, 5, Qt.AlignmentFlag.AlignVCenter)
            stop_after(self.after, *self.levels.buttons, self.all)
            self.name.setText(f"{criterion.id}  {criterion.title}")
            if kept:
                self.levels.focus_level()
        self.levels.show_level(level)
        self.levels.set_open(alive)
        self.levels.set_keyed(alive)


class FocusPart(RoomPart):
    """Keeps the strip in step with the card it stands for."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.strip = FocusStrip()
        self.strip.hide()
        room.foot.addWidget(self.strip)
        self.strip.scored.connect(self._on_scored)
        self.strip.stepped.connect(room.orders.step_criterion)
        self.strip.left.connect(room.orders.show_everything)
        room.rubric.moved.connect(self._show)
        room.rubric.scored.connect(lambda *_said: self._show())
        room.arranged.connect(self._show)
        room.rubric.instead = self._take_keyboard

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        self._show()

    @property
    def _wanted(self) -> bool:
        return self.room.panels.focus is Alone.EVIDENCE

    def _show(self) -> None:
        card = self.room.rubric.current
        if card is not None and self._wanted:
            self.strip.show_criterion(card.criterion, card.level, alive=self.room.open)
        self.strip.setVisible(self._wanted and card is not None)

    def _take_keyboard(self) -> bool:
        if not self._wanted or self.strip.levels is None:
            return False
        self.strip.levels.focus_level()
        return True

    def _on_scored(self, level: str) -> None:
        card = self.room.rubric.current
        if card is not None:
            card.choose(level)
