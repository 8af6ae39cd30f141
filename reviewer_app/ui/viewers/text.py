"""The viewer for plain text files, which come in slices so that a huge one opens as fast as a small one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.theme import BODY_PIXELS, theme
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.place import Place
from reviewer_app.ui.viewers.reading import ReadingViewer
from reviewer_app.ui.viewers.viewer import Can
from reviewer_app.ui.widgets import Button, Label

_FIRST_SLICES = 4


class TextViewer(ReadingViewer):
    """Shows a text: its first slices at once, the rest when asked for or searched."""

    can = Can.SEARCH | Can.CITE | Can.ZOOM

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        page = QPlainTextEdit()
        super().__init__(page, parent)
        self._plain = page
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._running: Job[str] | None = None
        self._slices = self._here = self._goal = 0
        self._wanted = ""
        self._waiting: Place | None = None
        page.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        page.document().setDocumentMargin(16)
        self.more = Button("Show the rest", self._on_more)
        self._how_much = Label("", "muted")
        self._foot = QWidget()
        self._foot.setProperty("ground", "surface")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self._how_much, 1)
        row.addWidget(self.more)
        self.column.addWidget(self._foot)
        theme().changed.connect(self.show_size)
        self.show_size()

    def open(self, handle: OpenedHandle, name: str) -> None:
        self.shut()
        self._handle = handle
        self._slices = max(1, handle.info.text_slices)
        self._goal = min(self._slices, _FIRST_SLICES)
        self.page.setAccessibleName(name)
        self._fetch()

    def shut(self) -> None:
        if self._running is not None:
            self._running.forget()
            self._running = None
        self._handle = None
        self._here = self._goal = 0
        self._wanted, self._waiting = "", None
        super().shut()

    def search(self, wanted: str) -> None:
        self._wanted = wanted
        super().search(wanted)
        if wanted.split():
            self._goal = self._slices
            self._fetch()

    def reveal(self, place: Place) -> None:
        if self._here < self._slices and (place.start is None or place.start >= len(self.words())):
            self._waiting = place
            self._goal = self._slices
            self._fetch()
        super().reveal(place)

    def show_size(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(6, theme().px(BODY_PIXELS * self.factor)))
        self.page.setFont(font)

    def restore(self, where: Mapping[str, Any]) -> None:
        super().restore({**where, "scroll": 0} if self._here == 0 else where)

    def _on_more(self) -> None:
        self._goal = self._slices
        self._fetch()

    def _fetch(self) -> None:
        handle = self._handle
        self._say()
        if handle is None or self._running is not None or self._here >= self._goal:
            return
        number = self._here

        def work(_control: JobControl) -> str:
            return handle.text(number).text

        self._running = self._jobs.run(Lane.RENDERING, work, self._on_slice, self._on_failed, owner=self)

    def _on_slice(self, text: str) -> None:
        self._running = None
        self._here += 1
        cursor = QTextCursor(self.page.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        self.words_grew()
        if self._here == self._goal:
            self._catch_up()
        self._fetch()

    def _catch_up(self) -> None:
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            super().reveal(waiting)
        if self._wanted:
            super().search(self._wanted)

    def _on_failed(self, error: ReviewerError) -> None:
        self._running = None
        self.broke.emit(error)

    def _say(self) -> None:
        self._foot.setVisible(0 < self._here < self._slices and self._goal <= self._here)
        self._how_much.setText(f"The first {self._here} of {self._slices} pieces of this text are shown.")
