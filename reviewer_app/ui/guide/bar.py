"""The line that says what to try next, how far one is, and lets one pass on or stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.hints import with_keys
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.window import HELP
from reviewer_app.ui.guide.steps import STEPS, Step
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.review.actions import BY_ID
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets import Button, Label


class GuideBar(QFrame):
    """Emits ``passed`` to go on without doing the step, ``filled`` to have the rest filled in, ``ended`` to stop."""

    passed = Signal()
    filled = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        restyle(self, tone="info")
        self.icon = IconLabel("book-open", "accent", 20)
        self.title = Label("", "strong")
        self.words = Label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, len(STEPS))
        self.progress.setAccessibleName("Steps of the sample review")
        self.fill = Button("Fill in the rest", self.filled.emit)
        self.go_on = Button("Skip this step", self.passed.emit, kind="link")
        self.end = Button("End", self.ended.emit, hint="Leave the sample; nothing of it is kept (Ctrl+W)")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.words)
        words.addWidget(self.progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.icon)
        row.addLayout(words, 1)
        row.addWidget(self.fill)
        row.addWidget(self.go_on)
        row.addWidget(self.end)
        self.fill.hide()

    def show_step(self, step: Step) -> None:
        """Say what to try."""
        number = STEPS.index(step) + 1
        self.title.setText(f"Step {number} of {len(STEPS)}: {step.title}")
        self.words.setText(with_keys(step.words, BY_ID))
        self.progress.setValue(number - 1)
        self.fill.setVisible(step.id == "sign")
        self._say()

    def show_end(self) -> None:
        """Say that all steps are done."""
        self.icon.show_icon("ok", "ok")
        self.title.setText("That was a whole review")
        self.words.setText(
            f"In real work the decision would now wait to be sent. {keyring().shown(HELP) or 'Help'} shows all keys of "
            "every screen. Nothing of this sample is kept or sent."
        )
        self.progress.setValue(len(STEPS))
        for button in (self.fill, self.go_on):
            button.hide()
        self.end.setText("Close the sample")
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(f"{self.title.text()}. {self.words.text()}")
        announce(self, self.accessibleName())
