"""A field to search by, which waits until the typing rests."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer_app.ui.icons import icon
from reviewer_app.ui.theme import theme

_REST_MILLISECONDS = 180


class SearchField(QLineEdit):
    """Emits ``searched`` with the text when typing rests, at once on Enter; Esc clears, then leaves."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(False)
        self._told = ""
        self._glass = QAction(self)
        self._clear = QAction("Clear the search", self)
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._tell)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._tell)
        theme().changed.connect(self._draw)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self._tell()
            else:
                self.left.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Down:
            self._tell()
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._rest.start()

    def _tell(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", "muted", 16))
        self._clear.setIcon(icon("clear", "muted", 16))
