"""Lanes that end with the test, a settled window, and the look every test begins with."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.theme import theme


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Jobs]:
    """The lanes, shut down at the end."""
    theme().set_look("light", 100)
    keyring().use({})
    made = Jobs()
    yield made
    assert made.shut_down()
    # Without a running loop nobody sweeps up what was to be deleted later, and windows would pile up.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settle(lanes: Jobs, qapp: QApplication) -> Callable[[], None]:
    """Work off every lane and everything that follows from it."""

    def run() -> None:
        for _ in range(8):
            lanes.drain()
            qapp.processEvents()

    return run
