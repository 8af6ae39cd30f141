"""The window's keys come before a field's own: some systems give fields keys such as Ctrl+K for editing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.window import WINDOW_ACTS

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class WindowKeysFirst(QObject):
    """Watches the field that has the keyboard, and no other; a key that types something is always the field's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        self._keys: set[QKeySequence] = set()
        keyring().changed.connect(self._learn)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._learn()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._ours(event)
        ):
            # Not taken by the field, and so looked for among the shortcuts.
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _ours(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return bool(held & _CHORDS) and QKeySequence(QKeyCombination(held, Qt.Key(event.key()))) in self._keys

    def _learn(self) -> None:
        ring = keyring()
        self._keys = {QKeySequence(key) for command in WINDOW_ACTS for key in ring.keys_of(command)}

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is self._watched:
            before.removeEventFilter(self)
        self._watched = None
        if isinstance(now, _FIELDS):
            now.installEventFilter(self)
            self._watched = now
