"""The keys of the screen in front, behind F1."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label

Keys = Sequence[tuple[str, str]]

EVERYWHERE: Keys = (
    ("Ctrl+1 … Ctrl+4", "Queue, Decided, Sync, Settings"),
    ("Ctrl+Shift+F", "Search everything on this laptop"),
    ("Ctrl+5", "Safe to leave?"),
    ("Ctrl+I", "Import a bundle"),
    ("F5", "Sync now"),
    ("Ctrl+Shift+G", "Try a sample review"),
    ("Ctrl+L", "Lock the store"),
    ("Ctrl++  Ctrl+−  Ctrl+0", "Larger text, smaller text, usual size"),
    ("F1", "This sheet"),
    ("Ctrl+Q", "Close Reviewer"),
)


class KeysSheet(QDialog):
    """A list of keys and what they do, by place; Esc closes it."""

    def __init__(self, groups: Sequence[tuple[str, Keys]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys – Reviewer")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page = QWidget()
        page.setProperty("ground", "none")
        grid = QGridLayout(page)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        at = 0
        for title, keys in groups:
            if at:
                grid.setRowMinimumHeight(at, 8)
                at += 1
            grid.addWidget(Label(title, "heading"), at, 0, 1, 2)
            at += 1
            for key, what in keys:
                cap = Label(key, "key")
                cap.setAccessibleName(f"{key}: {what}")
                grid.addWidget(cap, at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Label(what, wrap=True), at, 1)
                at += 1
        grid.setRowStretch(at, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        speak_as(area, QAccessible.Role.Document)
        area.setAccessibleName("Keys")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 16)
        column.addWidget(area, 1)
        close = Button("Close", self.close)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        look = theme()
        self.resize(look.px(560), min(page.sizeHint().height() + look.px(96), 720))
