"""Four figures above the queue: what there is to do, what is soon, how fast, and what still has to go."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer_app.ui.views import Figures
from reviewer_app.ui.widgets import Card, Label


class FigureCard(Card):
    """A number and what it counts."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=12, spacing=2)
        self.body.setContentsMargins(16, 12, 16, 12)
        self._caption = Label(caption, "muted", wrap=True)
        self._figure = Label("–", "figure")
        self.body.addWidget(self._figure)
        self.body.addWidget(self._caption)
        self.body.addStretch(1)
        self.tell("–", caption)

    def tell(self, figure: str, caption: str) -> None:
        """Show a number."""
        self._figure.setText(figure)
        self._caption.setText(caption)
        self.setAccessibleName(f"{figure} {caption}")


class FigureRow(QWidget):
    """The cards side by side, of equal width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.to_review = FigureCard("to review")
        self.soon = FigureCard("due this week")
        self.turnaround = FigureCard("median turnaround")
        self.waiting = FigureCard("decisions waiting to sync")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for card in (self.to_review, self.soon, self.turnaround, self.waiting):
            row.addWidget(card, 1)

    def tell(self, figures: Figures) -> None:
        """Show the figures as of now."""
        locale = QLocale()
        self.to_review.tell(locale.toString(figures.to_review), "to review")
        self.soon.tell(locale.toString(figures.due_this_week), "due this week")
        days = figures.median_turnaround
        if days is None:
            self.turnaround.tell("–", "median turnaround")
        else:
            unit = "day" if days == 1 else "days"
            whole = float(days).is_integer()
            self.turnaround.tell(
                f"{locale.toString(float(days), 'f', 0 if whole else 1)} {unit}", "median turnaround"
            )
        one = figures.waiting == 1
        self.waiting.tell(locale.toString(figures.waiting), f"decision{'' if one else 's'} waiting to sync")
