"""Pages one under the other, or one at a time; a page that cannot be drawn says so in its own place."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QWheelEvent

from reviewer_app.ui.palette import LIGHT
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.canvas import PageCanvas
from reviewer_app.ui.viewers.page_layout import PageLayout


class PagedCanvas(PageCanvas):
    """A canvas that can show a single page; scrolling on from its end turns to the next one."""

    _single = False
    _held = 0

    @property
    def single(self) -> bool:
        """Whether one page is shown at a time."""
        return self._single

    def show_single(self, single: bool) -> None:
        """One page at a time, or all one under the other; on the same page."""
        page, down = self.page, self.down()
        self._single, self._held = single, page
        self.relayout()
        self.go_to(page, down)

    @property
    def sharp(self) -> bool:
        """Whether everything in the window is drawn at the size it is shown."""
        window = QRect(self.offset(), self.viewport().size())
        seen = self._layout.visible(window.top(), window.height())
        return all(tile in self.stream.pictures for page in seen for tile in self._tiles_of(page, window))

    def lay_out(self, scale: float, room: QSize) -> PageLayout:
        return PageLayout(self._sizes, scale, self._rotation, room.width(), room.height(), apart=self._single)

    def reach(self) -> tuple[int, int]:
        if not (self._single and self._sizes):
            return super().reach()
        self._held = min(self._held, len(self._sizes) - 1)
        start, end = self._layout.place(self._held)
        return start, max(start, end - self.viewport().height())

    def turn_to(self, page: int) -> None:
        if self._single:
            self._held = page
            self.verticalScrollBar().setRange(*self.reach())

    def scroll_page(self, forward: bool) -> None:
        if not self._turned(1 if forward else -1):
            super().scroll_page(forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        down = event.angleDelta().y()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and down and self._turned(-1 if down > 0 else 1):
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Space: -1 if back else 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._sizes) - 1}
        if self._single and key in ends:
            self.go_to(ends[key])
        elif not (key in steps and self._turned(steps[key])):
            super().keyPressEvent(event)

    def _turned(self, step: int) -> bool:
        """Turn to the next page when there is nothing more of this one; whether that was done."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() if step > 0 else bar.value() <= bar.minimum()
        wanted = self._held + step
        if not (self._single and at_end and 0 <= wanted < len(self._sizes)):
            return False
        self.go_to(wanted, 0.0 if step > 0 else 1.0)
        return True

    def draw_over(self, painter: QPainter, page: int) -> None:
        error = self.stream.failed.get(page)
        if error is not None:
            painter.setPen(LIGHT.color("muted"))
            painter.setFont(theme().font(14))
            words = f"{error.title}\n{error.sentence}"
            room = QRect(*self._layout.rect(page)).adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        super().draw_over(painter, page)
