"""What was handed back for a conflict of interest, as the Decided room lists and takes it back."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.lifecycle import State
from reviewer_app.ui.decided.acts import TAKE_BACK
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.views import Asked, Row
from reviewer_app.ui.widgets import Button, InlineNote, MenuButton

DECIDED, HANDED_BACK = "", "handed back"


class HandedBack(QObject):
    """The filter and the button; ``chosen`` says that another list is wanted, ``done`` that one was taken back."""

    chosen = Signal()
    done = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, note: InlineNote, row: Callable[[], Row | None]) -> None:
        super().__init__(note)
        self._desk, self._jobs, self._note, self._row = desk, jobs, note, row
        self.filter: MenuButton[Hashable] = MenuButton(
            "Show", [(DECIDED, "Decided"), (HANDED_BACK, "Handed back")], prefix="Show: "
        )
        self.take_back = Button(
            "Take back", self.take_it_back, icon="undo-2", hint="Undo a conflict of interest", act=TAKE_BACK
        )
        self.filter.chosen.connect(lambda _value: self.chosen.emit())

    @property
    def shown(self) -> bool:
        """Whether the list holds what was handed back."""
        return self.filter.value == HANDED_BACK

    def narrowed(self, asked: Asked) -> Asked:
        """The same wish for the list that is shown."""
        states = frozenset({State.HANDED_BACK}) if self.shown else None
        return Asked(asked.text, states=states, decided=True, sort=asked.sort, descending=asked.descending)

    def show_actions(self) -> None:
        """Offer what can be done with the row."""
        self.take_back.setVisible(self.shown)
        self.take_back.setEnabled(self.shown and self._row() is not None)

    def take_it_back(self) -> None:
        """Take the chosen one back; the hub may have it already, which is said in words."""
        row, take = self._row(), self._desk.take_interest_back
        if row is None or take is None or not self.shown:
            return
        submission, alias = row.submission, row.alias

        def done(_nothing: None) -> None:
            self._note.say("ok", "Taken back", f"{alias} is in your queue again, as it was.")
            self.done.emit()

        def failed(error: ReviewerError) -> None:
            self._note.say_error(error)

        self._jobs.run(Lane.STORE, lambda _control: take(submission), done, failed, owner=self)
