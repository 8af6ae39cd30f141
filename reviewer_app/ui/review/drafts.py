"""A field whose words are durable by themselves: at a pause of typing, when it is left, and when asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from uuid6 import uuid7

from reviewer_app.ui.theme import theme

PAUSE_MILLISECONDS = 500
LONGEST_MILLISECONDS = 1000
"""Words are handed on this long after the first of them at the latest, however fast the typing goes on."""

_BURST_MILLISECONDS = 4000
_LEAST_LINES = 2
_MOST_LINES = 9


class DraftField(QPlainTextEdit):
    """Words about one criterion of one submission; it keeps both ids, so that words never land elsewhere.

    ``said`` carries the text and the step one undo takes back: typing without a long rest is one step.
    """

    said = Signal(str, str)
    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._told = ""
        self._step = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.flush)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_MILLISECONDS)
        self._longest.timeout.connect(self.flush)
        self._burst = QTimer(self)
        self._burst.setSingleShot(True)
        self._burst.setInterval(_BURST_MILLISECONDS)
        self._burst.timeout.connect(self.end_step)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def unsaved(self) -> bool:
        """Whether the field holds words that were not handed on yet."""
        return self.toPlainText() != self._told

    def show_text(self, text: str) -> None:
        """Show what the store has; words that are still being typed are never taken away."""
        if self.unsaved:
            return
        self.put_text(text)

    def put_text(self, text: str) -> None:
        """Show a text whatever stood here before: for another submission, or after an undo."""
        self._rest()
        self._told = text
        if self.toPlainText() == text:
            return
        place = self.textCursor().position()
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)
        self._fit()

    def flush(self) -> None:
        """Hand on what was typed, now."""
        self._rest()
        if not self.unsaved:
            return
        self._told = self.toPlainText()
        if not self._step:
            self._step = str(uuid7())
        self.said.emit(self._told, self._step)

    def mark(self, start: int, end: int) -> None:
        """Put the typing mark behind these characters, with all of them chosen."""
        last = len(self.toPlainText())
        cursor = self.textCursor()
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def end_step(self) -> None:
        """What is typed from now on is another step for undo."""
        self._burst.stop()
        self._step = ""

    def unsay(self, text: str) -> None:
        """The store refused the last words and still holds ``text``: the words stay, as not handed on."""
        self._told = text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()
        self.end_step()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def _on_changed(self) -> None:
        if not self.isReadOnly():
            self._pause.start()
            self._burst.start()
            if not self._longest.isActive():
                self._longest.start()

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _fit(self) -> None:
        # A plain text document measures its height in lines.
        needed = round(self.document().size().height())
        lines = max(_LEAST_LINES, min(_MOST_LINES, needed))
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bars.ScrollBarAsNeeded if needed > _MOST_LINES else bars.ScrollBarAlwaysOff
        )
        frame = 2 * (theme().px(6) + 2) + 2 * round(self.document().documentMargin())
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + frame)
