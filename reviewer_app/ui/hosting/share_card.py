"""The card that shares the hub: a passphrase where it needs one, then where it is to be found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.hosting.acts import OPEN, SHARE
from reviewer_app.ui.hosting.ports import Shared
from reviewer_app.ui.passphrase import PassphraseField
from reviewer_app.ui.syncing.road_card import RoadHead
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label
from reviewer_app.ui.widgets.work_bar import WorkBar

TITLE = "The hub of this laptop"
OFFER = (
    "Shared in this room, other laptops find it, pair by one short code, and exchange work with it; "
    "none of it needs the internet."
)
OPEN_TOO = "Opened for this laptop alone, its submissions can be taken in and given to people."
HERE = "Nobody else reaches it until it is shared. It closes when Reviewer is locked."
GOES_ON = "It stays shared while Reviewer is open, locked too, and ends when Reviewer is closed."
UNHEARD = "Laptops cannot find it by themselves"
TYPE_IT = "Have the address typed into Reviewer there; the codes are compared all the same."
_FIELD_PIXELS = 320
_GAP = 6


class ShareCard(Card):
    """Emits ``wanted`` with the passphrase (None where it needs none), or ``ended`` when sharing should stop.

    Where ``works``, it can be opened for this laptop alone too, which ``opening_wanted`` asks for.
    """

    wanted = Signal(object)
    ended = Signal()
    opening_wanted = Signal(object)

    def __init__(self, *, needs_passphrase: bool, works: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(16, 12, 16, 12)
        # It takes the keyboard from what is switched off in it, but is no stop of the Tab key.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.shared: Shared | None = None
        self.busy = False
        self.name = ""
        self.go = Button("Share in this room", self.turn, kind="primary", act=SHARE)
        self.stop = Button("Stop sharing", self.turn, act=SHARE)
        self.open = Button("Open here only", self.open_here, act=OPEN)
        self.head = RoadHead("online", self.go, self.open, self.stop)
        self.text = Label("", "muted", wrap=True)
        self.head.words.addWidget(self.text)
        self.passphrase = PassphraseField("Passphrase of the hub")
        self.passphrase.returnPressed.connect(self.turn)
        self._needs, self._works = needs_passphrase, works
        self._bar = WorkBar("Opening the hub")
        self.note = InlineNote()
        self.unheard = InlineNote(closable=False)
        self._where = QWidget()
        self._rows = QGridLayout(self._where)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(1, 1)
        self.head.words.addSpacing(_GAP)
        self.head.words.addWidget(self._where)
        typed = QHBoxLayout()
        typed.addWidget(self.passphrase, 1)
        typed.addStretch(0)
        self.head.words.addLayout(typed)
        for each in (self.head, self._bar, self.note, self.unheard):
            self.body.addWidget(each)
        theme().changed.connect(self._fit)
        self._fit()
        self.show_shared(None)

    def turn(self) -> None:
        """Share it, or stop."""
        if self.busy:
            return
        if self.shared is not None:
            self.ended.emit()
        elif self.needs_words and not self.passphrase.text():
            self.passphrase.wrong()
        else:
            self.wanted.emit(self.passphrase.text() if self.needs_words else None)

    def open_here(self) -> None:
        """Open it for this laptop alone."""
        if self.busy or self.is_open:
            return
        if self.needs_words and not self.passphrase.text():
            self.passphrase.wrong()
        else:
            self.opening_wanted.emit(self.passphrase.text() if self.needs_words else None)

    @property
    def is_open(self) -> bool:
        """Whether it is open: shared, or for this laptop alone."""
        return self.shared is not None or bool(self.name)

    @property
    def needs_words(self) -> bool:
        """Whether it takes the passphrase to do anything with it."""
        return self._needs and not self.is_open

    def show_open(self, name: str) -> None:
        """It is open under this name, "" where it is not."""
        self.name = name
        self.show_shared(self.shared)

    def opening(self) -> tuple[bool, str | None]:
        """Whether the hub can be opened without another word, and the passphrase where one was typed for it."""
        if not self.needs_words:
            return True, None
        if not self.passphrase.text():
            self.passphrase.wrong()
            self.note.say(
                "warn", "The passphrase is needed first", "Type the passphrase of the hub, then choose."
            )
            return False, None
        return True, self.passphrase.text()

    def take_keyboard(self) -> None:
        """Begin with what can be done first."""
        first: QWidget = self.go if self.passphrase.isHidden() else self.passphrase
        (first if self.shared is None else self.stop).setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, words: str) -> None:
        """Something is under way."""
        if self._has_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.busy = True
        self.note.hide()
        self._bar.setAccessibleName(words)
        self._bar.say(0, 0)
        self._bar.show()
        for each in (self.go, self.open, self.stop, self.passphrase):
            each.setEnabled(False)

    def show_error(self, error: ReviewerError) -> None:
        """It was not done."""
        self.show_shared(self.shared)
        self.note.say_error(error)
        if error.code == "wrong-passphrase":
            self.passphrase.wrong()

    def show_shared(self, shared: Shared | None) -> None:
        """How it stands now."""
        before, typing = self.shared, self._has_keyboard
        self.shared, self.busy = shared, False
        self._bar.hide()
        for each in (self.go, self.open, self.stop, self.passphrase):
            each.setEnabled(True)
        self.go.setVisible(shared is None)
        self.stop.setVisible(shared is not None)
        self.open.setVisible(self._works and not self.is_open)
        self.passphrase.setVisible(self.needs_words)
        self._where.setVisible(shared is not None)
        if typing and (self.hasFocus() or not self._has_keyboard):
            self.take_keyboard()
        self.head.icon.show_icon(
            "online" if shared is not None else "unlock" if self.name else "offline",
            "ok" if self.is_open else "muted",
        )
        if shared is None:
            self.head.title.setText(f"{self.name} is open on this laptop" if self.name else TITLE)
            self.text.setText(HERE if self.name else f"{OFFER} {OPEN_TOO}" if self._works else OFFER)
            if self.name:
                self.passphrase.clear()
            self.unheard.hide()
            return
        if before is None:
            self.note.hide()
        self.passphrase.clear()
        self.head.title.setText(f"{shared.name} is shared in this room")
        self.text.setText(GOES_ON)
        if before is None or (before.urls, before.announced_as) != (shared.urls, shared.announced_as):
            self._list_places(shared)
        if not shared.unheard:
            self.unheard.hide()
        elif before is None or before.unheard != shared.unheard:
            self.unheard.say("warn", UNHEARD, shared.unheard, TYPE_IT)

    def _list_places(self, shared: Shared) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        told = [("Address", each) for each in shared.urls]
        if shared.announced_as:
            told.append(("Found as", shared.announced_as))
        for at, (name, words) in enumerate(told):
            label = Label(name if at == 0 or name != told[at - 1][0] else "", "muted")
            value = Label(words, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{name}: {words}")
            self._rows.addWidget(label, at, 0)
            self._rows.addWidget(value, at, 1)

    @property
    def _has_keyboard(self) -> bool:
        at = self.window().focusWidget()
        return at is self or self.isAncestorOf(at)

    def _fit(self) -> None:
        self.passphrase.setMaximumWidth(theme().px(_FIELD_PIXELS))
