"""The viewer for documents, web pages and email: a paper whose pieces come one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.paper_replies import Section, ask_section
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.links import ask_link
from reviewer_app.ui.viewers.paper_images import PaperImages
from reviewer_app.ui.viewers.paper_page import COLUMN, PaperPage, plain_sides, sheet
from reviewer_app.ui.viewers.paper_places import Stretch, at_offset, at_spot
from reviewer_app.ui.viewers.place import Place, Selected, text_selected
from reviewer_app.ui.viewers.reading import ReadingViewer
from reviewer_app.ui.viewers.viewer import Can

BODY = 15
_REST_MILLISECONDS = 60


class PaperViewer(ReadingViewer):
    """Shows a paper. Places are counted in its text as the worker tells it, so they hold at every size."""

    can = Can.SEARCH | Can.CITE | Can.ZOOM
    whole = "whole document"
    own_look = ""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        self.paper = PaperPage()
        super().__init__(self.paper, parent)
        self._jobs = jobs
        self.images = PaperImages(jobs, self.paper)
        self._handle: OpenedHandle | None = None
        self._running: Job[Section] | None = None
        self._count = 0
        self._sections: list[Section] = []
        self.stretches: list[Stretch] = []
        self._wanted = ""
        self._waiting: Place | None = None
        self._going: int | None = None
        self.paper.setTextInteractionFlags(
            self.paper.textInteractionFlags()
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.paper.setPlaceholderText("There are no words or pictures in this document.")
        self.paper.anchorClicked.connect(self._on_link)
        # Pieces are put on the page when nothing else is to do, each small enough not to be felt.
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._append)
        self._look = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._look.timeout.connect(self._want_pictures)
        self.paper.verticalScrollBar().valueChanged.connect(self._look.start)
        theme().changed.connect(self._on_theme)
        self._dress()

    # What is shown

    def open(self, handle: OpenedHandle, name: str) -> None:
        self.shut()
        self._handle = handle
        self._count = max(1, handle.info.text_slices)
        self.images.open(handle)
        self.page.setAccessibleName(name)
        self._fetch()

    def shut(self) -> None:
        if self._running is not None:
            self._running.forget()
            self._running = None
        self._next.stop()
        self._look.stop()
        self._handle = None
        self._count = 0
        self._sections, self.stretches = [], []
        self._wanted, self._waiting, self._going = "", None, None
        self.images.shut()
        super().shut()

    @property
    def complete(self) -> bool:
        """Whether the whole paper is on the page."""
        return len(self.stretches) == self._count

    def words(self) -> str:
        return "".join(each.text for each in self.stretches)

    def _fetch(self) -> None:
        handle, number = self._handle, len(self._sections)
        if handle is None or self._running is not None or number >= self._count:
            return

        def work(_control: JobControl) -> Section:
            return ask_section(handle, number)

        self._running = self._jobs.run(Lane.RENDERING, work, self._on_section, self._on_failed, owner=self)

    def _on_section(self, section: Section) -> None:
        self._running = None
        self._sections.append(section)
        if len(self._sections) == 1:
            self._append()
        elif not self._next.isActive():
            self._next.start()
        self._fetch()

    def _on_failed(self, error: ReviewerError) -> None:
        self._running = None
        self.broke.emit(error)

    def _append(self) -> None:
        """Put the next piece that has come on the page."""
        if len(self.stretches) >= len(self._sections):
            return
        section = self._sections[len(self.stretches)]
        last = self.stretches[-1] if self.stretches else None
        made = Stretch(section.text, last.offset + len(last.text) if last else 0, section.page)
        kept = self.page.verticalScrollBar().value()
        cursor = QTextCursor(self.page.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        cursor = self.room_for(cursor, section)
        begin = cursor.position()
        cursor.insertHtml(section.html)
        cursor.endEditBlock()
        end = cursor.position()
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        shown = cursor.selectedText()
        made.lay(shown, begin, end)
        self.stretches.append(made)
        self.images.came(section.html, shown, begin)
        if len(self.stretches) == 1:
            # The cursor of an empty page goes along with what is put in; reading begins at the beginning.
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.page.verticalScrollBar().setValue(kept)
        self.words_grew()
        self._came()
        if len(self.stretches) < len(self._sections):
            self._next.start()

    def room_for(self, cursor: QTextCursor, section: Section) -> QTextCursor:
        """Where the next piece is to be put."""
        if self.stretches:
            cursor.insertBlock()
        return cursor

    def _came(self) -> None:
        """What waited for pieces that were not there yet."""
        here = self.stretches[-1].offset + len(self.stretches[-1].text)
        if self._going is not None and (self._going < here or self.complete):
            going, self._going = self._going, None
            self._go(going)
        if self._waiting is not None and self.complete:
            waiting, self._waiting = self._waiting, None
            super().reveal(waiting)
        if self._wanted and self.complete:
            super().search(self._wanted)
        self._look.start()

    # Places

    def reveal(self, place: Place) -> None:
        if not self.complete:
            self._waiting = place
        if self.stretches and (place.start is None or place.start < len(self.words())):
            super().reveal(place)

    def selection(self) -> Selected | None:
        cursor = self.page.textCursor()
        first = at_spot(self.stretches, cursor.selectionStart())
        last = at_spot(self.stretches, cursor.selectionEnd())
        if not cursor.hasSelection() or first is None or last is None:
            return Selected((), self.whole)
        start, end = first.place(cursor.selectionStart()), last.place_after(cursor.selectionEnd())
        if start >= end:
            return Selected((), self.whole)
        return text_selected(self.words(), start, end)

    def search(self, wanted: str) -> None:
        self._wanted = wanted
        super().search(wanted)

    def remembered(self) -> dict[str, Any]:
        at = self._going if self._going is not None else self._top()
        return {"at": at, "zoom": round(self._factor, 3)}

    def restore(self, where: Mapping[str, Any]) -> None:
        zoom, at = where.get("zoom", 1.0), where.get("at", 0)
        if isinstance(zoom, float | int):
            self._set_factor(float(zoom))
        if isinstance(at, int) and at >= 0:
            self._go(at)

    def _top(self) -> int:
        """The place in the text at the top of the window; 0 at the very beginning."""
        if not self.stretches or self.page.verticalScrollBar().value() == 0:
            return 0
        spot = self.paper.top_position()
        found = at_spot(self.stretches, spot)
        return found.place(spot) if found is not None else 0

    def _go(self, offset: int) -> None:
        here = self.stretches[-1].offset + len(self.stretches[-1].text) if self.stretches else 0
        if offset >= here and not self.complete:
            self._going = offset
            return
        found = at_offset(self.stretches, offset)
        if offset == 0 or found is None:
            self.page.verticalScrollBar().setValue(0)
        else:
            self.paper.scroll_to(found.spot(offset))

    def _show(self, position: int) -> None:
        found = at_offset(self.stretches, position)
        if found is None:
            return
        spot = found.spot(position)
        cursor = QTextCursor(self.page.document())
        cursor.setPosition(spot)
        self.page.setTextCursor(cursor)
        top = self.paper.cursorRect(cursor).top()
        if not 24 <= top <= self.paper.viewport().height() - 60:
            self.paper.scroll_to(spot)
            bar = self.page.verticalScrollBar()
            bar.setValue(bar.value() - self.paper.viewport().height() // 4)

    def make_room(self, wide: int) -> None:
        self.paper.strip = wide
        self.paper.fit_column()

    def on_page(self, span: tuple[int, int]) -> tuple[int, int]:
        first, last = at_offset(self.stretches, span[0]), at_offset(self.stretches, max(span[0], span[1] - 1))
        begin = first.spot(span[0]) if first is not None else 0
        return begin, last.spot_after(span[1]) if last is not None else begin

    # The look

    def show_size(self) -> None:
        at = self._top()
        self.page.document().setDefaultFont(theme().font(BODY * self.factor))
        self.paper.column = COLUMN * self.factor
        self.paper.fit_column()
        self.images.zoom(self.factor)
        self._go(at)
        self._look.start()

    def _dress(self) -> None:
        document = self.page.document()
        plain_sides(document)
        document.setDefaultStyleSheet(sheet(theme().tokens) + self.own_look)
        document.setDefaultFont(theme().font(BODY * self.factor))
        self.paper.fit_column()

    def _on_theme(self) -> None:
        """Colours are written into the page when it is made, so it is made anew."""
        self._dress()
        if not self.stretches:
            return
        where = self.remembered()
        self.stretches = []
        self.images.clear()
        self.page.clear()
        self._going = where["at"]
        self._append()

    def _want_pictures(self) -> None:
        view = self.paper.viewport()
        first = self.paper.cursorForPosition(QPoint(0, -view.height())).position()
        last = self.paper.cursorForPosition(QPoint(view.width(), 2 * view.height())).position()
        self.images.want(first, last)

    def _on_link(self, address: QUrl) -> None:
        ask_link(self, address.toString(QUrl.ComponentFormattingOption.FullyEncoded))
