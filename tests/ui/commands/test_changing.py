"""Keys that a person changes: pressed, judged before they are taken, in force at once, kept, and taken back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from reviewer_app.settings import Settings, load, save
from reviewer_app.ui.commands.changing import given, judge, reset, without
from reviewer_app.ui.commands.hints import with_keys
from reviewer_app.ui.commands.kept import sound, take_up
from reviewer_app.ui.commands.key_sheet import KeySheet
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.keys_card import KeysCard
from reviewer_app.ui.commands.recorder import KeyRecorder
from reviewer_app.ui.commands.table import BY_NAME, COMMANDS
from reviewer_app.ui.guide.steps import STEPS
from reviewer_app.ui.places import DECIDED, QUEUE, SETTINGS
from reviewer_app.ui.review.actions import BY_ID
from tests.ui.commands.conftest import Window

pytestmark = pytest.mark.usefixtures("qapp")
CITE, LOCK, IMPORT, PALETTE = (BY_NAME[name] for name in ("review.cite", "lock", "import", "palette"))


def card(window: Window) -> KeysCard:
    window.space.go_to(SETTINGS)
    window.settle()
    return window.space.settings.keys


def record(window: Window, name: str, key: str) -> KeyRecorder:
    """Choose an action, open the recorder by Enter, and press a key in it."""
    keys = card(window)
    keys.choose(name)
    keys.list.setFocus()
    window.press("Return")
    dialog = keys.findChild(KeyRecorder)
    assert dialog is not None
    assert dialog.box.hasFocus()
    window.press(key)
    return dialog


# What a key would mean


def test_a_free_key_is_free_and_a_held_one_names_who_holds_it() -> None:
    assert judge(CITE, "Ctrl+Alt+Y", {}, COMMANDS).words == "Ctrl+Alt+Y is free."
    held = judge(CITE, "L", {}, COMMANDS)
    assert [each.name for each in held.taken] == ["review.compare"]
    assert held.words == "L is the key of “Compare levels” (Judging). Using it here takes it away there."


def test_a_key_of_another_room_is_free_here_and_one_of_the_window_is_not() -> None:
    assert judge(BY_NAME["decided.letter"], "L", {}, COMMANDS).taken == ()
    assert [each.name for each in judge(CITE, "Ctrl+I", {}, COMMANDS).taken] == ["import"]
    everywhere = judge(LOCK, "Ctrl+S", {}, COMMANDS)
    taken = {"decided.letter", "review.letter", "sync-room.save-receipt"}
    assert {each.name for each in everywhere.taken} == taken


def test_a_key_that_a_recording_has_first_says_so() -> None:
    words = judge(CITE, ".", {}, COMMANDS).words
    assert words.startswith(
        ". is free. While a recording has the keyboard it means “One picture on”, elsewhere “Cite"
    )
    assert "elsewhere “Cite" in judge(BY_NAME["media.play"], "C", {}, COMMANDS).words


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("Esc", "Esc moves between fields and leaves them, so it cannot be given to an action."),
        ("Tab", "Tab moves between fields and leaves them, so it cannot be given to an action."),
        ("Space", "Space belongs to lists, buttons and fields, so it cannot be given to an action."),
        ("Ctrl+C", "Ctrl+C belongs to texts or to the system, so it cannot be given to an action."),
        ("Ctrl+K", "Ctrl+K opens the list of all commands, which must have a key."),
        ("C", "C is its key already."),
    ],
)
def test_keys_that_cannot_be_taken_say_why(key: str, why: str) -> None:
    assert judge(CITE, key, {}, COMMANDS).refused == why


def test_who_loses_a_key_keeps_its_others() -> None:
    redo = BY_NAME["review.redo"]
    own = given(CITE, judge(CITE, "Ctrl+Shift+Z", {}, COMMANDS), {})
    assert own == {"review.cite": "Ctrl+Shift+Z", "review.redo": "Ctrl+Y"}
    own = given(CITE, judge(CITE, "Ctrl+Y", own, COMMANDS), own)
    assert own == {"review.cite": "Ctrl+Y", "review.redo": ""}
    back, others = reset(redo, own, COMMANDS)
    assert back == {}
    assert others == (CITE,)


def test_whatever_is_given_can_be_in_force_together() -> None:
    own: dict[str, str] = {}
    changeable = [each for each in COMMANDS if each.changeable]
    for number, command in enumerate(changeable):
        other = changeable[(number * 7 + 3) % len(changeable)]
        if other.keys:
            judged = judge(command, other.keys[0], own, COMMANDS)
            if not judged.refused:
                own = given(command, judged, own)
    assert len(own) > 60
    assert sound(own, COMMANDS).problems == ()


# What a settings file may hold


def test_what_cannot_be_used_falls_back_with_a_word() -> None:
    found = sound(
        {
            "lock": "Ctrl+Nonsense",
            "no-such": "Ctrl+J",
            "review.scroll-on": "Ctrl+J",
            "sync": "Ctrl+I",
            "import": "Esc",
            "decided": "ctrl+d",
            "quit": "",
        },
        COMMANDS,
    )
    assert found.own == {"decided": "Ctrl+D", "quit": ""}
    assert found.problems == (
        "The key of “Lock the store” cannot be used, so its usual key is: “Ctrl+Nonsense” is not a key Reviewer knows.",
        "The key of “no-such” was left out: this version has no such action.",
        "The key of “Scroll on” cannot be changed, so its usual key is used.",
        "The key of “Import bundle…” cannot be used, so its usual key is: Esc moves between fields and leaves them, "
        "so it cannot be given to an action.",
        "Ctrl+I cannot be the key of “Sync now”, because it is that of “Import bundle…”; the usual key is used.",
    )


def test_two_actions_may_swap_their_keys() -> None:
    assert sound({"sync": "Ctrl+I", "import": "F5"}, COMMANDS).problems == ()


def test_a_settings_file_is_taken_up_when_the_window_opens(
    make: Callable[[Settings], Window], tmp_path: Path
) -> None:
    save(tmp_path / "settings.toml", Settings(theme="light", keys={"decided": "Ctrl+D", "lock": "Tab"}))
    window = make(load(tmp_path / "settings.toml").settings)
    window.press("Ctrl+D")
    assert window.space.place == DECIDED
    keys = card(window)
    assert keys.note.isVisible()
    assert "Lock the store" in keys.note.sentence.text()
    window.press("Ctrl+L")
    assert window.shell.workspace is None


def test_the_old_names_of_the_settings_still_hold(make: Callable[[Settings], Window]) -> None:
    window = make(Settings(theme="light", keys={"sync-room": "Ctrl+F3", "usual-size": "Ctrl+F4"}))
    window.press("Ctrl+F3")
    assert window.space.place != QUEUE


# Through the window


def test_a_pressed_key_holds_at_once_everywhere(window: Window) -> None:
    room = window.review()
    assert room.pane.toolbar.cite.text().endswith("C")
    window.space.go_to(SETTINGS)
    dialog = record(window, "review.cite", "Ctrl+Alt+Y")
    assert dialog.words.text() == "Ctrl+Alt+Y is free."
    dialog.use.click()
    window.settle()
    assert window.saved[-1].keys == {"review.cite": "Ctrl+Alt+Y"}
    assert room.actions_made.made["cite"].shortcut().toString() == "Ctrl+Alt+Y"
    assert room.pane.toolbar.cite.text().endswith("  Ctrl+Alt+Y")
    assert "(Ctrl+Alt+Y)" in room.pane.toolbar.cite.toolTip()
    window.space.open_submission("s1")
    window.settle()
    window.press("F1")
    sheet = window.shell.findChild(KeySheet)
    assert sheet is not None
    assert "Ctrl+Alt+Y: Cite for this criterion" in {
        each.accessibleName() for each in sheet.findChildren(QLabel)
    }


def test_a_key_of_the_sidebar_is_said_on_its_button(window: Window) -> None:
    record(window, "decided", "Ctrl+D").use.click()
    window.settle()
    assert window.space.sidebar.places[DECIDED].toolTip() == "Decided (Ctrl+D)"
    window.press("Ctrl+2")
    assert window.space.place == SETTINGS
    window.press("Ctrl+D")
    assert window.space.place == DECIDED


def test_a_clash_is_shown_before_it_is_accepted_and_nothing_is_done_meanwhile(window: Window) -> None:
    dialog = record(window, "lock", "Ctrl+I")
    assert "“Import bundle”" in dialog.words.text()
    assert dialog.use.text() == "Use it here instead"
    assert window.saved == []
    assert "bundles_in" not in window.home.desk.asked
    dialog.use.click()
    window.settle()
    assert window.saved[-1].keys == {"import": "", "lock": "Ctrl+I"}
    keys = card(window)
    assert "Import bundle" in keys.note.sentence.text()
    window.press("Ctrl+I")
    assert window.shell.workspace is None


def test_a_refused_key_cannot_be_used(window: Window) -> None:
    dialog = record(window, "lock", "Ctrl+K")
    assert not dialog.use.isEnabled()
    window.press("Ctrl+J")
    assert dialog.use.isEnabled()
    window.press("Space")
    assert dialog.words.text().startswith("Space belongs to lists")
    assert not dialog.use.isEnabled()


def test_escape_leaves_the_recorder_and_tab_moves_on(window: Window) -> None:
    dialog = record(window, "lock", "Ctrl+J")
    window.press("Tab")
    assert not dialog.box.hasFocus()
    window.press("Esc")
    assert not [each for each in card(window).findChildren(KeyRecorder) if each.isVisible()]
    assert window.saved == []


def test_a_modifier_alone_is_no_key_and_shift_counts_where_no_sign_needs_it(window: Window) -> None:
    dialog = record(window, "lock", "Ctrl+J")
    QTest.keyClick(dialog.box, Qt.Key.Key_Control)
    QTest.keyClick(dialog.box, Qt.Key.Key_Shift)
    assert dialog.box.text() == "Ctrl+J"
    QTest.keyClick(dialog.box, "A", Qt.KeyboardModifier.ShiftModifier)
    assert dialog.box.text() == "Shift+A"
    QTest.keyClick(dialog.box, "?", Qt.KeyboardModifier.ShiftModifier)
    assert dialog.box.text() == "?"


def test_a_key_is_taken_away_and_put_back(window: Window) -> None:
    keys = card(window)
    keys.choose("lock")
    keys.none.click()
    window.settle()
    assert window.saved[-1].keys == {"lock": ""}
    assert window.space.sidebar.lock.toolTip() == "Lock the store"
    window.press("Ctrl+L")
    assert window.shell.workspace is not None
    keys.choose("lock")
    keys.back.click()
    window.settle()
    assert window.saved[-1].keys == {}
    assert window.space.sidebar.lock.toolTip() == "Lock the store (Ctrl+L)"


def test_putting_a_key_back_takes_it_from_who_has_it_now(window: Window) -> None:
    record(window, "lock", "Ctrl+I").use.click()
    window.settle()
    keys = card(window)
    keys.choose("import")
    keys.back.click()
    window.settle()
    assert window.saved[-1].keys == {}
    assert "Lock the store" in keys.note.sentence.text()


def test_all_keys_are_put_back_together(window: Window) -> None:
    keyring().use({})
    window.preferences.change(keys={"lock": "Ctrl+J", "decided": "Ctrl+D"})
    keys = card(window)
    assert keys.all_back.isEnabled()
    keys.all_back.click()
    window.settle()
    assert window.saved[-1].keys == {}
    assert not keys.all_back.isEnabled()


def test_the_list_of_commands_never_loses_its_only_key(window: Window) -> None:
    keys = card(window)
    keys.choose("palette")
    assert not keys.none.isEnabled()
    keys.take_away()
    window.settle()
    assert window.saved == []


def test_actions_are_found_by_name_and_by_key(window: Window) -> None:
    keys = card(window)
    keys.focus_box()
    keys.field.setText("cite for this")
    keys.field._tell()
    assert keys.model.lines[0].name == "review.cite"
    keys.field.setText("ctrl+l")
    keys.field._tell()
    assert keys.model.lines[0].name == "lock"
    keys.field.setText("zzzz")
    keys.field._tell()
    assert keys.nothing.isVisible()
    assert not keys.change.isEnabled()


def test_every_action_that_has_a_shortcut_can_be_changed(window: Window) -> None:
    keys = card(window)
    assert {line.name for line in keys.model.lines} == {each.name for each in COMMANDS if each.changeable}


def test_a_key_taken_away_is_no_key() -> None:
    assert keyring().keys_of(LOCK) == ("Ctrl+L",)
    take_up(without(LOCK, {}))
    assert keyring().keys_of(LOCK) == ()
    assert keyring().shown(LOCK) == ""
    take_up({})


def test_a_recording_hears_its_changed_key(window: Window) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    from reviewer_app.ui.viewers.media_keys import act_for

    take_up({"media.sound": "U"})
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_U, Qt.KeyboardModifier.NoModifier, "u")
    found = act_for(pressed)
    assert found is not None
    assert found.id == "sound"
    take_up({})


def test_words_that_name_actions_tell_the_keys_in_force() -> None:
    take_up({"review.cite": "Ctrl+Alt+Y", "review.redo": ""})
    assert (
        with_keys("Press {cite}, then {undo} or {redo}.", BY_ID) == "Press Ctrl+Alt+Y, then Ctrl+Z or “Redo”."
    )
    assert [with_keys(step.words, BY_ID) for step in STEPS if "{" in with_keys(step.words, BY_ID)] == []
    take_up({})


@pytest.mark.expects_warnings
def test_start_up_notes_keys_that_cannot_be_used(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from reviewer_app import paths
    from reviewer_app.startup.window import Program

    home = paths.open_home(tmp_path / "home")
    save(home.settings_file, Settings(keys={"lock": "Tab"}))
    with caplog.at_level(logging.WARNING):
        program = Program(qapp, home)
    assert "Lock the store" in caplog.text
    program.shell.deleteLater()
    program.end()
