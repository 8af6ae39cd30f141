"""An answer of the store touches what it changes and nothing else: work is counted, never timed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart


class Seen(QObject):
    """Counts events of widgets."""

    def __init__(self, kind: QEvent.Type) -> None:
        super().__init__()
        self._kind = kind
        self.of: Counter[QObject] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is self._kind:
            self.of[watched] += 1
        return False


@pytest.fixture
def seen(request: pytest.FixtureRequest, qapp: QApplication) -> Any:
    made = Seen(request.param)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def scored(room: ReviewRoom, settle: Callable[[], None], number: int) -> None:
    room.orders.score(number)
    settle()


@pytest.mark.parametrize("seen", [QEvent.Type.ToolTipChange, QEvent.Type.LayoutRequest], indirect=True)
def test_only_the_card_that_changed_is_written_on(
    room: ReviewRoom, settle: Callable[[], None], seen: Seen
) -> None:
    scored(room, settle, 1)
    seen.of.clear()
    scored(room, settle, 2)
    current = room.rubric.current
    others = [each for each in room.rubric.cards if each is not current]
    assert others
    touched = [each for each in seen.of if isinstance(each, QWidget)]
    assert not [each for each in touched if any(card.isAncestorOf(each) for card in others)]


@pytest.mark.parametrize("seen", [QEvent.Type.LayoutRequest], indirect=True)
def test_saving_arranges_neither_the_bar_nor_the_window(
    room: ReviewRoom, settle: Callable[[], None], seen: Seen
) -> None:
    scored(room, settle, 1)
    seen.of.clear()
    scored(room, settle, 2)
    assert seen.of[room.bar] == 0
    assert seen.of[room] == 0


@pytest.mark.parametrize("seen", [QEvent.Type.Paint], indirect=True)
def test_a_level_does_not_draw_the_evidence_anew(
    room: ReviewRoom, settle: Callable[[], None], seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored(room, settle, 1)
    drawn: list[object] = []
    monkeypatch.setattr(room.pane.viewer, "show_citations", drawn.append)
    seen.of.clear()
    scored(room, settle, 2)
    assert drawn == []
    assert room.evidence.list.viewport() not in seen.of
    assert room.rubric.current in seen.of


def test_citations_are_drawn_again_when_the_evidence_is_opened_again(
    room: ReviewRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    monkeypatch.setattr(room.pane.viewer, "show_citations", drawn.append)
    room.pane.opened.emit()
    assert len(drawn) == 1


def test_what_changed_about_an_item_of_evidence_draws_its_row_alone(
    room: ReviewRoom, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    model, shown = room.evidence.model, room.evidence.list
    row = model.row_of(room.evidence.current)
    settle()
    rows = list(model.rows)
    rows[row] = replace(rows[row], citations=7)
    painted: list[QRect] = []
    monkeypatch.setattr(
        shown.itemDelegate(),
        "_inside",
        lambda _painter, rect, _entry, _chosen: painted.append(QRect(rect)),
    )
    model.show(tuple(rows))
    settle()
    assert painted == [shown.visualRect(model.index(row))]


@pytest.mark.parametrize("seen", [QEvent.Type.Hide], indirect=True)
def test_controls_do_not_blink_between_two_items(
    room: ReviewRoom, settle: Callable[[], None], seen: Seen
) -> None:
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    bar = room.pane.toolbar
    assert bar.search.isVisible()
    seen.of.clear()
    room.show_evidence("s1-notes.txt")
    entry = room.evidence.entry("s1-notes.txt")
    assert entry is not None
    assert bar.name.text() == entry.title
    settle()
    assert bar.search.isVisible()
    assert seen.of[bar.search] == 0
    room.show_evidence("s1-classroom-clip.mp4")
    settle()
    assert not bar.search.isVisible()


def test_levels_side_by_side_are_written_anew_rather_than_made_anew(
    room: ReviewRoom, settle: Callable[[], None]
) -> None:
    levels = room.part(LevelsPart).levels
    room.part(LevelsPart).toggle()
    before, first = list(levels.buttons), [each.text() for each in levels.words]
    room.rubric.step(1)
    settle()
    assert levels.buttons == before
    card = room.rubric.current
    assert card is not None
    assert [each.text() for each in levels.words] == [each.descriptor for each in card.criterion.levels]
    assert [each.text() for each in levels.words] != first


def test_a_level_takes_the_keyboard_along_as_before(room: ReviewRoom, settle: Callable[[], None]) -> None:
    card = room.rubric.current
    assert card is not None
    card.levels.buttons[0].setFocus()
    QTest.keyClick(card.levels.buttons[0], Qt.Key.Key_2)
    settle()
    assert card.levels.buttons[1].hasFocus()
    assert card.level == card.criterion.levels[1].id
