"""A button that offers a few choices and says the one in force."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from reviewer_app.ui.icons import dress
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets.enter import EnterPushButton

Choice = TypeVar("Choice", bound=Hashable)


class MenuButton(EnterPushButton, Generic[Choice]):
    """Choices as (value, words); the first is the usual one; any other makes the button stand out."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[Choice, str]],
        *,
        prefix: str = "",
        stands_out: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._prefix, self._stands_out = name, prefix, stands_out
        self._usual = choices[0][0]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # An icon at the end of the words: Qt has no other way to say it.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        dress(self, "more", "muted", 14)
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.setAccessibleName(name)
        group = QActionGroup(menu)
        self._actions: dict[Choice, QAction] = {}
        for value, words in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: self._on_triggered(value))
            self._actions[value] = action
        self.setMenu(menu)
        self.value: Choice = self._usual
        self.choose(self._usual)

    def choose(self, value: Choice) -> None:
        """Show a choice without telling anyone; one that is not offered becomes the usual."""
        self.value = value if value in self._actions else self._usual
        action = self._actions[self.value]
        action.setChecked(True)
        self.setText(f"{self._prefix}{action.text()} ")
        self.setAccessibleName(f"{self._name}: {action.text()}")
        restyle(self, chosen=self._stands_out and self.value != self._usual)

    def _on_triggered(self, value: Choice) -> None:
        if value != self.value:
            self.choose(value)
            self.chosen.emit(value)
