"""The real window over what a real hub refused: opened in the review room, it leads to its page in the sync room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reviewer_app.cli.hands import CTRL, SHIFT
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.refused import Act
from reviewer_app.paths import open_home
from reviewer_app.ui.places import SYNC
from reviewer_app.ui.review.gating import OPEN_IN_LEDGER, Gating
from reviewer_app.workflows import deciding, exchanging, reviewing, safeguarding
from tests.startup.opened import PASSPHRASE, Opened, program_on
from tests.workflows.hubs import given, sample_hub
from tests.workflows.test_deciding import review_whole

SAMPLE = "C41P-1"
OWN = sample_reviews()[SAMPLE].submission


@pytest.fixture
def seen(tmp_path: Path, qtbot: object) -> Iterator[Opened]:
    """A window on a home whose decision and flag the hub refused, since it took the submission back before."""
    home = open_home(tmp_path / "home")
    desk = safeguarding.create(home, PASSPHRASE)
    with sample_hub(tmp_path) as hub:
        given(desk, hub, SAMPLE, tmp_path)
        hub.hub.withdraw(OWN, hub.assessor, "Given to somebody with more time.")
        reviewing.flag(desk, OWN, "privacy", "A face.")
        review_whole(desk, sample_reviews()[SAMPLE])
        deciding.submit(desk, OWN)
        exchanging.sync(desk)
    safeguarding.lock(desk)
    with closing(Opened(program_on(home.root))) as made:
        yield made


def test_what_the_hub_refused_is_said_in_the_review_room_and_leads_to_its_page(seen: Opened) -> None:
    seen.open(OWN)
    seen.rest()
    assert seen.review.lifecycle is State.ATTENTION
    banner = seen.room.part(Gating).refused
    assert banner.isVisible()
    assert banner.title.text() == "The hub did not take your decision"
    assert "took this submission back before your decision arrived" in banner.sentence.text()
    assert banner.go.text() == OPEN_IN_LEDGER
    assert not banner.close_it.isVisible(), "it stays until it is answered"
    page = seen.space.sync.refused
    seen.hands.press(Qt.Key.Key_L, CTRL | SHIFT)
    seen.hands.until(page.isVisible, "its page is shown")
    seen.open(OWN)
    seen.rest()
    banner.go.click()
    seen.hands.until(page.isVisible, "its page is shown")
    seen.rest()
    assert (seen.space.place, seen.space.reviewing, page.isVisible()) == (SYNC, False, True)
    assert page.view is not None
    assert page.view.happened == "Withdrawn while you decided"
    page.do(Act.LET_GO)
    seen.rest()
    seen.open(OWN)
    seen.rest()
    assert not seen.room.part(Gating).refused.isVisible()
    assert not seen.review.gate.refused
