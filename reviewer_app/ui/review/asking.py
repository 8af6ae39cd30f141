"""Small questions: what is the concern, why does incomplete work go back, where should a file go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.domain.review import Flag
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Label

AskPath = Callable[[QWidget, str, str], Path | None]

_KIND_WORDS = {
    "authenticity": "Authenticity: this may not be the earner’s own work",
    "privacy": "Privacy: it shows or names someone who should not be seen",
    "safety": "Safety: someone may be at risk",
    "wrong file": "Wrong file, or a file that does not open",
    "other": "Something else",
}


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


class FlagDialog(Asking):
    """Asks what is wrong; ``flagged`` carries kind, words and the evidence's id, ``taken_back`` a flag's id."""

    flagged = Signal(str, str, str)
    taken_back = Signal(str)

    title, verb, raised = "Flag a concern", "Flag", "Flagged"
    sentence = "The coordinator reads this; the earner does not."
    kind_words: ClassVar[Mapping[str, str]] = _KIND_WORDS

    def __init__(
        self,
        kinds: Sequence[str],
        flags: Sequence[Flag],
        evidence: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.title, self.sentence, parent)
        self._evidence = evidence[0]
        for flag in flags:
            row = QHBoxLayout()
            row.addWidget(Label(f"{self.raised}: {flag.kind}. {flag.text}".strip(), wrap=True), 1)
            row.addWidget(Button("Take back", partial(self._on_taken_back, flag.id)))
            self.column.addLayout(row)
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for kind in kinds:
            choice = QRadioButton(self.kind_words.get(kind, kind.capitalize()))
            self._group.addButton(choice)
            self.choices[kind] = choice
            self.column.addWidget(choice)
        self._group.buttonToggled.connect(lambda _button, _on: self._check())
        if evidence[1]:
            self.column.addWidget(Label(f"About: {evidence[1]}", "muted", wrap=True))
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("What you noticed")
        self.words.setPlaceholderText("What you noticed, and where")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(min(theme().px(90), 110))
        self.column.addWidget(self.words)
        self.foot(self.verb)
        self._check()
        self.choices[kinds[0]].setFocus()

    def _check(self) -> None:
        self.go.setEnabled(self._group.checkedButton() is not None)

    def _on_taken_back(self, flag: str) -> None:
        self.taken_back.emit(flag)
        self.accept()

    def _on_go(self) -> None:
        kind = next(kind for kind, choice in self.choices.items() if choice.isChecked())
        self.flagged.emit(kind, self.words.toPlainText().strip(), self._evidence)
        self.accept()


class IncompleteDialog(Asking):
    """Asks for reasons; ``returned`` carries them, one for each line that says something."""

    returned = Signal(object)

    def __init__(self, needed: Sequence[str], parent: QWidget | None = None) -> None:
        sentence = (
            "The submission goes back unscored, with your reasons as they stand here. "
            "Levels and comments stay in your own records and are not sent to the earner."
        )
        super().__init__("Return as incomplete", sentence, parent)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Reasons the earner will read, one on each line")
        self.words.setPlaceholderText("One reason on each line, in words the earner can act on")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(min(theme().px(130), 120))
        self.words.textChanged.connect(self._check)
        if needed:
            self.column.addWidget(Label("Asked for in this micro-credential:", "muted"))
            for each in needed:
                self.column.addWidget(
                    Button(
                        each,
                        partial(self._add, f"“{each}” is missing or does not open."),
                        kind="link",
                    )
                )
        self.column.addWidget(self.words)
        self.foot("Sign and return")
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
