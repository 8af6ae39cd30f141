"""Pairing by stick: this laptop's code to compare, and the code of the hub that answered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.syncing.ports import StickPorts
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.views import Partner
from reviewer_app.ui.widgets import Button, InlineNote, Label

_CODE_CHARACTERS = 16


class StickPairing(QWidget):
    """Hidden until it is begun; emits ``paired`` once the hub's answer was accepted."""

    paired = Signal()

    def __init__(self, ports: StickPorts, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ports, self._jobs = ports, jobs
        self._folder = Path()
        self.note = InlineNote()
        self.shown = Label("", "heading")
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code = QLineEdit()
        self.code.setMaxLength(_CODE_CHARACTERS)
        self.code.setPlaceholderText("Code of the hub")
        self.code.setAccessibleName("Code on the coordinator’s screen")
        self.code.returnPressed.connect(self._accept)
        self.code.textEdited.connect(lambda _text: restyle(self.code, wrong=False))
        self.button = Button("Accept the hub", self._accept, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.shown)
        column.addWidget(
            Label(
                "Give the stick to your coordinator: their screen must show the same code. When it is back, type the "
                "code that their screen showed after accepting this laptop.",
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.code)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.note)
        self.hide()

    def begin(self, folder: Path) -> None:
        """Leave an introduction in a folder or on a stick, and show this laptop's code."""
        self._folder = folder
        ports = self._ports
        self._jobs.run(
            Lane.NETWORK,
            lambda control: ports.introduce(folder, control.cancel),
            self._on_introduced,
            self._on_failed,
            owner=self,
        )

    def _on_introduced(self, code: str) -> None:
        self.note.hide()
        self.shown.setText(f"This laptop’s code: {code}")
        self.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        code, folder, ports = self.code.text().strip(), self._folder, self._ports
        if not code:
            restyle(self.code, wrong=True)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._jobs.run(
            Lane.NETWORK,
            lambda _control: ports.accept(folder, code),
            self._on_accepted,
            self._on_failed,
            owner=self,
        )

    def _on_accepted(self, _partner: Partner) -> None:
        self.code.clear()
        self.hide()
        self.paired.emit()

    def _on_failed(self, error: ReviewerError) -> None:
        self.show()
        self.note.say_error(error)
