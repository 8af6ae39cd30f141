"""Changing the passphrase of the store, where there is one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.passphrase import PassphraseField, strength
from reviewer_app.ui.ports import Desk, Kept
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label


class PassphraseCard(Card):
    """The old passphrase once, the new one twice; a store whose key is with the system says so instead."""

    def __init__(self, desk: Desk, jobs: Jobs, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self.held = kept is Kept.PASSPHRASE
        self.body.addWidget(Label("Passphrase", "heading"))
        if kept is Kept.PASSPHRASE:
            self._make_form()
        else:
            words = "The key of your store is with this system’s keyring; there is no passphrase."
            self.body.addWidget(Label(words, "muted", wrap=True))

    def focus_form(self) -> None:
        """Take the keyboard to the first field."""
        if self.held:
            self.old.setFocus()

    def _make_form(self) -> None:
        self.note = InlineNote()
        self.old = PassphraseField("Passphrase now")
        self.new = PassphraseField("New passphrase")
        self.again = PassphraseField("The same again")
        self.strength = Label(strength("")[2], "small", wrap=True)
        self.change = Button("Change passphrase", self._change, icon="key")
        for widget in (self.note, self.old, self.new, self.strength, self.again):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        self.body.addLayout(row)
        self.new.textChanged.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        _fits, tone, words = strength(text)
        self.strength.setText(words)
        self.strength.set_tone(tone)

    def _change(self) -> None:
        old, new = self.old.text(), self.new.text()
        if not strength(new)[0]:
            self.new.wrong()
        elif new != self.again.text():
            self.note.say("warn", "The two new passphrases are not the same")
            self.again.wrong()
        else:
            self.change.setEnabled(False)
            self._jobs.run(
                Lane.STORE,
                lambda _control: self._desk.change_passphrase(old, new),
                lambda _none: self._on_changed(),
                self._on_failed,
                owner=self,
            )

    def _on_changed(self) -> None:
        self.change.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.clear()
        self.note.say("ok", "Passphrase changed", "From now on the new one opens your store.")

    def _on_failed(self, error: ReviewerError) -> None:
        self.change.setEnabled(True)
        self.note.say_error(error)
        self.old.wrong()
