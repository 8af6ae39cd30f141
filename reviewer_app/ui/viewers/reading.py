"""What the viewers of plain words share: a page that cannot be changed, search marks, and places by position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from reviewer_app.domain.anchoring import anchor
from reviewer_app.ui.viewers.characters import matcher
from reviewer_app.ui.viewers.cited_words import CitedWords
from reviewer_app.ui.viewers.place import Place, Selected, Shown, text_selected
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.wide_letters import WideLetters
from reviewer_app.ui.viewers.zoom import step_in, step_out

_MOST_MARKS = 2000


Page = QTextEdit | QPlainTextEdit


def words_page(page: Page) -> None:
    """Make a page for reading: nothing can be typed, dropped or loaded, Tab moves on."""
    page.setReadOnly(True)
    page.setUndoRedoEnabled(False)
    page.setTabChangesFocus(True)
    page.setProperty("role", "reading")
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )


class ReadingViewer(Viewer):
    """Shows words."""

    can = Can.SEARCH | Can.CITE | Can.ZOOM

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        words_page(page)
        self._factor = 1.0
        self._hits: list[tuple[int, int]] = []
        self._hit = -1
        self._mark: tuple[int, int] | None = None
        self._letters: WideLetters | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.page)
        self.cited = CitedWords(self.page, lambda span: self.on_page(span), lambda wide: self.make_room(wide))
        self.cited.clicked.connect(self.citation_clicked)
        self.page.selectionChanged.connect(self.selected)
        self.page.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    def words(self) -> str:
        """The text that is shown; places in it count letters, not positions of the page."""
        return self.page.toPlainText()

    def shut(self) -> None:
        self._hits, self._hit, self._mark = [], -1, None
        self._letters = None
        self.cited.show_citations((), "")
        self.page.clear()

    def reveal(self, place: Place) -> None:
        span = anchor(self.words(), place.quotation())
        if span is None:
            return
        self._mark = span
        self._paint_marks()
        self._show(span[0])

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        self.cited.show_citations(shown, self.words())
        self._paint_marks()

    def words_grew(self) -> None:
        """More words, or the same at another size: what is cited is looked for again."""
        self._letters = None
        if self.cited.any:
            self.cited.look_again(self.words())
            self._paint_marks()

    def make_room(self, wide: int) -> None:
        """Keep so many pixels free at the right of the words."""
        self.page.setViewportMargins(0, 0, wide, 0)

    def on_page(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where a range of the text stands on the page."""
        letters = self._counted()
        return letters.to_page(span[0]), letters.to_page(span[1])

    def _counted(self) -> WideLetters:
        if self._letters is None:
            self._letters = WideLetters(self.words())
        return self._letters

    def selection(self) -> Selected | None:
        cursor, letters = self.page.textCursor(), self._counted()
        start, end = letters.to_text(cursor.selectionStart()), letters.to_text(cursor.selectionEnd())
        return text_selected(self.words(), start, end)

    def search(self, wanted: str) -> None:
        self._hits = (
            [found.span() for found in matcher(wanted).finditer(self.words())] if wanted.split() else []
        )
        self._hit = -1
        if self._hits:
            self.next_hit()
        else:
            self._paint_marks()
            self.found.emit(0, 0)

    def next_hit(self, step: int = 1) -> None:
        if not self._hits:
            return
        first = 0 if step > 0 else len(self._hits) - 1
        self._hit = first if self._hit < 0 else (self._hit + step) % len(self._hits)
        self._paint_marks()
        self._show(self._hits[self._hit][0])
        self.found.emit(self._hit + 1, len(self._hits))

    def zoom_in(self) -> None:
        self._set_factor(step_in(self._factor))

    def zoom_out(self) -> None:
        self._set_factor(step_out(self._factor))

    def fit(self) -> None:
        self._set_factor(1.0)

    def actual_size(self) -> None:
        self._set_factor(1.0)

    def scroll_page(self, forward: bool) -> None:
        bar = self.page.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if forward else -bar.pageStep()))

    def remembered(self) -> dict[str, Any]:
        return {"scroll": self.page.verticalScrollBar().value(), "zoom": round(self._factor, 3)}

    def restore(self, where: Mapping[str, Any]) -> None:
        zoom, scroll = where.get("zoom", 1.0), where.get("scroll", 0)
        if isinstance(zoom, float | int):
            self._set_factor(float(zoom))
        if isinstance(scroll, int):
            self.page.verticalScrollBar().setValue(scroll)

    def focus_inside(self) -> None:
        self.page.setFocus()

    @property
    def factor(self) -> float:
        """The zoom in force; 1.0 is 100 %."""
        return self._factor

    def show_size(self) -> None:
        """Show the words at the zoom in force."""

    def _set_factor(self, factor: float) -> None:
        self._factor = min(4.0, max(0.5, factor))
        self.show_size()
        self.zoomed.emit(self._factor)

    def _show(self, position: int) -> None:
        cursor = QTextCursor(self.page.document())
        cursor.setPosition(self.on_page((position, position))[0])
        self.page.setTextCursor(cursor)
        self.page.ensureCursorVisible()

    def _paint_marks(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for span, current in self.cited.spans():
            marks.append(self._selection(span, "#A9CBFF" if current else "#DCE9FB"))
        for index, span in enumerate(self._hits[:_MOST_MARKS]):
            marks.append(self._selection(span, "#FFB347" if index == self._hit else "#FFEB9A"))
        if self._mark is not None:
            marks.append(self._selection(self._mark, "#A9CBFF"))
        self.page.setExtraSelections(marks)

    def _selection(self, span: tuple[int, int], color: str) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(QColor(color))
        look.setForeground(QColor("#1F2328"))
        start, end = self.on_page(span)
        cursor = QTextCursor(self.page.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = look
        return made
