"""One field with two versions: both side by side, a button to keep each, and a text to combine them in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from reviewer_app.ui.review.past_ports import VersionsView, VersionView
from reviewer_app.ui.review.word_changes import WordChanges
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, Label, Pill, line
from reviewer_app.ui.words import clock, day_words

TAKEN_AWAY = "Taken away"


class VersionsCard(Card):
    """``kept`` carries the slot and the record to let stand, ``combined`` the slot and a text."""

    kept = Signal(str, str)
    combined = Signal(str, str)

    def __init__(self, view: VersionsView, draft: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._handed_over = False
        self.setAccessibleName(f"Two versions: {view.name}")
        self.keep: list[Button] = []
        head = QHBoxLayout()
        head.addWidget(Label(view.name, "heading", wrap=True), 1)
        pill = Pill()
        if view.alike:
            pill.show_state("Both say the same", "muted", "ok")
        else:
            pill.show_state("Two versions", "warn", "columns-2")
        head.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for version in view.versions:
            sides.addWidget(self._side(version), 1)
        self.body.addLayout(sides)
        self.field: QPlainTextEdit | None = None
        if view.words and not view.alike:
            self.body.addWidget(Label("What differs", "caption"))
            words = WordChanges("Words that differ")
            words.show_runs(view.runs)
            self.body.addWidget(words)
            self.open_combining = Button("Combine…", self.combine, icon="pencil")
            self.body.addWidget(self.open_combining, 0, Qt.AlignmentFlag.AlignLeft)
            if draft:
                self.combine(draft)

    @property
    def draft(self) -> str:
        """The combined text that is being written and was not handed over."""
        return "" if self.field is None or self._handed_over else self.field.toPlainText()

    def _side(self, version: VersionView) -> QWidget:
        side = Card(margin=12, spacing=6)
        at = f"{day_words(version.at.astimezone().date())}, {clock(version.at)}"
        by = version.by[:1].upper() + version.by[1:]
        side.body.addWidget(Label(f"{by} · {at}", "caption", wrap=True))
        value = Label(version.value or TAKEN_AWAY, "body" if version.value else "muted", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        side.body.addWidget(value)
        side.body.addStretch(1)
        words = "Keep this" if version is self.view.versions[0] else "Keep that"
        button = Button(words, lambda: self.kept.emit(self.view.slot, version.record), icon="ok")
        button.setAccessibleName(f"{words}: {version.by}, {version.value or TAKEN_AWAY}")
        self.keep.append(button)
        side.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def combine(self, draft: str = "") -> None:
        """Open the text in which both are combined."""
        if self.field is not None:
            return
        self.open_combining.hide()
        self.field = QPlainTextEdit(draft or self.view.merged)
        self.field.setAccessibleName(f"Combined text: {self.view.name}")
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(theme().px(120))
        self.body.addWidget(line())
        self.body.addWidget(Label("Your text of both", "caption"))
        self.body.addWidget(self.field)
        self.use = Button("Use this text", self._use, kind="primary", icon="ok")
        self.body.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        # The cursor after all words, where writing goes on.
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def _use(self) -> None:
        if self.field is not None:
            self._handed_over = True
            self.combined.emit(self.view.slot, self.field.toPlainText().strip())
