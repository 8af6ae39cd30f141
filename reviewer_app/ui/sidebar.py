"""The sidebar: the places of the window with their counts, whose work this is, and the lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.hints import Hint
from reviewer_app.ui.commands.window import HELP, LOCK, PALETTE
from reviewer_app.ui.icons import IconLabel, dress
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, ElidedLabel, IconButton, Label, Pill, line
from reviewer_app.ui.widgets.enter import EnterPushButton

_WIDE = 216
_RAIL = 64


class PlaceButton(EnterPushButton):
    """One place: its icon, its name and how much waits there."""

    def __init__(self, act: Command[Any], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name or act.text
        self._count = 0
        Hint(self, act)
        self.setProperty("role", "place")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dress(self, act.icon, "muted", 18, active="accent")
        self._pill = Pill("", "accent")
        self._pill.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._pill)
        self.show_count(0)
        self.set_rail(rail=False)

    def show_count(self, count: int) -> None:
        """Say how much waits; nothing for 0."""
        self._count = count
        words = QLocale().toString(count)
        self._pill.show_state(words, "accent")
        self._pill.setVisible(bool(count) and bool(self.text()))
        self.setAccessibleName(f"{self._name}, {words}" if count else self._name)

    def set_rail(self, *, rail: bool) -> None:
        """Show the icon only, or the whole."""
        self.setText("" if rail else f"  {self._name}")
        restyle(self, rail=rail)
        self.show_count(self._count)


class Sidebar(QFrame):
    """Emits ``chosen`` with the number of a place, ``lock_wanted``, ``help_wanted`` and ``palette_wanted``."""

    chosen = Signal(int)
    lock_wanted = Signal()
    help_wanted = Signal()
    palette_wanted = Signal()

    def __init__(
        self,
        places: Sequence[Command[Any]],
        order: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName("Places")
        self._rail: bool | None = None
        self.name = Label("Reviewer", "heading")
        self.whose = ElidedLabel("", "muted")
        self._group = QButtonGroup(self)
        self.places: list[PlaceButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.whose)
        column.addSpacing(12)
        for number, act in enumerate(places):
            button = PlaceButton(act)
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            self._group.addButton(button)
            self.places.append(button)
        for number in order:
            column.addWidget(self.places[number])
        self.help = PlaceButton(HELP, "Help")
        self.all = PlaceButton(PALETTE)
        for button, wanted in ((self.help, self.help_wanted), (self.all, self.palette_wanted)):
            button.setCheckable(False)
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(line())
        column.addSpacing(4)
        self._sealed = QWidget()
        sealed = QHBoxLayout(self._sealed)
        sealed.setContentsMargins(8, 0, 0, 0)
        sealed.setSpacing(8)
        sealed.addWidget(IconLabel("receipt", "ok", 16))
        sealed.addWidget(ElidedLabel("Store is encrypted", "small"), 1)
        column.addWidget(self._sealed)
        self.lock = Button("Lock now", self.lock_wanted.emit, icon="lock", act=LOCK)
        self.lock_icon = IconButton("lock", "Lock now", self.lock_wanted.emit, act=LOCK)
        column.addWidget(self.lock)
        column.addWidget(self.lock_icon, 0, Qt.AlignmentFlag.AlignHCenter)
        theme().changed.connect(self._fit)
        self.set_rail(rail=False)

    def show_place(self, number: int) -> None:
        """Mark the place the person is in."""
        self.places[number].setChecked(True)

    def set_rail(self, *, rail: bool) -> None:
        """Shrink to icons where the window is narrow for its text."""
        if rail == self._rail:
            return
        self._rail = rail
        for button in (*self.places, self.help, self.all):
            button.set_rail(rail=rail)
        for widget in (self.name, self.whose, self._sealed, self.lock):
            widget.setVisible(not rail)
        self.lock_icon.setVisible(rail)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(_RAIL if self._rail else _WIDE))
