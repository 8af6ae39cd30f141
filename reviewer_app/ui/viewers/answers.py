"""The viewer for written answers: each question with its answer, to read, search and cite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from reviewer_app.domain.submission import Answer
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.reading import ReadingViewer


class AnswersPage(QTextEdit):
    """The page: text is put in as text, and nothing it may name is ever loaded."""

    def loadResource(self, _kind: int, _name: object) -> Any:
        return None


class AnswersViewer(ReadingViewer):
    """Shows the answers of one part; there is no file behind them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._answers: tuple[Answer, ...] = ()
        super().__init__(AnswersPage(), parent)
        theme().changed.connect(self._write)

    def show_answers(self, answers: Sequence[Answer], name: str) -> None:
        """Show these questions and answers."""
        self._answers = tuple(answers)
        self.page.setAccessibleName(name)
        self._write()

    def show_size(self) -> None:
        self._write()

    def _write(self) -> None:
        look = theme()
        self.page.clear()
        self.page.document().setDocumentMargin(look.px(28))
        cursor = QTextCursor(self.page.document())
        prompt, words = QTextCharFormat(), QTextCharFormat()
        prompt.setFont(look.font(15 * self.factor, QFont.Weight.DemiBold))
        prompt.setForeground(look.tokens.color("ink"))
        words.setFont(look.font(15 * self.factor))
        words.setForeground(look.tokens.color("ink"))
        above, below = QTextBlockFormat(), QTextBlockFormat()
        below.setLineHeight(140.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        above.setBottomMargin(look.px(4))
        for number, answer in enumerate(self._answers):
            if number:
                cursor.insertBlock(above)
            else:
                cursor.setBlockFormat(above)
            cursor.insertText(answer.prompt, prompt)
            paragraphs = answer.text.rstrip().split("\n")
            for index, paragraph in enumerate(paragraphs, 1):
                below.setBottomMargin(look.px(20 if index == len(paragraphs) else 6))
                cursor.insertBlock(below)
                cursor.insertText(paragraph, words)
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.words_grew()
