"""The head of a part in the rubric: its title, how far its criteria are, and when it is judged at all."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.judging import Outcome, PartResult
from reviewer_app.ui.widgets import Label


class PartHead(QWidget):
    """Stands over the cards of one part."""

    def __init__(self, title: str, condition: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "strong", wrap=True)
        self.progress = Label("", "muted")
        self.condition = Label(condition, "small", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.condition)
        if not condition:
            self.condition.hide()

    def show_result(self, result: PartResult) -> None:
        """Say how the part stands."""
        self.progress.setText(result_words(result))


def result_words(result: PartResult) -> str:
    """How a part stands, in a few words."""
    if result.judged is False:
        return "Not judged"
    total = len(result.met) + len(result.below) + len(result.unscored)
    if result.unscored:
        return f"{total - len(result.unscored)} of {total} scored"
    return (
        "Meets" if result.outcome is Outcome.MEETS else f"{len(result.met)} of {result.needed} at the floor"
    )
