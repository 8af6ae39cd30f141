"""The question before submissions are taken back from somebody: from whom, why, and what that means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer_app.ui.hosting.held_words import alias_of, some_of
from reviewer_app.ui.hosting.ports import HeldRow
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, Label, MenuButton
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.words import count_words

MEANS = (
    "Their laptop hears it at its next exchange, with your reason. What they wrote stays with them and can be used "
    "again if you give it back; a decision that still comes is refused. What is decided already stays decided."
)
_LONGEST = 400
_FIELD_PIXELS = 440


class TakeBackPage(QWidget):
    """Emits ``taken`` with a person, the ids and a reason, or ``left`` when nothing should be taken back."""

    taken = Signal(str, object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[HeldRow, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.heading = Label("", "heading", wrap=True)
        self.which = Label("", "muted", wrap=True)
        self.whose: MenuButton[str] | None = None
        self._whose_at = QVBoxLayout()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why, in a sentence for the assessor")
        self.reason.setAccessibleName("Why, in a sentence for the assessor")
        self.reason.setMaxLength(_LONGEST)
        self.reason.returnPressed.connect(self._on_take)
        self.reason.textEdited.connect(lambda _text: restyle(self.reason, wrong=False))
        self.take = Button("Take back", self._on_take, kind="danger", icon="undo-2")
        self.cancel = Button("Leave it with them", self.left.emit)
        self._column.addWidget(self.heading)
        self._column.addLayout(self._whose_at)
        self._column.addWidget(self.which)
        self._column.addWidget(Label(MEANS, wrap=True))
        self._column.addWidget(self.reason)
        self._column.addWidget(ButtonRow(self.take, self.cancel))
        self._column.addStretch(1)
        theme().changed.connect(self._measure)
        self._measure()

    def ask(self, rows: Sequence[HeldRow]) -> None:
        """Ask about what is open of these; ``rows`` hold something that is."""
        self._rows = tuple(rows)
        self.reason.clear()
        restyle(self.reason, wrong=False)
        people = holders(rows)
        self._put_whose(people)
        self._say()
        first: QWidget = self.whose if self.whose is not None else self.reason
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def person(self) -> str:
        """From whom."""
        return self.whose.value if self.whose is not None else holders(self._rows)[0][0]

    @property
    def name(self) -> str:
        """The same person's name."""
        return dict(holders(self._rows)).get(self.person, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _put_whose(self, people: Sequence[tuple[str, str]]) -> None:
        while (item := self._whose_at.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.whose = None
        if len(people) > 1:
            names = [name for _, name in people]
            told = [(id, name if names.count(name) == 1 else f"{name} · {id[-4:]}") for id, name in people]
            self.whose = MenuButton("From whom", told, prefix="From ", stands_out=False)
            self.whose.chosen.connect(lambda _person: self._say())
            self._whose_at.addWidget(
                self.whose, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            )
            QWidget.setTabOrder(self.whose, self.reason)

    def _say(self) -> None:
        name = dict(holders(self._rows))[self.person]
        theirs = self._theirs()
        what = (
            alias_of(theirs[0]) if len(theirs) == 1 else count_words(len(theirs), "submission", "submissions")
        )
        self.heading.setText(f"Take {what} back from {name}?")
        self.which.setText(some_of([alias_of(each) for each in theirs]))
        self.which.setVisible(len(theirs) > 1)

    def _theirs(self) -> list[HeldRow]:
        return [row for row in self._rows if self.person in dict(holders([row]))]

    def _on_take(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            restyle(self.reason, wrong=True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.taken.emit(self.person, tuple(each.submission for each in self._theirs()), reason)

    def _measure(self) -> None:
        self.reason.setMaximumWidth(theme().px(_FIELD_PIXELS))


def holders(rows: Sequence[HeldRow]) -> list[tuple[str, str]]:
    """Who has any of these open: ids and names, each once."""
    found = {having.person: having.name for row in rows for having in row.having if not having.decided}
    return list(found.items())
