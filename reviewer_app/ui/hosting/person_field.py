"""The field and button by which the coordinator gives somebody new an account at the hub."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button
from reviewer_app.ui.widgets.button_row import ButtonRow

_LONGEST_NAME = 200
_FIELD_PIXELS = 320


class PersonField(QWidget):
    """Emits ``added`` with a name, and waits until it is told what became of it."""

    added = Signal(str)

    def __init__(self, whose: str, adding: str) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText(whose)
        self.name.setAccessibleName(whose)
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.returnPressed.connect(self._add)
        self.name.textEdited.connect(lambda _text: restyle(self.name, wrong=False))
        self.add = Button("Add", self._add, icon="person")
        self.add.setAccessibleName(adding)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 3)
        row.addWidget(ButtonRow(self.add), 1)
        theme().changed.connect(self._fit)
        self._fit()

    def done(self) -> None:
        """The account is there."""
        self.name.clear()
        self.ready()

    def ready(self) -> None:
        """It can be asked once more, as where the account could not be made."""
        self.add.setEnabled(True)

    def _add(self) -> None:
        name = self.name.text().strip()
        if not name:
            restyle(self.name, wrong=True)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.add.setEnabled(False)
        self.added.emit(name)

    def _fit(self) -> None:
        self.name.setMaximumWidth(theme().px(_FIELD_PIXELS))
