"""The transcript beside a recording: a line is a place to go, the one being said is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer_app.evidence.cues import Cue, cue_at
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.moments import clock_words
from reviewer_app.ui.widgets import Label


class Transcript(QWidget):
    """``wanted`` carries the second of the line a person chose."""

    wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = _Lines()
        self.list.setAccessibleName("Transcript")
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSpacing(2)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        self._cues: tuple[Cue, ...] = ()
        self.current = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 6, 6)
        column.addWidget(Label("TRANSCRIPT", "caption"))
        column.addWidget(self.list, 1)

    def show_lines(self, cues: Sequence[Cue]) -> None:
        """Show these lines."""
        self._cues = tuple(cues)
        self.current = -1
        self.list.clear()
        for cue in self._cues:
            said = f"{clock_words(cue.start)}  {cue.text}" if cue.start >= 0 else cue.text
            item = QListWidgetItem(said)
            if cue.start < 0:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)

    def follow(self, seconds: float) -> None:
        """Mark the line being said at this moment."""
        row = cue_at(self._cues, seconds)
        if row == self.current:
            return
        for each, on in ((self.current, False), (row, True)):
            item = self.list.item(each) if each >= 0 else None
            if item is not None:
                item.setFont(theme().font(14, QFont.Weight.DemiBold if on else QFont.Weight.Normal))
                item.setBackground(theme().tokens.color("accent_soft" if on else "surface"))
        self.current = row
        if row >= 0 and not self.list.hasFocus():
            self.list.scrollToItem(self.list.item(row), QAbstractItemView.ScrollHint.EnsureVisible)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        cue = self._cues[self.list.row(item)]
        if cue.start >= 0:
            self.wanted.emit(cue.start)


class _Lines(QListWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in (*moves, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        else:
            # Letters are keys of the player and the room, never a search by typing.
            event.ignore()
