"""A second attempt in the real window: it opens as a comparison, a key carries a score over, news come as a banner."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.attempts import Fate
from reviewer_app.paths import open_home, resource
from reviewer_app.startup.window import Program
from reviewer_app.ui.review.attempts.card_note import EarlierNote
from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.ui.review.attempts.words import newer_editions
from reviewer_app.ui.theme import theme
from reviewer_app.workflows import deciding, importing, safeguarding
from tests.startup.opened import CREATED, KEY, PASSPHRASE, Opened, bundle_of, program_on
from tests.workflows.test_deciding import review_whole

THIRD = "01a0e899-f900-7ed9-8535-b7bb8ef2ffff"
Key = Qt.Key


def third_attempt(folder: Path) -> Path:
    """The second attempt's sample, handed in once more."""
    sample = folder / "third"
    shutil.copytree(resource("samples", "submissions", "7F3K-2"), sample)
    told = json.loads((sample / "submission.json").read_text("utf-8"))
    told |= {"id": THIRD, "attempt": 3, "previous": told["id"]}
    (sample / "submission.json").write_text(json.dumps(told), encoding="utf-8")
    return make_from_folder(sample, folder / "third.reviewbundle", KEY, CREATED)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the first attempt was decided and the second has come."""
    folder = tmp_path_factory.mktemp("attempts")
    desk = safeguarding.create(open_home(folder / "home"), PASSPHRASE)
    importing.import_bundle(desk, bundle_of("7F3K-1", folder))
    first = sample_reviews()["7F3K-1"]
    review_whole(desk, first)
    deciding.submit(desk, first.submission)
    importing.import_bundle(desk, bundle_of("7F3K-2", folder))
    safeguarding.lock(desk)
    return desk.home.root


class Seen(Opened):
    """The window with the second attempt open."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.second = sample_reviews()["7F3K-2"].submission
        self.open(self.second)
        self.part = self.room.part(AttemptsPart)


@pytest.fixture
def seen(filled: Path, tmp_path: Path, qtbot: object) -> Iterator[Seen]:
    shutil.copytree(filled, tmp_path / "home")
    with closing(Seen(program_on(tmp_path / "home"))) as made:
        yield made


def test_it_opens_as_a_comparison_with_what_the_earner_says(seen: Seen) -> None:
    seen.hands.until(lambda: seen.room.stack.currentWidget() is seen.part.page, "the comparison is in front")
    page = seen.part.page
    assert page.note_words.text() == seen.review.submission.note
    assert "new" in page.counts.text()
    assert not seen.review.state.scores
    seen.hands.press(Key.Key_Escape)
    assert not seen.room.paged
    assert seen.space.reviewing, "Esc leads back to the review, not out of it"
    assert seen.part.banner.isVisible()
    seen.room.show_submission(seen.second)
    seen.rest()
    assert not seen.room.paged, "once it was seen it is asked for by its key"
    seen.hands.press(Key.Key_A)
    assert seen.room.stack.currentWidget() is page


def test_a_banner_that_was_dismissed_is_said_again_when_one_comes_back(seen: Seen) -> None:
    seen.hands.until(lambda: seen.part.comparable, "the attempts are compared")
    seen.room.close_page()
    assert seen.part.banner.isVisible()
    seen.part.banner.dismiss()
    seen.open(sample_reviews()["7F3K-1"].submission)
    seen.rest()
    assert not seen.part.banner.isVisible()
    seen.open(seen.second)
    seen.hands.until(seen.part.banner.isVisible, "the banner is there again")


def test_texts_stand_side_by_side_with_their_changes_marked(seen: Seen) -> None:
    page = seen.part.page
    seen.hands.until(lambda: seen.room.stack.currentWidget() is page, "the comparison is in front")
    for at in range(page.things.topLevelItemCount()):
        item = page.things.topLevelItem(at)
        assert item is not None
        page.things.setCurrentItem(item)
        if page.things.chosen is not None and page.things.chosen.title == "Reflection":
            break
    assert page.things.chosen is not None
    assert page.things.chosen.fate is Fate.CHANGED
    seen.hands.until(lambda: page.pages.page() is page.beside, "both texts were read")
    assert "Attempt 1" in page.beside.page.toPlainText()
    html = page.beside.page.toHtml()
    assert "line-through" in html
    assert "underline" in html


