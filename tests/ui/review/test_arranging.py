"""Panels that swap sides, stand alone, stand in a window of their own, and come back as they were."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.domain import records as kinds
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.review.apart import ApartWindow, visible_place
from reviewer_app.ui.review.arranging import panels_menu
from reviewer_app.ui.review.focus_strip import FocusPart
from reviewer_app.ui.review.levels import LevelButton
from reviewer_app.ui.review.panels import Alone, PanelState, Remembered, screen_class, widths
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]


def _left_of(one: QWidget, other: QWidget) -> bool:
    return one.mapToGlobal(one.rect().topLeft()).x() < other.mapToGlobal(other.rect().topLeft()).x()


def _apart(room: ReviewRoom, qapp: QApplication, key: str = "Ctrl+F8") -> ApartWindow:
    press(room, key)
    qapp.processEvents()
    assert room.apart is not None
    assert room.apart.isVisible()
    return room.apart


def test_sides_swap_by_key_and_the_evidence_keeps_its_half(room: ReviewRoom, qapp: QApplication) -> None:
    assert _left_of(room.evidence, room.pane)
    assert _left_of(room.pane, room.right)
    press(room, "Shift+F8")
    qapp.processEvents()
    assert _left_of(room.right, room.pane)
    assert _left_of(room.pane, room.evidence)
    assert room.pane.width() * 2 >= room.width()
    press(room, "Shift+F8")
    qapp.processEvents()
    assert _left_of(room.evidence, room.pane)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_folded_rubric_leaves_a_handle_that_brings_it_back(
    room: ReviewRoom, qapp: QApplication, swapped: bool
) -> None:
    room.set_panels(PanelState(swapped=swapped))
    room.rubric.fold.click()
    qapp.processEvents()
    assert not room.right.isVisible()
    assert room.rubric_rail.isVisible()
    assert _left_of(room.rubric_rail, room.pane) is swapped
    room.rubric_rail.button.click()
    qapp.processEvents()
    assert room.right.isVisible()
    assert not room.rubric_rail.isVisible()


def test_widths_change_by_keys_alone(room: ReviewRoom, qapp: QApplication) -> None:
    before = room.right.width()
    press(room, "Alt+Shift+Left")
    qapp.processEvents()
    assert room.right.width() == before + 40
    press(room, "Alt+Shift+Right")
    qapp.processEvents()
    assert room.right.width() == before


def test_evidence_alone_is_scored_in_the_strip_below_it(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    press(room, "F9")
    settle()
    strip = room.part(FocusPart).strip
    assert strip.isVisible()
    assert room.pane.width() == room.width()
    assert not room.right.isVisible()
    assert isinstance(room.focusWidget(), LevelButton)
    assert strip.isAncestorOf(room.focusWidget())
    press(room, "3")
    press(room, "J")
    press(room, "2")
    assert strip.name.text().startswith("1.2")
    settle()
    said = [(body["criterion"], body["level"]) for _subject, body in desk.said(kinds.SCORE)]
    assert said == [("1.1", "proficient"), ("1.2", "developing")]
    assert strip.levels is not None
    assert strip.levels.level == "developing"
    strip.before.click()
    assert strip.criterion == "1.1"
    assert strip.levels.level == "proficient"


def test_the_strip_names_the_keys_as_they_are_now(room: ReviewRoom) -> None:
    strip = room.part(FocusPart).strip
    try:
        assert strip.after.toolTip() == "Next criterion (J)"
        keyring().use({"review.next-criterion": "Ctrl+Shift+N", "review.previous-criterion": ""})
        assert strip.after.toolTip() == "Next criterion (Ctrl+Shift+N)"
        assert strip.before.toolTip() == "Previous criterion"
    finally:
        keyring().use({})


def test_escape_ends_standing_alone_before_it_leaves_the_room(room: ReviewRoom, settle: Settle) -> None:
    gone: list[bool] = []
    room.left.connect(lambda: gone.append(True))
    for key, shown in (("F9", room.pane), ("Shift+F9", room.right)):
        press(room, key)
        settle()
        assert [each.isVisible() for each in (room.evidence, room.pane, room.right)].count(True) == 1
        assert shown.isVisible()
        press(room, "Esc")
        settle()
        assert all(each.isVisible() for each in (room.evidence, room.pane, room.right))
    assert gone == []


def test_a_comment_wanted_while_evidence_stands_alone_brings_the_rubric(
    room: ReviewRoom, settle: Settle
) -> None:
    press(room, "F9")
    press(room, "E")
    settle()
    assert room.rubric.cards[0].comment.hasFocus()
    assert not room.part(FocusPart).strip.isVisible()


def test_the_rubric_in_a_window_of_its_own_is_scored_by_the_same_keys(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, qapp: QApplication
) -> None:
    window = _apart(room, qapp)
    assert window.windowTitle() == "7F3K · Rubric – Reviewer"
    assert window.isAncestorOf(room.rubric)
    assert room.pane.width() + room.evidence.width() + room.rubric_rail.width() >= room.width() - 4
    room.rubric.focus_inside()
    press(window, "2")
    press(window, "Down")
    press(window, "3")
    press(window, "]")
    settle()
    assert room.rubric.scores() == {"1.1": "developing", "1.2": "proficient"}
    assert room.evidence.current == "s1-lesson-plan.pdf"
    press(window, "E")
    QTest.keyClicks(room.rubric.cards[1].comment, "Clear plan.")
    press(window, "Esc")
    settle()
    assert [body["text"] for _subject, body in desk.said(kinds.COMMENT)] == ["Clear plan."]


@pytest.mark.parametrize(("key", "name"), [("Ctrl+F8", "right"), ("Ctrl+F7", "pane")])
def test_closing_the_window_puts_the_panel_back_and_its_place_is_remembered(
    room: ReviewRoom, qapp: QApplication, key: str, name: str
) -> None:
    panel: QWidget = getattr(room, name)
    window = _apart(room, qapp, key)
    window.setGeometry(40, 60, 500, 420)
    qapp.processEvents()
    window.close()
    qapp.processEvents()
    assert room.apart is None
    assert panel.window() is room.window()
    assert panel.isVisible()
    assert [room.split.widget(at) for at in range(3)] == [room.evidence, room.pane, room.right]
    assert room.panels.place == (40, 60, 500, 420)
    again = _apart(room, qapp, key)
    assert again.place() == (40, 60, 500, 420)
    press(again, key)
    qapp.processEvents()
    assert panel.window() is room.window()


def test_evidence_in_a_window_of_its_own_leaves_the_room_to_list_and_rubric(
    room: ReviewRoom, settle: Settle, qapp: QApplication
) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    window = _apart(room, qapp, "Ctrl+F7")
    assert window.windowTitle() == "7F3K · Evidence – Reviewer"
    assert room.right.width() > room.width() // 2
    press(window, "]")
    settle()
    assert room.evidence.current == "s1-classroom-clip.mp4"


def test_a_room_that_is_left_or_locked_takes_its_window_along(room: ReviewRoom, qapp: QApplication) -> None:
    window = _apart(room, qapp)
    room.hide()
    assert not window.isVisible()
    room.show()
    qapp.processEvents()
    assert window.isVisible()


def test_visiting_panels_goes_through_the_other_window_too(room: ReviewRoom, qapp: QApplication) -> None:
    window = _apart(room, qapp)
    room.evidence.list.setFocus()
    press(room, "Shift+F6")
    assert window.isAncestorOf(window.focusWidget())


def test_everything_about_panels_is_remembered_per_sort_of_screen(room: ReviewRoom) -> None:
    state = PanelState(200, 420, False, True, True, Alone.EVIDENCE, Alone.RUBRIC, (10, 20, 300, 400))
    kept = Remembered({"small": state, "large": PanelState(left=300)})
    again = Remembered.from_text(kept.text())
    assert again.of("small") == state
    assert again.of("large") == PanelState(left=300)
    assert again.of("medium") == PanelState()
    assert [screen_class(each) for each in (1366, 1440, 1920, 2560)] == ["small", "medium", "medium", "large"]
    own = screen_class(room.screen().availableGeometry().width())
    room.set_panels(replace(room.panels, swapped=True))
    assert Remembered.from_text(room.layout_text()).of(own).swapped


def test_on_another_sort_of_screen_the_panels_of_that_sort_come_up(
    room: ReviewRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Remembered({"small": PanelState(), "large": PanelState(swapped=True)})
    room.restore_layout(kept.text())
    assert room.panels == PanelState()
    room.set_panels(replace(room.panels, right=333))
    monkeypatch.setattr(room, "_screen_now", lambda: "large")
    room._on_screens()
    assert room.panels.swapped
    assert Remembered.from_text(room.layout_text()).of("small").right == 333


@pytest.mark.parametrize(
    "broken",
    [
        "", "{", "[]", "null", "7", '{"small": 3}', '{"small": {"left": "wide", "place": [1, 2], "focus": "me"}}',
        '{"left": -4, "right": 1e99, "apart": []}', '{"small": {"place": [1, 2, 3, "4"], "apart": "rubric!"}}',
        '{"small": {"left": true, "right": 9999999999, "left_open": 1}}', "[" * 5000,
    ],
)  # fmt: skip
def test_a_broken_memory_is_the_usual_layout(room: ReviewRoom, broken: str) -> None:
    room.restore_layout(broken)
    assert room.panels == PanelState()


def test_what_an_earlier_version_remembered_counts_on_every_screen() -> None:
    old = '{"left": 210, "right": 0, "left_open": null, "right_open": false}'
    assert Remembered.from_text(old).of("large") == PanelState(left=210, right_open=False)


def test_a_window_always_comes_onto_a_screen_that_is_there() -> None:
    laptop, second = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)
    there = (1500, 50, 700, 800)
    assert visible_place(there, [laptop, second], laptop).getRect() == there
    gone = visible_place(there, [laptop], laptop)
    assert laptop.contains(gone)
    assert gone.height() == 768
    assert second.contains(visible_place((), [laptop, second], laptop))
    assert laptop.contains(visible_place((), [laptop], laptop))
    assert laptop.contains(visible_place((100, -400, 600, 700), [laptop], laptop))
    assert laptop.contains(visible_place((0, 0, -5, 0), [laptop], laptop))


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("focus", list(Alone))
@pytest.mark.parametrize("apart", list(Alone))
def test_widths_always_fill_the_room(scale: float, focus: Alone, apart: Alone) -> None:
    found = widths(PanelState(focus=focus, apart=apart), 1366, scale)
    assert sum(found) == 1366 or (apart is not Alone.NONE and apart is focus)
    assert min(found) >= 0


def test_the_menu_of_panels_offers_each_with_its_key(room: ReviewRoom) -> None:
    menu = panels_menu(room.actions_made.made, room)
    named = {each.text(): each.shortcut().toString() for each in menu.actions() if each.text()}
    assert named["Swap the sides of list and rubric"] == "Shift+F8"
    assert len(named) == 7
    for action in menu.actions():
        if action.text().startswith("Swap"):
            action.trigger()
    assert room.panels.swapped
