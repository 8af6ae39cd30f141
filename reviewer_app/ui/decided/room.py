"""The room of decided submissions: their outcome, their receipt, and the letters they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.decided.acts import DECIDED_ACTS, LETTER, SEARCH, SHEET
from reviewer_app.ui.decided.columns import decided_columns, spoken
from reviewer_app.ui.decided.handed_back import HandedBack
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.lists import Pages, RowsModel, RowsTable
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import utc_now
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Asked, Row
from reviewer_app.ui.widgets import Button, Card, EmptyState, Room, SearchField

_SEARCH_PIXELS = 480


class DecidedRoom(Room):
    """Emits ``opened`` with a submission's id, ``changed`` when something was taken back."""

    opened = Signal(str)
    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        *,
        now: Callable[[], datetime] = utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Decided", DECIDED_ACTS, parent)
        self._desk = desk
        self._jobs = jobs
        self._asked = Asked(decided=True, sort="updated", descending=True)
        self.pages = Pages(desk, jobs, self._asked, self)
        self.model = RowsModel(self.pages, decided_columns(now), spoken, self)
        self.table: RowsTable = RowsTable(self.model, "Decided submissions")
        self.search: SearchField = SearchField(
            "Search what is decided", "Search by submission or micro-credential", act=SEARCH
        )
        self.letter = Button(
            "Save letter…", self.save_letter, icon="letter", hint="PDF for the earner", act=LETTER
        )
        self.sheet = Button(
            "Save review sheet…", self.save_sheet, icon="sheet", hint="PDF for your records", act=SHEET
        )
        self.handed_back: HandedBack = HandedBack(desk, jobs, self.note, self._row)
        self.tools.addWidget(self.handed_back.take_back)
        self.tools.addWidget(self.letter)
        self.tools.addWidget(self.sheet)
        self._build()

    def entered(self) -> None:
        """Look again at the store and take the focus."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the list again."""
        self.pages.ask(self._asked)

    def save_letter(self) -> None:
        """Ask where the letter of the chosen submission goes, and write it."""
        self._ask_where("Letter", self._desk.write_letter)

    def save_sheet(self) -> None:
        """Ask where the review sheet goes, and write it."""
        self._ask_where("Review sheet", self._desk.write_review_sheet)

    def write(self, what: str, make: Callable[[str, Path], Path], row: Row, target: Path) -> None:
        """Write a PDF and say where it is, or why not."""
        submission = row.submission
        self._jobs.run(
            Lane.FILES,
            lambda _control: make(submission, target),
            lambda path: self._on_written(what, path),
            self._on_failed,
            owner=self,
        )

    def _build(self) -> None:
        self._empty = EmptyState(
            "decided",
            "Nothing decided yet",
            "Decisions you submit appear here with their receipt and their letter.",
        )
        self._no_match = EmptyState("search", "Nothing matches", "No decided submission fits this search.")
        self._stack = QStackedWidget()
        self._none_back = EmptyState(
            "stop",
            "Nothing handed back",
            "What you hand back for a conflict of interest is listed here. Until the next sync it can be taken back.",
        )
        for page in (self._empty, self._none_back, self.table, self._no_match):
            self._stack.addWidget(page)
        card = Card(margin=0, spacing=0)
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.addWidget(self._stack)
        self._fit()
        theme().changed.connect(self._fit)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.handed_back.filter)
        top.addStretch(1)
        self.body.addLayout(top)
        self.handed_back.chosen.connect(self._on_list_chosen)
        self.handed_back.done.connect(self._on_taken_back)
        self.body.addWidget(card, 1)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.table.setFocus)
        self.table.opened.connect(self._on_opened)
        self.table.sort_wanted.connect(self._on_sort_wanted)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_actions())
        self.model.counted.connect(self._on_counted)
        self.pages.failed.connect(self._on_failed)
        self.table.header.show_order(self._asked)
        self._show_actions()

    def _fit(self) -> None:
        self.search.setMaximumWidth(theme().px(_SEARCH_PIXELS))

    def _row(self) -> Row | None:
        index = self.table.currentIndex()
        return self.model.row_at(index) if index.isValid() else None

    def _show_actions(self) -> None:
        row = self._row()
        for button in (self.letter, self.sheet):
            button.setEnabled(row is not None and row.outcome is not None)
            button.setVisible(not self.handed_back.shown)
        self.handed_back.show_actions()

    def _ask_where(self, what: str, make: Callable[[str, Path], Path]) -> None:
        row = self._row()
        if row is None:
            return
        # The name knows the alias only, whoever sees the folder.
        name = f"{what} {row.alias} attempt {row.attempt}.pdf"
        dialog = QFileDialog(self, f"Save the {what.lower()}", str(self._desk.exports / name), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda target: self.write(what, make, row, Path(target)))
        dialog.open()

    def _on_searched(self, text: str) -> None:
        self._asked = self.handed_back.narrowed(replace(self._asked, text=text))
        self.refresh()

    def _on_opened(self, submission: str) -> None:
        if not self.handed_back.shown:
            self.opened.emit(submission)

    def _on_list_chosen(self) -> None:
        self.note.hide()
        self._asked = self.handed_back.narrowed(self._asked)
        self.refresh()

    def _on_taken_back(self) -> None:
        self.refresh()
        self.changed.emit()

    def _on_sort_wanted(self, sort: str) -> None:
        descending = self._asked.sort == sort and not self._asked.descending
        self._asked = replace(self._asked, sort=sort, descending=descending)
        self.table.header.show_order(self._asked)
        self.refresh()

    def _on_counted(self, total: int) -> None:
        if total:
            self._stack.setCurrentWidget(self.table)
            self.table.settle()
        else:
            empty = self._none_back if self.handed_back.shown else self._empty
            self._stack.setCurrentWidget(self._no_match if self._asked.text else empty)
        self._show_actions()

    def _on_written(self, what: str, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        show = Button("Show in folder", lambda: QDesktopServices.openUrl(folder), icon="folder")
        self.note.say("ok", f"{what} saved", str(path), actions=(show,))

    def _on_failed(self, error: ReviewerError) -> None:
        self.note.say_error(error)
