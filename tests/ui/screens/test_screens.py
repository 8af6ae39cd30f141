"""Every screen, brought up once: nothing cut off, all of it told to a screen reader and reached by the Tab key."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from docs.every_screen import SCREENS
from docs.guard_scenes import WHO
from docs.tour import Tour
from reviewer_app.ui.hosting.work_card import WorkCard
from reviewer_app.ui.places import PLACES
from reviewer_app.ui.review.asking import Asking
from reviewer_app.ui.review.evidence_panel import EvidencePanel
from reviewer_app.ui.review.findings import FindingsPanel
from reviewer_app.ui.review.outcome import OutcomeBar
from reviewer_app.ui.review.rubric import RubricPanel
from reviewer_app.ui.review.viewer_pane import ViewerPane
from reviewer_app.ui.syncing.nearby import NearbyCard
from reviewer_app.ui.syncing.stick import StickCard
from tests.ui.screens.clipping import beyond_the_small_laptop
from tests.ui.screens.reading_out import nameless, spoken, tree, twins, wrong_roles
from tests.ui.screens.tabbing import said, stops, walk

pytestmark = pytest.mark.on_tour

# A card that stands beside another is read after it, each from top to bottom.
_PANELS = (RubricPanel, ViewerPane, EvidencePanel, OutcomeBar, FindingsPanel, StickCard, NearbyCard, WorkCard)
_FRAMES = ("side", "bar")
_NAMES = {word.lower() for word in WHO.split()}


def test_nothing_is_cut_off(tour: Tour, shown: QWidget) -> None:
    assert beyond_the_small_laptop(tour, shown) == []


def test_every_control_has_a_name_a_role_and_no_twin(shown: QWidget) -> None:
    found = tree(shown)
    assert nameless(found) == []
    assert wrong_roles(found) == []
    assert twins(found) == []
    told = spoken(found)
    assert [name for name in _NAMES if name in told] == []


def test_tab_reaches_everything_in_the_order_it_is_read(shown: QWidget) -> None:
    panels = [
        each
        for each in shown.findChildren(QWidget)
        if isinstance(each, _PANELS) or (isinstance(each, QFrame) and each.property("role") in _FRAMES)
    ]
    found = walk(shown, [*panels, shown])
    assert sorted(said(each) for each in stops(shown) - set(found.visited)) == []
    assert found.unseen == []
    assert found.upward == []


def test_every_place_of_the_sidebar_is_on_the_list() -> None:
    assert len([each for each in SCREENS if each.name.startswith("place-")]) == len(PLACES)
    assert len({each.name for each in SCREENS}) == len(SCREENS)


def test_every_dialog_is_on_the_list(tour: Tour) -> None:
    seen = set()
    for screen in SCREENS:
        if screen.name.startswith("dialog-"):
            tour.home()
            seen.add(type(screen.show(tour)))
    tour.home()
    tour.settle()
    # A question that others are made of is never asked itself.
    assert {kind.__name__ for kind in _kinds(QDialog) - seen - {Asking}} == set()


def test_the_evidence_has_half_the_width_with_everything_open(tour: Tour) -> None:
    room = tour.evidence("unit-portfolio.pdf")
    for each in (room.evidence, room.pane, room.right):
        assert each.isVisible()
    assert room.pane.width() * 2 >= tour.shell.width()
    assert beyond_the_small_laptop(tour, tour.shell) == []


def _kinds(kind: type) -> set[type]:
    own = {each for each in kind.__subclasses__() if each.__module__.startswith("reviewer_app.")}
    return own.union(*(_kinds(each) for each in kind.__subclasses__()))
