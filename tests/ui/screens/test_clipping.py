"""Nothing is cut off on a small laptop at any other text size than the one that all screens are looked at in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from docs.every_screen import SCREENS, Screen
from docs.tour import Tour
from reviewer_app.ui.theme import theme
from tests.ui.screens.clipping import beyond_the_small_laptop

pytestmark = pytest.mark.on_tour


@pytest.fixture(params=[200, 90, 150], scope="module", ids=lambda scale: f"{scale}%")
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
    assert beyond_the_small_laptop(sized, shown) == []
