"""Notes in the flow of a room: what went wrong and what to do, or how far long work is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.errors import Fault, ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.spoken import stop_after
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets.buttons import Button, IconButton
from reviewer_app.ui.widgets.labels import ElidedLabel, Label
from reviewer_app.ui.widgets.work_bar import WorkBar
from reviewer_app.ui.words import size_words

_ICONS = {"bad": "error", "warn": "attention", "ok": "ok", "info": "info"}


class InlineNote(QFrame):
    """A note where it belongs: title, sentence, next step and at most a few actions; hidden at first."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 8, 12)
        row.setSpacing(12)
        self._icon = IconLabel("info", "ink", 20)
        self.title = Label("", "strong", wrap=True)
        self.sentence = Label("", wrap=True)
        self.next_step = Label("", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self.title, self.sentence, self.next_step):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        # A row of its own: an empty layout would keep the words from taking the whole width.
        self._action_row = QWidget()
        self._actions = QHBoxLayout(self._action_row)
        self._actions.setContentsMargins(0, 4, 0, 0)
        self._actions.setSpacing(8)
        words.addWidget(self._action_row)
        self._row = row
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._close = IconButton("close", "Dismiss this note", self.dismiss, tone="ink", size=16)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.setVisible(closable)
        self.stops: tuple[QWidget, ...] = (self._close,)
        self.hide()

    def say(
        self, tone: str, title: str, sentence: str = "", next_step: str = "", actions: tuple[Button, ...] = ()
    ) -> None:
        """Show the note (``tone``: bad, warn, ok or info) and have it read out."""
        restyle(self, tone=tone)
        shown = "accent" if tone == "info" else tone
        self._icon.show_icon(_ICONS[tone], shown)
        for label, text in ((self.title, title), (self.sentence, sentence), (self.next_step, next_step)):
            label.setText(text)
            label.setVisible(bool(text))
        alone = not (sentence or next_step or actions)
        at = Qt.AlignmentFlag.AlignVCenter if alone else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._icon, at)
        self._set_actions(actions)
        self.setAccessibleName(" ".join(part for part in (title, sentence, next_step) if part))
        self.show()
        announce(self, self.accessibleName(), urgent=tone == "bad")

    def say_error(self, error: ReviewerError, actions: tuple[Button, ...] = ()) -> None:
        """Show an error in its own words; a line that is down is no alarm, for work goes on without it."""
        tone = "warn" if error.fault is Fault.LINE else "bad"
        self.say(tone, error.title, error.sentence, error.next_step, actions)

    def dismiss(self) -> None:
        """Take the note away."""
        self.hide()
        self.dismissed.emit()

    def _set_actions(self, actions: tuple[Button, ...]) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for action in actions:
            self._actions.addWidget(action)
        self.stops = (self._close, *actions)
        stop_after(*self.stops)
        if actions:
            self._actions.addStretch(1)
        self._action_row.setVisible(bool(actions))


class ProgressNote(QFrame):
    """How far long work is: what it is doing, a slim bar, how much of how much, and a way to stop it."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, *, bytes_counted: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self._bytes = bytes_counted
        self.title = ElidedLabel(title, "strong")
        self.doing = ElidedLabel("", "muted")
        self.amount = Label("", "muted")
        self.bar = WorkBar(title)
        self.stop = Button("Cancel", self._on_cancel)
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.amount)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.bar)
        column.addWidget(self.doing)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_progress(self, done: int, total: int, doing: str) -> None:
        """Say how far the work is; a total of 0 means that nobody knows yet."""
        self.bar.say(done, total)
        self.doing.setText(doing)
        self.amount.setText(self._amount(done, total))

    def _amount(self, done: int, total: int) -> str:
        say: Callable[[int], str] = size_words if self._bytes else QLocale().toString
        if total:
            return f"{say(done)} of {say(total)}"
        return say(done) if done else ""

    def _on_cancel(self) -> None:
        self.stop.setEnabled(False)
        self.doing.setText("Stopping…")
        self.cancelled.emit()
