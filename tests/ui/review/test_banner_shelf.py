"""The shelf of banners: two stand over the evidence, warnings first, and none is lost behind the line that counts."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from reviewer_app.ui.review.banner import Banner
from reviewer_app.ui.review.banner_shelf import BannerShelf


@pytest.fixture
def shelf(qtbot: QtBot) -> BannerShelf:
    made = BannerShelf()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def _banners(shelf: BannerShelf, *tones: str) -> list[Banner]:
    made = []
    for number, tone in enumerate(tones, 1):
        banner = Banner()
        shelf.addWidget(banner)
        banner.say(tone, f"Title {number}", "And a sentence.")
        made.append(banner)
    return made


def _seen(banners: list[Banner]) -> list[bool]:
    return [each.isVisible() for each in banners]


def test_two_banners_stand_and_nothing_is_counted(shelf: BannerShelf) -> None:
    assert _seen(_banners(shelf, "info", "info")) == [True, True]
    assert not shelf.more.isVisible()


def test_more_are_counted_by_their_titles_and_a_warning_stands_first(shelf: BannerShelf) -> None:
    banners = _banners(shelf, "info", "info", "info", "warn")
    assert _seen(banners) == [True, False, False, True]
    assert shelf.words.text() == "2 more: Title 2. Title 3"


def test_all_are_shown_when_asked_for_and_folded_again(shelf: BannerShelf) -> None:
    banners = _banners(shelf, "info", "warn", "info")
    shelf.turn.click()
    assert _seen(banners) == [True, True, True]
    assert shelf.turn.text() == "Show fewer"
    shelf.turn.click()
    assert _seen(banners) == [True, True, False]


def test_what_was_folded_comes_up_when_another_is_dismissed(shelf: BannerShelf) -> None:
    banners = _banners(shelf, "info", "info", "info")
    banners[0].dismiss()
    assert _seen(banners) == [False, True, True]
    assert not shelf.more.isVisible()
    banners[0].say("info", "Something else")
    assert _seen(banners) == [True, True, False]
