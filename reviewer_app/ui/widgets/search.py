"""A field to search by, which waits until the typing rests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets.buttons import IconButton

_REST_MILLISECONDS = 180


class SearchField(QLineEdit):
    """Emits ``searched`` with the text when typing rests, at once on Enter; Esc clears, then leaves.

    ``act`` is the action that leads here, whose key stands in the empty field.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(
        self,
        name: str,
        hint: str,
        *,
        act: Command[Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setAccessibleName(name)
        self._hint, self._act = hint, act
        keyring().changed.connect(self._say_hint)
        self._say_hint()
        self._told = ""
        self._glass = IconLabel("search", "muted", 16, parent=self)
        self._clear = IconButton("clear", "Clear the search", self._on_clear, size=14, parent=self)
        self._clear.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._tell)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self._tell)
        theme().changed.connect(self._make_room)
        self._make_room()

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

    def _say_hint(self) -> None:
        key = keyring().shown(self._act) if self._act is not None else ""
        self.setPlaceholderText(f"{self._hint}   ( {key} )" if key else self._hint)

    def _on_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._rest.start()

    def _tell(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def _on_clear(self) -> None:
        self.clear()
        self._tell()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _make_room(self) -> None:
        look = theme()
        self.setTextMargins(look.px(20), 0, look.px(24), 0)
        self._place()

    def _place(self) -> None:
        glass, clear = self._glass.sizeHint(), self._clear.sizeHint()
        middle = self.height() // 2
        self._glass.setGeometry(QRect(QPoint(theme().px(10), middle - glass.height() // 2), glass))
        edge = self.width() - clear.width() - 3
        self._clear.setGeometry(QRect(QPoint(edge, middle - clear.height() // 2), clear))
