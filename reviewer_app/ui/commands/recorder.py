"""Asks for another key of an action by having it pressed, and says before it is taken whose key it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.changing import Judged
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.spelling import is_modifier, spelled
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, Label

_WAITING = "Press the new key"
_WIDE = 440


class KeyBox(QLabel):
    """Hears every key while it has the keyboard, but for Esc, which leaves, and Tab, which moves on."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WAITING, parent)
        self.setProperty("role", "keybox")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("New key")
        self.setAccessibleDescription(
            "Press the key you want. Esc leaves, Tab moves on; neither can be a key."
        )

    def event(self, event: QEvent) -> bool:
        # A key that is a shortcut elsewhere must come here, not do there what it does.
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif not is_modifier(event.key()):
            self.pressed.emit(_text(event))

    def say(self, key: str) -> None:
        """Show what was pressed."""
        self.setText(spelled(key) if key else _WAITING)


class KeyRecorder(QDialog):
    """Emits ``taken`` with the judgement that the person accepted."""

    taken = Signal(object)

    def __init__(
        self, command: Command[Any], now: str, judge: Callable[[str], Judged], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change a key – Reviewer")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._judge = judge
        self.judged: Judged | None = None
        self.box = KeyBox()
        self.words = Label("Esc leaves, Tab moves on; neither can be a key.", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.use = Button("Use this key", self._on_use, kind="primary")
        self.use.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(command.text.replace("…", ""), "heading", wrap=True))
        column.addWidget(Label(f"Now: {now}" if now else "It has no key now.", "muted"))
        column.addWidget(self.box)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Cancel", self.reject, hint="Esc"))
        row.addWidget(self.use)
        column.addStretch(1)
        column.addLayout(row)
        self.box.pressed.connect(self._on_pressed)
        self.setFixedWidth(theme().px(_WIDE))
        self.box.setMinimumHeight(theme().px(64))
        # Room for the longest judgement, so that nothing moves under a person's hand.
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 4)
        self.box.setFocus()

    def _on_pressed(self, key: str) -> None:
        judged = self._judge(key)
        self.judged = judged
        self.box.say(judged.key)
        self.words.setText(judged.words)
        self.words.set_tone("bad" if judged.refused else "warn" if judged.taken else "ok")
        self.use.setEnabled(not judged.refused)
        self.use.setText("Use it here instead" if judged.taken else "Use this key")
        self.use.setAccessibleName(self.use.text())
        restyle(self.box, tone="bad" if judged.refused else "")
        announce(self.box, judged.words)

    def _on_use(self) -> None:
        if self.judged is not None and not self.judged.refused:
            self.taken.emit(self.judged)
            self.accept()


def _text(event: QKeyEvent) -> str:
    """The key as the table spells it; Shift counts only where it is not needed to type the sign at all."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    typed = event.text()
    if typed and typed.isprintable() and not typed.isalnum() and not typed.isspace():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
    return pressed.toString(QKeySequence.SequenceFormat.PortableText)
