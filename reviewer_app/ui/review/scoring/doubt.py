"""One line on a card: how sure one is of the level, and whether the criterion wants a second look."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer_app.domain.sureness import WORDS, Confidence
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.widgets import Button


class DoubtLine(QWidget):
    """Emits ``answered`` for the next answer to how sure one is, ``turned`` to mark for a second look or unmark."""

    answered = Signal()
    turned = Signal()

    def __init__(
        self, criterion: str, sure: Command[Any], look: Command[Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"How sure, on {criterion}")
        self._criterion = criterion
        self.confidence, self.wanted = "", False
        self._shown: tuple[str, bool, bool, bool, bool] | None = None
        words = "Sure, fairly sure, unsure"
        self.sure = Button("How sure?", self.answered.emit, kind="link", hint=words, act=sure)
        self.look = Button(
            "Second look",
            self.turned.emit,
            kind="link",
            icon="eye",
            hint="Come back to this before signing",
            act=look,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.sure)
        row.addWidget(self.look)
        row.addStretch(1)

    def show_doubt(
        self, confidence: str, *, wanted: bool, alive: bool, focused: bool, brought: bool = False
    ) -> None:
        """Show what was said; on a card that is not in focus only what there is to see."""
        self.confidence, self.wanted = confidence, wanted
        shown = (confidence, wanted, alive, focused, brought)
        if shown == self._shown:
            return
        self._shown = shown
        said = WORDS[Confidence(confidence)] if confidence in tuple(Confidence) else "How sure?"
        self.sure.setText(said)
        self.sure.setAccessibleName(f"How sure of {self._criterion}: {said if confidence else 'not said'}")
        usual = "Brought over: look again" if brought else "Second look wanted"
        self.look.setText(f" {usual}" if wanted else " Second look")
        self.look.setAccessibleName(
            f"Second look at {self._criterion}: {'wanted' if wanted else 'not wanted'}"
            + (", its level was brought over" if brought and wanted else "")
        )
        self.sure.setVisible(bool(confidence) or (focused and alive))
        self.look.setVisible(wanted or (focused and alive))
        for button in (self.sure, self.look):
            button.setEnabled(alive)
        self.setVisible(not (self.sure.isHidden() and self.look.isHidden()))
