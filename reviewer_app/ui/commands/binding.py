"""Actions as Qt knows them: shortcuts where no widget is robbed of a key, by hand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from reviewer_app.ui.commands.command import Command, Offer, offer
from reviewer_app.ui.commands.hints import with_key
from reviewer_app.ui.commands.keyring import keyring

Target = TypeVar("Target")
_ONCE = {"submit", "incomplete", "flag", "cite"}


@dataclass
class _Together(Generic[Target]):
    """Actions for which the same must hold: asked once for all of them, after everything a person does."""

    when: Callable[[Target], bool]
    actions: list[QAction]
    enabled: bool | None = None


class Bound(QObject, Generic[Target]):
    """The actions of one place, bound to whom they tell; keys that a person changes hold at once.

    Their keys hold while the keyboard is in the widget, or in the whole window where it is one.
    """

    def __init__(self, widget: QWidget, target: Target, commands: Sequence[Command[Target]]) -> None:
        super().__init__(widget)
        self._target = target
        self.commands = tuple(commands)
        self.made: dict[str, QAction] = {}
        together: dict[Callable[[Target], bool], list[QAction]] = {}
        whole = isinstance(widget, QMainWindow)
        for command in self.commands:
            if command.fixed:
                continue
            action = QAction(command.text, widget)
            action.setObjectName(command.id)
            action.setAutoRepeat(command.id not in _ONCE)
            if not whole:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, command=command: self._do(command))
            widget.addAction(action)
            self.made[command.id] = action
            together.setdefault(command.when, []).append(action)
        self._together = [_Together(when, actions) for when, actions in together.items()]
        keyring().changed.connect(self._give_keys)
        self._give_keys()

    def refresh(self) -> None:
        """Enable what can be done now."""
        target = self._target
        for each in self._together:
            enabled = bool(each.when(target))
            if enabled is not each.enabled:
                each.enabled = enabled
                for action in each.actions:
                    action.setEnabled(enabled)

    def press(self, keys: QKeySequence) -> bool:
        """Do what a key by hand means, if it means anything."""
        for command in self.commands:
            meant = command.by_hand and any(QKeySequence(key) == keys for key in command.keys)
            if meant and command.when(self._target):
                command.run(self._target)
                return True
        return False

    def offers(self) -> list[Offer]:
        """What can be chosen here, and whether it can be done now."""
        return [offer(command, self._target) for command in self.commands if command.changeable]

    def _do(self, command: Command[Target]) -> None:
        if command.when(self._target):
            command.run(self._target)

    def _give_keys(self) -> None:
        ring = keyring()
        for command in self.commands:
            if command.fixed:
                continue
            action = self.made[command.id]
            if not command.by_hand:
                action.setShortcuts([QKeySequence(key) for key in ring.keys_of(command)])
            action.setProperty("key", ring.shown(command))
            action.setToolTip(with_key(command.text, command))
