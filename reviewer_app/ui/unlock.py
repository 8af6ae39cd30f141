"""The door: make a store, unlock it, or say in plain words why it stays shut."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.passphrase import PassphraseField, strength
from reviewer_app.ui.ports import Desk, Door, Kept
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, Label, Pages

_CARD_PIXELS = 480


class DoorScreen(QWidget):
    """Emits ``opened`` with the unlocked desk."""

    opened = Signal(object)

    def __init__(self, door: Door, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._jobs = jobs
        self._again: Callable[[], None] = self.start
        self.kept = Kept.NEW
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card = Card(margin=32, spacing=12)
        self.pages = Pages()
        self.waiting = self._make_waiting()
        self.unlocking = self._make_unlocking()
        self.creating = self._make_creating()
        self.shut = self._make_shut()
        for page in (self.waiting, self.unlocking, self.creating, self.shut):
            self.pages.add_page(page)
        self._card.body.addWidget(self.pages)
        self._frame()
        theme().changed.connect(self._fit)
        self._fit()

    def start(self) -> None:
        """See how the key is kept; a keyring opens the store by itself, a passphrase is asked for."""
        self._wait("Opening Reviewer…")
        self._jobs.run(
            Lane.STORE, lambda _control: self._door.kept(), self._on_kept, self._on_shut, owner=self
        )

    def show_locking(self) -> None:
        """Cover the desk while it is being closed."""
        self._wait("Locking…")

    def locked(self, kept: Kept) -> None:
        """The person locked the store (or left it alone): nothing opens by itself now."""
        self._show_unlocking(by_keyring=kept is Kept.KEYRING)

    def _on_kept(self, kept: Kept) -> None:
        self.kept = kept
        if kept is Kept.NEW:
            self._show(self.creating)
            self.by_keyring.setFocus()
        elif kept is Kept.KEYRING:
            self._unlock(None)
        else:
            self._show_unlocking(by_keyring=False)

    def _show_unlocking(self, *, by_keyring: bool) -> None:
        self.passphrase.setVisible(not by_keyring)
        self._unlock_words.setText(
            "The key is with this system’s keyring." if by_keyring else "Type your passphrase to go on."
        )
        self.unlock_problem.hide()
        self._show(self.unlocking)
        (self.unlock_button if by_keyring else self.passphrase).setFocus()

    def _unlock(self, passphrase: str | None) -> None:
        self._again = lambda: self._unlock(passphrase) if passphrase is None else self.start()
        self._wait("Unlocking your store…")
        self._jobs.run(
            Lane.STORE,
            lambda _control: self._door.unlock(passphrase),
            self._on_opened,
            self._on_not_unlocked,
            owner=self,
        )

    def _create(self) -> None:
        words: str | None = None
        if self.by_passphrase.isChecked():
            words = self.first.text()
            if not strength(words)[0]:
                self.first.wrong()
                return
            if words != self.second.text():
                self._say(self.create_problem, "The two passphrases are not the same.")
                self.second.wrong()
                return
        self.create_problem.hide()
        self._wait("Making your encrypted store…")
        self._jobs.run(
            Lane.STORE,
            lambda _control: self._door.create(words),
            self._on_opened,
            self._on_not_created,
            owner=self,
        )

    def _on_opened(self, desk: Desk) -> None:
        if self.kept is Kept.NEW:
            self.kept = Kept.PASSPHRASE if self.by_passphrase.isChecked() else Kept.KEYRING
        # No passphrase stays in a field behind the window.
        for field in (self.passphrase, self.first, self.second):
            field.clear()
        self.opened.emit(desk)

    def _on_not_unlocked(self, error: ReviewerError) -> None:
        if error.code == "wrong-passphrase":
            self._show_unlocking(by_keyring=False)
            self._say(self.unlock_problem, f"{error.title}. {error.next_step}")
            self.passphrase.wrong()
        else:
            self._on_shut(error)

    def _on_not_created(self, error: ReviewerError) -> None:
        if error.code != "no-keyring":
            self._on_shut(error)
            return
        self.by_keyring.setEnabled(False)
        self.by_passphrase.setChecked(True)
        self._show(self.creating)
        self._say(self.create_problem, f"{error.title}. {error.next_step}")
        self.first.setFocus()

    def _on_shut(self, error: ReviewerError) -> None:
        for label, text in zip(self._shut_words, (error.title, error.sentence, error.next_step), strict=True):
            label.setText(text)
        self.shut.setAccessibleName(f"{error.title}. {error.sentence} {error.next_step}")
        self._show(self.shut)
        self.try_again.setFocus()
        announce(self, self.shut.accessibleName(), urgent=True)

    def _wait(self, words: str) -> None:
        self._waiting_words.setText(words)
        self._show(self.waiting)

    def _show(self, page: QWidget) -> None:
        self.pages.show_page(page)

    def _say(self, label: Label, words: str) -> None:
        label.setText(words)
        label.show()
        announce(label, words, urgent=True)

    def _make_waiting(self) -> QWidget:
        page, column = _page("lock", "Reviewer")
        self._waiting_words = Label("", "muted", wrap=True)
        column.addWidget(self._waiting_words)
        return page

    def _make_unlocking(self) -> QWidget:
        page, column = _page("lock", "Reviewer is locked")
        self._unlock_words = Label("", "muted", wrap=True)
        self.passphrase = PassphraseField("Passphrase")
        self.unlock_problem = Label("", wrap=True, tone="bad")
        self.unlock_problem.hide()
        self.unlock_button = Button("Unlock", self._on_unlock, kind="primary", icon="unlock")
        self.passphrase.returnPressed.connect(self._on_unlock)
        column.addWidget(self._unlock_words)
        column.addWidget(self.passphrase)
        column.addWidget(self.unlock_problem)
        column.addSpacing(4)
        column.addLayout(_row(self.unlock_button))
        return page

    def _make_creating(self) -> QWidget:
        page, column = _page("key", "Welcome to Reviewer")
        column.addWidget(
            Label(
                "Everything you import and write is kept encrypted on this laptop. Who should keep the key?",
                "muted",
                wrap=True,
            )
        )
        self.by_keyring = QRadioButton("This system’s keyring")
        self.by_passphrase = QRadioButton("A passphrase that I choose")
        self.by_keyring.setChecked(True)
        column.addSpacing(4)
        column.addWidget(self.by_keyring)
        column.addWidget(_hint("Opens by itself once you are signed in to this laptop."))
        column.addSpacing(4)
        column.addWidget(self.by_passphrase)
        column.addWidget(_hint("Asked for each time. Nobody can recover it when it is forgotten."))
        self.first = PassphraseField("New passphrase")
        self.second = PassphraseField("The same again")
        self.strength = Label(strength("")[2], "small", wrap=True)
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 4, 0, 0)
        fields.setSpacing(8)
        for widget in (self.first, self.strength, self.second):
            fields.addWidget(widget)
        self._fields.hide()
        column.addWidget(self._fields)
        self.create_problem = Label("", wrap=True, tone="bad")
        self.create_problem.hide()
        column.addWidget(self.create_problem)
        column.addSpacing(8)
        self.create_button = Button("Make my store", self._create, kind="primary", icon="lock")
        column.addLayout(_row(self.create_button))
        self.by_passphrase.toggled.connect(self._on_choice)
        self.first.textChanged.connect(self._on_typed)
        for field in (self.first, self.second):
            field.returnPressed.connect(self._create)
        return page

    def _make_shut(self) -> QWidget:
        page, column = _page("error", "")
        self._shut_words = (
            Label("", "heading", wrap=True),
            Label("", wrap=True),
            Label("", "muted", wrap=True),
        )
        for label in self._shut_words:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addSpacing(8)
        self.try_again = Button("Try again", lambda: self._again(), kind="primary", icon="retry")
        column.addLayout(_row(self.try_again))
        return page

    def _frame(self) -> None:
        # Scrolls where a small screen meets large text.
        inner = QWidget()
        inner.setProperty("ground", "none")
        middle = QHBoxLayout(inner)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(self._card)
        column.addStretch(3)
        middle.addLayout(column)
        middle.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _fit(self) -> None:
        self._card.setFixedWidth(theme().px(_CARD_PIXELS))

    def _on_unlock(self) -> None:
        if self.passphrase.isHidden():
            self._unlock(None)
        elif self.passphrase.text():
            self._unlock(self.passphrase.text())

    def _on_choice(self, by_passphrase: bool) -> None:
        self._fields.setVisible(by_passphrase)
        if by_passphrase:
            self.first.setFocus()

    def _on_typed(self, text: str) -> None:
        _fits, tone, words = strength(text)
        self.strength.setText(words)
        self.strength.set_tone(tone)


def _page(icon: str, title: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(IconLabel(icon, "bad" if icon == "error" else "accent", 28))
    if title:
        column.addWidget(Label(title, "title"))
    return page, column


def _hint(words: str) -> Label:
    hint = Label(words, "small", wrap=True)
    hint.setProperty("under", "choice")
    return hint


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
