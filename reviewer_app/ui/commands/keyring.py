"""The keys in force: those of the table, but for those a person changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.spelling import spelled


class Keyring(QObject):
    """The keys of every action; ``changed`` is emitted after some of them changed."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._own: Mapping[str, str] = {}

    def use(self, own: Mapping[str, str]) -> None:
        """Put a person's own keys into force, by the name of the action; an empty text means no key."""
        if dict(own) != dict(self._own):
            self._own = dict(own)
            self.changed.emit()

    def is_own(self, command: Command[Any]) -> bool:
        """Whether a person changed its key."""
        return command.changeable and command.name in self._own

    def keys_of(self, command: Command[Any]) -> tuple[str, ...]:
        """The keys of an action, none where a person took them away."""
        if not self.is_own(command):
            return command.keys
        own = self._own[command.name]
        return (own,) if own else ()

    def means(self, event: QKeyEvent, command: Command[Any]) -> bool:
        """Whether a pressed key is one of an action's, for widgets that have it before the shortcuts."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
        return any(QKeySequence(key) == pressed for key in self.keys_of(command))

    def shown(self, command: Command[Any]) -> str:
        """The key that stands on buttons, or nothing."""
        keys = self.keys_of(command)
        return spelled(keys[0]) if keys else ""

    def all_shown(self, command: Command[Any], most: int = 2) -> tuple[str, ...]:
        """The keys that stand in lists, the ones spelled alike once."""
        return tuple(dict.fromkeys(map(spelled, self.keys_of(command))))[:most]


def keyring() -> Keyring:
    """The application's keyring, made with the usual keys where start-up has not made one."""
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("There is no application to have keys yet.")
    found = app.findChild(Keyring)
    return found if found is not None else Keyring(app)
