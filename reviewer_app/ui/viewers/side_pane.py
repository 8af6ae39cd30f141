"""The pane beside a document: its pages as small pictures, or its outline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.canvas import PageCanvas
from reviewer_app.ui.viewers.handle import Heading, OpenedHandle
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.outline_pane import OutlinePane
from reviewer_app.ui.viewers.thumbnails import ThumbnailPane

_WIDTHS = {Look.THUMBNAILS: 140, Look.OUTLINE: 220}
_LEAST = 96


class SidePane(QFrame):
    """Shows one of the two at a time; ``chosen`` carries a page (0-based)."""

    chosen = Signal(int)

    def __init__(self, jobs: Jobs, canvas: PageCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._asked = False
        self._turn = 0
        self.thumbnails = ThumbnailPane(canvas)
        self.outline = OutlinePane()
        self._stack = QStackedWidget()
        self._panes: dict[Look, QWidget] = {Look.THUMBNAILS: self.thumbnails, Look.OUTLINE: self.outline}
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.thumbnails.chosen.connect(self.chosen)
        self.outline.chosen.connect(self.chosen)
        self.setMinimumWidth(_LEAST)

    def open(self, handle: OpenedHandle, count: int) -> None:
        """Be ready for another document."""
        self._handle, self._asked = handle, False
        self._turn += 1
        self.thumbnails.show_pages(count)
        self.outline.say("The outline is on its way.")
        self._ask()

    def shut(self) -> None:
        """Show nothing any more."""
        self._handle = None
        self._turn += 1
        self.thumbnails.show_pages(0)
        self.outline.say("The outline is on its way.")

    def showing(self, way: Look) -> bool:
        """Whether this one is seen."""
        return not self.isHidden() and self._stack.currentWidget() is self._panes[way]

    def toggle(self, way: Look) -> bool:
        """Show one of the two, or hide it when it is shown; whether it is shown now."""
        shown = not self.showing(way)
        self._stack.setCurrentWidget(self._panes[way])
        self.setVisible(shown)
        self._ask()
        if shown:
            (self.outline.tree if way is Look.OUTLINE else self.thumbnails).setFocus()
        return shown

    def show_page(self, page: int) -> None:
        """Mark the page (0-based) that is shown."""
        self.thumbnails.show_page(page)
        self.outline.show_page(page)

    def wanted_width(self) -> int:
        """How wide it is best shown."""
        shown = Look.OUTLINE if self._stack.currentWidget() is self.outline else Look.THUMBNAILS
        return theme().px(_WIDTHS[shown])

    def _ask(self) -> None:
        handle = self._handle
        if handle is None or self._asked or not self.showing(Look.OUTLINE):
            return
        self._asked = True
        turn = self._turn

        def work(_control: JobControl) -> Sequence[Heading]:
            return handle.outline()

        def done(headings: Sequence[Heading]) -> None:
            if turn == self._turn:
                self.outline.show_headings(headings)

        def failed(_error: ReviewerError) -> None:
            if turn == self._turn:
                self.outline.say("The outline of this document could not be read.")

        self._jobs.run(Lane.RENDERING, work, done, failed, owner=self)
