"""By keyboard alone in the real window: each action by its key, and no key while text is typed."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reviewer_app.ui.commands.command import MEDIA, REVIEW, WINDOW
from reviewer_app.ui.commands.table import COMMANDS
from reviewer_app.ui.places import DECIDED, LEAVING, QUEUE, SEARCH, SETTINGS, SYNC
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.viewers.media_keys import MEDIA_ACTIONS, act_for
from tests.ui.commands.conftest import Window

PLACES = {
    "queue": QUEUE,
    "decided": DECIDED,
    "sync-room": SYNC,
    "settings": SETTINGS,
    "search": SEARCH,
    "leaving": LEAVING,
}
SINGLE = sorted(
    {
        key
        for each in COMMANDS
        for key in each.keys
        if len(key.removeprefix("Shift+")) == 1 or key in ("Space", "Shift+Space")
    }
)
Text = QLineEdit | QPlainTextEdit | QTextEdit


def _enabled(room: ReviewRoom) -> None:
    for action in room.actions_made.made.values():
        action.setEnabled(True)


def _pressed(window: Window, where: str, done: list[str]) -> list[tuple[str, str, list[str]]]:
    told = []
    for command in COMMANDS:
        if command.where == where and command.changeable:
            for key in command.keys:
                done.clear()
                if where == REVIEW:
                    _enabled(window.room)
                elif isinstance(QApplication.focusWidget(), QLineEdit):
                    window.space.room_in_front().setFocus()
                window.press(key)
                told.append((command.name, key, list(done)))
    return told


@pytest.mark.parametrize("where", PLACES)
def test_each_action_of_a_place_and_of_the_window_is_done_by_each_of_its_keys(
    window: Window, done: list[str], where: str
) -> None:
    window.space.go_to(PLACES[where])
    window.settle()
    told = _pressed(window, where, done) + _pressed(window, WINDOW, done)
    assert [each for each in told if each[2] != [each[0]]] == []
    assert len(told) > 12


def test_each_action_of_the_review_room_is_done_by_each_of_its_keys(window: Window, done: list[str]) -> None:
    window.review().rubric.focus_inside()
    told = _pressed(window, REVIEW, done) + _pressed(window, WINDOW, done)
    assert [each for each in told if each[2] != [each[0]]] == []
    assert len(told) > 70


def test_each_action_of_a_recording_is_done_by_its_keys(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    for act in MEDIA_ACTIONS:
        name = act.run.__code__.co_names[0]
        monkeypatch.setattr(MediaViewer, name, lambda _self, *_args, name=name: heard.append(name))
    viewer = window.review().findChild(MediaViewer)
    assert viewer is not None
    for act in MEDIA_ACTIONS:
        for key in act.keys:
            heard.clear()
            pressed = QKeySequence(key)[0]
            QTest.keyClick(viewer, pressed.key(), pressed.keyboardModifiers())
            assert heard == [act.run.__code__.co_names[0]], act.id


def test_a_key_in_no_way_a_recordings_is_left_alone() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "z")
    assert act_for(event) is None


def _fields(root: QWidget) -> list[Text]:
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
    return [each for kind in kinds for each in root.findChildren(kind) if not each.isReadOnly()]


def _shown(field: QWidget) -> None:
    """Bring a field up wherever it is, as the action would that leads to it."""
    above: QWidget | None = field
    while above is not None and not above.isWindow():
        above.setEnabled(True)
        above.show()
        above = above.parentWidget()
    field.setFocus()
    QApplication.processEvents()


def _text(field: Text) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _types(field: Text, done: list[str]) -> list[str]:
    """The keys that did anything but type their sign."""
    guilty = []
    for key in SINGLE:
        pressed = QKeySequence(key)[0]
        shift = pressed.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        sign = " " if pressed.key() == Qt.Key.Key_Space else chr(pressed.key())
        field.clear()
        done.clear()
        wanted = sign if shift else sign.lower()
        QTest.keyClicks(field, wanted, pressed.keyboardModifiers())
        if _text(field) != wanted or done or not field.hasFocus():
            guilty.append(f"{key} gave {_text(field)!r} and did {done}")
    field.clear()
    return guilty


def test_single_keys_only_type_in_every_text_field_of_the_review_room(
    window: Window, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = window.review()
    by_hand = {QKeySequence(key) for each in COMMANDS if each.by_hand for key in each.keys}
    monkeypatch.setattr(
        room.actions_made, "press", lambda keys: keys in by_hand and not done.append(keys.toString())
    )
    _enabled(room)
    fields = _fields(room)
    names = {each.accessibleName() for each in fields}
    assert {"Page", "Search in this evidence", "Overall comment"} <= names
    assert any(name.startswith("Comment on 1.1") for name in names)
    assert any(name.startswith("Private note on 1.1") for name in names)
    assert "Note on this citation" in names
    for field in fields:
        _shown(field)
        assert field.hasFocus(), field.accessibleName()
        assert _types(field, done) == [], field.accessibleName()


@pytest.mark.parametrize("where", PLACES)
def test_single_keys_only_type_in_every_text_field_of_a_place(
    window: Window, done: list[str], where: str
) -> None:
    window.space.go_to(PLACES[where])
    window.settle()
    room = window.space.room_in_front()
    for field in _fields(room):
        _shown(field)
        assert _types(field, done) == [], field.accessibleName()


def test_single_keys_only_type_in_the_list_of_commands_and_the_sheet(window: Window) -> None:
    window.review()
    window.press("Ctrl+K")
    field = window.palette.field
    heard: list[str] = []
    window.palette.used.connect(heard.append)
    assert _types(field, heard) == []
    window.press("Esc")
    window.press("F1")
    sheet = next(each for each in window.shell.findChildren(QWidget) if type(each).__name__ == "KeySheet")
    assert _types(sheet.field, heard) == []  # type: ignore[attr-defined]


def test_there_are_many_single_keys_to_be_quiet_about() -> None:
    assert len(SINGLE) > 35
    assert len(list(itertools.filterfalse(str.isdigit, SINGLE))) > 25


def test_nothing_of_a_recording_is_a_shortcut_of_the_room(window: Window) -> None:
    made = set(window.review().actions_made.made)
    assert made.isdisjoint({f"{MEDIA}.{each.id}" for each in MEDIA_ACTIONS})


class Greedy(QLineEdit):
    """A field as some systems have it: Ctrl+K cuts the rest of the line, Ctrl+B goes back."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_keys_of_the_window_come_before_what_a_system_lets_fields_do(window: Window, done: list[str]) -> None:
    field = Greedy(window.space.queue)
    field.show()
    field.setFocus()
    QApplication.processEvents()
    for key in ("Ctrl+K", "Ctrl+1", "Ctrl++"):
        window.press(key)
    assert done == ["palette", "queue", "larger"]
    QTest.keyClicks(field, "k/?")
    assert field.text() == "k/?"
    assert len(done) == 3
    window.space.queue.table.setFocus()
    window.press("Ctrl+K")
    assert done[-1] == "palette"


def test_undo_and_letters_stay_the_fields(window: Window) -> None:
    room = window.review()
    window.press("E")
    field = room.rubric.cards[0].comment
    window.type("wrong")
    window.press("Ctrl+Z")
    assert "wrong" not in field.toPlainText()
    window.press("Ctrl+K")
    assert window.palette.field.hasFocus()
    window.press("Esc")
    assert field.hasFocus()
