"""Two texts as one, with what was taken out struck through and what came in underlined."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from reviewer_app.domain.differing import Part, Run
from reviewer_app.ui.theme import theme


def spoken_runs(runs: tuple[Run, ...]) -> str:
    """The changes as they are read out."""
    said = {Part.BEFORE: "taken out: {}", Part.AFTER: "put in: {}", Part.BOTH: "{}"}
    return "; ".join(said[run.part].format(run.text.strip()) for run in runs if run.text.strip())


class WordChanges(QTextEdit):
    """Read-only and as high as its words; text is never taken for markup."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._runs: tuple[Run, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("role", "reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme().changed.connect(self._write)

    def loadResource(self, _kind: int, _name: object) -> object:
        """Nothing that words may name is ever loaded."""
        return None

    def show_runs(self, runs: tuple[Run, ...]) -> None:
        """Show these runs."""
        self._runs = runs
        self.setAccessibleName(f"{self._name}: {spoken_runs(runs)}")
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _write(self) -> None:
        self.clear()
        tokens = theme().tokens
        write = QTextCursor(self.document())
        for run in self._runs:
            look = QTextCharFormat()
            look.setFont(theme().font(14))
            look.setForeground(tokens.color("ink"))
            words = run.text.lstrip(" ")
            # A mark begins at a word, not at the blank before it.
            write.insertText(run.text[: len(run.text) - len(words)], QTextCharFormat(look))
            if run.part is Part.BEFORE:
                look.setFontStrikeOut(True)
                look.setForeground(tokens.color("bad"))
            elif run.part is Part.AFTER:
                look.setFontUnderline(True)
                look.setForeground(tokens.color("ok"))
            write.insertText(words, look)
        self._fit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + theme().px(6))
