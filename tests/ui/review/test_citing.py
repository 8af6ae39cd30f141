"""Citing in the room, by the keys a person presses: pin, note, pin elsewhere, list, jump, undo, bring over, files."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from reviewer_app.domain.citation import Citation, page_selectors, quotation, region_named
from reviewer_app.ui.review.citation_words import spoken
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]
PLAN, NOTES = "s1-lesson-plan.pdf", "s1-notes.txt"


@pytest.fixture
def cited(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> ReviewRoom:
    """A room in which words of the plan are pinned to 1.1 and a region of it to 1.2."""
    room.show_evidence(PLAN)
    settle()
    room.pane.pdf.canvas.select((0, 0, 9))
    press(room, "C")
    press(room, "J")
    room.pane.focus_inside()
    press(room, "M")
    press(room, "Shift+Right")
    press(room, "C")
    settle()
    press(room, "Esc")
    return room


def citations(desk: DeskDouble) -> list[Citation]:
    return list(desk.state("s1").citations)


def test_words_and_a_region_are_pinned_by_keys_alone(cited: ReviewRoom, desk: DeskDouble) -> None:
    words, region = citations(desk)
    assert (words.criterion, quotation(words.selectors).exact) == ("1.1", "Wait Time")
    assert region.criterion == "1.2"
    assert region_named(region.selectors) is not None
    shown = cited.pane.pdf.cited.shown
    assert [(each.criterion, each.current) for each in shown] == [("1.1", False), ("1.2", True)]


def test_another_criterion_is_chosen_from_a_list(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    room.show_evidence(NOTES)
    settle()
    room.pane.focus_inside()
    press(room, "Shift+C")
    (asking,) = (each for each in room.findChildren(QDialog) if each.isVisible())
    QTest.keyClick(asking.list, Qt.Key.Key_Down)
    QTest.keyClick(asking.list, Qt.Key.Key_Return)
    settle()
    assert [each.criterion for each in citations(desk)] == ["1.2"]


def test_a_note_is_written_on_the_chip_and_taken_back_by_undo(
    cited: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    pins = cited.rubric.cards[0].pins
    pins.chips.setFocus()
    press(cited, "F2")
    QTest.keyClicks(pins.field, "Why C and J matter")
    press(cited, "Return")
    settle()
    assert citations(desk)[0].note == "Why C and J matter"
    assert pins.chips.hasFocus()
    press(cited, "F2")
    QTest.keyClicks(pins.field, "another")
    press(cited, "Esc")
    settle()
    assert citations(desk)[0].note == "Why C and J matter"
    press(cited, "Ctrl+Z")
    settle()
    assert citations(desk)[0].note == ""


def test_a_chip_is_pinned_to_another_criterion(cited: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    cited.rubric.cards[0].chips.setFocus()
    press(cited, "Shift+C")
    (asking,) = (each for each in cited.findChildren(QDialog) if each.isVisible())
    assert asking.list.currentItem().text().startswith("1.2")
    QTest.keyClick(asking.list, Qt.Key.Key_Return)
    settle()
    assert [each.criterion for each in citations(desk)] == ["1.2", "1.2"]
    assert cited.rubric.cards[0].chips.isHidden()
    cited.activateWindow()
    settle()
    assert cited.rubric.cards[1].levels.isAncestorOf(cited.focusWidget())
    press(cited, "Ctrl+Z")
    settle()
    assert [each.criterion for each in citations(desk)] == ["1.1", "1.2"]


def test_the_list_reads_shows_notes_and_removes(cited: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(cited, "Q")
    rows = cited.citing.panel.list
    assert cited.evidence.citing
    assert rows.hasFocus()
    spoken_list = QAccessible.queryAccessibleInterface(rows)
    assert spoken_list.role() == QAccessible.Role.List
    press(cited, "Home")
    assert spoken_list.child(0).text(QAccessible.Text.Name) == (
        "Criterion 1.1, lesson-plan.pdf page 1: ‘Wait Time’"
    )
    press(cited, "F2")
    QTest.keyClicks(cited.focusWidget(), "Said at once")
    QTest.keyClick(cited.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert citations(desk)[0].note == "Said at once"
    cited.show_evidence(NOTES)
    settle()
    rows.setFocus()
    press(cited, "Return")
    settle()
    assert cited.evidence.current == PLAN
    assert [each.id for each in cited.pane.pdf.cited.shown if each.current] == [citations(desk)[0].id]
    rows.setFocus()
    press(cited, "Delete")
    settle()
    assert [each.criterion for each in citations(desk)] == ["1.2"]
    press(cited, "Q")
    assert not cited.evidence.citing


def test_a_click_on_the_evidence_leads_to_the_chip(cited: ReviewRoom, desk: DeskDouble) -> None:
    words = cited.pane.pdf.cited.shown[0]
    tag = cited.pane.pdf.cited.tag(words)
    assert tag is not None
    spot = tag.center().toPoint() - cited.pane.pdf.canvas.offset()
    QTest.mouseClick(
        cited.pane.pdf.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
    )
    card = cited.rubric.current
    assert card is not None
    assert card.criterion.id == "1.1"
    assert card.chips.hasFocus()


def test_earlier_citations_are_offered_and_never_pinned_unasked(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    item = desk.submissions["s1"].item(PLAN)
    assert item is not None
    earlier = Citation("old", "2.1", "old-plan", item.sha256, "plan p. 1", page_selectors(1), "Seen before.")
    desk.earlier = (earlier, replace(earlier, id="gone", evidence_hash="00" * 32))
    room.show_submission("s2")
    room.show_submission("s1")
    settle()
    press(room, "Q")
    offer = room.citing.panel.offer
    assert offer.isVisible()
    assert offer.accessibleName() == "Bring over citations from attempt 1 (1)"
    assert desk.log == []
    press(room, "Ctrl+Shift+B")
    settle()
    assert [(each.evidence, each.note) for each in citations(desk)] == [(PLAN, "Seen before.")]
    assert offer.isHidden()
    room.rubric.focus_inside()
    press(room, "Ctrl+Z")
    settle()
    assert citations(desk) == []
    assert offer.isVisible()


def test_citations_go_to_a_file_and_come_back(
    cited: ReviewRoom, desk: DeskDouble, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(cited.citing, "_ask_path", ask)
    before = citations(desk)
    press(cited, "Ctrl+Shift+E")
    settle()
    assert asked == ["7F3K-attempt-2.jsonld"]
    told = json.loads((tmp_path / asked[0]).read_text(encoding="utf-8"))
    assert told["type"] == "AnnotationCollection"
    for _ in before:
        cited.rubric.focus_inside()
        press(cited, "Ctrl+Z")
    settle()
    assert citations(desk) == []
    monkeypatch.setattr(cited.citing, "ask_file", lambda _parent, _title: tmp_path / asked[0])
    press(cited, "Ctrl+Shift+I")
    settle()
    assert citations(desk) == before
    press(cited, "Ctrl+Shift+S")
    settle()
    assert asked[1] == "7F3K-lesson-plan-marked.pdf"
    assert (tmp_path / asked[1]).exists()


def test_nothing_of_citing_is_offered_where_the_review_is_closed(
    cited: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    cited.changes.return_as_incomplete("s1", ("The clip is missing.",))
    settle()
    for name in ("cite", "cite-other", "mark-region", "import-citations", "bring-over"):
        assert not cited.actions_made.made[name].isEnabled()
    assert cited.actions_made.made["export-citations"].isEnabled()
    assert not cited.citing.panel.list.rows.editable


def test_what_is_read_out_says_criterion_place_words_and_note() -> None:
    made = Citation("c", "2.2", "e", "", "board region at 3 %, 4 %", (), "Clear.")
    assert spoken(made, "board.jpg") == "Criterion 2.2, board region at 3 %, 4 % – Clear."
