"""A text of two attempts side by side: what is gone struck through on the left, what is new underlined on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from reviewer_app.domain.beside import Piece, Row, around
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button
from reviewer_app.ui.words import count_words

BETWEEN_CELLS = "  ·  "
"""In the place of a tab, which in half a page breaks every row of a workbook."""
AT_ONCE = 40
"""Rows laid out at once; more of them would hold the window up."""


class Beside(QWidget):
    """Shows rows of a comparison, some at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = QTextEdit()
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self.page.setProperty("role", "reading")
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName("The text of both attempts side by side")
        self.more = Button("", self._show_more, kind="link")
        self._heads: tuple[str, str] = ("", "")
        self._lines: tuple[Row | int, ...] = ()
        self._shown = 0
        self._table: QTextTable | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.more.hide()
        theme().changed.connect(self._rewrite)

    def show_rows(self, heads: tuple[str, str], rows: tuple[Row, ...]) -> None:
        """Show other texts, under these two headings."""
        self._heads, self._lines = heads, around(rows)
        self._shown = AT_ONCE
        self._rewrite()

    def _show_more(self) -> None:
        before = self._shown
        self._shown += AT_ONCE
        if self._table is not None:
            self._write(self._lines[before : self._shown])
        self._offer()

    def _rewrite(self) -> None:
        self.page.clear()
        self.page.document().setDocumentMargin(theme().px(16))
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellPadding(theme().px(6))
        shape.setCellSpacing(0)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        shape.setColumnWidthConstraints([half, half])
        self._table = QTextCursor(self.page.document()).insertTable(1, 2, shape)
        for column, head in enumerate(self._heads):
            self._put(0, column, (Piece(head),), heading=True)
        self._write(self._lines[: self._shown])
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self._offer()

    def _offer(self) -> None:
        left = len(self._lines) - self._shown
        self.more.setText(f"Show more: {count_words(left, 'paragraph', 'paragraphs')} left")
        self.more.setVisible(left > 0)

    def _write(self, lines: tuple[Row | int, ...]) -> None:
        assert self._table is not None  # made before anything is written
        for line in lines:
            at = self._table.rows()
            self._table.appendRows(1)
            if isinstance(line, int):
                said = count_words(line, "paragraph unchanged", "paragraphs unchanged")
                self._put(at, 0, (Piece(said),), quiet=True)
                self._table.mergeCells(at, 0, 1, 2)
                continue
            for column, side in enumerate((line.before, line.now)):
                self._put(at, column, side or (), quiet=line.same)

    def _put(
        self, row: int, column: int, pieces: tuple[Piece, ...], *, heading: bool = False, quiet: bool = False
    ) -> None:
        assert self._table is not None  # as above
        cursor = self._table.cellAt(row, column).firstCursorPosition()
        block = QTextBlockFormat()
        block.setLineHeight(125.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        tokens = theme().tokens
        for piece in pieces:
            look = QTextCharFormat()
            look.setFont(theme().font(14, QFont.Weight.DemiBold if heading else QFont.Weight.Normal))
            look.setForeground(tokens.color("muted" if quiet else "ink"))
            if piece.changed:
                # A mark besides the colour: struck through what is gone, underlined what is new.
                look.setBackground(QBrush(tokens.color("bad_soft" if column == 0 else "ok_soft")))
                look.setFontStrikeOut(column == 0)
                look.setFontUnderline(column == 1)
            cursor.insertText(piece.text.replace("\t", BETWEEN_CELLS), look)
