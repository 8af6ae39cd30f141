"""The comment bank by keyboard: open while typing, find, insert a copy with its gap chosen, pin, change, put away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.bank import BankEntry
from reviewer_app.ui.review.bank import BankDialog
from reviewer_app.ui.review.bank_part import BankPart
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.locked_double import locked
from tests.ui.review.test_room import press

Settle = Callable[[], None]
PAUSE = "The pause in {evidence} is short. Next: count to three for {alias}."
TALLY = "The tally has no dates. Next: add them."


@pytest.fixture
def stocked(room: ReviewRoom, desk: DeskDouble) -> ReviewRoom:
    for own, text, uses in (("a", PAUSE, 3), ("b", TALLY, 1)):
        desk.bank[own] = BankEntry(own, "wait-time", "1.1", "basic", text, uses, "2026-11-01")
    return room


def _open(room: ReviewRoom, settle: Settle) -> BankDialog:
    card = room.rubric.current
    assert card is not None
    if not card.comment.hasFocus():
        press(room, "E")
    press(room, "Ctrl+J")
    settle()
    dialog = room.part(BankPart).dialog
    assert dialog is not None
    return dialog


def _shown(dialog: BankDialog) -> list[str]:
    return [each.text for each in dialog._entries]


def test_enter_puts_in_a_copy_and_chooses_what_is_left_to_type(
    stocked: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    dialog = _open(stocked, settle)
    assert _shown(dialog) == [PAUSE, TALLY]
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    settle()
    card = stocked.rubric.current
    assert card is not None
    assert card.comment.toPlainText() == "The pause in {evidence} is short. Next: count to three for 7F3K."
    assert card.comment.textCursor().selectedText() == "{evidence}"
    assert stocked.focusWidget() is card.comment
    QTest.keyClicks(card.comment, "minute 6")
    stocked.flush()
    settle()
    said = "The pause in minute 6 is short. Next: count to three for 7F3K."
    assert desk.state("s1").comments == {"1.1": said}
    desk.bank["a"] = BankEntry("a", "wait-time", "1.1", "basic", "Other words.")
    assert desk.state("s1").comments == {"1.1": said}


def test_typing_finds_and_arrows_choose_without_leaving_the_field(
    stocked: ReviewRoom, settle: Settle
) -> None:
    dialog = _open(stocked, settle)
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.current is not None
    assert dialog.current.text == TALLY
    QTest.keyClicks(dialog.field, "paus")
    dialog._pause.timeout.emit()
    settle()
    assert _shown(dialog) == [PAUSE]
    assert dialog.field.hasFocus()
    dialog.field.setText("nowhere")
    dialog._pause.timeout.emit()
    settle()
    assert dialog.empty.isVisible()
    assert "holds these words" in dialog.empty.text()
    assert not dialog.insert.isEnabled()
    dialog.reject()


def test_an_empty_bank_says_how_it_grows(room: ReviewRoom, settle: Settle) -> None:
    dialog = _open(room, settle)
    assert dialog.empty.isVisible()
    assert "grows from every decision" in dialog.empty.text()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()


def test_pin_change_and_put_away_by_key(stocked: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    dialog = _open(stocked, settle)
    dialog.list.setCurrentRow(1)
    QTest.keyClick(dialog.field, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert _shown(dialog) == [TALLY, PAUSE]
    assert dialog.pin.text() == "Unpin"
    dialog.text.setPlainText("The tally has no dates at all. Next: add them.")
    QTest.keyClick(dialog.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert desk.bank["b"].text == "The tally has no dates at all. Next: add them."
    QTest.keyClick(dialog.field, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert set(desk.bank) == {"a"}
    dialog.reject()


def test_my_own_words_can_be_kept(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(room, "E")
    card = room.rubric.current
    assert card is not None
    QTest.keyClicks(card.comment, "The plan is thin here.")
    dialog = _open(room, settle)
    dialog.keep.click()
    settle()
    assert [each.text for each in desk.bank.values()] == ["The plan is thin here."]
    assert _shown(dialog) == ["The plan is thin here."]
    dialog.reject()


def test_words_never_land_on_another_submission(
    stocked: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    dialog = _open(stocked, settle)
    part, entry = stocked.part(BankPart), dialog.current
    spot = part._spot()
    assert spot is not None
    assert entry is not None
    stocked.show_submission("s2")
    settle()
    assert part.dialog is None
    part._insert(spot, entry)
    settle()
    stocked.flush()
    settle()
    assert desk.said(kinds.COMMENT) == []


def test_one_key_says_the_same_as_last_time(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(room, "Ctrl+Shift+J")
    settle()
    assert "Nothing was said" in room.note.title.text()
    desk.change(kinds.COMMENT, "s2", {"criterion": "1.1", "text": TALLY})
    card = room.rubric.current
    assert card is not None
    assert room.focusWidget() is card.comment
    QTest.keyClicks(card.comment, "As before:")
    press(room, "Ctrl+Shift+J")
    settle()
    assert card.comment.toPlainText() == f"As before: {TALLY}"
    card.comment.undo()
    assert card.comment.toPlainText() == "As before:"


def test_the_bank_opens_for_the_overall_comment_too(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.bank["o"] = BankEntry("o", "wait-time", "", "", "Thank you for your honest data.")
    press(room, "O")
    press(room, "Ctrl+J")
    settle()
    dialog = room.part(BankPart).dialog
    assert dialog is not None
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    settle()
    assert room.outcome.overall.toPlainText() == "Thank you for your honest data."


def test_sharing_says_what_came_of_it(stocked: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    dialog = _open(stocked, settle)
    assert dialog.share.isVisible()
    dialog.share.click()
    settle()
    assert dialog.note.title.text() == "2 comments of yours are shared; 1 new one from others."
    assert [each.source for each in dialog._entries].count("hub") == 1
    assert dialog.share.isEnabled()
    desk.without_line = True
    dialog.share.click()
    settle()
    said = "3 comments of yours go with the next stick or folder; 1 new one from others."
    assert dialog.note.title.text() == said
    desk.refusing = locked()
    dialog.share.click()
    settle()
    assert dialog.note.title.text() == "This file is locked with a password"
    assert dialog.share.isEnabled()
    dialog.reject()
