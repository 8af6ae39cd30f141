"""One laptop that asks to be paired: its code, large, whose laptop it is, and yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer_app.ui.hosting.ports import Account, Asks
from reviewer_app.ui.widgets import Button, Label, MenuButton
from reviewer_app.ui.widgets.button_row import ButtonRow

COMPARE = "Is this the code on the other laptop’s own screen? If not, somebody else may be listening: refuse."
NOBODY = ""


class AskingRow(QWidget):
    """Emits ``confirmed`` with the laptop and the person, or ``refused`` with the laptop."""

    confirmed = Signal(str, str)
    refused = Signal(str)

    def __init__(
        self, asks: Asks, people: Sequence[Account], parent: QWidget | None = None, *, words: str = COMPARE
    ) -> None:
        super().__init__(parent)
        self.asks, self.people = asks, tuple(people)
        # It takes the keyboard from a button that is switched off, but is no stop of the Tab key.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        spoken = f"Code {' '.join(asks.code.replace(' ', ''))}"
        self.setAccessibleName(f"A laptop asks to be paired. {spoken}")
        self.code = Label(asks.code, "code")
        self.code.setAccessibleName(spoken)
        self.whose = MenuButton[str](
            "Whose laptop is it", [(NOBODY, "Whose laptop is it?"), *_named(people)], stands_out=False
        )
        self.whose.setEnabled(bool(people))
        self.whose.chosen.connect(lambda _person: self._fit())
        self.same = Button("The codes are the same", self._on_same, kind="primary", icon="ok")
        self.no = Button("Refuse", self._on_no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.code)
        column.addWidget(Label(words, wrap=True))
        column.addWidget(ButtonRow(self.whose, self.same, self.no))
        self._fit()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in it."""
        at = self.window().focusWidget()
        return at is self or self.isAncestorOf(at)

    @property
    def person(self) -> str:
        """The chosen person's id, or nothing."""
        return self.whose.value

    def choose(self, person: str) -> None:
        """Choose a person, as the row before this one had it."""
        self.whose.choose(person)
        self._fit()

    def wait(self, waiting: bool) -> None:
        """Take no second answer while one is on its way."""
        if waiting and self.has_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.no.setEnabled(not waiting)
        self.whose.setEnabled(not waiting and bool(self.people))
        self.same.setEnabled(not waiting and bool(self.person))

    def _fit(self) -> None:
        self.same.setEnabled(bool(self.person))
        self.same.setToolTip("" if self.person else "Say first whose laptop it is.")

    def _on_same(self) -> None:
        person = self.person
        self.wait(True)
        self.confirmed.emit(self.asks.id, person)

    def _on_no(self) -> None:
        self.wait(True)
        self.refused.emit(self.asks.id)


def _named(people: Sequence[Account]) -> list[tuple[str, str]]:
    """Everybody by name; two of one name by the end of their ids as well."""
    names = [each.name for each in people]
    return [
        (each.id, each.name if names.count(each.name) == 1 else f"{each.name} · {each.id[-4:]}")
        for each in people
    ]
