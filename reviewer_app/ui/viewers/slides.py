"""The viewer for slides: what stands on each, its pictures and the speaker's notes, one card after the other."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat, QTextFrameFormat, QTextLength
from PySide6.QtWidgets import QWidget

from reviewer_app.evidence.paper_replies import Section
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.paper import PaperViewer
from reviewer_app.ui.viewers.paper_places import at_spot
from reviewer_app.ui.viewers.place import Selected
from reviewer_app.ui.viewers.viewer import Can


class SlidesViewer(PaperViewer):
    """A paper whose pieces are slides that can be gone to by number."""

    can = PaperViewer.can | Can.PAGES
    own_look = "h2 { margin-top: 0; font-size: x-large; }"

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        self._slide = 0
        super().__init__(jobs, parent)
        self.paper.setProperty("ground", "desk")
        self.paper.setPlaceholderText("There are no slides in this file.")
        self.paper.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def open(self, handle: OpenedHandle, name: str) -> None:
        self._slide = 0
        super().open(handle, name)

    @property
    def slides(self) -> int:
        """How many slides are known so far; most often there are as many as pieces."""
        return max(self._count, self.stretches[-1].page if self.stretches else 0)

    def go_to(self, page: int) -> None:
        found = next((each for each in self.stretches if each.page == page), None)
        if found is not None:
            self.paper.scroll_to(found.begin)
            bar = self.page.verticalScrollBar()
            bar.setValue(bar.value() - theme().px(16))
            self._say(page)

    def selection(self) -> Selected | None:
        chosen = super().selection()
        if chosen is None:
            return None
        here = at_spot(self.stretches, self.page.textCursor().selectionStart())
        if chosen.selectors:
            return Selected(
                chosen.selectors, f"slide {here.page if here else 1} {chosen.label}", chosen.quote
            )
        slide = max(1, self._slide)
        own = [each for each in self.stretches if each.page == slide]
        if not own:
            return Selected((), self.whole)
        start, end = own[0].offset, own[-1].offset + len(own[-1].text)
        return Selected(({"type": "TextPositionSelector", "start": start, "end": end},), f"slide {slide}")

    def room_for(self, cursor: QTextCursor, section: Section) -> QTextCursor:
        look = theme()
        if self.stretches and self.stretches[-1].page == section.page:
            cursor = QTextCursor(self.page.document())
            cursor.setPosition(self.stretches[-1].end)
            cursor.insertBlock()
            return cursor
        card = QTextFrameFormat()
        card.setBorder(1)
        card.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        card.setBorderBrush(look.tokens.color("line"))
        card.setBackground(look.tokens.color("surface"))
        card.setPadding(look.px(20))
        card.setTopMargin(look.px(8))
        card.setBottomMargin(look.px(8))
        card.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        # Qt keeps an empty line before, between and after cards; it is made too low to be seen.
        low = QTextCharFormat()
        low.setProperty(QTextFormat.Property.FontPixelSize.value, 1)
        cursor.setBlockCharFormat(low)
        inside = cursor.insertFrame(card).firstCursorPosition()
        after = QTextCursor(self.page.document())
        after.movePosition(QTextCursor.MoveOperation.End)
        after.setBlockCharFormat(low)
        inside.setBlockCharFormat(QTextCharFormat())
        return inside

    def _came(self) -> None:
        super()._came()
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        if not self.stretches:
            return
        bar = self.page.verticalScrollBar()
        found = at_spot(self.stretches, self.paper.top_position())
        at_end = bar.value() == bar.maximum() and self.complete and bar.maximum() > 0
        self._say(self.stretches[-1].page if at_end else found.page if found else 1)

    def _say(self, slide: int) -> None:
        self._slide = max(1, slide)
        self.paged.emit(self._slide, max(self.slides, self._slide))
