"""The slim bar of the review room: back, what is open, whether it is saved, and room for the window's own pill."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.window import HELP, PALETTE
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.review.arranging import PANELS_MENU
from reviewer_app.ui.review.saving import SaveState, Saving
from reviewer_app.ui.spoken import stop_after
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, ElidedLabel, IconButton, Label, SlimBar
from reviewer_app.ui.words import clock, exact_time

_LATE = datetime(2026, 11, 22, 22, 0).astimezone()
_WORDS = {
    Saving.NOTHING: ("", "muted", ""),
    Saving.UNDER_WAY: ("Saving…", "muted", "loader"),
    Saving.SAVED: ("Saved", "ok", "ok"),
    Saving.FAILED: ("Not saved", "bad", "error"),
}


class TopBar(SlimBar):
    """The bar; ``slot`` is where the window puts its sync pill."""

    left = Signal()
    help_wanted = Signal()
    palette_wanted = Signal()
    retried = Signal()
    panels_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button("Queue", self.left.emit, icon="back", hint="Back to the queue (Esc)")
        self.title = ElidedLabel("", "heading")
        self.headline = ElidedLabel("", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.headline)
        self.start.addWidget(self.back)
        self.start.addSpacing(8)
        self.start.addLayout(words, 1)
        self._told = ""
        self._saved = Label("", "muted")
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._icon = IconLabel("ok", "ok", 18)
        self.retry = Button("Try again", self.retried.emit, kind="link")
        self.slot = QHBoxLayout()
        self.help = IconButton("help", "Help and keys of this room", self.help_wanted.emit, act=HELP)
        self.all = IconButton("command", "All commands", self.palette_wanted.emit, act=PALETTE)
        self.panels = IconButton("columns-2", "Panels of this room", self.panels_wanted.emit, act=PANELS_MENU)
        self.end.addWidget(self._saved)
        self.end.addWidget(self._icon)
        self.end.addWidget(self.retry)
        self.end.addLayout(self.slot)
        self.end.addWidget(self.all)
        self.end.addWidget(self.panels)
        self.end.addWidget(self.help)
        theme().changed.connect(self._reserve)
        self.show_saving(SaveState(Saving.NOTHING))

    def _reserve(self) -> None:
        """Room for the longest of its words, so that saving moves nothing and lays nothing out."""
        metrics = self._saved.fontMetrics()
        wide = max(
            metrics.horizontalAdvance(words) for words in ("Saving…", "Not saved", f"Saved {clock(_LATE)}")
        )
        self._saved.setFixedSize(wide + theme().px(2), metrics.height())

    def put_pill(self, pill: QWidget) -> None:
        """Give the window's sync pill its place."""
        self.slot.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        stop_after(self.retry, pill)

    def put_words(self, words: QWidget) -> None:
        """Give some quiet words a place before what is saved."""
        self.end.insertWidget(0, words)

    def say_back(self, place: str) -> None:
        """Name the place that the way back leads to."""
        self.back.setText(f" {place}")
        self.back.setAccessibleName(f"Back to {place}")
        self.back.setToolTip(f"Back to {place} (Esc)")
        self.back.setAccessibleDescription(self.back.toolTip())

    def show_submission(self, title: str, headline: str) -> None:
        """Say what is open."""
        self.title.setText(title)
        self.headline.setText(headline)

    def show_saving(self, state: SaveState) -> None:
        """Say whether the latest change is durable."""
        words, tone, icon = _WORDS[state.saving]
        if state.saving is Saving.SAVED and state.at is not None:
            words = f"Saved {clock(state.at)}"
        self._reserve()
        before = self._saved.text()
        self._saved.setText(words)
        self._saved.set_tone("bad" if state.saving is Saving.FAILED else "")
        self._saved.setToolTip(exact_time(state.at) if state.at is not None else "")
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, tone)
        self.retry.setVisible(state.saving is Saving.FAILED)
        if state.saving is Saving.SAVED and words != self._told:
            # The clock is in the words, so it is said once a minute at most, and never at each key.
            self._told = words
            announce(self, words)
        if state.saving is Saving.FAILED and before != words:
            self._told = ""
            announce(self, "The last change was not saved.", urgent=True)
