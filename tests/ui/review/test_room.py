"""What the room shows and does: evidence by part, verdict, citations, flags, preview, signing, and what is missing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QPushButton,
)

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import EvidenceError
from reviewer_app.domain.submission import Answer, SubmittedPart
from reviewer_app.evidence import OpenedEvidence
from reviewer_app.ui.review.asking import IncompleteDialog
from reviewer_app.ui.review.flagging import FlagDialog
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
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
    assert at_once == ("Not yet", "7 criteria to score · 1.1 is below Proficient")


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
    (shown,) = room.pane.pdf.cited.shown
    assert shown.current
    assert shown.place.quote == "counted silently"
    assert len(room.pane.pdf.cited.boxes(shown)) == 1
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


@pytest.mark.parametrize("code", ["worker-hung", "worker-crashed"])
def test_a_worker_that_dies_while_drawing_leaves_a_card_and_a_living_room(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def dies(*_args: object) -> None:
        raise EvidenceError(code, "This file took too long", "It was stopped.", "Try again.")

    with monkeypatch.context() as broken:
        broken.setattr(OpenedEvidence, "render", dies)
        room.show_evidence("s1-lesson-plan.pdf")
        settle()
    assert room.pane.stack.currentWidget() is room.pane.card
    press(room, "3")
    room.pane.card.retry.click()
    settle()
    assert room.pane.viewer is room.pane.pdf
    assert room.rubric.scores() == {"1.1": "proficient"}


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


def test_reasons_that_may_name_somebody_are_warned_of_before_they_are_signed(
    room: ReviewRoom, desk: DeskDouble, settle: Settle
) -> None:
    press(room, "Ctrl+Shift+Return")
    asking = room.findChild(IncompleteDialog)
    asking.words.setPlainText("Please hide the face of Priya.")
    asking.go.click()
    settle()
    assert desk.state("s1").decision == ""
    assert asking.note.title.text() == "The reasons may name somebody"
    assert "“Priya”" in asking.note.sentence.text()
    assert asking.note.isVisible()
    asking.words.setPlainText("Please hide the face of Priya, on page 2.")
    assert not asking.note.isVisible(), "other words are looked through anew"
    asking.go.click()
    settle()
    assert asking.go.text() == "Sign as it stands"
    asking.go.click()
    settle()
    assert room.review is not None
    assert room.review.decision is not None
    assert room.review.decision.reasons == ("Please hide the face of Priya, on page 2.",)


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
    assert "1.1  Purpose of wait time\nProficient" in told
    press(room, "Ctrl+Return")
    press(room, "Ctrl+Return")
    settle()
    assert decided == ["s1"]
    assert len(desk.said(kinds.DECISION)) == 1
    assert not room.previewing
    assert room.outcome.explanation.text() == "Waiting for its receipt"
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
    levels = room.part(LevelsPart).levels
    assert levels.isHidden()
    press(room, "L")
    assert levels.isVisible()
    shown = [each.accessibleDescription() for each in levels.buttons]
    assert shown == [each.descriptor for each in room.rubric.cards[0].criterion.levels]
    press(room, "J")
    assert levels.heading.text().startswith(room.rubric.cards[1].criterion.id)
    press(room, "L")
    assert levels.isHidden()


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
