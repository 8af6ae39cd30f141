"""Ways of looking in the room: one menu with keys, panes on and off, and a second picture chosen and let go of."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from reviewer_app.domain.submission import Submission
from reviewer_app.evidence import OpenedEvidence
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.looks import Look
from tests.ui.review.desk_double import DeskDouble, photo

Settle = Callable[[], None]
FIRST, SECOND, THIRD = "s1-student-work-1.jpg", "s1-notes.txt", "s1-tally.xlsx"


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """The menus that would have been shown, which the off-screen platform cannot."""
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda self, _at: shown.append(self))
    return shown


def with_pictures(desk: DeskDouble, *more: str) -> None:
    """Make these items pictures too."""
    submission: Submission = desk.submissions["s1"]
    items = [
        replace(each, name=f"{each.id}.jpg", media_type="image/jpeg") if each.id in more else each
        for each in submission.evidence
    ]
    desk.submissions["s1"] = replace(submission, evidence=tuple(items))
    for each in more:
        desk.files[each] = photo(400, 300)


def show(room: ReviewRoom, evidence: str, settle: Settle) -> None:
    room.show_submission("s1")
    settle()
    room.show_evidence(evidence)
    settle()


def test_the_menu_offers_what_there_is_with_its_keys(
    room: ReviewRoom, settle: Settle, menus: list[QMenu]
) -> None:
    show(room, "s1-lesson-plan.pdf", settle)
    assert room.pane.toolbar.view.isVisible()
    room.orders.look(Look.OUTLINE)
    room.pane.toolbar.view.click()
    (menu,) = menus
    told = {each.objectName(): (each.shortcut().toString(), each.isChecked()) for each in menu.actions()}
    assert told == {
        "thumbnails": ("P", False),
        "outline": ("H", True),
        "single-page": ("Shift+P", False),
        "whole-page": ("Shift+W", False),
    }
    next(each for each in menu.actions() if each.objectName() == "single-page").trigger()
    assert room.pane.pdf.canvas.single
    settle()
    show(room, SECOND, settle)
    assert not room.pane.toolbar.view.isVisible()
    assert not room.actions_made.made["view-menu"].isEnabled()


def test_a_search_says_how_far_it_is(room: ReviewRoom, settle: Settle) -> None:
    show(room, "s1-lesson-plan.pdf", settle)
    bar = room.pane.toolbar
    room.orders.search()
    bar.field.setText("open")
    bar.show_sought(1, 3)
    bar.show_hits(1, 4)
    assert bar.hits.text() == "1 of 4 so far, page 1 of 3"
    bar.searched.emit("open")
    settle()
    assert bar.hits.text().startswith("1 of ")
    assert "so far" not in bar.hits.text()
    bar.searched.emit("no such words")
    settle()
    assert bar.hits.text() == "Nothing found"


def test_the_only_other_picture_is_shown_at_once_and_let_go_of(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[OpenedEvidence] = []
    close = OpenedEvidence.close
    monkeypatch.setattr(OpenedEvidence, "close", lambda self: (closed.append(self), close(self)))
    with_pictures(desk, SECOND)
    show(room, FIRST, settle)
    closed.clear()
    room.rubric.focus_inside()
    QTest.keyClick(room.focusWidget(), Qt.Key.Key_X)
    settle()
    viewer = room.pane.image
    assert viewer.comparing
    assert viewer.pair.second.name.text() == f"{SECOND}.jpg"
    second = viewer._other
    viewer.pair.second.close_button.click()
    settle()
    assert closed == [second]
    room.orders.look(Look.COMPARE)
    settle()
    room.show_evidence("s1-lesson-plan.pdf")
    settle()
    assert len(closed) == 3, "both pictures are closed when another item is shown"


def test_one_of_several_pictures_is_chosen_from_a_menu(
    room: ReviewRoom, desk: DeskDouble, settle: Settle, menus: list[QMenu]
) -> None:
    with_pictures(desk, SECOND, THIRD)
    show(room, FIRST, settle)
    room.orders.look(Look.COMPARE)
    (menu,) = menus
    assert [each.text() for each in menu.actions()] == [f"{SECOND}.jpg", f"{THIRD}.jpg"]
    menu.actions()[1].trigger()
    settle()
    assert room.pane.image.pair.second.name.text() == f"{THIRD}.jpg"


def test_what_turns_out_to_be_no_picture_is_said(room: ReviewRoom, desk: DeskDouble, settle: Settle) -> None:
    with_pictures(desk, SECOND)
    desk.files[SECOND] = b"These are only words."
    show(room, FIRST, settle)
    room.orders.look(Look.COMPARE)
    settle()
    assert not room.pane.image.comparing
    assert room.note.title.text() == "That is no picture"
    desk.files[SECOND] = photo(400, 300)[:40]
    room.orders.look(Look.COMPARE)
    settle()
    assert not room.pane.image.comparing
    assert "damaged" in room.note.title.text()


def test_without_another_picture_it_is_said(room: ReviewRoom, settle: Settle) -> None:
    show(room, FIRST, settle)
    room.orders.look(Look.COMPARE)
    assert room.note.title.text() == "There is no other picture in this submission"
    assert not room.pane.image.comparing
