"""The hub's place on a hub of a test's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.jobs import Jobs
from tests.ui.hosting.held import NOW, Held
from tests.ui.hosting.kept import Kept, Settle


@pytest.fixture
def hub() -> Kept:
    return Kept()


@pytest.fixture
def show(lanes: Jobs, settle: Settle, qtbot: QtBot, hub: Kept) -> Callable[[], HostingRoom]:
    def made() -> HostingRoom:
        room = HostingRoom(hub.ports(), lanes, now=lambda: NOW)
        qtbot.addWidget(room)
        room.resize(900, 700)
        room.show()
        room.activateWindow()
        room.entered()
        settle()
        return room

    return made


@pytest.fixture
def room(show: Callable[[], HostingRoom]) -> HostingRoom:
    return show()


@pytest.fixture
def held(hub: Kept) -> Held:
    hub.work = Held()
    return hub.work


@pytest.fixture
def work(held: Held, show: Callable[[], HostingRoom], settle: Settle) -> HostingRoom:
    """The place, its hub opened for work."""
    room = show()
    room.share.passphrase.setText("hub words")
    room.open_hub()
    settle()
    return room
