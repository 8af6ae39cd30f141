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
from reviewer_app.ui.widgets import Button, InlineNote, Label, Scroller

AskPath = Callable[[QWidget, str, str], Path | None]


def ask_path(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where a file should go."""
    found, _filter = QFileDialog.getSaveFileName(parent, title, name)
    return Path(found) if found else None


_SIGN = "Sign and return"
_FRAME = 38
"""What a window's title bar takes from the height of a screen."""


class Asking(QDialog):
    """A question about the submission on show; whoever asks it adds what is asked, and the foot.

    It is never higher than the window it is asked over: what has no room scrolls, and the foot stays in sight.
    """

    def __init__(self, title: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(24, 20, 24, 0)
        self.column.setSpacing(10)
        self._scroll = Scroller(self._inside, f"{title}: what is asked")
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(24, 10, 24, 20)
        self._foot.setSpacing(10)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._foot)
        self.column.addWidget(Label(title, "heading"))
        self.column.addWidget(Label(sentence, "muted", wrap=True))
        # A shortcut, because a text field takes the key itself for one of its own.
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_keys)
        self.setMinimumWidth(theme().dialog_width(460))

    def fit(self) -> None:
        """As high as what is asked, for which words that wrap need more than the dialog takes by itself."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        wide = max(self.width(), self._inside.minimumSizeHint().width() + bar)
        high = self.column.totalHeightForWidth(wide) + self._foot.totalSizeHint().height()
        over = self.parentWidget()
        most = over.window().height() - _FRAME if over is not None else high
        self.resize(wide, min(high, max(most, theme().px(200))))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
        self._reveal()

    def focusNextPrevChild(self, next: bool) -> bool:
        moved = super().focusNextPrevChild(next)
        self._reveal()
        return moved

    def _reveal(self) -> None:
        # A scroll area follows the keyboard inside itself, not when it comes in from the foot.
        here = self.focusWidget()
        if self._inside.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here)

    def foot(self, words: str) -> Button:
        """The last row: cancel, and the button that does it."""
        self.go = Button(words, self._on_go, kind="primary", hint="Ctrl+Enter")
        self._foot.addStretch(1)
        self._foot.addWidget(Button("Cancel", self.reject, hint="Esc"))
        self._foot.addWidget(self.go)
        return self.go

    def _on_keys(self) -> None:
        if self.go.isEnabled():
            self._on_go()

    def _on_go(self) -> None:
        raise AssertionError("each question answers for itself")


class IncompleteDialog(Asking):
    """Asks for reasons, one for each line that says something.

    ``written`` carries them to be looked through; ``answer`` then signs them by ``returned``, or warns first.
    """

    written = Signal(object)
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
        self.words.setFixedHeight(min(theme().px(140), 140))
        self.words.textChanged.connect(self._check)
        if needed:
            self.column.addWidget(Label("Asked for in this micro-credential:", "muted"))
            lines = QVBoxLayout()
            lines.setSpacing(0)
            for title, line in needed:
                made = Button(title, partial(self._add, line), kind="link")
                lines.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addLayout(lines)
        if known:
            self.column.addWidget(
                Label("From the completeness check; change the words as you like:", "muted")
            )
        self.column.addWidget(self.words)
        self.note = InlineNote(closable=False)
        self.column.addWidget(self.note)
        self._warned: tuple[str, ...] = ()
        self.foot(_SIGN)
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
        if self._warned and self._warned != self.reasons():
            self._warned = ()
            self.note.hide()
            self.go.setText(_SIGN)

    def answer(self, title: str, doubts: Sequence[str]) -> None:
        """Sign what was looked through; where there are doubts, say them, and sign when asked again."""
        self.words.setReadOnly(False)
        self.go.setEnabled(True)
        if not doubts:
            self._sign()
            return
        self._warned = self.reasons()
        self.go.setText("Sign as it stands")
        self.note.say("warn", title, " ".join(doubts), "Change the words, or sign them as they stand.")
        self.fit()
        self.words.setFocus()
        self._scroll.ensureWidgetVisible(self.note)

    def _on_go(self) -> None:
        if self._warned:
            self._sign()
            return
        # What is looked through is what is signed.
        self.words.setReadOnly(True)
        self.go.setEnabled(False)
        self.written.emit(self.reasons())

    def _sign(self) -> None:
        self.returned.emit(self.reasons())
        self.accept()
