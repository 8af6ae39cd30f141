"""The chips of one criterion with the line under them in which a note on a citation is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer_app.domain.citation import Citation
from reviewer_app.ui.review.chips import ChipList


class Pins(QWidget):
    """``noted`` carries a citation's id and its note, ``repin_wanted`` one to be pinned to another criterion."""

    noted = Signal(str, str)
    repin_wanted = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = ChipList(name)
        self.field = QLineEdit()
        self.field.setAccessibleName("Note on this citation")
        self.field.setPlaceholderText("Why this place? Enter keeps the note")
        self.field.hide()
        self._about = ""
        self._citations: tuple[Citation, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.chips)
        column.addWidget(self.field)
        self.chips.note_wanted.connect(self.write_note)
        self.chips.repin_wanted.connect(self.repin_wanted)
        self.field.editingFinished.connect(self._on_finished)
        self.field.installEventFilter(self)
        self.hide()

    def show_citations(self, citations: tuple[Citation, ...]) -> None:
        """Show these; a note that is being written stays open as long as its citation is there."""
        self._citations = citations
        self.chips.show_citations(citations)
        if self._about and all(each.id != self._about for each in citations):
            self._close()
        self.setVisible(bool(citations))

    def write_note(self, citation: str) -> None:
        """Open the line for the note on a citation."""
        found = next((each for each in self._citations if each.id == citation), None)
        if found is None:
            return
        self._about = citation
        self.field.setText(found.note)
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                about = self._about
                self._close()
                self._back(about)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                about = self._about
                self._on_finished()
                self._back(about)
                return True
        return super().eventFilter(watched, event)

    def _back(self, about: str) -> None:
        if not self.chips.choose(about):
            self.left.emit()

    def _on_finished(self) -> None:
        about, text = self._about, self.field.text().strip()
        before = next((each.note for each in self._citations if each.id == about), None)
        self._close()
        if about and before is not None and text != before:
            self.noted.emit(about, text)

    def _close(self) -> None:
        self._about = ""
        self.field.hide()
