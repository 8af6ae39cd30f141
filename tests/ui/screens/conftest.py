"""One tour through the real window for each module of tests of screens, and each screen brought up for its tests."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from docs.every_screen import SCREENS
from docs.tour import Tour
from reviewer_app.ui.theme import theme


@pytest.fixture(scope="module")
def tour(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    theme().set_look("light", 100)
    made = Tour(tmp_path_factory.mktemp("tour"))
    yield made
    made.close()
    theme().set_look("light", 100)


@pytest.fixture(params=SCREENS, scope="module", ids=lambda screen: screen.name)
def shown(request: pytest.FixtureRequest, tour: Tour) -> Iterator[QWidget]:
    """The window or dialog of a screen, in a window for the laptop we design for."""
    tour.home()
    made = request.param.show(tour)
    tour.settle()
    yield made
    tour.home()
    tour.settle()
