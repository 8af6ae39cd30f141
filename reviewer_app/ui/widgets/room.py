"""The frame every room shares: a title and its buttons in one slim bar, a note below, then the room itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.commands.binding import Bound
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.spoken import stop_after
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets.labels import Label
from reviewer_app.ui.widgets.notes import InlineNote
from reviewer_app.ui.widgets.scroller import Scroller


class Room(QWidget):
    """A place of the window; ``commands`` are what can be done here, told to the room itself.

    ``where`` is the name under which the table and the help know this place.
    """

    def __init__(
        self,
        title: str,
        commands: Sequence[Command[Any]] = (),
        parent: QWidget | None = None,
        *,
        where: str = "",
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.where = where or (commands[0].where if commands else title.lower())
        self.bound = Bound[Any](self, self, commands)
        self.setAccessibleName(title)
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = Label(title, "title")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        bar = QHBoxLayout()
        bar.setSpacing(16)
        # The title stands at the same height in every room, with buttons beside it or without.
        self._strut = QWidget()
        # Never clicked: only a widget that could take the keyboard can have others after it.
        self._strut.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        bar.addWidget(self._strut)
        bar.setSpacing(0)
        bar.addWidget(self.heading)
        bar.addStretch(1)
        bar.addLayout(self.tools)
        self.note = InlineNote()
        # All of it scrolls where large text on a small screen leaves too little room.
        inside = QWidget()
        inside.setProperty("ground", "none")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        area = Scroller(inside, sideways=True)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addLayout(bar)
        column.addWidget(self.note)
        column.addWidget(area, 1)
        theme().changed.connect(self._hold_title)
        self._hold_title()

    def _hold_title(self) -> None:
        self._strut.setFixedSize(0, theme().px(36))

    def showEvent(self, event: QShowEvent) -> None:
        # Whoever puts a button into the bar does so later than the room was made, and it would come last.
        mine = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        tools = sorted((each for each in mine if self.tools.indexOf(each) >= 0), key=self.tools.indexOf)
        stop_after(self._strut, *tools)
        super().showEvent(event)

    def take_in(self, note: InlineNote) -> None:
        """Give the window's own note the place where this room's notes stand: below the title."""
        self._column.insertWidget(1, note)
        stop_after(self._strut, *note.stops)

    def dropped(self, paths: Sequence[Path]) -> bool:
        """Files were dropped while this place is in front; whether it takes them itself."""
        return False

    def leave(self) -> None:
        """The store is about to be locked: hand over what was typed, ask long work to end."""

    def entered(self) -> None:
        """The person came here: look again at what may have changed, and take the focus."""
