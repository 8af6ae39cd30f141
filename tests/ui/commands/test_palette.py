"""The list of all commands: found by a few letters, done by Enter, closed by Esc, and submissions found beside it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.commands import palette_box
from reviewer_app.ui.commands.table import COMMANDS
from reviewer_app.ui.places import DECIDED, LEAVING, QUEUE, SEARCH, SETTINGS, SYNC
from tests.ui.commands.conftest import Window

PLACES = {"queue": QUEUE, "decided": DECIDED, "sync-room": SYNC, "settings": SETTINGS, "leaving": LEAVING}


def test_a_few_letters_and_enter_go_to_a_place(window: Window) -> None:
    window.ask("deci")
    assert window.shown()[0] == "decided"
    window.press("Return")
    assert window.space.place == DECIDED
    assert window.shell.front.palette is None


def test_escape_closes_it_and_gives_the_keyboard_back(window: Window) -> None:
    before = QApplication.focusWidget()
    window.ask("sync")
    window.press("Esc")
    assert window.shell.front.palette is None
    assert QApplication.focusWidget() is before


def test_the_same_key_closes_it_again(window: Window) -> None:
    window.press("Ctrl+K")
    window.press("Ctrl+K")
    assert window.shell.front.palette is None


@pytest.mark.parametrize("where", [*PLACES, "search"])
def test_every_action_of_a_place_and_of_the_window_is_in_its_list(window: Window, where: str) -> None:
    window.space.go_to({**PLACES, "search": SEARCH}[where])
    window.settle()
    window.press("Ctrl+K")
    wanted = {each.name for each in COMMANDS if each.where in (where, "window") and each.changeable}
    assert set(window.shown()) == wanted


def test_every_action_of_the_review_room_is_in_its_list(window: Window) -> None:
    window.review()
    window.press("Ctrl+K")
    wanted = {each.name for each in COMMANDS if each.where in ("review", "window") and each.changeable}
    assert set(window.shown()) == wanted


def test_nothing_behind_the_door_can_be_listed_at_the_door(window: Window) -> None:
    window.shell.lock()
    window.settle()
    window.press("Ctrl+K")
    assert window.shell.front.palette is None


def test_an_action_of_the_room_is_done_where_the_keyboard_was(window: Window) -> None:
    room = window.review()
    room.rubric.focus_inside()
    window.ask("level 3")
    window.press("Return")
    assert room.rubric.scores() == {"1.1": "proficient"}


def test_what_cannot_be_done_says_why_and_is_not_done(window: Window) -> None:
    window.review()
    box = window.ask("undo")
    line = box.model.lines[0]
    assert (line.name, line.why) == ("review.undo", "There is nothing to undo.")
    window.press("Return")
    assert window.palette.foot.text() == "There is nothing to undo."
    assert "not now: There is nothing to undo." in line.spoken


def test_what_cannot_be_done_stands_below_everything_that_can(window: Window) -> None:
    window.review()
    window.press("Ctrl+K")
    whys = [bool(line.why) for line in window.palette.model.lines]
    assert whys == sorted(whys)
    assert any(whys)


def test_behind_a_page_that_is_in_front_the_page_is_why(window: Window) -> None:
    room = window.review()
    room.open_page(QWidget())
    window.ask("cite for this")
    assert window.palette.model.lines[0].why == "A page stands in front: close it first."


def test_the_arrows_move_through_the_list_and_come_round(window: Window) -> None:
    box = window.ask("colours")
    count = len(box.model.lines)
    assert count == 3
    seen = []
    for key in ("Down", "Down", "Down", "Up", "PgUp", "PgDown"):
        window.press(key)
        seen.append(box.list.currentIndex().row())
    assert seen == [1, 2, 0, 2, 0, 2]
    assert box.field.hasFocus()


def test_tab_stays_in_the_field(window: Window) -> None:
    box = window.ask("")
    window.press("Tab")
    assert box.field.hasFocus()


def test_a_click_does_it_and_a_click_beside_closes_it(window: Window) -> None:
    box = window.ask("decided")
    spot = box.list.visualRect(box.model.index(0)).center()
    QTest.mouseClick(box.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    window.settle()
    assert window.space.place == DECIDED
    box = window.ask("queue")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().bottomLeft() / 2)
    assert window.shell.front.palette is None


def test_what_was_used_last_comes_first_and_is_remembered(window: Window) -> None:
    window.ask("dark")
    window.press("Return")
    window.ask("decided")
    window.press("Return")
    window.press("Ctrl+K")
    assert window.shown()[:2] == ["decided", "look-dark"]
    assert window.saved[-1].layout["recent-commands"] == '["decided", "look-dark"]'


def test_a_remembered_list_that_cannot_be_read_is_empty(window: Window) -> None:
    for text in ("{", '{"a": 1}', "7"):
        window.preferences.remember("recent-commands", text)
        assert window.shell.front.recent() == ()


def test_submissions_are_found_by_alias_and_title_and_opened(window: Window) -> None:
    box = window.ask("7f3")
    assert window.shown() == ["submission s1"]
    assert box.model.lines[0].text == "7F3K · Wait Time"
    assert box.model.lines[0].spoken == "7F3K · Wait Time, Attempt 2 · In review"
    window.press("Return")
    assert window.place is not None
    assert window.place.opened == ["s1"]


def test_decided_submissions_are_found_after_open_ones(window: Window) -> None:
    window.ask("wait time")
    assert window.shown() == [
        *("submission s1", "submission s2", "submission s7", "submission d1"),
    ]


def test_enter_waits_for_the_store_where_nothing_else_fits(window: Window) -> None:
    held = threading.Event()
    few = window.home.desk.few
    # The window's port was bound before.
    object.__setattr__(window.shell._desk, "few", lambda text, limit: held.wait(10) and few(text, limit))
    window.press("Ctrl+K")
    QTest.keyClicks(QApplication.focusWidget(), "7F3K")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    box = window.palette
    assert box.nothing.text() == "Looking for submissions…"
    assert not window.space.reviewing
    held.set()
    window.settle()
    assert window.place is not None
    assert window.place.opened == ["s1"]


def test_an_answer_to_letters_that_were_typed_over_is_never_shown(window: Window) -> None:
    window.press("Ctrl+K")
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "7f3k")
    window.palette.field.setText("a09d")
    window.settle()
    assert window.shown() == ["submission s2"]


def test_a_store_that_cannot_be_read_leaves_the_commands(window: Window) -> None:
    window.home.desk.trouble["few"] = StoreError("broken", "Broken", "It is broken.", "Mend it.")
    window.ask("sync now")
    assert window.shown() == ["sync"]
    window.palette.field.setText("nothing like it")
    window.settle()
    assert window.palette.nothing.text() == "Nothing is called “nothing like it”."
    assert window.palette.nothing.isVisible()


def test_a_place_reached_by_its_key_takes_the_list_away(window: Window) -> None:
    window.press("Ctrl+K")
    window.press("Ctrl+2")
    assert window.space.place == DECIDED
    assert window.shell.front.palette is None


def test_locking_takes_the_list_away(window: Window) -> None:
    window.press("Ctrl+K")
    window.press("Ctrl+L")
    assert window.shell.workspace is None
    assert window.shell.front.palette is None
    assert not [each for each in window.shell.findChildren(palette_box.PaletteBox) if each.isVisible()]


def test_the_list_is_a_list_and_the_current_line_is_read_out(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(palette_box, "announce", lambda _widget, words, **_how: heard.append(words))
    box = window.ask("colours")
    face = QAccessible.queryAccessibleInterface(box.list)
    assert face.role() == QAccessible.Role.List
    assert face.text(QAccessible.Text.Name) == "Commands and submissions"
    assert face.childCount() >= 3
    window.press("Down")
    assert heard[-1] == "Dark colours, Look, 2 of 3"


def test_letters_that_were_meant_and_keys_are_told(window: Window) -> None:
    box = window.ask("lts")
    line = next(line for line in box.model.lines if line.name == "lock")
    assert (line.places, line.key, line.aside) == ((0, 5, 9), "Ctrl+L", "Window")


@pytest.mark.parametrize("size", [(1366, 768), (720, 480)])
@pytest.mark.parametrize("scale", [100, 200])
def test_the_box_stays_within_the_window(window: Window, size: tuple[int, int], scale: int) -> None:
    window.preferences.change(text_scale=scale)
    window.shell.resize(*size)
    window.settle()
    box = window.ask("")
    assert box.rect().contains(box._card.geometry())
    assert box.list.height() >= box.list.sizeHintForRow(0)


def test_the_buttons_of_sidebar_and_room_open_it_too(window: Window) -> None:
    window.space.sidebar.all.click()
    window.settle()
    window.press("Esc")
    room = window.review()
    room.bar.all.click()
    window.settle()
    assert "review.undo" in window.shown()
