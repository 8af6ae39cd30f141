"""The card of the settings where keys are changed: every action with its key, a box to find one, and the ways back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer_app.domain.matching import Choice, rank
from reviewer_app.ui.commands.changing import PALETTE_NAME, Judged, given, judge, reset, without
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.commands.kept import sound
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.palette_list import ROW_PIXELS, Line, PaletteList, PaletteModel
from reviewer_app.ui.commands.recorder import KeyRecorder
from reviewer_app.ui.commands.table import BY_NAME, COMMANDS
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, SearchField

_ROWS = 8


class KeysCard(Card):
    """Changes hold at once, in every room, on every button and in the sheet."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=12)
        self._preferences = preferences
        self.note = InlineNote()
        self.field = SearchField("Find an action", "Find an action, or the key it has")
        self.model = PaletteModel(self)
        self.list = _List(self.model)
        self.change = Button("Change…", self.ask, icon="keys")
        self.none = Button("No key", self.take_away)
        self.back = Button("Usual key", self.put_back)
        self.all_back = Button("All usual keys", self.put_all_back)
        self.nothing = Label("No action is called that, and none has that key.", "muted", wrap=True)
        self.body.addWidget(Label("Keys", "heading"))
        words = "Choose an action and press Enter to give it another key. Single letters never act while you type."
        for widget in (Label(words, "small", wrap=True), self.note, self.field, self.list, self.nothing):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.change, self.none, self.back):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.all_back)
        self.body.addLayout(row)
        self.list.wanted = self.ask
        self.list.doubleClicked.connect(lambda _index: self.ask())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_ways())
        self.field.searched.connect(lambda _typed: self._show())
        self.field.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        keyring().changed.connect(self._show)
        theme().changed.connect(self._fit)
        self._fit()
        self._show()
        problems = sound(preferences.now.keys, COMMANDS).problems
        if problems:
            self.note.say("warn", "Some keys in your settings file cannot be used", "\n".join(problems))

    def focus_box(self) -> None:
        """Take the keyboard to the box that finds an action."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def command(self) -> Command[Any] | None:
        """The action the cursor is on."""
        index = self.list.currentIndex()
        return BY_NAME[self.model.lines[index.row()].name] if index.isValid() else None

    def choose(self, name: str) -> None:
        """Put the cursor on an action."""
        names = [line.name for line in self.model.lines]
        if name in names:
            self.list.setCurrentIndex(self.model.index(names.index(name)))

    def ask(self) -> KeyRecorder | None:
        """Have the new key of the chosen action pressed."""
        command = self.command()
        if command is None:
            return None
        own = self._own()
        shown = "  ".join(keyring().all_shown(command, most=4))
        dialog = KeyRecorder(command, shown, lambda key: judge(command, key, own, COMMANDS), self)
        dialog.taken.connect(lambda judged: self._on_taken(command, judged))
        dialog.open()
        return dialog

    def take_away(self) -> None:
        """Leave the chosen action without a key; it stays in the list of commands."""
        command = self.command()
        if command is not None and command.name != PALETTE_NAME:
            self._change(without(command, self._own()))

    def put_back(self) -> None:
        """Give the chosen action its usual keys again."""
        command = self.command()
        if command is None:
            return
        own, back = reset(command, self._own(), COMMANDS)
        self._change(own)
        if back:
            names = ", ".join(f"“{each.text.replace('…', '')}”" for each in back)
            self.note.say(
                "info", "Another action has its usual key again", f"It held this one’s key: {names}."
            )

    def put_all_back(self) -> None:
        """Give every action its usual keys again."""
        self._change({})
        self.note.say("ok", "All keys are as usual")

    def _own(self) -> dict[str, str]:
        return dict(sound(self._preferences.now.keys, COMMANDS).own)

    def _on_taken(self, command: Command[Any], judged: Judged) -> None:
        self._change(given(command, judged, self._own()))
        lost = [each for each in judged.taken if not keyring().keys_of(each)]
        if lost:
            names = ", ".join(f"“{each.text.replace('…', '')}”" for each in lost)
            self.note.say(
                "info", "An action has no key now", f"It stays in the list of all commands: {names}."
            )

    def _change(self, own: dict[str, str]) -> None:
        self.note.hide()
        self._preferences.change(keys=own)
        keyring().use(own)

    def _show(self) -> None:
        ring = keyring()
        changeable = [each for each in COMMANDS if each.changeable]
        choices = [
            Choice(each.name, each.text, (each.group, *ring.all_shown(each, most=4))) for each in changeable
        ]
        kept = self.command()
        typed = self.field.text()
        found = rank(typed, choices)
        self.model.show([self._line(BY_NAME[each.choice.name], each.places) for each in found])
        names = [line.name for line in self.model.lines]
        if names:
            at = names.index(kept.name) if kept is not None and kept.name in names and not typed else 0
            self.list.setCurrentIndex(self.model.index(at))
        self.list.setVisible(bool(names))
        self.nothing.setVisible(not names)
        self._show_ways()

    def _line(self, command: Command[Any], places: tuple[int, ...]) -> Line:
        ring = keyring()
        aside = f"{command.group} · changed" if ring.is_own(command) else command.group
        keys = "  ".join(ring.all_shown(command))
        return Line(command.name, command.icon or "keys", command.text, aside, keys, self.ask, places)

    def _show_ways(self) -> None:
        command, ring = self.command(), keyring()
        self.change.setEnabled(command is not None)
        has = command is not None and bool(ring.keys_of(command)) and command.name != PALETTE_NAME
        self.none.setEnabled(has)
        self.back.setEnabled(command is not None and ring.is_own(command))
        self.all_back.setEnabled(bool(self._preferences.now.keys))

    def _fit(self) -> None:
        self.list.setFixedHeight(theme().px(ROW_PIXELS) * _ROWS)


class _List(PaletteList):
    """Here the list has the keyboard itself."""

    def __init__(self, model: PaletteModel) -> None:
        super().__init__(model)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Actions and their keys")
        self.wanted: Any = lambda: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: they belong to the field above."""
