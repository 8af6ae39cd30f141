"""The decision letter on the screen: the lines the printed one has, as headings, paragraphs and lists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reviewer_app.reports.letter_lines import Kind, Line
from reviewer_app.ui.theme import theme

_HEADINGS = {
    Kind.TITLE: (1, 22, 6),
    Kind.OUTCOME: (2, 19, 14),
    Kind.HEADING: (2, 16, 20),
    Kind.CRITERION: (3, 15, 14),
}
"""Heading level, size and the room above."""
_MUTED = {Kind.HEAD, Kind.ASIDE, Kind.NONE, Kind.RECORD}
_SMALL = {Kind.HEAD, Kind.ASIDE, Kind.RECORD}


class LetterPage(QTextEdit):
    """A letter in words, text always as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("The decision as the earner will read it")
        # Always there: a bar that comes and goes while a letter is written has it laid out three times.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._lines: tuple[Line, ...] = ()
        self._ends: list[int] = []
        """For each line the number of its last block."""
        self._anew = True

    def loadResource(self, _kind: int, _name: object) -> object:
        """Nothing that words may name is ever loaded."""
        return None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Write what is new in the letter; where it is the same letter, the place in it stays."""
        bar = self.verticalScrollBar()
        place = 0 if self._anew else bar.value()
        if tuple(lines) != self._lines:
            self._write(tuple(lines))
        self._go(place)

    def rewrite(self) -> None:
        """Write the same letter in the look of now."""
        place, lines = self.verticalScrollBar().value(), self._lines
        self._lines, self._ends = (), []
        self._write(lines)
        self._go(place)

    def forget(self) -> None:
        """Another letter comes: it is read from its beginning."""
        self._anew = True

    def _go(self, place: int) -> None:
        self._anew = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)

    def _write(self, lines: tuple[Line, ...]) -> None:
        same = _alike(self._lines, lines)
        if same == 0:
            self._lines, self._ends = (), []
            self.clear()
            self.document().setDocumentMargin(theme().px(32))
        after = _alike(self._lines[same:][::-1], lines[same:][::-1])
        gone, come = len(self._lines) - after, len(lines) - after
        cursor = QTextCursor(self.document())
        # One block of editing is laid out once, at its end.
        cursor.beginEditBlock()
        if same:
            cursor.setPosition(self._end_of(same - 1))
            # Where the words before it are none, Qt gives their block the shape of what is removed.
            shape = cursor.blockFormat()
            cursor.setPosition(self._end_of(gone - 1), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.setBlockFormat(shape)
        pen = _Pen(cursor, first=not same)
        ends = self._ends[:same]
        for line in lines[same:come]:
            pen.write(line)
            ends.append(cursor.blockNumber())
        cursor.endEditBlock()
        if after:
            further = ends[-1] - self._ends[gone - 1]
            ends += [each + further for each in self._ends[gone:]]
        self._lines, self._ends = lines, ends

    def _end_of(self, line: int) -> int:
        block = self.document().findBlockByNumber(self._ends[line])
        return block.position() + block.length() - 1


def _alike(before: Sequence[Line], now: Sequence[Line]) -> int:
    """How many lines are the same from the beginning on."""
    pairs = enumerate(zip(before, now, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(now)))


class _Pen:
    """Writes lines into a document; every look is made once and given again and again."""

    def __init__(self, cursor: QTextCursor, *, first: bool) -> None:
        self._cursor = cursor
        self._first = first
        self._shapes: dict[tuple[int, int, int, int], QTextBlockFormat] = {}
        self._looks: dict[tuple[int, str, QFont.Weight, bool], QTextCharFormat] = {}

    def write(self, line: Line) -> None:
        """One line of the letter in its look."""
        kind, insert = line.kind, self._cursor.insertText
        if kind in _HEADINGS:
            self._heading(line)
            return
        size = 14 if kind in _SMALL else 15
        tone = "muted" if kind in _MUTED else "ink"
        if kind is Kind.FACT or kind is Kind.RECORD:
            self._block(self._shape(4))
            insert(f"{line.label}: ", self._look(14, "muted"))
            insert(line.text, self._look(size, tone))
            return
        text = line.text
        if kind is Kind.GOAL:
            self._block(self._shape(2))
            insert(line.label, self._look(15, "ink", QFont.Weight.DemiBold))
        if kind is Kind.BULLET:
            text = f"•  {text}"
        elif kind is Kind.STEP:
            text = f"{line.label}  {text}"
        strong = kind is Kind.DRAFT or kind is Kind.SIGNATURE
        self._block(self._shape(4, left=12 if kind is Kind.BULLET or kind is Kind.STEP else 0))
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        # A line break within a paragraph, as the printed letter has it.
        insert(text.replace("\n", "\u2028"), self._look(size, tone, weight, italic=kind is Kind.NONE))

    def _heading(self, line: Line) -> None:
        level, size, above = _HEADINGS[line.kind]
        self._block(self._shape(4, level, 0 if self._first else above))
        tone = "ink"
        if line.kind is Kind.OUTCOME:
            tone = "ok" if line.meets else "warn"
        if line.label:
            self._cursor.insertText(f"{line.label}  ", self._look(size, "muted", QFont.Weight.Medium))
        self._cursor.insertText(line.text, self._look(size, tone, QFont.Weight.DemiBold))
        if line.beside:
            self._block(self._shape(4))
            beside = self._look(14, "ok" if line.meets else "warn", QFont.Weight.DemiBold)
            self._cursor.insertText(line.beside, beside)

    def _shape(self, below: int, level: int = 0, above: int = 0, left: int = 0) -> QTextBlockFormat:
        known = self._shapes.get((below, level, above, left))
        if known is None:
            look = theme()
            known = self._shapes[below, level, above, left] = QTextBlockFormat()
            known.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            known.setBottomMargin(look.px(below))
            known.setHeadingLevel(level)
            known.setTopMargin(look.px(above))
            known.setLeftMargin(look.px(left))
        return known

    def _look(
        self, size: int, tone: str, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False
    ) -> QTextCharFormat:
        known = self._looks.get((size, tone, weight, italic))
        if known is None:
            now = theme()
            known = self._looks[size, tone, weight, italic] = QTextCharFormat()
            known.setFont(now.font(size, weight))
            known.setFontItalic(italic)
            known.setForeground(now.tokens.color(tone))
        return known

    def _block(self, shape: QTextBlockFormat) -> None:
        if self._first:
            self._cursor.setBlockFormat(shape)
            self._first = False
        else:
            self._cursor.insertBlock(shape)
