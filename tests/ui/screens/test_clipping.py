"""Nothing is cut off on a small laptop at any text size, and the evidence has half of the width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog

from docs.every_screen import SCREENS, Screen
from docs.tour import SMALL, Tour
from reviewer_app.ui.theme import theme
from tests.ui.screens.clipping import cut_off

pytestmark = pytest.mark.on_tour

_FRAME = 38
"""What a window's title bar takes from the height of a screen."""


@pytest.fixture(params=[200, 90, 150, 100], scope="module", ids=lambda scale: f"{scale}%")
def sized(request: pytest.FixtureRequest, tour: Tour) -> Iterator[Tour]:
    """The tour at a text size, kept for all screens."""
    tour.home()
    tour.inside()
    tour.look(request.param)
    tour.settle()
    yield tour
    tour.home()
    tour.look(100)
    tour.settle()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_nothing_is_cut_off(sized: Tour, screen: Screen) -> None:
    sized.home()
    scale = theme().text_scale
    shown = screen.show(sized)
    sized.settle()
    assert theme().text_scale == scale
    if shown is sized.shell:
        assert (shown.width(), shown.height()) == SMALL
    if isinstance(shown, QDialog):
        assert shown.width() <= SMALL[0]
        assert shown.height() <= SMALL[1] - _FRAME
    assert cut_off(shown) == []


def test_the_evidence_has_half_the_width_with_everything_open(tour: Tour) -> None:
    tour.look(100)
    room = tour.evidence("unit-portfolio.pdf")
    for each in (room.evidence, room.pane, room.right):
        assert each.isVisible()
    assert room.pane.width() * 2 >= tour.shell.width() == SMALL[0]
