"""What a screen reader is told while the eyes are elsewhere: saved, submitted, and what went wrong."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.ui import announce as module
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]
Said = list[tuple[str, bool]]
Politeness = QAccessible.AnnouncementPoliteness


@pytest.fixture
def said(room: ReviewRoom, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Words and whether they interrupt, as Qt would hand them on."""
    heard: Said = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness() is Politeness.Assertive))

    face = SimpleNamespace(AnnouncementPoliteness=Politeness, updateAccessibility=hear)
    monkeypatch.setattr(module, "QAccessible", face)
    return heard


def test_saved_is_said_quietly_and_not_at_each_key(room: ReviewRoom, said: Said, settle: Settle) -> None:
    press(room, "E")
    for letter in "Plan names no students.":
        QTest.keyClicks(room.rubric.cards[0].comment, letter)
        settle()
    room.flush()
    settle()
    press(room, "Esc")
    settle()
    assert [words for words in said if words[0].startswith("Saved")] == [("Saved 14:02", False)]


def test_a_change_that_was_not_saved_interrupts_and_the_next_save_is_said_again(
    room: ReviewRoom, desk: DeskDouble, said: Said, settle: Settle
) -> None:
    press(room, "2")
    settle()
    desk.refusing = StoreError("disk", "The disk is full", "Nothing can be written.", "Make room.")
    press(room, "3")
    settle()
    assert ("The last change was not saved.", True) in said
    assert ("The disk is full Nothing can be written. Make room.", True) in said
    desk.refusing = None
    before = len(said)
    room.bar.retry.click()
    settle()
    press(room, "1")
    settle()
    assert ("Saved 14:02", False) in said[before:]


def test_a_signed_decision_is_said(
    room: ReviewRoom, desk: DeskDouble, said: Said, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "review", replace(room.review, lifecycle=State.IN_REVIEW))  # type: ignore[type-var]
    signed = replace(room.review, lifecycle=State.DECIDED, decision=room.ports.preview("s1"))  # type: ignore[type-var]
    room._on_answered("s1", signed)
    assert ("The decision is signed and waits to be sent.", False) in said
