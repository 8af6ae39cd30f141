"""Names the guard found: counted in the list, listed with a way to each, and shown only after a reason is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import RuleError
from reviewer_app.store.guarding import Finding
from reviewer_app.ui.review.names import NamesDialog, show_names
from reviewer_app.ui.review.names_words import foot_words
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.place import Shown
from reviewer_app.ui.viewers.text import TextViewer
from reviewer_app.workflows.guarding import Guarded
from tests.ui.review.desk_double import DeskDouble

Settle = Callable[[], None]
NOTES = "s1-notes.txt"
FOUND = Guarded(
    (
        Finding("s1-lesson-plan.pdf", "file-name", "", "lesson-plan-ana.pdf", "lesson-plan-(name).pdf"),
        Finding("s1-lesson-plan.pdf", "metadata", "author", "Ana Ruiz", "hidden"),
        Finding("s1-lesson-plan.pdf", "metadata", "location", "", "hidden"),
        Finding(NOTES, "text", "whole", "calling on anyone", "…before (name).…", 0, 51, 17),
    ),
    waiting=1,
    listed=True,
)


@pytest.fixture
def asked(room: ReviewRoom, desk: DeskDouble) -> list[tuple[str, str, str]]:
    """A room whose submission has findings; what was revealed is noted."""
    asked: list[tuple[str, str, str]] = []

    def reveal(submission: str, evidence: str, reason: str) -> tuple[Finding, ...]:
        asked.append((submission, evidence, reason))
        return FOUND.of(evidence)

    assert room.review is not None
    room.ports = replace(room.ports, reveal_names=reveal)
    room.review = replace(room.review, guarded=FOUND)  # type: ignore[type-var]
    room._show(room.review, fresh=False)
    return asked


def texts(dialog: NamesDialog) -> str:
    return " | ".join(each.text() for each in dialog.findChildren(QLabel) if not each.isHidden())


def opened(room: ReviewRoom) -> NamesDialog:
    dialog = show_names(room)
    assert dialog is not None
    return dialog


def test_the_list_counts_possible_names_and_the_foot_says_how_many(
    room: ReviewRoom, asked: list[tuple[str, str, str]]
) -> None:
    entry = room.evidence.entry(NOTES)
    assert entry is not None
    assert entry.detail.startswith("1 possible name · ")
    assert "1 possible name" in entry.spoken
    assert room.evidence.names.text() == "4 names found…"
    assert room.evidence.names.accessibleName() == "3 names masked · 1 possible name in text"
    assert foot_words(Guarded()) == ""


def test_nothing_masked_is_shown_until_a_reason_is_given(
    room: ReviewRoom, asked: list[tuple[str, str, str]], settle: Settle
) -> None:
    dialog = opened(room)
    assert "Ana" not in texts(dialog)
    assert "1 file is still being looked through" in texts(dialog)
    dialog.buttons["s1-lesson-plan.pdf"].click()
    assert not dialog.question.isHidden()
    assert not dialog.go.isEnabled()
    dialog.reason.setText("The photo shows a badge.")
    dialog.go.click()
    settle()
    assert asked == [("s1", "s1-lesson-plan.pdf", "The photo shows a badge.")]
    assert "Ana Ruiz" in texts(dialog)
    assert "lesson-plan-ana.pdf" in texts(dialog)
    assert dialog.buttons["s1-lesson-plan.pdf"].isHidden()
    dialog.accept()


def test_a_refusal_is_said_and_shows_nothing(
    room: ReviewRoom, asked: list[tuple[str, str, str]], settle: Settle
) -> None:
    def refuse(*_words: str) -> tuple[Finding, ...]:
        raise RuleError("no-reason", "A reason is needed", "Say why.", "Try again.")

    room.ports = replace(room.ports, reveal_names=refuse)
    dialog = opened(room)
    dialog.buttons["s1-lesson-plan.pdf"].click()
    dialog.reason.setText("Because")
    dialog.go.click()
    settle()
    assert dialog.note.title.text() == "A reason is needed"
    assert "Ana" not in texts(dialog)
    dialog.accept()


def test_a_possible_name_is_jumped_to_and_marked(
    room: ReviewRoom, asked: list[tuple[str, str, str]], settle: Settle
) -> None:
    dialog = opened(room)
    (jump,) = dialog.jumps
    assert "(name)" in jump.accessibleName()
    jump.click()
    settle()
    viewer = room.pane.viewer
    assert isinstance(viewer, TextViewer)
    assert room.evidence.current == NOTES


def test_every_possible_name_is_marked_where_it_stands_as_soon_as_the_file_is_open(
    room: ReviewRoom, asked: list[tuple[str, str, str]], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Shown] = []
    monkeypatch.setattr(TextViewer, "show_citations", lambda _self, shown: drawn.extend(shown))
    room.show_evidence(NOTES)
    settle()
    assert {(each.criterion, each.place.quote, each.place.start) for each in drawn} == {
        ("name?", "calling on anyone", 51)
    }


def test_keys_open_the_list(room: ReviewRoom, asked: list[tuple[str, str, str]], qtbot: QtBot) -> None:
    room.actions_made.made["names"].trigger()
    dialog = room.findChild(NamesDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.accept()
