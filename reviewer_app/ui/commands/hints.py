"""What a button says on hover: its words and the key that does the same, as long as that is its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.keyring import keyring

_BRACES = re.compile(r"\{([a-z0-9-]+)\}")


class Hint(QObject):
    """Lives and dies with its widget."""

    def __init__(self, widget: QWidget, command: Command[Any], words: str = "") -> None:
        super().__init__(widget)
        self._widget, self._command, self._words = widget, command, words
        keyring().changed.connect(self._say)
        self._say()

    def reword(self, words: str) -> None:
        """Say it in other words."""
        self._words = words
        self._say()

    def _say(self) -> None:
        said = with_key(self._words or self._command.text.replace("…", ""), self._command)
        self._widget.setToolTip(said)
        self._widget.setAccessibleDescription(said)


class Follow(QObject):
    """Has a button say what the key of an action is now; lives and dies with its button."""

    def __init__(self, button: QWidget, action: QAction, words: str = "") -> None:
        super().__init__(button)
        self._button, self._action, self._words = button, action, words
        action.changed.connect(self._say)
        self._say()

    @property
    def key(self) -> str:
        """The key of the action now, or nothing."""
        return str(self._action.property("key") or "")

    def reword(self, words: str) -> None:
        """Say it in other words."""
        self._words = words
        self._say()

    def _say(self) -> None:
        said = self._words or self._action.text()
        self._button.setToolTip(f"{said} ({self.key})" if self.key else said)


def with_keys(words: str, acts: Mapping[str, Command[Any]]) -> str:
    """Words in which ids of actions stand in braces, with their keys there instead, or their names."""

    def key(found: re.Match[str]) -> str:
        act = acts[found.group(1)]
        return keyring().shown(act) or f"“{act.text}”"

    return _BRACES.sub(key, words)


def with_key(words: str, command: Command[Any]) -> str:
    """Words with the key of an action in brackets, if it has one."""
    key = keyring().shown(command)
    return f"{words} ({key})" if key else words
