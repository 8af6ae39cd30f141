"""The citations of a text: where their words stand, and a strip beside it with tags that name the criteria."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from reviewer_app.domain.anchoring import Span, anchor
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.cited_marks import CitedClicks, paint_tag, tag_font
from reviewer_app.ui.viewers.place import Shown

_STRIP = 48


class CitedWords(QWidget):
    """The strip at the right of a page of words, there when something is cited; ``clicked`` carries a citation's id.

    ``on_page`` tells where a range of the text stands on the page, ``make_room`` keeps so many pixels beside it free.
    """

    clicked = Signal(str)

    def __init__(
        self,
        page: QTextEdit | QPlainTextEdit,
        on_page: Callable[[Span], Span],
        make_room: Callable[[int], None],
    ) -> None:
        super().__init__(page)
        self._page, self._on_page, self._make_room = page, on_page, make_room
        self._shown: tuple[Shown, ...] = ()
        self._found: list[tuple[Shown, Span]] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._viewport = page.viewport()
        self._viewport.installEventFilter(self)
        CitedClicks(self._viewport, self.at, self.clicked.emit, self)
        page.verticalScrollBar().valueChanged.connect(lambda _value: self.update())

    def show_citations(self, shown: tuple[Shown, ...], words: str) -> None:
        """Show these, as far as their words are in the text."""
        self._shown = tuple(sorted(shown, key=lambda each: each.current))
        self.look_again(words)

    def look_again(self, words: str) -> None:
        """Find the words anew; what is a citation of the whole text has no place in it."""
        self._found = [
            (each, span)
            for each in self._shown
            if (span := anchor(words, each.place.quotation())) is not None
        ]
        # A margin of its own, so that no tag ever covers a word.
        self._make_room(theme().px(_STRIP) if self._found else 0)
        self.setVisible(bool(self._found))
        self._place()
        self.update()

    @property
    def any(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._shown)

    def spans(self) -> list[tuple[Span, bool]]:
        """The ranges to tint, and whether each is the one spoken of."""
        return [(span, each.current) for each, span in self._found]

    def tags(self) -> list[tuple[Shown, QRectF]]:
        """Where the tags lie in the strip: beside the line where the words begin, one under the other."""
        look = theme()
        metrics = QFontMetrics(tag_font())
        made: list[tuple[Shown, QRectF]] = []
        for each, span in sorted(self._found, key=lambda found: found[1]):
            cursor = QTextCursor(self._page.document())
            cursor.setPosition(self._on_page(span)[0])
            line = self._page.cursorRect(cursor)
            wide, high = metrics.horizontalAdvance(each.criterion) + look.px(10), metrics.height() + 2
            spot = QRectF(4, line.center().y() - high / 2, wide, high)
            if made and made[-1][1].bottom() + 2 > spot.top():
                spot.moveTop(made[-1][1].bottom() + 2)
            made.append((each, spot))
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for each, spot in self.tags():
            if spot.intersects(QRectF(event.rect())):
                paint_tag(painter, spot, each.criterion, strong=each.current)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = next((each.id for each, tag in self.tags() if tag.contains(event.position())), "")
        if found and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(found)

    def at(self, spot: QPointF) -> str:
        """The id of the citation whose words are at a spot of the page; empty where there are none."""
        position = self._page.cursorForPosition(spot.toPoint()).position()
        for each, span in reversed(self._found):
            start, end = self._on_page(span)
            if start <= position < end:
                return each.id
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not asked of the page: while that is going away, it has no viewport any more.
        if watched is self._viewport and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._viewport.geometry()
        self.setGeometry(room.right() + 1, room.top(), theme().px(_STRIP), room.height())
