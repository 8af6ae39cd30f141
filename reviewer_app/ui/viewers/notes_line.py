"""The line for a note at a moment: typing holds the recording, Enter pins the note and plays on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.viewers.moments import clock_words

LONGEST = 1000


class NotesLine(QFrame):
    """``begun`` says that the first letter was typed, ``pinned`` carries the finished note, ``left`` that it is over.

    ``left`` follows both Enter and Esc; whoever hears it goes on where things were.
    """

    begun = Signal()
    pinned = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.field = _Field()
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName("Note at this moment")
        self.field.setAccessibleDescription("Typing holds the recording; Enter pins the note, Esc drops it")
        self.field.textEdited.connect(self._on_edited)
        self.field.entered.connect(self._on_entered)
        self.field.escaped.connect(self._on_escaped)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 8)
        row.setSpacing(8)
        row.addWidget(IconLabel("sticky-note", "muted", 18))
        row.addWidget(self.field, 1)
        self._writing = False
        self._target = ""
        self.show_moment(0.0)

    def show_moment(self, seconds: float) -> None:
        """Say where a note begun now would be pinned; one that is begun stays where it is."""
        if not self._writing:
            target = f" to {self._target}" if self._target else ""
            self.field.setPlaceholderText(f"Note at {clock_words(seconds)}: Enter pins it{target}")

    def show_target(self, criterion: str) -> None:
        """Say which criterion a note would be pinned to."""
        self._target = criterion

    def write(self) -> None:
        """Take the keyboard here."""
        self.field.setFocus()

    def drop(self) -> None:
        """Forget what is typed."""
        self._writing = False
        self.field.clear()

    def _on_edited(self, text: str) -> None:
        if text and not self._writing:
            self._writing = True
            self.begun.emit()

    def _on_entered(self) -> None:
        text = self.field.text().strip()
        if text:
            self.pinned.emit(text)
        self.drop()
        self.left.emit()

    def _on_escaped(self) -> None:
        self.drop()
        self.left.emit()


class _Field(QLineEdit):
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
