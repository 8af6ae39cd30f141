"""Small questions: why does incomplete work go back, where should a file go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label

AskPath = Callable[[QWidget, str, str], Path | None]


def ask_path(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where a file should go."""
    found, _filter = QFileDialog.getSaveFileName(parent, title, name)
    return Path(found) if found else None


class Asking(QDialog):
    """A question about the submission on show; whoever asks it adds what is asked, and the foot."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(10)
        self.column.addWidget(Label(title, "heading"))
        self.column.addWidget(Label(sentence, "muted", wrap=True))
        # A shortcut, because a text field takes the key itself for one of its own.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_keys)
        self.setMinimumWidth(theme().dialog_width(460))

    def showEvent(self, event: QShowEvent) -> None:
        # Words that wrap need more height than the dialog takes for them by itself.
        self.resize(self.width(), max(self.height(), self.column.totalHeightForWidth(self.width())))
        super().showEvent(event)

    def foot(self, words: str) -> Button:
        """The last row: cancel, and the button that does it."""
        self.go = Button(words, self._on_go, kind="primary", hint="Ctrl+Enter")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Cancel", self.reject, hint="Esc"))
        row.addWidget(self.go)
        self.column.addLayout(row)
        return self.go

    def _on_keys(self) -> None:
        if self.go.isEnabled():
            self._on_go()

    def _on_go(self) -> None:
        raise AssertionError("each question answers for itself")


class IncompleteDialog(Asking):
    """Asks for reasons; ``returned`` carries them, one for each line that says something."""

    returned = Signal(object)

    def __init__(
        self,
        needed: Sequence[tuple[str, str]],
        known: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``needed`` holds what is asked for with the line each adds, ``known`` the reasons that are clear already."""
        sentence = (
            "The submission goes back unscored, with your reasons as they stand here. "
            "Levels and comments stay in your own records and are not sent to the earner."
        )
        super().__init__("Return as incomplete", sentence, parent)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Reasons the earner will read, one on each line")
        self.words.setPlaceholderText("One reason on each line, in words the earner can act on")
        self.words.setTabChangesFocus(True)
        # Three reasons are seen whole; where letters are large the window of a small laptop is the limit.
        scale = theme().text_scale
        self.words.setFixedHeight(140 if scale <= 110 else 120 if scale <= 150 else 80)
        self.words.textChanged.connect(self._check)
        if needed:
            self.column.addWidget(Label("Asked for in this micro-credential:", "muted"))
            for title, line in needed:
                made = Button(title, partial(self._add, line), kind="link")
                self.column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        if known:
            self.column.addWidget(
                Label("From the completeness check; change the words as you like:", "muted")
            )
        self.column.addWidget(self.words)
        self.foot("Sign and return")
        self.words.setPlainText("\n".join(known))
        self.words.moveCursor(QTextCursor.MoveOperation.End)
        self._check()
        self.words.setFocus()

    def reasons(self) -> tuple[str, ...]:
        """What was written, line by line."""
        return tuple(line.strip() for line in self.words.toPlainText().splitlines() if line.strip())

    def _add(self, line: str) -> None:
        said = self.words.toPlainText().rstrip()
        self.words.setPlainText(f"{said}\n{line}" if said else line)
        self.words.setFocus()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reasons()))

    def _on_go(self) -> None:
        self.returned.emit(self.reasons())
        self.accept()
