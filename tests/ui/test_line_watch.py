"""Hints of the system and of the clock: a network that came, a laptop that woke, a line that costs money."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from reviewer_app.settings import Settings
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.syncing.files_side import FilesSide
from reviewer_app.ui.syncing.line import LineWatch, addresses
from tests.ui.doubles import SampleDesk


class Signals(QObject):
    """What a system tells."""

    reachability = Signal(object)
    metered = Signal(bool)
    portal = Signal(bool)


def system_with(signals: Signals) -> SimpleNamespace:
    """A QNetworkInformation of the test's own, on a line that costs money."""
    return SimpleNamespace(
        reachabilityChanged=signals.reachability,
        isMeteredChanged=signals.metered,
        isBehindCaptivePortalChanged=signals.portal,
        isMetered=lambda: True,
        isBehindCaptivePortal=lambda: False,
    )


class World:
    """A clock and networks that the test moves."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.here = frozenset({"10.0.0.2"})
        self.better = 0
        self.line = LineWatch(clock=lambda: self.time, here=lambda: self.here)
        self.line.better.connect(self._on_better)
        self.line.look()

    def _on_better(self) -> None:
        self.better += 1

    def later(self, seconds: float) -> int:
        self.time += seconds
        self.line.look()
        return self.better


@pytest.fixture
def world(qtbot: QtBot) -> World:
    return World()


def test_time_that_passes_as_usual_is_no_hint(world: World) -> None:
    assert [world.later(30) for _ in range(4)] == [0, 0, 0, 0]


def test_a_laptop_that_slept_tries_again(world: World) -> None:
    assert world.later(3600) == 1
    assert world.later(30) == 1


def test_a_network_that_came_is_a_hint_and_one_that_went_is_none(world: World) -> None:
    world.here = frozenset()
    assert world.later(30) == 0
    world.here = frozenset({"192.168.1.7"})
    assert world.later(30) == 1
    world.here |= {"10.8.0.3"}
    assert world.later(30) == 2


def test_a_clock_put_back_for_years_is_no_hint_and_breaks_nothing(world: World) -> None:
    assert world.later(-1e9) == 0
    assert world.later(30) == 0


def test_what_the_system_says_is_passed_on(world: World, qtbot: QtBot) -> None:
    system = Signals()
    world.line.listen(system_with(system))
    assert (world.line.metered, world.line.portal) == (True, False)
    system.reachability.emit(SimpleNamespace(name="Local"))
    assert world.better == 0
    system.reachability.emit(SimpleNamespace(name="Online"))
    assert world.better == 1
    with qtbot.waitSignal(world.line.changed):
        system.metered.emit(False)
    assert not world.line.metered
    system.portal.emit(True)
    assert (world.line.portal, world.better) == (True, 1)
    system.portal.emit(False)
    assert world.better == 2


@pytest.mark.parametrize(
    ("said", "system", "metered"),
    [("auto", True, True), ("auto", False, False), ("on", False, True), ("off", True, False)],
)
def test_what_the_person_says_of_the_line_counts_before_the_system(
    said: str, system: bool, metered: bool, lanes: Jobs
) -> None:
    line = LineWatch(clock=lambda: 0.0, here=frozenset)
    line.metered = system
    preferences = Preferences(Settings(metered_line=said), lambda _settings: None, lanes)
    assert FilesSide(SampleDesk().ports(), lanes, preferences, line).metered is metered


def test_the_laptop_tells_its_addresses_and_the_watch_begins_and_ends(world: World) -> None:
    assert not any(each.startswith("127.") for each in addresses())
    world.line.begin()
    world.line.begin()
    world.line.end()
