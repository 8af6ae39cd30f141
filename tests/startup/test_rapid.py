"""Fast hands in the real window: two hundred steps while typing and scoring, and every word is where it was typed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reviewer_app.cli.hands import CTRL
from reviewer_app.startup.window import Program
from reviewer_app.store import QueueQuery
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.workflows import queueing
from tests.startup.opened import Opened, home_with, program_on

SAMPLES = ("7F3K-2", "A09D-1", "K3NE-1", "R2B8-1")
PRESSES = 200
Key = Qt.Key


class Quick(Opened):
    """A window with the first submission open, and what its person typed and scored, by submission."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.order = [row.submission for row in queueing.page(self.desk, QueueQuery(), 0, 9)]
        self.open(self.order[0])
        self.comments: dict[tuple[str, str], str] = {}
        self.notes: dict[tuple[str, str], str] = {}
        self.scores: dict[tuple[str, str], str] = {}

    @property
    def here(self) -> str:
        return self.review.submission.id

    def types(self, key: Key, text: str) -> None:
        """Open a field by its key and type; what reaches a field belongs to the submission on show."""
        self.hands.press(key)
        field = QApplication.focusWidget()
        self.hands.type(text)
        if isinstance(field, DraftField) and not self.room.arriving:
            card = self.room.rubric.current
            assert card is not None
            kept = self.comments if field is card.comment else self.notes
            kept[self.here, card.criterion.id] = field.toPlainText()
            self.hands.press(Key.Key_Escape)

    def scores_with(self, key: Key) -> None:
        """Press a number; while another submission is on its way it must do nothing."""
        arriving, card = self.room.arriving, self.room.rubric.current
        self.hands.press(key)
        if not arriving:
            assert card is not None
            assert card.level is not None
            self.scores[self.here, card.criterion.id] = card.level

    def settle(self) -> None:
        """Work off every press: a step is looked up, then opened, and each is an answer to deliver."""
        for _ in range(4):
            self.program.jobs.drain()
            QApplication.processEvents()
        self.hands.until(lambda: self.room.saver.idle and not self.room.arriving, "it is at rest")


@pytest.fixture
def quick(tmp_path: Path, qtbot: object) -> Iterator[Quick]:
    with closing(Quick(program_on(home_with(tmp_path, *SAMPLES)))) as made:
        yield made


def test_every_press_counts_also_while_one_is_loading(quick: Quick) -> None:
    for _ in range(3):
        quick.hands.press(Key.Key_PageDown, CTRL)
    quick.settle()
    assert quick.here == quick.order[3]
    quick.hands.press(Key.Key_PageUp, CTRL)
    quick.hands.press(Key.Key_PageUp, CTRL)
    quick.settle()
    assert quick.here == quick.order[1]
    for _ in range(9):
        quick.hands.press(Key.Key_PageUp, CTRL)
    quick.settle()
    assert quick.here == quick.order[0]


def test_two_hundred_steps_while_typing_and_scoring_lose_and_misplace_nothing(quick: Quick) -> None:
    chance = random.Random(20261126)
    hands, at = quick.hands, 0
    for number in range(PRESSES):
        deed = chance.randrange(5)
        if deed < 2:
            quick.scores_with(chance.choice((Key.Key_1, Key.Key_2)))
        if deed in (1, 2):
            quick.types(Key.Key_E, f"c{number} ")
        if deed in (2, 3):
            quick.types(Key.Key_N, f"n{number} ")
        if deed == 4:
            hands.press(chance.choice((Key.Key_J, Key.Key_K)))
        way = 1 if chance.random() < 0.6 else -1
        hands.press(Key.Key_PageDown if way > 0 else Key.Key_PageUp, CTRL)
        at = max(0, min(len(quick.order) - 1, at + way))
        # Sometimes the next one is there, sometimes it is loading, sometimes nothing was looked at yet.
        for _ in range(chance.choice((0, 0, 1, 3))):
            QApplication.processEvents()
        if chance.random() < 0.5:
            quick.settle()
            assert quick.here == quick.order[at]
    quick.settle()
    for own in quick.order:
        state = quick.desk.store.review(own)
        assert dict(state.comments) == {c: text for (sub, c), text in quick.comments.items() if sub == own}
        assert dict(state.notes) == {c: text for (sub, c), text in quick.notes.items() if sub == own}
        assert dict(state.scores) == {c: level for (sub, c), level in quick.scores.items() if sub == own}
    assert len(quick.comments) > 10
    assert len(quick.notes) > 10
    assert len(quick.scores) > 10
