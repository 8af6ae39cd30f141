"""Today's plan over the queue in one line, and the submission that is best taken next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.planning import Plan, plan_words
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.queue.acts import NEXT
from reviewer_app.ui.widgets import Button, ElidedLabel


class PlanLine(QFrame):
    """Emits ``opened`` with the submission to open; hidden while there is nothing to plan."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._plan = Plan()
        self.words = ElidedLabel("", "strong")
        self.next_words = ElidedLabel("", "muted")
        self.go = Button("Open", self.open_next, hint="The one best taken next", act=NEXT)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.words)
        lines.addWidget(self.next_words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel("due", "accent", 20))
        row.addLayout(lines, 1)
        row.addWidget(self.go)
        self.hide()

    def tell(self, made: Plan) -> None:
        """Show a plan."""
        self._plan = made
        best = made.next
        self.setVisible(best is not None)
        if best is None:
            return
        self.words.setText(plan_words(made))
        self.next_words.setText(f"Next best: {best.alias}, {best.title}. {made.reason}.")
        self.go.setText(f"Open {best.alias}")
        self.setAccessibleName(f"Today: {plan_words(made)}. {self.next_words.text()}")

    @property
    def offered(self) -> bool:
        """Whether there is one best taken next."""
        return self._plan.next is not None

    def open_next(self) -> None:
        """Open the one best taken next."""
        if self._plan.next is not None:
            self.opened.emit(self._plan.next.submission)
