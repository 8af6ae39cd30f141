"""Help for the screen in front, behind F1: what it is for, what to do first, and its keys with a box to find one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.matching import Choice, rank
from reviewer_app.ui.commands.help_texts import help_for
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.rows import Group, on_screen
from reviewer_app.ui.commands.table import COMMANDS
from reviewer_app.ui.commands.window import PALETTE
from reviewer_app.ui.spoken import speak_as, stop_after
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, InlineNote, Label, SearchField

_WIDE, _HIGH = 640, 720


class KeySheet(QDialog):
    """Keys and what they do, by group; Esc closes it."""

    def __init__(self, where: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Help: {title} – Reviewer")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.note = InlineNote()
        self.field = SearchField("Find a key", "Find a key, or what it does")
        self.field.searched.connect(self._narrow)
        self.field.left.connect(self.reject)
        self.nothing = Label("No key of this screen does that.", "muted", wrap=True)
        self._rows: list[tuple[str, str, tuple[str, ...], tuple[QWidget, ...]]] = []
        self._headings: dict[str, QWidget] = {}
        self._made: list[Button] = []
        self.page = QWidget()
        self.page.setProperty("ground", "none")
        column = QVBoxLayout(self.page)
        column.setContentsMargins(24, 0, 24, 16)
        column.setSpacing(8)
        self.help = self._help(where, title)
        column.addWidget(self.help)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        for group in on_screen(where, COMMANDS):
            self._add(group)
        column.addLayout(self._grid)
        column.addWidget(self.nothing)
        self.nothing.hide()
        key = keyring().shown(PALETTE)
        if key:
            column.addWidget(
                Label(f"Everything else is in the list of all commands: {key}.", "muted", wrap=True)
            )
        column.addStretch(1)
        self._build()

    def offer(self, icon: str, words: str, do: Callable[[], object], *, closes: bool = False) -> None:
        """Add a button; ``closes`` takes the sheet away first."""

        def clicked() -> None:
            if closes:
                self.accept()
            do()

        made = Button(words, clicked, icon=icon)
        self._made.append(made)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        stop_after(self.field, self._area, *self._made, self._close)

    def buttons(self) -> list[Button]:
        """The buttons that were added, from left to right."""
        return self._made

    def _build(self) -> None:
        area = self._area = QScrollArea()
        speak_as(area, QAccessible.Role.Pane)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.page)
        area.setAccessibleName("Keys")
        top = QVBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.setSpacing(8)
        top.addWidget(self.note)
        top.addWidget(self.field)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(24, 0, 24, 0)
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._close = Button("Close", self.accept, kind="primary")
        self._buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addLayout(self._buttons)
        look = theme()
        parent = self.parentWidget()
        most = parent.height() - 48 if parent is not None else _HIGH
        self.resize(look.px(_WIDE), min(look.px(_HIGH), max(360, most)))
        self.field.setFocus()

    def _help(self, where: str, title: str) -> QWidget:
        told = help_for(where)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        column.addWidget(Label(title, "title"))
        for sentence in told.about:
            column.addWidget(Label(sentence, wrap=True))
        if told.first:
            column.addSpacing(4)
            column.addWidget(Label("What to do first", "strong"))
        for number, sentence in enumerate(told.first, 1):
            words = f"{number}.  {sentence}" if len(told.first) > 1 else sentence
            column.addWidget(Label(words, wrap=True))
        page.setVisible(bool(told.about or told.first))
        return page

    def _add(self, group: Group) -> None:
        grid, lines = self._grid, [line for line in group.lines if line.keys]
        if not lines:
            return
        at = grid.rowCount()
        heading = Label(group.title, "heading")
        heading.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(heading, at, 0, 1, 2)
        self._headings[group.title] = heading
        for row, line in enumerate(lines, at + 1):
            caps = QWidget()
            shown = QHBoxLayout(caps)
            shown.setContentsMargins(0, 0, 0, 0)
            shown.setSpacing(4)
            for key in line.keys:
                cap = Label(key, "key")
                cap.setAccessibleName(f"{key}: {line.text}")
                shown.addWidget(cap)
            shown.addStretch(1)
            grid.addWidget(caps, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            words = Label(line.text, wrap=True)
            grid.addWidget(words, row, 1)
            self._rows.append((group.title, line.text, line.keys, (caps, words)))

    def _narrow(self, typed: str) -> None:
        choices = [
            Choice(str(number), text, (group, *keys))
            for number, (group, text, keys, _) in enumerate(self._rows)
        ]
        shown = {int(each.choice.name) for each in rank(typed, choices)}
        left: set[str] = set()
        for number, (group, _text, _keys, widgets) in enumerate(self._rows):
            if number in shown:
                left.add(group)
            for widget in widgets:
                widget.setVisible(number in shown)
        for title, heading in self._headings.items():
            heading.setVisible(title in left)
        self.help.setVisible(not typed)
        self.nothing.setVisible(not shown)
