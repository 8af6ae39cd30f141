"""The queue: what it shows, how it is narrowed and sorted, and that a hundred thousand rows stay out of the way."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import WORDS, State
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.queue import QueueRoom
from reviewer_app.ui.queue.words import progress
from reviewer_app.ui.views import Asked
from tests.ui.doubles import SAMPLE_QUEUE, TODAY, SampleDesk, SampleFigures, SampleRow

Settle = Callable[[], None]


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def room(desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot) -> QueueRoom:
    made = QueueRoom(desk.ports(), lanes, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    made.entered()
    settle()
    return made


def shown(room: QueueRoom, column: int) -> list[str]:
    model = room.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_the_most_urgent_submission_is_first_and_chosen(room: QueueRoom) -> None:
    assert shown(room, 0) == ["7F3K", "A09D", "C41P", "M77Q", "R2B8", "T5XW", "V90H"]
    assert room.table.current() == "s1"
    assert room.table.hasFocus()


def test_each_cell_says_its_state_in_words(room: QueueRoom) -> None:
    assert shown(room, 3)[:5] == [
        "In review · 5 of 8",
        "Not started",
        "3 of 9 files here",
        "In review · 2 of 7",
        "Ready to submit",
    ]
    assert shown(room, 4)[:3] == ["Fri 20 Nov · late", "Today", "Mon 30 Nov"]
    assert shown(room, 5)[2:6] == ["Second reader", "Round 2", "Round 1", "Adjudication"]
    assert shown(room, 6)[0] == "6 · 214 MB"


def test_the_exact_due_date_is_on_hover(room: QueueRoom) -> None:
    tip = room.model.data(room.model.index(0, 4), Qt.ItemDataRole.ToolTipRole)
    assert "20" in tip
    assert "2 business days late" in tip


def test_a_screen_reader_hears_the_whole_row(room: QueueRoom) -> None:
    heard = room.model.data(room.model.index(2, 0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("C41P", "Checking for Understanding", "attempt 1", "Second reader", "3 of 9 files here"):
        assert part in heard


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_in_the_queue(state: State) -> None:
    said = progress(SampleRow("s", "A1", state=state, scored=1, here_count=1))
    assert said.text
    assert WORDS[state] in said.text or state is State.ARRIVING
    assert said.icon or said.share


def test_no_reading_happens_on_the_gui_thread(room: QueueRoom, desk: SampleDesk) -> None:
    assert desk.threads
    assert threading.get_ident() not in desk.threads


def test_enter_opens_what_is_chosen(room: QueueRoom, qtbot: QtBot) -> None:
    qtbot.keyClick(room.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(room.opened) as opened:
        qtbot.keyClick(room.table, Qt.Key.Key_Return)
    assert opened.args == ["s2"]


def test_a_double_click_opens_too(room: QueueRoom, qtbot: QtBot) -> None:
    place = room.table.visualRect(room.model.index(4, 1)).center()
    with qtbot.waitSignal(room.opened) as opened:
        qtbot.mouseClick(room.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(room.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["s5"]


def test_a_slash_goes_to_the_search_and_typing_narrows(room: QueueRoom, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(room.table, "/")
    assert room.filters.search.hasFocus()
    qtbot.keyClicks(room.filters.search, "family")
    qtbot.keyClick(room.filters.search, Qt.Key.Key_Return)
    settle()
    assert shown(room, 0) == ["R2B8"]


def test_typing_that_rests_searches_by_itself(room: QueueRoom, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.filters.search.searched) as told:
        qtbot.keyClicks(room.filters.search, "wait")
    assert told.args == ["wait"]


def test_escape_clears_the_search_and_then_goes_back(room: QueueRoom, settle: Settle, qtbot: QtBot) -> None:
    room.filters.search.setFocus()
    qtbot.keyClicks(room.filters.search, "zzz")
    qtbot.keyClick(room.filters.search, Qt.Key.Key_Return)
    settle()
    assert room.model.rowCount() == 0
    qtbot.keyClick(room.filters.search, Qt.Key.Key_Escape)
    settle()
    assert room.model.rowCount() == len(SAMPLE_QUEUE)
    qtbot.keyClick(room.filters.search, Qt.Key.Key_Escape)
    assert room.table.hasFocus()


def test_nothing_found_offers_to_show_everything(room: QueueRoom, settle: Settle, qtbot: QtBot) -> None:
    room.filters.search.setText("zzz")
    qtbot.keyClick(room.filters.search, Qt.Key.Key_Return)
    settle()
    page = room._stack.currentWidget()
    assert "No submission matches" in page.accessibleName()
    room.filters.clear()
    settle()
    assert room._stack.currentWidget() is room.table


def test_filters_by_state_role_and_due_date(room: QueueRoom, settle: Settle) -> None:
    room.filters.state._on_triggered("in_review")
    settle()
    assert shown(room, 0) == ["7F3K", "M77Q"]
    room.filters.clear()
    room.filters.role._on_triggered("adjudicator")
    settle()
    assert shown(room, 0) == ["T5XW"]
    room.filters.clear()
    room.filters.due._on_triggered("late")
    settle()
    assert shown(room, 0) == ["7F3K"]
    assert room.filters.due.accessibleName() == "Due: Late"


def test_a_heading_sorts_and_sorts_back(room: QueueRoom, settle: Settle, qtbot: QtBot) -> None:
    header = room.table.header
    place = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert shown(room, 0) == sorted(row.alias for row in SAMPLE_QUEUE)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert shown(room, 0) == sorted((row.alias for row in SAMPLE_QUEUE), reverse=True)
    assert room.filters.order.value == "alias"


def test_the_cursor_stays_on_its_submission_when_the_list_is_read_again(
    room: QueueRoom, desk: SampleDesk, settle: Settle
) -> None:
    room.table.go_to(3)
    desk.rows = (SampleRow("new", "AAAA", due=date(2026, 11, 1)), *SAMPLE_QUEUE)
    room.refresh()
    settle()
    assert room.table.current() == "s4"
    assert room.model.rowCount() == len(SAMPLE_QUEUE) + 1


def test_the_layout_is_remembered(
    room: QueueRoom, desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot
) -> None:
    room.table.header.resizeSection(0, 200)
    room.filters.set_order("title", True)
    other = QueueRoom(desk.ports(), lanes, today=lambda: TODAY)
    qtbot.addWidget(other)
    other.restore_layout(room.layout_text())
    settle()
    assert other.table.columnWidth(0) == 200
    assert other.filters.wish == Asked(sort="title", descending=True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"widths": "{"}', '{"sort": "nonsense", "widths": "[1]"}'])
def test_a_layout_that_cannot_be_read_changes_nothing(room: QueueRoom, text: str) -> None:
    room.restore_layout(text)
    assert room.filters.wish == Asked()
    assert room.table.columnWidth(0) == 120


def test_figures_and_sizes_are_said(room: QueueRoom) -> None:
    assert room.figures.to_review.accessibleName() == "12 to review"
    assert room.figures.turnaround.accessibleName() == "2.4 days median turnaround"
    assert room.amount.text() == "12 submissions · 1.2 GB on this laptop"


def test_an_empty_queue_says_what_to_do_first(lanes: Jobs, settle: Settle, qtbot: QtBot) -> None:
    desk = SampleDesk(rows=(), figures=SampleFigures(0, 0, None, 0, 0, 0))
    room = QueueRoom(desk.ports(), lanes, today=lambda: TODAY)
    qtbot.addWidget(room)
    room.show()
    room.entered()
    settle()
    assert "Import a bundle" in room._stack.currentWidget().accessibleName()
    assert room._first_step.hasFocus()
    with qtbot.waitSignal(room.import_wanted):
        qtbot.keyClick(room._first_step, Qt.Key.Key_Space)


@pytest.mark.parametrize("rows", [SAMPLE_QUEUE, ()], ids=["full", "empty"])
def test_a_list_that_comes_late_leaves_the_keyboard_where_the_person_went(
    rows: tuple[SampleRow, ...], lanes: Jobs, settle: Settle, qtbot: QtBot
) -> None:
    places, elsewhere = QStackedWidget(), QLineEdit()
    room = QueueRoom(SampleDesk(list(rows)).ports(), lanes, today=lambda: TODAY)
    places.addWidget(room)
    places.addWidget(elsewhere)
    qtbot.addWidget(places)
    places.show()
    room.entered()
    places.setCurrentWidget(elsewhere)
    elsewhere.setFocus()
    settle()
    assert elsewhere.hasFocus()
    places.setCurrentWidget(room)
    room.entered()
    settle()
    assert room.table.hasFocus() or room._first_step.hasFocus()


def test_a_queue_that_cannot_be_read_says_so_and_can_be_tried_again(
    room: QueueRoom, desk: SampleDesk, settle: Settle
) -> None:
    desk.trouble["size"] = StoreError(
        "store-damaged", "The store is damaged", "A page is wrong.", "Restore a backup."
    )
    room.refresh()
    settle()
    assert "The store is damaged" in room._stack.currentWidget().accessibleName()
    desk.trouble.clear()
    room.refresh()
    settle()
    assert room._stack.currentWidget() is room.table


@pytest.fixture
def crowd(lanes: Jobs, settle: Settle, qtbot: QtBot) -> tuple[QueueRoom, SampleDesk]:
    rows = tuple(SampleRow(f"s{n}", f"{n:06}", due=TODAY) for n in range(100_000))
    desk = SampleDesk(rows=rows)
    room = QueueRoom(desk.ports(), lanes, today=lambda: TODAY)
    qtbot.addWidget(room)
    room.resize(1150, 768)
    room.show()
    room.entered()
    settle()
    desk.asked.clear()
    return room, desk


def test_a_hundred_thousand_rows_are_there_but_only_what_is_seen_is_read(
    crowd: tuple[QueueRoom, SampleDesk], settle: Settle
) -> None:
    room, desk = crowd
    assert room.model.rowCount() == 100_000
    room.table.scrollTo(room.model.index(77_777, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    settle()
    assert room.model.data(room.model.index(77_777, 0)) == "077777"
    assert desk.asked.count("page") <= 3


def test_rushing_through_loads_the_places_looked_at_last(
    crowd: tuple[QueueRoom, SampleDesk], settle: Settle
) -> None:
    room, desk = crowd
    for row in range(0, 100_000, 500):
        room.model.data(room.model.index(row, 0))
    settle()
    assert desk.asked.count("page") <= 6
    assert room.model.data(room.model.index(99_500, 0)) == "099500"


def test_end_goes_to_the_last_row_and_enter_opens_it(
    crowd: tuple[QueueRoom, SampleDesk], settle: Settle, qtbot: QtBot
) -> None:
    room, _desk = crowd
    qtbot.keyClick(room.table, Qt.Key.Key_End)
    settle()
    with qtbot.waitSignal(room.opened) as opened:
        qtbot.keyClick(room.table, Qt.Key.Key_Return)
    assert opened.args == ["s99999"]


def test_an_answer_to_an_older_question_is_not_shown(
    room: QueueRoom, desk: SampleDesk, settle: Settle
) -> None:
    for text in ("family", "wait", "zzz", "check"):
        room.pages.ask(Asked(text=text))
    settle()
    assert shown(room, 0) == ["C41P", "M77Q"]
