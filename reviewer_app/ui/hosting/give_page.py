"""The page on which chosen submissions are given: to whom, with how much each has open, as what, and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer_app.domain.workdays import WorkCalendar
from reviewer_app.ui.hosting.held_words import alias_of, some_of
from reviewer_app.ui.hosting.person_field import PersonField
from reviewer_app.ui.hosting.ports import GiveTo, HeldRow, Load
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label, MenuButton
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.words import count_words, day_words

ROLES = (
    ("assessor", "To review"),
    ("second", "As second reader"),
    ("approver", "As approver"),
    ("adjudicator", "As adjudicator"),
)
POLICY, NO_DAY = "policy", "none"
_DAYS = (3, 5, 10, 20)
_PERSON = Qt.ItemDataRole.UserRole
_ROWS, _ROW_PIXELS = 5, 34


class GivePage(QWidget):
    """Emits ``given`` with a ``GiveTo``, ``left`` when nothing should be given, and ``added`` with a new name."""

    given = Signal(object)
    left = Signal()
    added = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.rows: tuple[HeldRow, ...] = ()
        self.heading = Label("", "heading", wrap=True)
        self.which = Label("", "muted", wrap=True)
        self.people = _People()
        self.people.setProperty("role", "bank")
        self.people.setAccessibleName("To whom")
        self.people.itemSelectionChanged.connect(self._fit)
        self.people.itemActivated.connect(lambda _item: self._on_give())
        self.nobody = Label("Nobody has an account here yet: add one below.", "muted", wrap=True)
        self.role = MenuButton("As what", ROLES, stands_out=False)
        self.due = MenuButton("Until when", self._days(), prefix="Due: ", stands_out=False)
        self.give = Button("Give", self._on_give, kind="primary", icon="sending")
        self.cancel = Button("Cancel", self.left.emit)
        self.new = PersonField("Name of somebody new", "Add somebody new")
        self.new.added.connect(self.added)
        self.name, self.add = self.new.name, self.new.add
        self._build()
        theme().changed.connect(self._measure)
        self._measure()
        self._fit()

    def ask(self, rows: Sequence[HeldRow], people: Sequence[Load]) -> None:
        """Ask to whom these submissions go."""
        self.rows = tuple(rows)
        many = count_words(len(rows), "submission", "submissions")
        self.heading.setText(f"Give {alias_of(rows[0])} to" if len(rows) == 1 else f"Give {many} to")
        self.which.setText(some_of([alias_of(each) for each in rows]))
        self.which.setVisible(len(rows) > 1)
        self.show_people(people)
        self.take_keyboard()

    def show_people(self, people: Sequence[Load], chosen: str = "") -> None:
        """Who can be given work, who has least first; the one who was chosen stays so."""
        before = chosen or self.person
        names = [each.name for each in people]
        self.people.clear()
        for each in people:
            twin = f" · {each.person[-4:]}" if names.count(each.name) > 1 else ""
            item = QListWidgetItem(f"{each.name}{twin} · {_load(each.open)}")
            item.setData(_PERSON, each.person)
            item.setSizeHint(QSize(0, theme().px(_ROW_PIXELS)))
            self.people.addItem(item)
            if each.person == before:
                self.people.setCurrentItem(item)
        self.people.setVisible(bool(people))
        self.nobody.setVisible(not people)
        self._fit()

    def take_keyboard(self) -> None:
        """Begin with the people, or with adding the first one."""
        first: QWidget = self.people if self.people.count() else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def person(self) -> str:
        """The chosen person's id, or nothing."""
        chosen = self.people.selectedItems()
        return str(chosen[0].data(_PERSON)) if chosen else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _days(self) -> list[tuple[str, str]]:
        calendar, today = WorkCalendar(), self._today()
        days = [(str(each), calendar.after(today, each)) for each in _DAYS]
        return [
            (POLICY, "as the policy says"),
            *((key, f"{day_words(day)} ({key} business days)") for key, day in days),
            (NO_DAY, "no date"),
        ]

    def _on_give(self) -> None:
        if not self.person:
            return
        choice = self.due.value
        due = None
        if choice not in (POLICY, NO_DAY):
            due = WorkCalendar().after(self._today(), int(choice))
        self.given.emit(GiveTo(self.person, self.role.value, due, by_policy=choice == POLICY))

    def _fit(self) -> None:
        self.give.setEnabled(bool(self.person))
        self.give.setToolTip("" if self.person else "Choose a person first.")

    def _measure(self) -> None:
        high = theme().px(_ROW_PIXELS)
        self.people.setMinimumHeight(high * _ROWS)
        for at in range(self.people.count()):
            self.people.item(at).setSizeHint(QSize(0, high))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.heading, self.which, self.nobody):
            column.addWidget(each)
        column.addWidget(self.people, 1)
        column.addWidget(ButtonRow(self.role, self.due))
        column.addWidget(ButtonRow(self.give, self.cancel))
        column.addSpacing(4)
        column.addWidget(self.new)


class _People(QListWidget):
    """Enter chooses, as everywhere; letters go to a name."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for item in self.selectedItems():
                self.itemActivated.emit(item)
            event.accept()
        else:
            super().keyPressEvent(event)


def _load(many: int) -> str:
    return f"{count_words(many, 'submission', 'submissions')} open" if many else "nothing open"
