"""Two versions of one field in the room: a banner, both side by side, one kept or both combined."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.ui.review.two_versions import TwoVersions
from reviewer_app.ui.review.versions_page import VersionsPage
from reviewer_app.workflows import reviewing, settling
from tests.ui.review.real_desk import Scene
from tests.ui.review.test_room_keys import press


def differing(scene: Scene) -> None:
    reviewing.score(scene.desk, scene.own, "2.2", "developing")
    reviewing.comment(scene.desk, scene.own, "1.1", "Name the goal.")
    scene.elsewhere.says(kinds.SCORE, scene.own, {"criterion": "2.2", "level": "proficient"})
    scene.elsewhere.says(kinds.COMMENT, scene.own, {"criterion": "1.1", "text": "Name the class."})
    scene.arrives()


def opened(scene: Scene) -> VersionsPage:
    press(scene.room, "Ctrl+Shift+H")
    scene.settle()
    page = scene.room.part(TwoVersions).page
    assert page is not None
    return page


def test_a_banner_says_so_and_the_room_works_on(scene: Scene) -> None:
    part = scene.room.part(TwoVersions)
    assert part.banner.isHidden()
    differing(scene)
    assert part.banner.title.text() == "2 fields have two versions"
    part.banner.dismiss()
    press(scene.room, "3")
    scene.settle()
    assert scene.desk.store.review(scene.own).scores["1.1"] == "proficient"
    assert part.banner.isHidden()
    scene.room.show_submission(scene.other)
    scene.settle()
    assert part.banner.isHidden()
    scene.room.show_submission(scene.own)
    scene.settle()
    assert not part.banner.isHidden()


def test_both_are_side_by_side_and_one_is_kept(scene: Scene) -> None:
    differing(scene)
    page = opened(scene)
    assert [card.view.slot for card in page.cards] == ["comment:1.1", "score:2.2"]
    assert page.cards[0].keep[0].hasFocus()
    QTest.keyClick(page.cards[1].keep[1], Qt.Key.Key_Return)
    scene.settle()
    state = scene.desk.store.review(scene.own)
    assert state.scores["2.2"] == "proficient"
    assert [each.slot for each in state.conflicts] == ["comment:1.1"]
    assert len(page.cards) == 1
    page.cards[0].keep[0].click()
    scene.settle()
    assert scene.desk.store.review(scene.own).conflicts == ()
    assert page.stack.currentWidget() is page.done
    assert scene.room.part(TwoVersions).banner.isHidden()


def test_words_are_combined_in_a_text_that_starts_with_both(scene: Scene) -> None:
    differing(scene)
    page = opened(scene)
    card = page.cards[0]
    card.open_combining.click()
    assert card.field is not None
    assert card.field.toPlainText() == "Name the goal.\n\nName the class."
    QTest.keyClicks(card.field, " Both.")
    card.use.click()
    scene.settle()
    assert scene.desk.store.review(scene.own).comments["1.1"] == "Name the goal.\n\nName the class. Both."
    scene.room.close_page()
    press(scene.room, "Ctrl+Z")
    scene.settle()
    assert len(scene.desk.store.review(scene.own).conflicts) == 2


def test_a_text_half_combined_waits_for_the_return(scene: Scene) -> None:
    differing(scene)
    page = opened(scene)
    page.cards[0].open_combining.click()
    assert page.cards[0].field is not None
    QTest.keyClicks(page.cards[0].field, " Half")
    page.cards[1].keep[0].click()
    scene.settle()
    assert page.cards[0].draft.endswith(" Half")
    scene.room.close_page()
    assert opened(scene).cards[0].draft.endswith(" Half")


def test_submit_says_what_is_unsettled_and_leads_there(scene: Scene) -> None:
    differing(scene)
    scene.room.orders.submit()
    scene.settle()
    assert scene.room.previewing
    scene.room.preview.jumped.emit("two-versions")
    scene.settle()
    assert scene.room.part(TwoVersions).front is not None


def test_what_another_laptop_settles_meanwhile_leaves_the_page(scene: Scene) -> None:
    differing(scene)
    page = opened(scene)
    state = scene.desk.store.review(scene.own)
    for slot, name, value in (("score:2.2", "level", "basic"), ("comment:1.1", "text", "Other")):
        versions = next(each for each in state.conflicts if each.slot == slot).records
        body = {"criterion": slot.partition(":")[2], name: value, "settles": list(versions)}
        kind = kinds.SCORE if slot.startswith("score") else kinds.COMMENT
        scene.elsewhere.says(kind, scene.own, body, supersedes=state.effective[slot])
    scene.arrives()
    assert page.stack.currentWidget() is page.done


def test_a_pin_with_two_versions_says_so_in_the_list_of_citations(scene: Scene) -> None:
    item = next(each for each in scene.desk.store.submission(scene.own).evidence if not each.is_link)
    pin = Citation("pin", "2.1", item.id, item.sha256, "Plan p. 1")
    first = reviewing.cite(scene.desk, scene.own, pin).state.effective["citation:pin"]
    reviewing.cite(scene.desk, scene.own, replace(pin, note="Here"))
    body = {**pin.document(), "note": "There"}
    scene.elsewhere.says(kinds.CITATION, scene.own, body, supersedes=first)
    scene.arrives()
    rows = scene.room.citing.panel.list.rows
    assert rows.index(0).data().startswith("Two versions. Criterion 2.1, ")
    settling.keep(scene.desk, scene.own, "citation:pin", scene.desk.store.records(scene.own)[-1].id)
    scene.arrives()
    assert rows.index(0).data().startswith("Criterion 2.1, ")
    scene.room.citing.panel.grab()


def test_words_typed_over_news_that_were_never_on_the_screen_stand_beside_them(scene: Scene) -> None:
    first = reviewing.comment(scene.desk, scene.own, "1.1", "One").state.effective["comment:1.1"]
    scene.arrives()
    press(scene.room, "E")
    card = scene.room.rubric.current
    assert card is not None
    QTest.keyClick(card.comment, Qt.Key.Key_End)
    QTest.keyClicks(card.comment, ", two")
    scene.elsewhere.says(kinds.COMMENT, scene.own, {"criterion": "1.1", "text": "Another"}, supersedes=first)
    card.comment.flush()
    QTest.keyClicks(card.comment, ", three")
    card.comment.flush()
    scene.settle()
    (conflict,) = scene.desk.store.review(scene.own).conflicts
    assert conflict.slot == "comment:1.1"
    (two,) = settling.versions(scene.desk, scene.own)
    assert {each.value for each in two.versions} == {"One, two, three", "Another"}
    assert not scene.room.part(TwoVersions).banner.isHidden()
    QTest.keyClick(card.comment, Qt.Key.Key_End)
    QTest.keyClicks(card.comment, "!")
    card.comment.flush()
    scene.settle()
    assert scene.desk.store.review(scene.own).conflicts == ()


def test_words_typed_where_nothing_arrived_follow_each_other(scene: Scene) -> None:
    press(scene.room, "E")
    card = scene.room.rubric.current
    assert card is not None
    for word in ("One", ", two", ", three"):
        QTest.keyClicks(card.comment, word)
        card.comment.flush()
    scene.settle()
    records = scene.desk.store.records(scene.own)
    assert [each.supersedes for each in records] == ["", records[0].id, records[1].id]
    press(scene.room, "Esc")
    press(scene.room, "Ctrl+Z")
    scene.settle()
    press(scene.room, "E")
    QTest.keyClicks(card.comment, "Anew")
    press(scene.room, "Esc")
    scene.settle()
    assert scene.desk.store.review(scene.own).comments == {"1.1": "Anew"}
