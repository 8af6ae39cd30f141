"""The card of the hub's submissions: brought in, seen with who has them, given to people, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.hosting.acts import BRING, BRING_FOLDER, GIVE, TAKE_BACK, UNDO
from reviewer_app.ui.hosting.give_page import GivePage
from reviewer_app.ui.hosting.handled_words import Told, given, taken_back, undone
from reviewer_app.ui.hosting.held_list import HeldList
from reviewer_app.ui.hosting.held_words import alias_of
from reviewer_app.ui.hosting.ports import GiveTo, Handled, HeldRow, Load, WorkPorts
from reviewer_app.ui.hosting.take_back_page import TakeBackPage, holders
from reviewer_app.ui.importing import ImportPanel, ImportWords
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.syncing.road_card import RoadHead
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, Pages, ProgressNote
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.words import count_words

WORDS = ImportWords(
    choose="Take in bundles",
    choose_folder="Take in a folder of bundles",
    doing="Taking in",
    done="Taken in",
    stopped="Stopped",
    you_stopped="You stopped",
)
_PAGE = 500
_NOTES_PIXELS = 204
"""Many refused bundles scroll in here, so that the list stays in sight."""
_LONG = 100
"""From so many on giving shows how far it is."""


class WorkCard(Card):
    """``add_person`` makes an account and gives its id."""

    def __init__(
        self,
        ports: WorkPorts,
        jobs: Jobs,
        add_person: Callable[[str], str],
        *,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._ports, self._jobs, self._add_person = ports, jobs, add_person
        self._job: Job[Any] | None = None
        self._given: tuple[tuple[str, ...], str, str] | None = None
        self._names: dict[str, str] = {}
        self.body.setContentsMargins(16, 12, 16, 16)
        self.setAccessibleName("Submissions")
        self.bring_button = Button("Take in bundles…", self.bring, icon="import", act=BRING)
        self.folder_button = Button("A folder…", self.bring_folder, icon="folder", act=BRING_FOLDER)
        self.folder_button.setAccessibleName("Take in a folder of bundles")
        self.head = RoadHead("queue", self.bring_button, self.folder_button)
        self.head.title.setText("Submissions")
        self.totals = Label("", "muted", wrap=True)
        self.head.words.addWidget(self.totals)
        self.importing = ImportPanel(ports, jobs, words=WORDS)
        self.importing.follows = self.folder_button
        self.note = InlineNote()
        self.progress: ProgressNote | None = None
        self._progress_at = QVBoxLayout()
        self.list = HeldList(ports, jobs, now=now, bring=self.bring)
        self.chosen = Label("", "muted", wrap=True)
        self.take_back = Button("Take back…", self.ask_to_take_back, act=TAKE_BACK)
        self.give = Button("Give to…", self.ask_to_give, kind="primary", icon="sending", act=GIVE)
        self.giving = GivePage(lambda: _day(now))
        self.taking = TakeBackPage()
        self.pages = Pages()
        self._list_page = QWidget()
        self._build()
        self.importing.imported.connect(lambda _ids: self.list.refresh())
        self.list.changed.connect(self._fit)
        self.list.opened.connect(self.ask_to_give)
        self.list.counted.connect(self._say_totals)
        self.giving.given.connect(self._give)
        self.giving.left.connect(self._to_list)
        self.giving.added.connect(self._add)
        self.taking.taken.connect(self._take_back)
        self.taking.left.connect(self._to_list)
        self._fit()

    # What it can be told to do

    @property
    def at_list(self) -> bool:
        """Whether the list is in front."""
        return self.pages.page() is self._list_page

    @property
    def can_give(self) -> bool:
        """Whether something is chosen that can be given."""
        return self.at_list and self._job is None and self.list.many > 0

    @property
    def can_take_back(self) -> bool:
        """Whether somebody has something open that is chosen."""
        return self.can_give and bool(holders(self.list.chosen()))

    @property
    def can_undo(self) -> bool:
        """Whether something was given a moment ago."""
        return self._given is not None and self._job is None

    def bring(self) -> None:
        """Choose bundles to take in."""
        self.importing.choose()

    def bring_folder(self) -> None:
        """Choose a folder of bundles to take in."""
        self.importing.choose_folder()

    def take(self, paths: Sequence[Path]) -> None:
        """Take in what was dropped."""
        self._to_list()
        self.importing.take(paths)

    def search(self) -> None:
        """Go to the search."""
        self.list.search.setFocus()

    def show_which(self, which: str) -> None:
        """Show those that nobody has, or all."""
        self.list.show_which(which)

    def refresh(self) -> None:
        """Read the list again."""
        self.list.refresh()

    def take_keyboard(self) -> None:
        """Begin where work goes on."""
        page = self.pages.page()
        if page is self.giving:
            self.giving.take_keyboard()
        elif page is self._list_page:
            self.list.take_keyboard()

    def leave(self) -> None:
        """Ask what goes on to end: the store is being locked."""
        self.importing.cancel()
        if self._job is not None:
            self._job.cancel()

    def ask_to_give(self) -> None:
        """Ask to whom the chosen ones go."""
        if not self.can_give:
            return
        ports, wish, ranges = self._ports, self.list.wish, self.list.ranges()
        here = self.list.chosen()
        some = here if len(here) == self.list.many else None

        def work(_control: JobControl) -> tuple[Sequence[HeldRow], Sequence[Load]]:
            rows = some if some is not None else _read(ports, wish, ranges)
            return rows, ports.people()

        self._run(work, self._on_asked)

    def ask_to_take_back(self) -> None:
        """Ask from whom, and why."""
        if not self.can_take_back:
            return
        ports, wish, ranges = self._ports, self.list.wish, self.list.ranges()
        here = self.list.chosen()
        if len(here) == self.list.many:
            self._show_question(here)
            return
        self._run(lambda _control: _read(ports, wish, ranges), self._show_question)

    def undo(self) -> None:
        """Take back what was given last, where nothing about it has arrived."""
        if self._given is None or self._job is not None:
            return
        ids, person, name = self._given
        ports = self._ports
        self._run(lambda _control: ports.undo(ids, person), lambda done: self._on_handled(undone(done, name)))

    # What was asked and answered

    def _on_asked(self, answer: tuple[Sequence[HeldRow], Sequence[Load]]) -> None:
        rows, people = answer
        if not rows:
            self.list.refresh()
            return
        self._know(people)
        self.giving.ask(rows, people)
        self._show(self.giving)
        self.giving.take_keyboard()

    def _show_question(self, rows: Sequence[HeldRow]) -> None:
        if not holders(rows):
            self.list.refresh()
            return
        self.note.hide()
        self._show(self.taking)
        self.taking.ask(rows)

    def _give(self, to: GiveTo) -> None:
        ids = tuple(each.submission for each in self.giving.rows)
        name, ports = self._names.get(to.person, ""), self._ports

        def done(answer: Handled) -> None:
            self._given = (answer.done, to.person, name) if answer.done else None
            undo = (Button("Undo", self.undo, icon="undo-2", act=UNDO),) if answer.done else ()
            self._on_handled(given(answer, name, self._alias(answer)), undo)

        self._run(
            lambda control: ports.give(ids, to, control.progress, control.cancel),
            done,
            "Giving" if len(ids) > _LONG else "",
        )

    def _alias(self, answer: Handled) -> str:
        named = {each.submission: alias_of(each) for each in self.giving.rows}
        return named.get(answer.done[0], "") if answer.done else ""

    def _take_back(self, person: str, ids: Sequence[str], reason: str) -> None:
        ports = self._ports
        name = self.taking.name
        self._run(
            lambda _control: ports.take_back(ids, person, reason),
            lambda done: self._on_handled(taken_back(done, name)),
        )

    def _add(self, name: str) -> None:
        ports, add = self._ports, self._add_person

        def work(_control: JobControl) -> tuple[str, Sequence[Load]]:
            made = add(name)
            return made, ports.people()

        def done(answer: tuple[str, Sequence[Load]]) -> None:
            self.giving.new.done()
            self._know(answer[1])
            self.giving.show_people(answer[1], answer[0])
            self.giving.take_keyboard()

        self._run(work, done)

    def _know(self, people: Sequence[Load]) -> None:
        self._names = {each.person: each.name for each in people}

    def _on_handled(self, told: Told, actions: tuple[Button, ...] = ()) -> None:
        if not actions:
            self._given = None
        self._to_list()
        self.note.say(told.tone, told.title, told.sentence, actions=actions)
        self.list.refresh()

    def _run(self, work: Callable[[JobControl], Any], done: Callable[[Any], None], doing: str = "") -> None:
        if self._job is not None:
            return
        self.note.hide()
        if doing:
            self.progress = ProgressNote(doing)
            self.progress.cancelled.connect(self._on_stop)
            self._progress_at.addWidget(self.progress)

        def ended(answer: Any) -> None:
            self._end()
            done(answer)

        self._job = self._jobs.run(
            Lane.HUB,
            work,
            ended,
            self._on_failed,
            progress=self.progress.show_progress if self.progress is not None else None,
            stopped=self._end,
            owner=self,
        )
        self._fit()

    def _on_failed(self, error: ReviewerError) -> None:
        self._end()
        self.note.say_error(error)
        if self.hasFocus():
            self.take_keyboard()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.giving.new.ready()
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None
        self._fit()

    def _to_list(self) -> None:
        if not self.at_list:
            at = self.window().focusWidget()
            had = at is self or self.isAncestorOf(at)
            self._show(self._list_page)
            if had:
                self.list.take_keyboard()

    def _show(self, page: QWidget) -> None:
        self.pages.show_page(page)
        self._fit()

    def _say_totals(self, held: int, free: int) -> None:
        many = count_words(held, "submission", "submissions")
        rest = (
            f"nobody has {'it' if held == 1 else QLocale().toString(free)}"
            if free
            else "each is with somebody"
        )
        self.totals.setText(f"{many}; {rest}." if held else "None yet.")

    def _fit(self) -> None:
        many, free = self.list.many, self._job is None
        self.give.setEnabled(free and many > 0)
        self.take_back.setVisible(not self.list.wish.free)
        self.take_back.setEnabled(free and self.can_take_back)
        self.chosen.setText(
            f"{count_words(many, 'submission', 'submissions')} chosen"
            if many
            else "Click one to choose it; with Ctrl or Shift, several."
        )
        if not free and self.isAncestorOf(self.window().focusWidget()):
            # It takes the keyboard from what is switched off in it, but is no stop of the Tab key.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for page in (self.giving, self.taking):
            page.setEnabled(free)

    def _measure(self) -> None:
        self.importing.setMaximumHeight(theme().px(_NOTES_PIXELS))

    def _build(self) -> None:
        theme().changed.connect(self._measure)
        self._measure()
        foot = QVBoxLayout()
        foot.addWidget(self.chosen)
        foot.addWidget(ButtonRow(self.give, self.take_back))
        column = QVBoxLayout(self._list_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        for page in (self._list_page, self.giving, self.taking):
            self.pages.add_page(page)
        for each in (self.head, self.importing):
            self.body.addWidget(each)
        self.body.addLayout(self._progress_at)
        self.body.addWidget(self.note)
        self.body.addWidget(self.pages, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)


def _read(ports: WorkPorts, wish: Any, ranges: Sequence[tuple[int, int]]) -> tuple[HeldRow, ...]:
    """The chosen rows, those too that were never looked at."""
    found: list[HeldRow] = []
    for first, last in ranges:
        for start in range(first, last + 1, _PAGE):
            found += ports.page(wish, start, min(_PAGE, last + 1 - start))
    return tuple(found)


def _day(now: Callable[[], datetime]) -> date:
    return now().astimezone().date()
