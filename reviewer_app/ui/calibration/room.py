"""The room of calibration: practise on anchors or on one's own work again, and see how near one's levels come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.domain.practice_report import OfMicrocredential
from reviewer_app.ui.calibration.acts import AGAIN, CALIBRATION_ACTS
from reviewer_app.ui.calibration.piecemeal import Piecemeal, Step
from reviewer_app.ui.calibration.ports import CalibrationPorts, CalibrationView
from reviewer_app.ui.calibration.practice_list import PracticeList
from reviewer_app.ui.calibration.report_card import ReportCard
from reviewer_app.ui.calibration.words import WHO_SEES
from reviewer_app.ui.commands.window import IMPORT
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, EmptyState, Label, Room
from reviewer_app.ui.words import count_words

_SIDE_BY_SIDE = 860
_LEFT = 340


class CalibrationRoom(Room):
    """Emits ``opened`` with the submission to practise on, ``import_wanted`` when a bundle should be chosen."""

    opened = Signal(str)
    import_wanted = Signal()

    def __init__(self, ports: CalibrationPorts, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("Calibration", CALIBRATION_ACTS, parent)
        self._ports, self._jobs = ports, jobs
        self.found: CalibrationView | None = None
        self.list = PracticeList(
            "To practise on",
            "Nothing is open. Anchors come from your coordinator, with the next sync or as a bundle to import.",
        )
        self.done = PracticeList("Done")
        for each in (self.list, self.done):
            each.opened.connect(self.opened)
        self.again = Button("Score one again", self.score_again, icon="history", act=AGAIN)
        self.again_words = Label("", "muted", wrap=True)
        self.reports: list[ReportCard] = []
        self.building = Piecemeal(self)
        self.import_one = Button("Import bundle…", self.import_wanted.emit, icon="import", act=IMPORT)
        self.retry = Button("Try again", self.refresh, icon="retry")
        self._loading = EmptyState("loader", "Reading your practice…", "")
        self._failed = EmptyState("error", "Your practice cannot be read", "", (self.retry,), tone="bad")
        self._empty = EmptyState(
            "scale",
            "Nothing to practise on yet",
            "Anchors are submissions that experienced assessors have scored. You score them as always, then see how "
            "near you came. They come from your coordinator, with the next sync or as a bundle. "
            f"{WHO_SEES}",
            (self.import_one,),
        )
        self.page = self._made()
        self._stack = QStackedWidget()
        for page in (self._loading, self._empty, self._failed, self.page):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)

    def entered(self) -> None:
        """Look again, and take the focus."""
        self.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        pages: tuple[tuple[QWidget, QWidget], ...] = (
            (self.page, self.page),
            (self._empty, self.import_one),
            (self._failed, self.retry),
        )
        for page, first in pages:
            if self._stack.currentWidget() is page:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what there is to practise and what practice says."""
        self._jobs.run(
            Lane.STORE,
            lambda _control: self._ports.look(),
            self._on_found,
            self._on_failed,
            owner=self,
            replaces="calibration",
        )

    def score_again(self) -> None:
        """Begin with one of one's own earlier decisions."""
        self.again.setEnabled(False)
        self._jobs.run(
            Lane.STORE,
            lambda _control: self._ports.score_again(),
            self.opened.emit,
            self._on_not_begun,
            owner=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _made(self) -> QScrollArea:
        again = Card(margin=16, spacing=8)
        again.setAccessibleName("Your own work, again")
        again.body.addWidget(Label("Your own work, again", "heading", wrap=True))
        again.body.addWidget(self.again_words)
        again.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self._left = QWidget()
        self._left.setProperty("ground", "none")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(16)
        left.addWidget(self.list)
        left.addWidget(again)
        left.addWidget(self.done)
        left.addWidget(Label(WHO_SEES, "small", wrap=True))
        left.addStretch(1)
        right = QWidget()
        right.setProperty("ground", "none")
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(16)
        inner = QWidget()
        inner.setProperty("ground", "none")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(0, 0, 8, 0)
        self._columns.setSpacing(16)
        self._columns.addWidget(self._left)
        self._columns.addWidget(right, 1)
        page = QScrollArea()
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName("Practice and what it says")
        page.setWidget(inner)
        theme().changed.connect(self._arrange)
        return page

    def _arrange(self) -> None:
        wide = self.width() >= theme().px(_SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._left.setMinimumWidth(theme().px(_LEFT) if wide else 0)
        self._left.setMaximumWidth(theme().px(_LEFT) if wide else 16_777_215)

    def _on_found(self, found: CalibrationView) -> None:
        before, self.found = self.found, found
        self.note.hide()
        if found == before and self._stack.currentWidget() in (self.page, self._empty):
            self.again.setEnabled(found.again is not None)
            return  # nothing is new: what is shown need not be built again
        if not found.rows and not found.reports and found.again is None:
            self._show(self._empty)
            return
        self._show_again(found)
        self._arrange()
        self._show(self.page)
        self.building.do(self._steps(found))

    def _steps(self, found: CalibrationView) -> Iterator[Step]:
        """All that is shown, piece by piece: tables of many figures would hold the window up."""
        closed = [row for row in found.rows if row.state not in OPEN]
        self.done.setVisible(bool(closed))
        yield from self.list.steps([row for row in found.rows if row.state in OPEN])
        yield self._clear_reports
        for report in found.reports:
            yield partial(self._add_report, report)
            yield from self.reports[-1].steps()
        if not found.reports:
            yield self._say_nothing
        yield from self.done.steps(closed)

    def _clear_reports(self) -> None:
        while (item := self._right.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._right.addStretch(1)
        self.reports = []

    def _add_report(self, report: OfMicrocredential) -> None:
        self.reports.append(ReportCard(report))
        self._right.insertWidget(self._right.count() - 1, self.reports[-1])

    def _say_nothing(self) -> None:
        nothing = Card(margin=16)
        words = "What you compare with its reference is summed up here."
        nothing.body.addWidget(EmptyState("scale", "Nothing compared yet", words))
        self._right.insertWidget(0, nothing)

    def _show(self, page: QWidget) -> None:
        """Bring a page to the front; the focus follows where another one was in front of it."""
        before = self._stack.currentWidget()
        self._stack.setCurrentWidget(page)
        if before is not page and self.isVisible():
            self._take_focus()

    def _show_again(self, found: CalibrationView) -> None:
        self.again.setEnabled(found.again is not None)
        if found.again is None:
            self.again_words.setText(
                "Nothing is old enough yet: two weeks, or twenty decisions, must lie between, so that you agree with "
                "yourself and not with your memory."
            )
            return
        waiting = count_words(found.old_enough, "decision of yours waits", "decisions of yours wait")
        self.again_words.setText(
            f"{waiting} to be scored again. One is chosen; your earlier levels stay out of sight until you compare."
        )

    def _on_not_begun(self, error: ReviewerError) -> None:
        self.again.setEnabled(True)
        self.note.say_error(error)

    def _on_failed(self, error: ReviewerError) -> None:
        if self.found is not None:
            self.note.say_error(error)
            return
        self._failed.sentence.setText(f"{error.sentence} {error.next_step}".strip())
        self._failed.setAccessibleName(f"{error.title}. {error.sentence} {error.next_step}")
        self._show(self._failed)
