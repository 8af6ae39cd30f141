"""The hub's place on a hub of a test's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.jobs import Jobs
from tests.ui.hosting.kept import Kept, Settle


@pytest.fixture
def hub() -> Kept:
    return Kept()


@pytest.fixture
def show(lanes: Jobs, settle: Settle, qtbot: QtBot, hub: Kept) -> Callable[[], HostingRoom]:
    def made() -> HostingRoom:
        room = HostingRoom(hub.ports(), lanes)
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
