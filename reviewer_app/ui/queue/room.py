"""The queue room: figures, filters and the table, with a page of words where there is nothing to show."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.window import PLACE_ACTS
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.lists import Pages, RowsModel, RowsTable
from reviewer_app.ui.lists.painting import HEADER_PIXELS, ROW_PIXELS
from reviewer_app.ui.places import LEAVING
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.queue.acts import QUEUE_ACTS
from reviewer_app.ui.queue.columns import queue_columns
from reviewer_app.ui.queue.figures import FigureRow
from reviewer_app.ui.queue.filters import FilterRow
from reviewer_app.ui.queue.plan_line import PlanLine
from reviewer_app.ui.queue.recovered import RecoveredNote
from reviewer_app.ui.queue.words import spoken
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Asked, Figures
from reviewer_app.ui.widgets import Button, Card, ElidedLabel, EmptyState, Label, Room
from reviewer_app.ui.words import count_words, size_words, this_day

_FIGURES_FROM = 560


class QueueRoom(Room):
    """Emits ``opened`` with a submission's id, ``import_wanted``, and ``figures_changed`` with new figures.

    ``shown`` follows each answer of the store, once it is on show.
    """

    opened = Signal(str)
    shown = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()
    pairing_wanted = Signal()
    leaving_wanted = Signal()
    figures_changed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        *,
        today: Callable[[], date] = this_day,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Queue", QUEUE_ACTS, parent)
        self._desk = desk
        self._jobs = jobs
        self._keep = ""
        self._asked_for = ""
        self._focus_due = False
        self.figures = FigureRow()
        self.plan: PlanLine = PlanLine()
        self.filters: FilterRow = FilterRow(today)
        self.pages = Pages(desk, jobs, Asked(), self)
        self._files_wait = ""
        self.model = RowsModel(
            self.pages,
            queue_columns(today, lambda: self._files_wait),
            lambda row: spoken(row, today(), self._files_wait),
            self,
        )
        self.table: RowsTable = RowsTable(self.model, "Submissions to review")
        self.recovered = RecoveredNote(desk, jobs)
        self.recovered.opened.connect(self.opened)
        self.shown.connect(self.recovered.ask, Qt.ConnectionType.SingleShotConnection)
        self.last_sync = ElidedLabel("", "muted")
        self.amount = Label("", "muted")
        self._build()
        self.plan.opened.connect(self.opened)
        self.filters.asked.connect(self._on_asked)
        self.filters.search.left.connect(self._to_table)
        self.table.opened.connect(self.opened)
        self.table.sort_wanted.connect(self.filters.sort_by)
        self.model.counted.connect(self._on_counted)
        self.pages.failed.connect(self._on_failed)
        for answered in (self.model.counted, self.pages.failed):
            answered.connect(lambda _answer: QTimer.singleShot(0, self, self.shown.emit))
        self.table.header.show_order(self.filters.wish)
        theme().changed.connect(self._fit)

    def entered(self) -> None:
        """Look again at the store and take the focus."""
        self.refresh()
        self._to_table()

    def refresh(self) -> None:
        """Read the list and the figures again; the cursor stays on its submission."""
        self._keep, self._asked_for = self._asked_for or self.table.current() or self._keep, ""
        self.pages.ask(self.filters.wish)
        self._jobs.run(
            Lane.STORE,
            lambda _control: self._desk.figures(),
            self._on_figures,
            lambda _error: None,
            owner=self,
        )
        if (plan := self._desk.plan) is not None:
            # The list says it where the store cannot be read; the plan only stays away.
            self._jobs.run(
                Lane.STORE,
                lambda _control: plan(),
                self.plan.tell,
                lambda _error: self.plan.hide(),
                owner=self,
                replaces="plan",
            )

    def say_files(self, wait: str) -> None:
        """Say beside submissions whose files are still to come what holds them up; "" for nothing."""
        if wait != self._files_wait:
            self._files_wait = wait
            self.table.viewport().update()

    def show_submission(self, submission: str) -> None:
        """Read the list again and put the cursor on a submission, if it is on the first page."""
        self._asked_for = submission
        self.refresh()

    def layout_text(self) -> str:
        """Order and widths, to remember."""
        wish = self.filters.wish
        return json.dumps({"sort": wish.sort, "descending": wish.descending, "widths": self.table.widths()})

    def restore_layout(self, remembered: str) -> None:
        """Take up a remembered order and widths; text that cannot be read changes nothing."""
        try:
            told = json.loads(remembered or "{}")
            self.table.set_widths(str(told.get("widths", "")))
            self.filters.set_order(str(told.get("sort", "due")), bool(told.get("descending", False)))
        except (ValueError, AttributeError):
            return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the figures out where the list would have no room beside them."""
        look = theme()
        self.figures.setVisible(self.height() >= look.px(_FIGURES_FROM))
        self.table.setMinimumHeight(look.px(HEADER_PIXELS + ROW_PIXELS))

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._loading = EmptyState("loader", "Reading your queue…", "")
        self._first_step = Button("Import bundle…", self.import_wanted.emit, kind="primary", icon="import")
        self._empty = EmptyState(
            "queue",
            "Nothing to review yet",
            "Import a bundle you were given, or pair this laptop with your district’s hub and sync.",
            (
                self._first_step,
                Button("Pair with a hub…", self.pairing_wanted.emit, icon="pair"),
                Button(
                    "Try a sample review",
                    self.sample_wanted.emit,
                    icon="book-open",
                    hint="Five minutes, guided",
                ),
            ),
        )
        self._no_match = EmptyState(
            "search",
            "No submission matches",
            "Nothing in your queue fits this search and these filters.",
            (Button("Show everything", self.filters.clear, icon="clear"),),
        )
        self._failed = EmptyState(
            "error",
            "The queue could not be read",
            "",
            (Button("Try again", self.refresh, icon="retry"),),
            tone="bad",
        )
        for page in (self._loading, self.table, self._empty, self._no_match, self._failed):
            self._stack.addWidget(page)
        card = Card(margin=0, spacing=0)
        # One pixel keeps rows off the line, eight keep the last one out of the round corners.
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.addWidget(self._stack)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.last_sync, 1)
        foot.addWidget(self.amount)
        foot.addWidget(
            Button("Safe to leave?", self.leaving_wanted.emit, kind="link", act=PLACE_ACTS[LEAVING])
        )
        self.body.addWidget(self.recovered)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.plan)
        self.body.addWidget(self.filters)
        self.body.addWidget(card, 1)
        self.body.addLayout(foot)

    def _to_table(self) -> None:
        """Put the focus where work goes on: the table, or the first thing to do where there is none."""
        if self._stack.currentWidget() is self._empty:
            self._first_step.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        # While the first page is on its way the table is not to be seen and cannot take the focus.
        self._focus_due = not self.table.isVisible()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.go_to(0)

    def _to_table_if_due(self) -> None:
        """Do so where it waited for the list, unless the person went to another place meanwhile."""
        due, self._focus_due = self._focus_due, False
        if due and self.isVisibleTo(self.window()):
            self._to_table()

    def _on_asked(self, wish: Asked) -> None:
        self._keep = self.table.current() or self._keep
        self.table.header.show_order(wish)
        self.pages.ask(wish)

    def _on_counted(self, total: int) -> None:
        wish = self.filters.wish
        if total:
            self._stack.setCurrentWidget(self.table)
            self.table.settle(self._keep)
            self._to_table_if_due()
        else:
            self._stack.setCurrentWidget(self._no_match if wish.narrowed else self._empty)
            self._to_table_if_due()
        if wish.narrowed:
            announce(self, f"{count_words(total, 'submission', 'submissions')} found")

    def _on_figures(self, figures: Figures) -> None:
        self.figures.tell(figures)
        held = count_words(figures.total, "submission", "submissions")
        self.amount.setText(f"{held} · {size_words(figures.bytes_here)} on this laptop")
        self.figures_changed.emit(figures)

    def _on_failed(self, error: ReviewerError) -> None:
        self._failed.title.setText(error.title)
        self._failed.sentence.setText(f"{error.sentence} {error.next_step}")
        self._failed.setAccessibleName(f"{error.title}. {error.sentence} {error.next_step}")
        announce(self, self._failed.accessibleName(), urgent=True)
        self._stack.setCurrentWidget(self._failed)
