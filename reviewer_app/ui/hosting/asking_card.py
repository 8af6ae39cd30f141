"""The card of the laptops that ask to be paired, and of what became of those that were answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.hosting.asking_row import AskingRow
from reviewer_app.ui.hosting.person_field import PersonField
from reviewer_app.ui.hosting.ports import Account, Shared
from reviewer_app.ui.spoken import stop_before
from reviewer_app.ui.widgets import Card, InlineNote, Label, line

NONE_ASKS = (
    "No laptop asks just now. On the assessor’s laptop: open Sync, choose “Look on this network”, then this hub. "
    "Its code shows here."
)
NO_ACCOUNTS = "A laptop is paired for a person, and nobody has an account here yet: add one below."
_MOST_TOLD = 50


class AskingCard(Card):
    """Emits ``confirmed``, ``refused`` and ``added`` (a person's name)."""

    confirmed = Signal(str, str)
    refused = Signal(str)
    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Laptops that ask to be paired")
        self.rows: list[AskingRow] = []
        self.none = Label(NONE_ASKS, "muted", wrap=True)
        self.note = InlineNote()
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self.told = QVBoxLayout()
        self.told.setSpacing(4)
        self.person = PersonField("Name of a new assessor", "Add a person")
        self.person.added.connect(self.added)
        self.name, self.add = self.person.name, self.person.add
        self.count = Label("", "muted", wrap=True)
        self.body.addWidget(Label("Laptops that ask to be paired", "heading", wrap=True))
        self.body.addWidget(self.none)
        self.body.addLayout(self._list)
        self.body.addWidget(self.note)
        self.body.addLayout(self.told)
        self.body.addSpacing(4)
        self.body.addWidget(line())
        self.body.addWidget(self.count)
        self.body.addWidget(self.person)

    def show_shared(self, shared: Shared) -> None:
        """Who asks now, and what ended; rows that stay keep what was chosen in them."""
        wanted = {each.id for each in shared.asking}
        typing = any(each.has_keyboard for each in self.rows)
        for row in [each for each in self.rows if each.asks.id not in wanted or each.people != shared.people]:
            self._drop(row, keep=row.asks.id in wanted, people=shared.people)
        here = {each.asks.id for each in self.rows}
        for asks in shared.asking:
            if asks.id not in here:
                self._put(AskingRow(asks, shared.people))
                announce(self, self.rows[-1].accessibleName())
        if typing and not any(each.has_keyboard for each in self.rows):
            next_one = self.rows[0].whose if self.rows else self.name
            next_one.setFocus(Qt.FocusReason.OtherFocusReason)
        if shared.ended:
            self.note.hide()
        for ended in shared.ended:
            self.tell("ok" if ended.well else "warn", ended.words)
        self.none.setText(NONE_ASKS if shared.people else NO_ACCOUNTS)
        self.none.setVisible(not self.rows or not shared.people)
        many = QLocale().toString(len(shared.people))
        has = "person has" if len(shared.people) == 1 else "people have"
        self.count.setText(f"{many} {has} an account at this hub.")
        self.count.setVisible(bool(shared.people))

    def say_confirmed(self) -> None:
        """The coordinator said yes; the other laptop's person says the last word."""
        self.note.say("info", "Confirmed", "Now the person at the other laptop says the same.")

    def answered(self) -> None:
        """The last answer was not taken: it can be given again."""
        for row in self.rows:
            row.wait(False)

    def clear(self) -> None:
        """Nothing asks any more, and what became of those before is over."""
        self.note.hide()
        for row in list(self.rows):
            self._drop(row, keep=False, people=())
        self._forget(0)

    def added_one(self) -> None:
        """The new account is there."""
        self.person.done()

    def _put(self, row: AskingRow, at: int = -1) -> None:
        row.confirmed.connect(self.confirmed)
        row.refused.connect(self.refused)
        self._list.insertWidget(at, row)
        self.rows.insert(len(self.rows) if at < 0 else at, row)
        stop_before(self.name, *(stop for each in self.rows for stop in (each.whose, each.same, each.no)))

    def _drop(self, row: AskingRow, *, keep: bool, people: Sequence[Account]) -> None:
        at, focused = self.rows.index(row), row.has_keyboard
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        if keep:
            fresh = AskingRow(row.asks, people)
            self._put(fresh, at)
            fresh.choose(row.person)
            if focused:
                fresh.whose.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, tone: str, words: str) -> None:
        """Add a line to what became of laptops."""
        said = Label(words, wrap=True, tone=tone)
        self.told.insertWidget(0, said)
        self._forget(_MOST_TOLD)
        announce(self, words)

    def _forget(self, left: int) -> None:
        while self.told.count() > left and (item := self.told.takeAt(self.told.count() - 1)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
