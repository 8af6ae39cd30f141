"""The kit: every piece has a name, says what it shows, and keeps words from being taken for markup."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import LineError, StoreError
from reviewer_app.ui import words
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import (
    Button,
    CheckBox,
    ElidedLabel,
    IconButton,
    InlineNote,
    Label,
    MenuButton,
    PillButton,
    ProgressNote,
    Scroller,
    SearchField,
    keep_off_bar,
)
from reviewer_app.ui.widgets.boxes import Pages

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_an_icon_button_must_have_a_name(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="silent"):
        IconButton("lock", "")
    button = IconButton("lock", "Lock now", key="Ctrl+L")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Lock now"
    assert button.toolTip() == "Lock now (Ctrl+L)"


def test_the_ring_of_the_main_button_keeps_away_from_its_words(qtbot: QtBot, qapp: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    other, button = Button("Stay", parent=holder), Button("Sign", kind="primary", icon="send", parent=holder)
    holder.show()
    holder.activateWindow()
    qapp.processEvents()
    other.setFocus()
    plain = button.grab().toImage()
    button.setFocus()
    ringed = button.grab().toImage()
    middle = ringed.width() // 2
    look = theme().tokens
    assert ringed.pixelColor(middle, 1) == look.color("ink")
    assert ringed.pixelColor(middle, 2) == look.color("on_accent")
    inside = QRect(8, 4, ringed.width() - 16, ringed.height() - 8)
    assert ringed.copy(inside) == plain.copy(inside)


def test_words_are_never_taken_for_markup(qtbot: QtBot) -> None:
    for label in (Label("<img src='file:///etc/passwd'>"), ElidedLabel("<b>A</b>")):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_shortened_label_tells_the_whole_on_hover(qtbot: QtBot) -> None:
    label = ElidedLabel("Designing for Equity in the Everyday Work of a Mathematics Classroom")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text() == label.accessibleName()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_note_says_error_and_next_step_and_can_be_dismissed(qtbot: QtBot) -> None:
    note = InlineNote()
    qtbot.addWidget(note)
    pressed: list[int] = []
    note.say_error(
        StoreError("x", "Title", "Sentence.", "Step."), (Button("Try again", lambda: pressed.append(1)),)
    )
    assert note.accessibleName() == "Title Sentence. Step."
    assert note.property("tone") == "bad"
    note.findChildren(Button)[0].click()
    assert pressed == [1]
    note.say("ok", "Fine")
    assert note.sentence.isHidden()
    assert note._action_row.isHidden()
    with qtbot.waitSignal(note.dismissed):
        note.dismiss()
    assert note.isHidden()


def test_a_line_that_is_down_is_only_a_warning(qtbot: QtBot) -> None:
    note = InlineNote()
    qtbot.addWidget(note)
    note.say_error(LineError("offline", "Offline", "No way.", "Later."))
    assert note.property("tone") == "warn"


@given(done=st.integers(0, 2**50), more=st.integers(0, 2**50))
def test_progress_takes_any_number_of_bytes(qapp: object, done: int, more: int) -> None:
    note = ProgressNote("Importing", bytes_counted=True)
    note.show_progress(done, done + more, "Reading")
    assert 0 <= note.bar.value() <= 1000
    note.deleteLater()


def test_progress_can_be_stopped_once(qtbot: QtBot) -> None:
    note = ProgressNote("Importing")
    qtbot.addWidget(note)
    with qtbot.waitSignal(note.cancelled):
        note.stop.click()
    assert not note.stop.isEnabled()
    assert note.doing.text() == "Stopping…"


def test_a_menu_button_says_its_choice_and_stands_out_when_it_narrows(qtbot: QtBot) -> None:
    button = MenuButton("Role", [("", "All roles"), ("second", "Second reader")])
    qtbot.addWidget(button)
    told: list[str] = []
    button.chosen.connect(told.append)
    button.menu().actions()[1].trigger()
    assert told == ["second"]
    assert button.accessibleName() == "Role: Second reader"
    assert button.property("chosen") is True
    button.choose("nonsense")
    assert button.value == ""
    assert told == ["second"]


def test_a_pill_says_its_state_aloud(qtbot: QtBot) -> None:
    pill = PillButton("Offline", "warn", "offline")
    qtbot.addWidget(pill)
    before = pill.sizeHint().width()
    pill.show_state("Offline · 3 decisions waiting", "warn", "offline")
    assert pill.accessibleName() == "Offline · 3 decisions waiting"
    assert pill.sizeHint().width() > before
    pill.resize(pill.sizeHint())
    assert not pill.grab().isNull()


def test_the_search_tells_each_text_once(qtbot: QtBot) -> None:
    field = SearchField("Search", "Search here")
    qtbot.addWidget(field)
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "wait ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["wait"]
    field._clear.click()
    assert told == ["wait", ""]


def test_only_the_page_in_front_takes_room(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    short, tall = Label("short"), Label("tall\n" * 20)
    pages.add_page(short)
    pages.add_page(tall)
    assert pages.page() is short
    low = pages.sizeHint().height()
    pages.show_page(tall)
    assert pages.sizeHint().height() > low


def test_icons_follow_the_look(qtbot: QtBot) -> None:
    look = theme()
    look.set_look("light", 100)
    button = IconButton("lock", "Lock now", tone="ink")
    qtbot.addWidget(button)
    light = button.icon().pixmap(18, 18).toImage()
    try:
        look.set_look("dark", 200)
        assert button.icon().pixmap(18, 18).toImage() != light
        assert button.iconSize().width() == 36
    finally:
        look.set_look("light", 100)


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 bytes"), (900, "900 bytes"), (8 * 2**20, "8 MB"), (1288490188, "1.2 GB")]
)
def test_sizes_are_said_shortly(size: int, said: str) -> None:
    assert words.size_words(size) == said


def test_counts_carry_their_noun() -> None:
    assert words.count_words(1, "decision", "decisions") == "1 decision"
    assert words.count_words(3, "decision", "decisions") == "3 decisions"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(days=30), words.day_words(date(2026, 10, 25))),
    ],
)
def test_moments_are_said_as_seen_from_now(passed: timedelta, said: str) -> None:
    assert words.ago_words(NOW - passed, NOW) == said


def test_a_clock_set_back_does_not_confuse_the_words() -> None:
    assert words.ago_words(NOW + timedelta(hours=3), NOW) == "just now"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed_by_enter_as_by_the_space_bar(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    for button in (
        Button("Import", lambda: pressed.append("words")),
        IconButton("lock", "Lock now", lambda: pressed.append("icon")),
    ):
        qtbot.addWidget(button)
        button.show()
        qtbot.keyClick(button, key)
        qtbot.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == (
        ["words", "icon"] if key is not Qt.Key.Key_Space else ["words", "words", "icon", "icon"]
    )


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_an_empty_box_to_tick_is_seen_and_a_ticked_one_has_a_mark(qtbot: QtBot, look: str) -> None:
    theme().set_look(look, 100)
    box = CheckBox("lesson-plan.pdf")
    qtbot.addWidget(box)
    box.show()
    try:
        tokens = theme().tokens
        empty = box.grab().toImage()
        seen = {empty.pixelColor(x, empty.height() // 2).name() for x in range(20)}
        assert tokens.color("edge").name() in seen
        box.setChecked(True)
        ticked = box.grab().toImage()
        inside = {ticked.pixelColor(x, y).name() for x in range(20) for y in range(ticked.height())}
        assert {tokens.color("accent").name(), tokens.color("on_accent").name()} <= inside
    finally:
        theme().set_look("light", 100)


def test_a_moment_is_told_short_with_its_year() -> None:
    told = words.short_time(NOW)
    assert "24 Nov 2026, " in told
    assert told.endswith(words.clock(NOW))


def test_a_page_goes_to_the_edge_until_it_scrolls(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    card = QWidget()
    column.addWidget(card)
    area = Scroller(page)
    keep_off_bar(area)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    card.setMinimumHeight(200)
    qtbot.waitUntil(lambda: card.width() == area.viewport().width())
    card.setMinimumHeight(900)
    qtbot.waitUntil(lambda: 0 < card.width() < area.viewport().width())
    card.setMinimumHeight(200)
    qtbot.waitUntil(lambda: card.width() == area.viewport().width())


def test_a_label_is_as_high_as_its_words_need_whatever_changes(qtbot: QtBot) -> None:
    label = Label("Name what was missing, and what comes next.", wrap=True)
    plain = QLabel(label.text())
    plain.setWordWrap(True)
    for each in (label, plain):
        qtbot.addWidget(each)
    words = ("Short", label.text(), label.text() * 5)
    for text in words:
        for points in (9, 18):
            for wide in (80, 300):
                for each in (label, plain):
                    font = each.font()
                    font.setPointSize(points)
                    each.setFont(font)
                    each.setText(text)
                for _again in range(2):
                    assert label.heightForWidth(wide) == plain.heightForWidth(wide)
