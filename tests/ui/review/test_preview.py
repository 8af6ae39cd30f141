"""The preview reads as the letter does; findings beside it are fixed, visited and overruled by key and click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer_app.domain import records as kinds
from reviewer_app.ui.review.findings import FindingCard
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble, citation
from tests.ui.review.test_room import bring_all, press, score_all

Settle = Callable[[], None]
LAZY = "You are lazy. The notes stop after three lines. Next: write down what each student said."


@pytest.fixture
def lacking(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> ReviewRoom:
    """Everything scored, 2.2 below its floor with a pin and a comment that judges the person; the preview is open."""
    score_all(desk)
    bring_all(desk)
    desk.change(kinds.SCORE, "s1", {"criterion": "2.2", "level": "basic"})
    desk.change(kinds.COMMENT, "s1", {"criterion": "2.2", "text": LAZY})
    desk.change(kinds.CITATION, "s1", citation("2.2", "s1-notes.txt", "notes").document())
    room.show_submission("s1")
    settle()
    press(room, "Ctrl+Return")
    settle()
    assert room.previewing
    return room


def _only(room: ReviewRoom) -> FindingCard:
    [card] = room.preview.findings.cards
    return card


def test_a_finding_keeps_the_decision_open_and_has_the_keyboard(
    lacking: ReviewRoom, desk: DeskDouble
) -> None:
    card = _only(lacking)
    assert card.finding.rule == "person"
    assert "judges a person" in card.reason.text()
    assert "1 thing to change before signing" in lacking.preview.findings.title.text()
    assert not lacking.preview.sign.isEnabled()
    assert QApplication.focusWidget() is card.fixes[0]
    press(lacking, "Ctrl+Return")
    assert desk.said(kinds.DECISION) == []


def test_one_key_fixes_it_and_undo_brings_the_words_back(
    lacking: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    QTest.keyClick(_only(lacking).fixes[0], Qt.Key.Key_Space)
    settle()
    assert desk.state("s1").comments["2.2"].startswith("This part of the work is not finished yet. The notes")
    assert lacking.preview.findings.isHidden()
    assert lacking.preview.sign.isEnabled()
    assert "This part of the work is not finished yet." in lacking.preview.page.toPlainText()
    assert lacking.preview.note.isVisible()
    lacking.preview.undo_wanted.emit()
    settle()
    assert desk.state("s1").comments["2.2"] == LAZY
    assert _only(lacking).finding.rule == "person"
    assert not lacking.preview.sign.isEnabled()


def test_overruling_wants_a_reason_and_can_be_taken_back(
    lacking: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    card = _only(lacking)
    assert card.overrule is not None
    QTest.keyClick(card.overrule, Qt.Key.Key_Return)
    assert card.why is not None
    assert QApplication.focusWidget() is card.why
    QTest.keyClick(card.why, Qt.Key.Key_Return)
    settle()
    assert desk.said(kinds.OVERRULE) == []
    QTest.keyClicks(card.why, "It quotes the reflection.")
    QTest.keyClick(card.why, Qt.Key.Key_Return)
    settle()
    [(submission, body)] = desk.said(kinds.OVERRULE)
    assert (submission, body["criterion"], body["reason"]) == ("s1", "2.2", "It quotes the reflection.")
    assert lacking.preview.sign.isEnabled()
    after = _only(lacking)
    assert "Overruled" in after.accessibleName()
    assert "quotes" not in lacking.preview.page.toPlainText()
    assert after.take_back is not None
    after.take_back.click()
    settle()
    assert not lacking.preview.sign.isEnabled()


def test_esc_leaves_the_reason_then_the_preview(lacking: ReviewRoom) -> None:
    card = _only(lacking)
    assert card.overrule is not None
    card.overrule.click()
    assert card.why is not None
    QTest.keyClick(card.why, Qt.Key.Key_Escape)
    assert card.why.isHidden()
    assert lacking.previewing
    QTest.keyClick(card.overrule, Qt.Key.Key_Escape)
    assert not lacking.previewing


def test_going_there_chooses_the_words(lacking: ReviewRoom) -> None:
    _only(lacking).go.click()
    assert not lacking.previewing
    card = lacking.rubric.card("2.2")
    assert card is not None
    assert card.comment.textCursor().selectedText() == "You are lazy"
    assert QApplication.focusWidget() is card.comment


def test_a_prompt_leads_to_the_field_to_go_on_typing(
    lacking: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.change(
        kinds.COMMENT, "s1", {"criterion": "2.2", "text": "The notes stop after three lines of the lesson."}
    )
    lacking.orders.close_preview()
    lacking.show_submission("s1")
    settle()
    press(lacking, "Ctrl+Return")
    settle()
    cards = {each.finding.rule: each for each in lacking.preview.findings.cards}
    assert set(cards) == {"next", "short"}
    cards["next"].fixes[0].click()
    settle()
    assert not lacking.previewing
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "write down what each student said.")
    lacking.flush()
    settle()
    assert desk.state("s1").comments["2.2"].endswith("\nNext: write down what each student said.")


def test_a_missing_pin_leads_to_the_levels_where_c_cites(
    lacking: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    pin = desk.state("s1").citations[0].id
    desk.change(kinds.CITATION, "s1", {"id": pin, "removed": True})
    lacking.orders.close_preview()
    lacking.show_submission("s1")
    settle()
    press(lacking, "Ctrl+Return")
    settle()
    [card] = [each for each in lacking.preview.findings.cards if each.finding.rule.startswith("place")]
    assert card.fixes == ()
    card.go.click()
    assert lacking.rubric.current is lacking.rubric.card("2.2")


def test_the_page_says_every_line_of_the_letter_in_order(lacking: ReviewRoom, desk: DeskDouble) -> None:
    told = lacking.preview.page.toPlainText()
    at = 0
    for line in desk.ports().feedback.letter("s1"):
        for words in (line.label, line.text, line.beside):
            found = told.find(words, at)
            assert found >= at
            at = found


def test_the_letter_is_in_the_earners_language(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    desk.submissions["s1"] = replace(desk.submissions["s1"], language="es")
    score_all(desk)
    room.show_submission("s1")
    settle()
    press(room, "Ctrl+Return")
    settle()
    assert "Cumple" in room.preview.page.toPlainText()


def test_a_long_list_comes_card_by_card_and_only_what_changed_is_made_anew(
    lacking: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    for criterion in ("1.1", "1.2", "2.1", "2.3", "3.1"):
        desk.change(kinds.COMMENT, "s1", {"criterion": criterion, "text": f"Good job {criterion}!"})
    lacking.orders.close_preview()
    lacking.show_submission("s1")
    settle()
    press(lacking, "Ctrl+Return")
    settle()
    panel = lacking.preview.findings
    while panel._more.isActive():
        QApplication.processEvents()
    rules = [card.finding.rule for card in panel.cards]
    assert rules == ["person", *["vague"] * 5]
    before = panel.cards[1:]
    panel.cards[0].fixes[0].click()
    settle()
    while panel._more.isActive():
        QApplication.processEvents()
    assert panel.cards == before
    assert all(card.isVisible() for card in panel.cards)
