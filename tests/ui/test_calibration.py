"""The calibration room in each of its states: loading, empty, failed, full, and at every text size nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import RuleError, StoreError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.policy import Bar, Policy
from reviewer_app.domain.practice_report import practice_report
from reviewer_app.store.practising import Earlier
from reviewer_app.ui.calibration.ports import CalibrationPorts
from reviewer_app.ui.calibration.practice_list import FEW
from reviewer_app.ui.calibration.room import CalibrationRoom
from reviewer_app.ui.calibration.tables import PlainTable
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.places import PLACES
from reviewer_app.ui.theme import theme
from reviewer_app.workflows.calibrating import Calibration
from tests.domain.made import rubric
from tests.domain.test_practice_report import HASH, practised
from tests.ui.doubles import NOW, SampleRow

Settle = Callable[[], None]
SUBJECT = rubric(policy=Policy(calibration=Bar(anchors=5)))
ROWS = (
    SampleRow("a1", "Anchor 1", role="calibration", state=State.IN_REVIEW, scored=3),
    SampleRow("a2", "Anchor 2", role="calibration", state=State.IN_REVIEW, scored=8),
    SampleRow("a3", "7F3K", role="again", state=State.WITHDRAWN),
    SampleRow("a4", "Anchor 4", role="calibration", state=State.PRACTISED, scored=8),
)
FULL = Calibration(
    ROWS,  # type: ignore[arg-type]  # the rows of the store have the same shape
    practice_report(
        [practised(at, {"1.1": "basic"}) for at in range(5)], {HASH: SUBJECT}, {"wait-time": SUBJECT}
    ),
    Earlier("d1", "7F3K", "Wait Time", NOW, "meets", True, 30),
    3,
)
EMPTY = Calibration((), (), None, 0)


@dataclass
class Double:
    """What the room asks, answered as told."""

    answer: Calibration = FULL
    trouble: StoreError | RuleError | None = None
    asked: list[str] = field(default_factory=list)

    def look(self) -> Calibration:
        self.asked.append("look")
        if self.trouble is not None:
            raise self.trouble
        return self.answer

    def score_again(self) -> str:
        self.asked.append("again")
        if self.trouble is not None:
            raise self.trouble
        return "copy"


@pytest.fixture
def settle(settle: Settle, qapp: QApplication) -> Settle:
    """Work off the lanes, then everything that is built piece by piece."""

    def run() -> None:
        settle()
        for _ in range(200):
            qapp.processEvents()

    return run


@pytest.fixture
def double() -> Double:
    return Double()


@pytest.fixture
def room(double: Double, lanes: Jobs, qtbot: QtBot) -> Iterator[CalibrationRoom]:
    made = CalibrationRoom(CalibrationPorts(double.look, double.score_again), lanes)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    yield made
    theme().set_look("light", 100)


def seen(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_while_it_reads_it_says_so_then_shows_what_is_open_first(
    room: CalibrationRoom, settle: Settle, qtbot: QtBot
) -> None:
    assert "Reading your practice" in seen(room)
    room.entered()
    settle()
    assert list(room.list.buttons) == ["a1", "a2"]
    assert list(room.done.buttons) == ["a3", "a4"]
    texts = [each.text() for each in (*room.list.buttons.values(), *room.done.buttons.values())]
    assert texts == ["Continue", "Continue", "Open", "See"]
    assert room.list.buttons["a1"].accessibleName() == "Continue Anchor 1"
    assert "The bar is reached: 80% exact or adjacent on 5 anchors." in seen(room)
    with qtbot.waitSignal(room.opened) as opened:
        room.list.buttons["a2"].click()
    assert opened.args == ["a2"]


def test_an_empty_room_offers_an_import(room: CalibrationRoom, double: Double, settle: Settle) -> None:
    double.answer = EMPTY
    room.refresh()
    settle()
    assert "Nothing to practise on yet" in seen(room)
    assert "Import bundle…" in [
        each.text().strip() for each in room.findChildren(type(room.again)) if each.isVisible()
    ]


def test_what_cannot_be_read_says_why_and_can_be_tried_again(
    room: CalibrationRoom, double: Double, settle: Settle
) -> None:
    double.trouble = StoreError("broken", "It broke", "The store did not answer.", "Try again soon.")
    room.refresh()
    settle()
    assert "Your practice cannot be read" in seen(room)
    assert "The store did not answer. Try again soon." in seen(room)
    double.trouble = None
    room.retry.click()
    settle()
    assert list(room.list.buttons) == ["a1", "a2"]
    double.trouble = StoreError("broken", "It broke", "The store did not answer.", "Try again soon.")
    room.refresh()
    settle()
    assert "It broke" in seen(room.note)
    assert room.list.isVisible()


def test_own_work_is_begun_or_its_refusal_said(
    room: CalibrationRoom, double: Double, settle: Settle, qtbot: QtBot
) -> None:
    room.refresh()
    settle()
    assert "3 decisions of yours wait" in room.again_words.text()
    with qtbot.waitSignal(room.opened) as opened:
        room.again.click()
        settle()
    assert opened.args == ["copy"]
    double.trouble = RuleError("nothing", "Nothing can be scored again", "None is old enough.", "Come back.")
    room.again.setEnabled(True)
    room.again.click()
    settle()
    assert "None is old enough." in seen(room.note)
    assert room.again.isEnabled()
    double.trouble = None
    double.answer = replace(FULL, again=None)
    room.refresh()
    settle()
    assert not room.again.isEnabled()
    assert "two weeks, or twenty decisions" in room.again_words.text()


def test_many_practices_are_shown_a_few_at_a_time(
    room: CalibrationRoom, double: Double, settle: Settle
) -> None:
    rows = tuple(SampleRow(f"a{at}", f"Anchor {at}", state=State.PRACTISED) for at in range(FEW * 2 + 3))
    double.answer = replace(FULL, rows=rows)  # type: ignore[arg-type]
    room.refresh()
    settle()
    assert len(room.done.buttons) == FEW
    assert room.done.more.text() == f"Show {FEW} more of {FEW + 3}"
    room.done.more.click()
    assert len(room.done.buttons) == 2 * FEW
    assert room.done.buttons[f"a{FEW}"].hasFocus()
    room.done.more.click()
    assert not room.done.more.isVisible()
    assert list(room.done.buttons) == [row.submission for row in rows]


@pytest.mark.parametrize("scale", [90, 100, 200])
def test_nothing_is_cut_at_any_text_size(room: CalibrationRoom, settle: Settle, scale: int) -> None:
    theme().set_look("light", scale)
    room.refresh()
    settle()
    (card,) = room.reports
    for table in card.tables:
        assert table.height() >= table.verticalHeader().length() + table.horizontalHeader().height()
        asked = sum(table.sizeHintForColumn(at) for at in range(1, table.columnCount()))
        assert asked <= table.viewport().width() or table.horizontalScrollBar().maximum() > 0
        assert table.accessibleName()
    for label in room.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    inner = room.page.widget()
    assert inner is not None
    assert inner.width() <= room.page.viewport().width()
    (chart,) = card.charts
    assert chart.height() >= chart.sizeHint().height()


@pytest.mark.parametrize("scale", [100, 200])
def test_heads_stand_over_their_cells(qtbot: QtBot, scale: int) -> None:
    theme().set_look("light", scale)
    table = PlainTable("Figures", ("Level", "Count"), [("Level", "Count")], numbers=(1,))
    qtbot.addWidget(table)
    table.resize(900, table.height())
    table.show()
    head = _ink(table.horizontalHeader().viewport().grab().toImage())
    row = _ink(table.viewport().grab(table.visualItemRect(table.item(0, 0))).toImage())
    theme().set_look("light", 100)
    assert abs(head - row) <= 1


def _ink(picture: QImage) -> int:
    """The first column in which something is written; the line below a head is no writing."""
    ground = picture.pixel(0, 4)
    return next(
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != ground for y in range(4, picture.height() - 4))
    )


def test_the_place_has_a_key_and_a_name() -> None:
    assert ("Calibration", "scale", "Ctrl+6") in PLACES
