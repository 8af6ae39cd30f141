"""The history of a review as a page: what changed, the review as it was, and restoring it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.review.history import History
from reviewer_app.ui.review.history_list import LINE
from reviewer_app.ui.review.history_page import HistoryPage
from reviewer_app.workflows import going_back, reviewing
from tests.ui.review.real_desk import Scene
from tests.ui.review.test_room_keys import press


def opened(scene: Scene) -> HistoryPage:
    press(scene.room, "Ctrl+H")
    scene.settle()
    page = scene.room.part(History).page
    assert page is not None
    return page


def words(page: HistoryPage) -> list[str]:
    rows = [page.list.rows.index(row).data(LINE) for row in range(page.list.rows.rowCount())]
    return [row.words for row in rows if hasattr(row, "words")]


def worked(scene: Scene) -> None:
    reviewing.score(scene.desk, scene.own, "2.2", "developing")
    reviewing.comment(scene.desk, scene.own, "2.2", "Name the pause.")
    reviewing.score(scene.desk, scene.own, "2.2", "proficient")
    scene.arrives()


def test_the_newest_change_is_first_and_the_day_stands_above_it(scene: Scene) -> None:
    worked(scene)
    page = opened(scene)
    assert words(page) == [
        "Criterion 2.2: Developing to Proficient",
        "Criterion 2.2: comment changed",
        "Criterion 2.2: Developing",
    ]
    assert page.list.rows.index(0).flags() == Qt.ItemFlag.NoItemFlags
    current = page.list.current
    assert current is not None
    assert current.words == "Criterion 2.2: Developing to Proficient"
    assert page.then.sentence.text() == "Everything stands as it did then."


def test_nothing_to_tell_says_so(scene: Scene) -> None:
    page = opened(scene)
    assert page.stack.currentWidget() is page.empty


def test_keys_move_through_the_list_and_show_the_review_as_it_was(scene: Scene) -> None:
    worked(scene)
    page = opened(scene)
    for _ in range(2):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    scene.settle()
    assert page.then.heading.text().startswith("The review as it was on ")
    assert page.then.sentence.text().startswith("2 fields are different now.")
    assert sorted(page.then.buttons) == ["comment:2.2", "score:2.2"]
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.then.all.hasFocus()


def test_changes_of_one_criterion_can_be_shown_alone(scene: Scene) -> None:
    worked(scene)
    reviewing.score(scene.desk, scene.own, "1.1", "basic")
    page = opened(scene)
    assert len(words(page)) == 4
    assert page.filter is not None
    page.filter._on_triggered("1.1")
    assert words(page) == ["Criterion 1.1: Basic"]


def test_restoring_the_whole_review_is_taken_back_by_one_undo(scene: Scene) -> None:
    worked(scene)
    page = opened(scene)
    for _ in range(2):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    scene.settle()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    QTest.keyClick(page.then.all, Qt.Key.Key_Return)
    scene.settle()
    state = scene.desk.store.review(scene.own)
    assert (dict(state.scores), dict(state.comments)) == ({"2.2": "developing"}, {})
    assert not page.note.isHidden()
    assert len(words(page)) == 5
    assert page.then.sentence.text() == "Everything stands as it did then."
    scene.room.part(History)._undo()
    scene.settle()
    state = scene.desk.store.review(scene.own)
    assert (dict(state.scores), dict(state.comments)) == (
        {"2.2": "proficient"},
        {"2.2": "Name the pause."},
    )
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert not scene.room.paged
    card = scene.room.rubric.card("2.2")
    assert card is not None
    assert (card.level, card.comment.toPlainText()) == ("proficient", "Name the pause.")


def test_one_field_can_be_restored_alone(scene: Scene) -> None:
    worked(scene)
    page = opened(scene)
    QTest.keyClick(page.list, Qt.Key.Key_End)
    scene.settle()
    page.then.buttons["score:2.2"].click()
    scene.settle()
    state = scene.desk.store.review(scene.own)
    assert (dict(state.scores), dict(state.comments)) == (
        {"2.2": "developing"},
        {"2.2": "Name the pause."},
    )


def test_words_still_being_typed_are_in_the_history(scene: Scene) -> None:
    press(scene.room, "E")
    card = scene.room.rubric.current
    assert card is not None
    QTest.keyClicks(card.comment, "typed just now")
    scene.room.part(History).open()
    scene.settle()
    page = scene.room.part(History).page
    assert page is not None
    assert words(page) == ["Criterion 1.1: comment changed"]
    assert page.then.words.toPlainText() == "typed just now"


def test_a_store_that_cannot_be_read_says_why(scene: Scene, monkeypatch: object) -> None:
    worked(scene)
    page = opened(scene)
    page.fail(StoreError("busy", "The store is busy", "It did not answer.", "Try again."))
    assert page.stack.currentWidget() is page.failed
    assert page.failed.sentence.text() == "It did not answer. Try again."


def test_a_signed_review_is_seen_as_it_was_but_not_restored(scene: Scene) -> None:
    worked(scene)
    page = opened(scene)
    first = scene.desk.store.records(scene.own)[0].id
    view = going_back.as_it_was(scene.desk, scene.own, first)
    page.then.show_then(view, editable=False)
    assert page.then.all.isHidden()
    assert page.then.buttons == {}
