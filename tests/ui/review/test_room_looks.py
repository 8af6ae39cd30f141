"""How the room fits: half the width for evidence, nothing cut off at any text size, a name for every control."""

from collections.abc import Callable, Iterator

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

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.panels import PanelState, list_shown, widths
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.place import Place
from tests.ui.review.desk_double import DeskDouble
from tests.ui.review.test_room_keys import press

Settle = Callable[[], None]


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


def test_with_large_text_a_written_overall_comment_leaves_the_height_to_the_criteria(
    room: ReviewRoom, settle: Settle
) -> None:
    press(room, "O")
    QTest.keyClicks(room.outcome.overall, "Honest data, and a clear next step.")
    press(room, "Esc")
    settle()
    assert room.outcome.overall.isVisible(), "at the usual size there is height for both"
    theme().set_look("light", 200)
    settle()
    assert not room.outcome.overall.isVisible()
    assert room.outcome.overall_toggle.text() == "Overall comment: written"
    assert room.rubric.scroller.viewport().height() >= theme().px(110)
    press(room, "O")
    assert room.outcome.overall.isVisible()
    assert room.outcome.overall.toPlainText() == "Honest data, and a clear next step."
    theme().set_look("light", 100)
    settle()
    assert room.outcome.overall_toggle.text() == "Overall comment"


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
