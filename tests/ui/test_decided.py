"""What is decided: outcomes and receipts in words, letters saved under the alias only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.ui.decided import DecidedRoom
from reviewer_app.ui.decided.columns import sent, spoken
from reviewer_app.ui.jobs import Jobs
from tests.ui.doubles import NOW, SampleDesk, SampleRow

Settle = Callable[[], None]


@pytest.fixture
def desk(tmp_path: Path) -> SampleDesk:
    return SampleDesk(exports=tmp_path)


@pytest.fixture
def room(desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot) -> DecidedRoom:
    made = DecidedRoom(desk.ports(), lanes, now=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.entered()
    settle()
    return made


def row(room: DecidedRoom, at: int) -> list[str]:
    return [room.model.data(room.model.index(at, column)) for column in range(6)]


def test_the_newest_decision_is_first_with_its_outcome_and_receipt(room: DecidedRoom) -> None:
    assert row(room, 0) == [
        "J8TT",
        "Family Partnerships",
        "2",
        "Not yet",
        "Waiting to send",
        "12 minutes ago",
    ]
    assert row(room, 1)[3:5] == ["Meets", "Received by the hub"]
    assert room.table.current() == "d2"


@pytest.mark.parametrize(
    ("road", "words"),
    [
        ("", "Waiting to send"),
        ("line", "Sent, no receipt yet"),
        ("stick", "On the stick"),
        ("folder", "In the shared folder"),
        ("carried", "On a stick or in a shared folder"),
    ],
)
def test_where_a_decision_without_a_receipt_is(road: str, words: str) -> None:
    row = SampleRow("d", "J8TT", state=State.DECIDED, sent_by=road)
    assert sent(row).text == words
    assert not road or spoken(row).endswith("no receipt yet"), "who listens hears all of it"


def test_a_letter_is_written_off_the_gui_thread_and_its_place_told(
    room: DecidedRoom, desk: SampleDesk, settle: Settle, tmp_path: Path
) -> None:
    room.save_letter()
    dialog = room.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Letter J8TT attempt 2.pdf"]
    target = tmp_path / "letter.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    settle()
    assert target.read_bytes().startswith(b"%PDF")
    assert room.note.title.text() == "Letter saved"
    assert room.note.sentence.text() == str(target)


def test_a_sheet_that_cannot_be_written_says_why(
    room: DecidedRoom, desk: SampleDesk, settle: Settle, tmp_path: Path
) -> None:
    desk.trouble["write_review_sheet"] = StoreError(
        "disk-full", "The disk is full", "No room.", "Free some space."
    )
    chosen = room.model.row_at(0)
    assert chosen is not None
    room.write("Review sheet", room._desk.write_review_sheet, chosen, tmp_path / "sheet.pdf")
    settle()
    assert room.note.title.text() == "The disk is full"


def test_searching_narrows_and_nothing_found_says_so(room: DecidedRoom, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(room.table, "/")
    qtbot.keyClicks(room.search, "K3PQ")
    qtbot.keyClick(room.search, Qt.Key.Key_Return)
    settle()
    assert room.model.rowCount() == 1
    qtbot.keyClicks(room.search, "zzz")
    qtbot.keyClick(room.search, Qt.Key.Key_Return)
    settle()
    assert room._stack.currentWidget() is room._no_match
    assert not room.letter.isEnabled()


def test_nothing_decided_yet_says_so(desk: SampleDesk, lanes: Jobs, settle: Settle, qtbot: QtBot) -> None:
    desk.decided = ()
    made = DecidedRoom(desk.ports(), lanes, now=lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    made.entered()
    settle()
    assert made._stack.currentWidget() is made._empty
    assert not made.letter.isEnabled()


def test_enter_opens_the_decision_to_read_again(room: DecidedRoom, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.opened) as opened:
        qtbot.keyClick(room.table, Qt.Key.Key_Return)
    assert opened.args == ["d2"]


def test_a_heading_sorts(room: DecidedRoom, settle: Settle) -> None:
    room._on_sort_wanted("alias")
    settle()
    assert [row(room, at)[0] for at in range(4)] == ["B61N", "J8TT", "K3PQ", "Y2MM"]
