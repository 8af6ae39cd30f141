"""The page of a review's history: every change on the left, the review as it was then on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.review import OVERALL
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.ui.review.history_list import PastList
from reviewer_app.ui.review.past_ports import PastLine, ThenView
from reviewer_app.ui.review.then_panel import ThenPanel
from reviewer_app.ui.widgets import Button, Card, EmptyState, InlineNote, Label, MenuButton, SlimBar

ALL = "*"


class HistoryPage(QWidget):
    """``chosen`` carries the record whose moment should be shown, ``restored`` a record and a slot ("" for all)."""

    back = Signal()
    chosen = Signal(str)
    restored = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("History")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines: tuple[PastLine, ...] = ()
        self._rubric: Microcredential | None = None
        self.filter: MenuButton[str] | None = None
        self._bar = SlimBar()
        self._bar.start.addWidget(
            Button("Back", self.back.emit, icon="back", hint="Back to the review (Esc)")
        )
        self._bar.start.addSpacing(8)
        self.title = Label("History", "heading")
        self._bar.start.addWidget(self.title, 1)
        self.note = InlineNote()
        self.list = PastList()
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._on_entered)
        self.then = ThenPanel()
        self.then.restored.connect(self.restored)
        self.loading = EmptyState("loader", "Reading the history…", "")
        self.empty = EmptyState(
            "history",
            "Nothing was changed here yet",
            "Every level, comment and citation will be listed here.",
        )
        self.failed = EmptyState("error", "The history could not be read", "", tone="bad")
        self.both = QWidget()
        sides = QHBoxLayout(self.both)
        sides.setContentsMargins(24, 16, 24, 16)
        sides.setSpacing(16)
        left = Card(margin=1, spacing=0)
        left.body.addWidget(self.list)
        sides.addWidget(left, 2)
        sides.addWidget(self.then, 3)
        self.stack = QStackedWidget()
        for page in (self.loading, self.both, self.empty, self.failed):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self.note)
        whole.addWidget(self.stack, 1)

    def begin(self, alias: str, rubric: Microcredential) -> None:
        """Another submission, or the same one again: nothing is shown until its history is read."""
        self.title.setText(f"History of submission {alias}")
        self.note.hide()
        self._lines = ()
        if rubric != self._rubric:
            self._rubric = rubric
            if self.filter is not None:
                self.filter.hide()
                self.filter.deleteLater()
            choices = [(ALL, "Every criterion"), (OVERALL, "The whole submission")]
            choices += [(each.id, f"{each.id} {each.title}") for each in rubric.criteria]
            self.filter = MenuButton("Show changes of", choices, prefix="Show: ")
            self.filter.chosen.connect(lambda _criterion: self._filtered())
            self._bar.end.addWidget(self.filter)
        elif self.filter is not None:
            self.filter.choose(ALL)
        self.stack.setCurrentWidget(self.loading)

    def show_lines(self, lines: Sequence[PastLine], *, keep: str = "") -> None:
        """Show these changes, given oldest first."""
        self._lines = tuple(lines)
        if not lines:
            self.stack.setCurrentWidget(self.empty)
            return
        arriving = self.stack.currentWidget() is not self.both
        self.stack.setCurrentWidget(self.both)
        self._filtered(keep)
        if arriving:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_then(self, view: ThenView, *, editable: bool) -> None:
        """Show the review as it was at the chosen change."""
        current = self.list.current
        if current is not None and current.record == view.record:
            self.then.show_then(view, editable=editable)

    def fail(self, error: ReviewerError) -> None:
        """Say why there is nothing to show."""
        self.failed.title.setText(error.title)
        self.failed.sentence.setText(f"{error.sentence} {error.next_step}")
        self.stack.setCurrentWidget(self.failed)

    def _filtered(self, keep: str = "") -> None:
        wanted = self.filter.value if self.filter is not None else ALL
        shown = [each for each in self._lines if wanted in (ALL, each.criterion)]
        current = self.list.current
        self.list.show_lines(shown, keep=keep or (current.record if current is not None else ""))
        self.then.setVisible(bool(shown))

    def _on_chosen(self, line: PastLine) -> None:
        self.then.show_line(line)
        self.chosen.emit(line.record)

    def _on_entered(self) -> None:
        self.then.focus_inside()