def test_what_is_read_beside_stays_when_the_colours_change(seen: Seen) -> None:
    page = seen.part.page
    seen.hands.until(lambda: seen.room.stack.currentWidget() is page, "the comparison is in front")
    seen.rest()
    while page.things.chosen is None or page.things.chosen.title != "Reflection":
        before = page.things.chosen
        seen.hands.press(Key.Key_Down)
        assert page.things.chosen != before, "Down leads to the reflection"
    seen.hands.until(lambda: page.pages.page() is page.beside, "both texts were read")
    said = page.thing_title.text()
    seen.program.preferences.change(theme="dark")
    assert page.things.chosen is not None
    assert page.things.chosen.title == "Reflection"
    assert page.pages.page() is page.beside
    assert page.thing_title.text() == said


def test_it_opens_on_something_that_changed_and_another_look_moves_nobody(seen: Seen) -> None:
    page = seen.part.page
    seen.hands.until(lambda: seen.room.stack.currentWidget() is page, "the comparison is in front")
    thing = page.things.chosen
    assert thing is not None
    assert thing.fate is not Fate.SAME
    page.scores.choose_first()
    told = page.thing_title.text()
    assert told.startswith(page.scores.chosen)
    try:
        theme().set_look("dark", 100)
        assert page.things.chosen == thing
        assert page.thing_title.text() == told
    finally:
        theme().set_look("light", 100)


def test_one_key_carries_a_score_over_and_undo_takes_it_back(seen: Seen) -> None:
    seen.hands.until(lambda: seen.part.comparable, "the attempts are compared")
    seen.room.close_page()
    known = seen.part.known
    assert known is not None
    assert known.comparison is not None
    offer = known.comparison.offers[0]
    assert seen.room.rubric.jump(offer.criterion)
    seen.hands.press(Key.Key_Y)
    seen.rest()
    assert seen.review.state.scores == {offer.criterion: offer.level}
    card = seen.room.rubric.card(offer.criterion)
    assert card is not None
    assert card.level == offer.level
    note = card.findChild(EarlierNote)
    assert note is not None
    assert note.level.text() == "Carried over from attempt 1"
    seen.room.orders.undo()
    seen.rest()
    assert not seen.review.state.scores


def test_all_offers_are_carried_over_from_the_page_by_one_key(seen: Seen) -> None:
    page = seen.part.page
    seen.hands.until(lambda: seen.room.stack.currentWidget() is page, "the comparison is in front")
    assert seen.part.known is not None
    assert seen.part.known.comparison is not None
    offers = {each.criterion for each in seen.part.known.comparison.offers}
    seen.hands.press(Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    seen.rest()
    assert set(seen.review.state.carried) == offers
    assert not page.carry_all.isVisible()


def test_a_newer_attempt_that_arrives_is_a_banner_and_never_a_surprise(seen: Seen, tmp_path: Path) -> None:
    seen.hands.until(lambda: seen.part.comparable, "the attempts are compared")
    seen.room.close_page()
    card = seen.room.rubric.current
    assert card is not None
    card.edit_comment()
    seen.hands.type("Half a thou")
    importing.import_bundle(seen.desk, third_attempt(tmp_path))
    assert seen.space.review is not None
    seen.space.review.refresh()
    seen.rest()
    seen.hands.until(seen.part.news.isVisible, "the banner is there")
    assert seen.part.news.title.text() == "Attempt 3 of this earner has arrived"
    assert seen.review.submission.id == seen.second
    assert seen.review.state.comments == {card.criterion.id: "Half a thou"}
    assert not seen.desk.store.review(THIRD).comments


def test_an_edition_of_the_same_name_is_told_as_another_version() -> None:
    assert (
        newer_editions(("2026.1",), "2026.1")
        == "Another version of edition 2026.1 of this rubric has arrived"
    )
    assert newer_editions(("2026.2",), "2026.1") == "Edition 2026.2 of this rubric has arrived"
    assert newer_editions(("2026.1", "2026.2"), "2026.1") == "Editions 2026.1 and 2026.2 have arrived"


def test_earlier_feedback_on_what_was_missing_is_in_view(seen: Seen) -> None:
    seen.hands.until(lambda: seen.part.comparable, "the attempts are compared")
    seen.room.close_page()
    known = seen.part.known
    assert known is not None
    assert known.decision is not None
    for judged in known.decision.judged:
        card = seen.room.rubric.card(judged.criterion)
        note = card.findChild(EarlierNote) if card is not None else None
        assert note is not None
        assert note.feedback.text() == judged.comment
        assert note.feedback.isHidden() is (judged.meets or not judged.comment)
