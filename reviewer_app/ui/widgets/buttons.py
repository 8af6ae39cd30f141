"""Buttons: with words, or with an icon only, which then must have a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.icons import dress
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets.enter import EnterPushButton, EnterToolButton


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
        parent: QWidget | None = None,
    ) -> None:
        # The blank keeps the icon from touching the words: the style has no space of its own between them.
        super().__init__(f" {text}" if icon else text, parent)
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(text.replace("…", ""))
        if hint:
            self.setToolTip(hint)
            self.setAccessibleDescription(hint)
        if icon:
            dress(
                self, icon, {"primary": "on_accent", "danger": "bad", "link": "accent"}.get(kind, "ink"), 16
            )
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def set_kind(self, kind: str) -> None:
        """Change what the button looks like."""
        restyle(self, kind=kind)


class IconButton(EnterToolButton):
    """An icon to press; ``name`` is read out and shown on hover, with the key when there is one."""

    def __init__(
        self,
        meaning: str,
        name: str,
        clicked: Callable[[], object] | None = None,
        *,
        key: str = "",
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
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(checkable)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        dress(self, meaning, tone, size, active="accent" if checkable else None)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())
