"""The list of what the hub holds: which part of it, the table, and a page of words where there is nothing to show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.hosting.acts import FIND
from reviewer_app.ui.hosting.held_words import CAME, DUE, WHO, held_columns, spoken
from reviewer_app.ui.hosting.ports import HeldAsked, HeldRow, WorkPorts
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.lists import Pages, RowsModel, RowsTable
from reviewer_app.ui.lists.painting import HEADER_PIXELS, ROW_PIXELS
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, EmptyState, MenuButton, SearchField
from reviewer_app.ui.words import count_words

FREE, ALL = "free", "all"
_ALWAYS = ("Submission", "Micro-credential", "Attempt")
_ROWS = 4
_SEARCH_PIXELS = 150


class HeldList(QWidget):
    """Emits ``changed`` when the list or what is chosen in it changed, and ``opened`` where Enter is pressed."""

    changed = Signal()
    opened = Signal()
    counted = Signal(int, int)

    def __init__(
        self, ports: WorkPorts, jobs: Jobs, *, now: Callable[[], datetime], bring: Callable[[], object]
    ) -> None:
        super().__init__()
        self._ports, self._jobs = ports, jobs
        self._focus_due = False
        self.wish = HeldAsked()
        self.held = 0
        self.which = MenuButton(
            "Which submissions", [(FREE, "Nobody has it"), (ALL, "All submissions")], stands_out=False
        )
        self.search = SearchField("Search what the hub holds", "Search", act=FIND)
        self.pages: Pages[HeldAsked, HeldRow] = Pages(ports, jobs, self.wish, self, lane=Lane.HUB)
        self.model = RowsModel(self.pages, held_columns(now), spoken, self)
        self.table = RowsTable(self.model, "Submissions at the hub", several=True)
        self._stack = QStackedWidget()
        self._loading = EmptyState("loader", "Reading what the hub holds…", "")
        self._bring = Button("Take in bundles…", bring, icon="import")
        self._show_all = Button("Show all submissions", lambda: self.show_which(ALL), icon="queue")
        self._empty = EmptyState(
            "import",
            "The hub holds no submission yet",
            "Choose bundles, or a folder of them, or drop them here.",
            (self._bring,),
        )
        self._given = EmptyState(
            "decided",
            "Nothing waits to be given",
            "Every submission that the hub holds is with somebody.",
            (self._show_all,),
        )
        self._no_match = EmptyState(
            "search",
            "No submission matches",
            "Nothing that the hub holds fits this search.",
            (Button("Clear the search", self._clear, icon="clear"),),
        )
        self._failed = EmptyState(
            "error",
            "The hub could not be read",
            "",
            (Button("Try again", self.refresh, icon="retry"),),
            tone="bad",
        )
        self._build()
        self.which.chosen.connect(self._on_which)
        self.search.searched.connect(lambda text: self._ask(replace(self.wish, text=text)))
        self.search.left.connect(self.take_keyboard)
        self.table.opened.connect(lambda _id: self.opened.emit())
        self.table.sort_wanted.connect(self.sort_by)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.changed.emit())
        self.model.counted.connect(self._on_counted)
        self.pages.failed.connect(self._on_failed)
        theme().changed.connect(self._fit)
        self._fit()
        self._show_columns()

    def refresh(self) -> None:
        """Read the list again, and how many there are in all."""
        self._ask(self.wish)

    def show_which(self, which: str) -> None:
        """Show those that nobody has, or all."""
        self.which.choose(which)
        self._on_which(which)

    def sort_by(self, sort: str) -> None:
        """Sort by a column; by the same one again the other way round."""
        again = self.wish.sort == sort and not self.wish.descending
        self._ask(replace(self.wish, sort=sort, descending=again))

    def take_keyboard(self) -> None:
        """Begin with the table, or with what can be done where there is none."""
        page = self._stack.currentWidget()
        first = self._bring if page is self._empty else self._show_all if page is self._given else self.table
        # While the first page is on its way the table is not to be seen and cannot take the focus.
        self._focus_due = page is self._loading
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[HeldRow, ...]:
        """The chosen submissions that are here; those far down in a long list may still be to be read."""
        runs = self.ranges()
        firsts = [first for first, _last in runs]
        found = []
        for at, row in self.pages.held():
            run = bisect_right(firsts, at) - 1
            if run >= 0 and at <= runs[run][1]:
                found.append((at, row))
        return tuple(row for _at, row in sorted(found, key=lambda told: told[0]))

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The chosen rows, each run of them by its first and last."""
        told = sorted(
            {(each.top(), each.bottom()) for each in self.table.selectionModel().selection().toList()}
        )
        runs: list[tuple[int, int]] = []
        for first, last in told:
            if runs and first <= runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
            else:
                runs.append((first, last))
        return tuple(runs)

    @property
    def many(self) -> int:
        """How many are chosen."""
        return sum(last - first + 1 for first, last in self.ranges())

    @property
    def _has_keyboard(self) -> bool:
        """Whether the keyboard is in the page in front, which goes away with it."""
        at, page = self.window().focusWidget(), self._stack.currentWidget()
        return page is not None and (at is page or page.isAncestorOf(at))

    def _ask(self, wish: HeldAsked) -> None:
        self.wish = wish
        self.table.header.show_order(wish)
        # Another list, or the same one as it is now: what stood in a row may stand in another.
        self.table.clearSelection()
        self.pages.ask(wish)
        ports = self._ports
        self._jobs.run(
            Lane.HUB,
            lambda _control: (ports.size(HeldAsked(free=False)), ports.size(HeldAsked(free=True))),
            self._on_totals,
            lambda _error: None,  # the list says it
            owner=self,
            replaces="held totals",
        )

    def _on_which(self, which: str) -> None:
        free = which == FREE
        sort = "taken" if free else self.wish.sort
        self._ask(replace(self.wish, free=free, sort=sort, descending=False))
        self._show_columns()

    def _show_columns(self) -> None:
        self.table.show_only(*_ALWAYS, *((CAME,) if self.wish.free else (DUE, WHO)))

    def _clear(self) -> None:
        self.search.clear()
        self.search.returnPressed.emit()

    def _on_totals(self, told: tuple[int, int]) -> None:
        self.held = told[0]
        self.counted.emit(*told)
        self._show_page(self.pages.total)

    def _on_counted(self, total: int) -> None:
        self.held = max(self.held, total)
        self._show_page(total)
        if total and not self.table.currentIndex().isValid():
            none = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), none)
        if self.wish.text:
            announce(self, f"{count_words(total, 'submission', 'submissions')} found")
        self.changed.emit()

    def _show_page(self, total: int) -> None:
        had = self._has_keyboard
        empty = self._no_match if self.wish.text else self._given if self.held else self._empty
        self._stack.setCurrentWidget(self.table if total else empty)
        if self._focus_due or had:
            self.take_keyboard()

    def _on_failed(self, error: ReviewerError) -> None:
        self._failed.title.setText(error.title)
        self._failed.sentence.setText(f"{error.sentence} {error.next_step}")
        self._failed.setAccessibleName(f"{error.title}. {error.sentence} {error.next_step}")
        announce(self, self._failed.accessibleName(), urgent=True)
        self._stack.setCurrentWidget(self._failed)
        self.changed.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.which)
        row.addWidget(self.search, 1)
        column.addLayout(row)
        for page in (self._loading, self.table, self._empty, self._given, self._no_match, self._failed):
            self._stack.addWidget(page)
        frame = Card(margin=0, spacing=0)
        frame.body.setContentsMargins(1, 1, 1, 8)
        frame.body.addWidget(self._stack)
        column.addWidget(frame, 1)

    def _fit(self) -> None:
        look = theme()
        self.search.setMinimumWidth(look.px(_SEARCH_PIXELS))
        self.table.setMinimumHeight(look.px(HEADER_PIXELS + _ROWS * ROW_PIXELS))
