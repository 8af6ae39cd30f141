"""The slim edge that stays where a panel was folded away, with the way to bring it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.widgets import IconButton


class Rail(QFrame):
    """One button at the edge of the room."""

    def __init__(
        self,
        icon: str,
        name: str,
        act: Command[Any],
        wanted: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.button = IconButton(icon, name, wanted, act=act)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 6, 2, 6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        self.hide()
