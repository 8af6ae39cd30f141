"""Buttons: with words, or with an icon only, which then must have a name; for an action, with its key.

``act`` is that action, or the id of one in the review room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.hints import Hint
from reviewer_app.ui.icons import dress
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets.enter import EnterPushButton, EnterToolButton

RING_INSIDE = "on_accent"
"""The line inside the ring of a primary button, whose filling is too near to the ring's own colour."""


class Button(EnterPushButton):
    """A button with words; ``kind`` is plain, primary, danger, quiet or link; a click takes no focus."""

    def __init__(
        self,
        text: str,
        clicked: Callable[[], object] | None = None,
        *,
        icon: str = "",
        kind: str = "plain",
        hint: str = "",
        act: Command[Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # The blank keeps the icon from touching the words: the style has no space of its own between them.
        super().__init__(f" {text}" if icon else text, parent)
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(text.replace("…", ""))
        self._hint = Hint(self, act, hint) if act is not None else None
        if hint and act is None:
            self.setToolTip(hint)
            self.setAccessibleDescription(hint)
        if icon:
            dress(
                self, icon, {"primary": "on_accent", "danger": "bad", "link": "accent"}.get(kind, "ink"), 16
            )
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def say_hint(self, words: str) -> None:
        """Say something else on hover, with the key of its action."""
        _reword(self, self._hint, words)

    def set_kind(self, kind: str) -> None:
        """Change what the button looks like."""
        restyle(self, kind=kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # An outline of the stylesheet would lie around the words, wherever it was told to be.
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme().tokens.color(RING_INSIDE))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 5.5, 5.5)


class IconButton(EnterToolButton):
    """An icon to press; ``name`` is read out and shown on hover, with the key when there is one."""

    def __init__(
        self,
        meaning: str,
        name: str,
        clicked: Callable[[], object] | None = None,
        *,
        key: str = "",
        act: Command[Any] | None = None,
        tone: str = "muted",
        size: float = 18,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if not name:
            raise ValueError("An icon button without a name is silent for screen readers.")
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)
        self._hint = Hint(self, act, name) if act is not None else None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(checkable)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        dress(self, meaning, tone, size, active="accent" if checkable else None)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def say_hint(self, words: str) -> None:
        """Say something else on hover, with the key of its action."""
        _reword(self, self._hint, words)


def _reword(button: QWidget, hint: Hint | None, words: str) -> None:
    if hint is not None:
        hint.reword(words)
    else:
        button.setToolTip(words)
