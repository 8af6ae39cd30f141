"""What the room shows and does: evidence by part, verdict, citations, flags, preview, signing, and what is missing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from reviewer_app.domain import records as kinds
from reviewer_app.domain.submission import Answer, SubmittedPart
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.asking import FlagDialog, IncompleteDialog
from reviewer_app.ui.review.panels import PanelState, list_shown, widths
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.place import Place
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]


def score_all(desk: DeskDouble, *, but: str = "") -> None:
    ports = desk.ports()
    for each in desk.rubric.criteria if desk.rubric else ():
        if each.id != but:
            ports.score("s1", each.id, "proficient")


def bring_all(desk: DeskDouble) -> None:
    about = desk.submissions["s1"]
    here = tuple(each for each in about.evidence if each.is_link or each.id in desk.files)
    desk.submissions["s1"] = replace(about, evidence=here)


def test_the_evidence_stands_under_its_parts(room: ReviewRoom) -> None:
    rows = [(each.title, each.detail) for each in room.evidence.model.rows]
    assert rows[:4] == [
        ("Part 1 · Overview", ""),
        ("Overview questions", "160 words"),
        ("Part 2 · Evidence", ""),
        ("lesson-plan.pdf", "209 kB"),
    ]
    assert ("Class blog", "needs a connection") in rows
    assert room.bar.headline.text() == "Submission 7F3K · attempt 2 · due Friday 27 Nov"


def test_a_document_says_how_many_pages_were_viewed(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    room.pane.remember()
    settle()
    entry = room.evidence.entry("s1-lesson-plan.pdf")
    assert entry is not None
    assert (entry.detail, entry.seen) == ("2 pages · 1 viewed", False)
    room.pane.pdf.go_to(2)
    settle()
    room.show_evidence("answers:1")
    settle()
    entry = room.evidence.entry("s1-lesson-plan.pdf")
    assert entry is not None
    assert (entry.detail, entry.seen) == ("2 pages · 2 viewed", True)
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    assert room.pane.pdf.remembered()["page"] == 2
    assert desk.log == []


def test_the_verdict_is_said_at_once_and_agrees_with_the_store(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    desk.gate.clear()
    press(room, "1")
    at_once = (room.outcome.pill.text(), room.outcome.explanation.text())
    desk.gate.set()
    settle()
    assert at_once == (room.outcome.pill.text(), room.outcome.explanation.text())
    assert at_once == ("Not yet", "7 criteria to score · 1.1 below Proficient")


def test_citing_a_search_hit_pins_the_page_and_the_chip_leads_back(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    room.pane.pdf.canvas.select((0, *room.pane.pdf.canvas.stream.texts[0].find("counted silently")[0]))
    press(room, "C")
    settle()
    (pinned,) = desk.state("s1").citations
    assert pinned.label == "lesson-plan p. 1 “counted silently”"
    assert (pinned.criterion, pinned.evidence) == ("1.1", "s1-lesson-plan.pdf")
    assert pinned.evidence_hash
    assert pinned.selectors[1]["exact"] == "counted silently"
    entry = room.evidence.entry("s1-lesson-plan.pdf")
    assert entry is not None
    assert entry.citations == 1
    room.show_evidence("answers:1")
    settle()
    chips = room.rubric.cards[0].chips
    chips.setFocus()
    QTest.keyClick(chips, Qt.Key.Key_Return)
    settle()
    assert room.evidence.current == "s1-lesson-plan.pdf"
    assert room.pane.pdf.canvas.quote() == "counted silently"
    chips.setFocus()
    QTest.keyClick(chips, Qt.Key.Key_Delete)
    settle()
    assert desk.state("s1").citations == ()
    press(room, "Ctrl+Z")
    settle()
    assert [each.id for each in desk.state("s1").citations] == [pinned.id]
    assert chips.count() == 1


def test_written_answers_can_be_cited(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    room.pane.answers.search("two or three")
    press(room, "C")
    settle()
    (pinned,) = desk.state("s1").citations
    assert (pinned.evidence, pinned.label) == ("answers:1", "Overview questions whole text")


def test_a_file_that_is_not_here_says_so_and_the_rest_goes_on(room: ReviewRoom, settle: Settle) -> None:
    room.show_evidence("s1-reflection.m4a")
    settle()
    assert room.pane.card.title.text() == "This file is not here yet"
    press(room, "2")
    settle()
    assert room.rubric.scores() == {"1.1": "developing"}


def test_a_damaged_file_says_so_and_can_be_tried_again(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    whole = desk.files["s1-lesson-plan.pdf"]
    desk.files["s1-lesson-plan.pdf"] = b"%PDF-1.7\n" + bytes(200)
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    card = room.pane.card
    assert room.pane.stack.currentWidget() is card
    assert card.title.text() == "This file is damaged"
    assert card.retry.isVisible()
    desk.files["s1-lesson-plan.pdf"] = whole
    card.retry.click()
    settle()
    assert room.pane.viewer is room.pane.pdf


def test_a_kind_that_cannot_be_shown_offers_a_copy(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, tmp_path: Path
) -> None:
    room.orders._ask_path = lambda _parent, _title, name: tmp_path / name
    room.show_evidence("s1-classroom-clip.mp4")
    settle()
    assert not room.pane.card.retry.isVisible()
    room.pane.card.save_copy.click()
    settle()
    assert (tmp_path / "classroom-clip.mp4").read_bytes() == desk.files["s1-classroom-clip.mp4"]


def test_leaving_while_a_file_opens_shows_nothing_of_it(room: ReviewRoom, settle: Settle) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    room.show_evidence("s1-student-work-1.jpg")
    room.show_evidence("s1-notes.txt")
    settle()
    assert room.pane.viewer is room.pane.text
    assert room.pane.text.words().startswith("Grade 5")


def test_a_concern_is_flagged_with_the_evidence_on_show(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.show_evidence("s1-student-work-1.jpg")
    settle()
    press(room, "F")
    asking = room.findChild(FlagDialog)
    assert not asking.go.isEnabled()
    asking.choices["privacy"].setChecked(True)
    asking.words.setPlainText("A name is on the wall.")
    asking.go.click()
    settle()
    (flag,) = desk.state("s1").flags
    assert (flag.kind, flag.text, flag.evidence) == (
        "privacy",
        "A name is on the wall.",
        "s1-student-work-1.jpg",
    )
    assert room.outcome.flag.text().strip() == "1 flag"


def test_incomplete_work_goes_back_with_reasons(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(room, "Ctrl+Shift+Return")
    asking = room.findChild(IncompleteDialog)
    assert not asking.go.isEnabled()
    settle()
    QTest.keyClicks(asking.words, "The clip does not play.")
    QTest.keyClick(asking.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert room.review is not None
    assert room.review.decision is not None
    assert room.review.decision.reasons == ("The clip does not play.",)
    assert room.outcome.pill.text() == "Incomplete"


def test_the_preview_names_what_is_missing_and_leads_there(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    score_all(desk, but="2.3")
    room.show_submission("s1")
    settle()
    press(room, "Ctrl+Return")
    settle()
    assert room.previewing
    assert not room.preview.sign.isEnabled()
    gaps = {button.text().strip(): button for button in room.preview._gap_box.findChildren(QPushButton)}
    assert set(gaps) == {
        "2.3 Student response has no level yet.",
        "reflection.m4a is not on this laptop yet.",
    }
    press(room, "3")
    assert room.rubric.scores().get("2.3") is None
    gaps["2.3 Student response has no level yet."].click()
    assert not room.previewing
    assert room.rubric.current is room.rubric.card("2.3")


def test_signing_closes_the_room_and_the_receipt_shows(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, tmp_path: Path
) -> None:
    score_all(desk)
    bring_all(desk)
    decided: list[str] = []
    room.decided.connect(decided.append)
    room.show_submission("s1")
    settle()
    press(room, "E")
    QTest.keyClicks(room.rubric.cards[0].comment, "Well planned.")
    press(room, "Ctrl+Return")
    settle()
    told = room.preview.page.toPlainText()
    assert "Well planned." in told
    assert "1.1  Purpose of wait time: Proficient" in told
    press(room, "Ctrl+Return")
    press(room, "Ctrl+Return")
    settle()
    assert decided == ["s1"]
    assert len(desk.said(kinds.DECISION)) == 1
    assert not room.previewing
    assert room.outcome.explanation.text() == "Waiting to send"
    assert all(not button.isEnabled() for card in room.rubric.cards for button in card.levels.buttons)
    assert room.rubric.cards[0].comment.isReadOnly()
    before = len(desk.log)
    press(room, "1")
    press(room, "Ctrl+Z")
    settle()
    assert len(desk.log) == before
    desk.received.add("s1")
    room.refresh()
    settle()
    assert room.outcome.explanation.text() == "Received"
    assert "receipt" in room.outcome.receipt.text()
    room.orders._ask_path = lambda _parent, _title, name: tmp_path / name
    room.outcome.letter.click()
    settle()
    assert (tmp_path / "7F3K-attempt-2.pdf").exists()


def test_comparing_levels_shows_every_descriptor(room: ReviewRoom) -> None:
    card = room.rubric.cards[0]
    assert card.table.isHidden()
    press(room, "L")
    assert card.table.isVisible()
    press(room, "L")
    assert card.table.isHidden()


def test_a_private_note_is_never_in_the_preview(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    press(room, "N")
    QTest.keyClicks(room.rubric.cards[0].note, "remember this one")
    press(room, "Ctrl+Return")
    settle()
    assert desk.state("s1").notes == {"1.1": "remember this one"}
    assert "remember" not in room.preview.page.toPlainText()


def test_markup_in_answers_is_only_letters(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    evil = "<img src='file:///etc/passwd'><b>bold</b>"
    about = desk.submissions["s2"]
    desk.submissions["s2"] = replace(
        about, parts=(SubmittedPart("1", (Answer("Why?", evil),)), *about.parts[1:])
    )
    room.show_submission("s2")
    settle()
    assert evil in room.pane.answers.words()


# Looks and names


@pytest.mark.parametrize("size", [(1366, 768), (1440, 900)])
def test_the_evidence_has_half_the_width(room: ReviewRoom, qapp: QApplication, size: tuple[int, int]) -> None:
    room.resize(*size)
    qapp.processEvents()
    assert (room.width(), room.height()) == size
    assert room.pane.width() * 2 >= room.width()


def _clipped(root: QWidget) -> list[str]:
    found = []
    for button in [*root.findChildren(QPushButton), *root.findChildren(QToolButton)]:
        if button.isVisible():
            least, has = button.sizeHint(), button.size()
            inside = button.mapTo(root, button.rect().bottomRight())
            if has.width() < least.width() or has.height() < least.height() or inside.x() >= root.width():
                found.append(f"{button.accessibleName()}: {has.width()}x{has.height()}")
    return found


@pytest.mark.parametrize("scale", [90, 100, 150, 200])
def test_no_button_is_cut_off_at_any_text_size(
    room: ReviewRoom, qapp: QApplication, settle: Settle, scale: int
) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    theme().set_look("light", scale)
    settle()
    room.resize(1366, 768)
    settle()
    assert (room.width(), room.height()) == (1366, 768)
    assert _clipped(room) == []


def test_panel_widths_are_remembered_and_bad_texts_mean_the_usual() -> None:
    state = PanelState(left=200, right=420, left_open=False)
    assert PanelState.from_text(state.text()) == state
    for bad in ("", "{", "[]", '{"left": "wide"}', "null", '{"left": -4}'):
        assert PanelState.from_text(bad).left == 0
    assert widths(state, 1366, 1.0) == (0, 946, 420)
    assert list_shown(PanelState(), 1366, 1.0)
    assert not list_shown(PanelState(), 1366, 2.0)


def _tree(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    for at in range(node.childCount()):
        child = node.child(at)
        if child is not None and child.isValid():
            yield from _tree(child)


def test_every_control_has_a_name_for_screen_readers(room: ReviewRoom, settle: Settle) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    room.orders.search()
    controls = (QPushButton, QToolButton, QLineEdit, QPlainTextEdit, QComboBox)
    nameless = []
    for node in _tree(QAccessible.queryAccessibleInterface(room)):
        thing = node.object()
        if isinstance(thing, controls) and thing.isVisible() and not node.text(QAccessible.Text.Name):
            nameless.append(f"{type(thing).__name__} {thing.objectName()}")
    assert nameless == []
    level = QAccessible.queryAccessibleInterface(room.rubric.cards[0].levels.buttons[0])
    assert level.role() == QAccessible.Role.RadioButton
    shown = QAccessible.queryAccessibleInterface(room.evidence.list)
    assert shown.role() == QAccessible.Role.List
    chips = QAccessible.queryAccessibleInterface(room.rubric.cards[0].chips)
    assert chips.role() == QAccessible.Role.List


def test_the_list_reads_out_title_detail_and_citations(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    press(room, "C")
    settle()
    row = room.evidence.model.row_of("s1-lesson-plan.pdf")
    spoken = room.evidence.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("lesson-plan.pdf, ")
    assert "cited once" in spoken


def test_a_room_that_goes_away_while_work_is_under_way_leaves_no_trace(
    desk: DeskDouble, lanes: Jobs, settle: Settle, qapp: QApplication
) -> None:
    room = ReviewRoom(desk.ports(), lanes)
    room.show()
    room.show_submission("s1")
    room.deleteLater()
    qapp.sendPostedEvents()
    settle()
    assert desk.log == []


def test_a_citation_of_a_region_is_shown_on_the_picture(room: ReviewRoom, settle: Settle) -> None:
    room.show_evidence("s1-student-work-1.jpg", Place(1, (10.0, 20.0, 30.0, 30.0)))
    settle()
    assert room.pane.image.canvas.mark == (0, (10.0, 20.0, 30.0, 30.0))
