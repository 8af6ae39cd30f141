"""What the earlier attempt said on a criterion, on its card: the level, whether it carries over, and the feedback."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.decision import Judged
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.widgets import Button, Label


class EarlierNote(QWidget):
    """Emits ``carried`` when the person confirms the earlier level."""

    carried = Signal()

    def __init__(self, criterion: str, carry: Command[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"Earlier judgement on {criterion}")
        self.level = Label("", "small", wrap=True)
        self.carry = Button(
            "Carry over",
            self.carried.emit,
            kind="link",
            hint="Give the earlier level again",
            act=carry,
        )
        self.toggle = Button("Earlier feedback", self._toggle, kind="link")
        self.feedback = Label("", "muted", wrap=True)
        links = QHBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(8)
        links.addWidget(self.carry)
        links.addWidget(self.toggle)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.level)
        column.addLayout(links)
        column.addWidget(self.feedback)
        self.feedback.hide()

    def show_judged(
        self, judged: Judged, attempt: int, *, carried: bool, offered: bool, why_not: str
    ) -> None:
        """Show what was judged in an earlier attempt."""
        said = f"Attempt {attempt}: {judged.level_title}"
        if carried:
            said = f"Carried over from attempt {attempt}"
        elif offered:
            said = f"{said} · the evidence is the same"
        elif why_not:
            said = f"{said} · {why_not}"
        self.level.setText(said)
        self.carry.setVisible(offered and not carried)
        if self.feedback.text() != judged.comment:
            self.feedback.setText(judged.comment)
            # What was missing then is what a person looks for now; praise waits to be asked for.
            self._show_feedback(bool(judged.comment) and not judged.meets)
        self.toggle.setVisible(bool(judged.comment))
        self.show()

    def _toggle(self) -> None:
        self._show_feedback(self.feedback.isHidden())

    def _show_feedback(self, shown: bool) -> None:
        self.feedback.setVisible(shown)
        self.toggle.setText("Earlier feedback" if self.feedback.isHidden() else "Hide earlier feedback")
