"""A hub in the same room: looked for, chosen, compared by one code, waited for, refused, lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.failures import line_error
from reviewer_app.hub.refusals import Refused
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.syncing import Phase, SyncDriver
from reviewer_app.ui.syncing.nearby import NearbyCard
from reviewer_app.ui.syncing.ports import ExchangePorts, Met, NearbyPorts, NearHub
from reviewer_app.ui.syncing.room import SyncRoom
from reviewer_app.ui.views import Partner
from tests.ui.doubles import NOW, SampleDesk, no_line

Settle = Callable[[], None]
NORTH = NearHub("North District", "https://192.168.7.20:8470", "a pin")
OLD = NearHub("Old District", "https://192.168.7.21:8470", "a pin", fits=False)


@dataclass
class Room:
    """What is in the room next door."""

    desk: SampleDesk
    hubs: Sequence[NearHub] = (NORTH,)
    trouble: dict[str, ReviewerError] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    hold: threading.Event | None = None

    def _note(self, *words: str) -> None:
        self.asked.append(words)
        if words[0] in self.trouble:
            raise self.trouble[words[0]]

    def find(self, cancel: CancelToken) -> Sequence[NearHub]:
        self._note("find")
        self._wait(cancel)
        return self.hubs

    def meet(self, url: str, pin: str, _cancel: CancelToken) -> Met:
        self._note("meet", url, pin)
        return Met("North District", "794 644", "the meeting")

    def agree(self, met: Met, cancel: CancelToken) -> Partner:
        self._note("agree", met.meeting)
        self._wait(cancel)
        self.desk.partner = Partner(met.hub_name, NORTH.url, "A. Reader")
        return self.desk.partner

    def disagree(self, met: Met) -> None:
        self._note("disagree", met.meeting)

    def _wait(self, cancel: CancelToken) -> None:
        while self.hold is not None and not self.hold.wait(0.02):
            cancel.check()


@pytest.fixture
def desk() -> SampleDesk:
    made = SampleDesk()
    made.partner = None
    return made


@pytest.fixture
def near(desk: SampleDesk) -> Room:
    return Room(desk)


@pytest.fixture
def room(desk: SampleDesk, near: Room, lanes: Jobs, settle: Settle, qtbot: QtBot) -> SyncRoom:
    ports = NearbyPorts(near.find, near.meet, near.agree, near.disagree)
    bound = replace(desk.ports(), exchange=ExchangePorts(nearby=ports))
    driver = SyncDriver(bound, lanes, 5, now=lambda: NOW, chance=lambda: 0.5)
    made = SyncRoom(bound, lanes, driver, now=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    driver.start()
    settle()
    return made


@pytest.fixture
def card(room: SyncRoom) -> NearbyCard:
    [made] = room.findChildren(NearbyCard)
    return made


def test_a_hub_is_found_compared_and_paired_with(
    room: SyncRoom, card: NearbyCard, near: Room, settle: Settle
) -> None:
    card.start.look.click()
    settle()
    assert card.pages.page() is card.hubs
    [button] = card.hubs.buttons
    assert button.accessibleName() == "Pair with North District"
    button.click()
    settle()
    assert card.code.code.text() == "794 644"
    assert card.code.code.accessibleName() == "Code 7 9 4 6 4 4"
    assert not card.code.stop.isVisible()
    card.code.same.click()
    settle()
    assert near.asked == [("find",), ("meet", NORTH.url, "a pin"), ("agree", "the meeting")]
    assert room.paired
    assert not card.isVisible()


def test_while_the_coordinator_looks_one_waits_and_may_stop(
    card: NearbyCard, near: Room, settle: Settle, qtbot: QtBot
) -> None:
    _to_the_code(card, settle)
    near.hold = threading.Event()
    card.code.same.click()
    assert card.code.stop.isVisible()
    assert not card.code.same.isVisible()
    assert "Waiting for the coordinator" in card.code.words.text()
    card.code.stop.click()
    qtbot.waitUntil(lambda: ("disagree", "the meeting") in near.asked)
    settle()
    assert card.pages.page() is card.start
    assert near.desk.partner is None


def test_codes_that_differ_pair_nobody_and_say_what_that_may_mean(
    card: NearbyCard, near: Room, settle: Settle
) -> None:
    _to_the_code(card, settle)
    card.code.differs.click()
    settle()
    assert near.asked[-1] == ("disagree", "the meeting")
    assert card.note.title.text() == "Nothing was paired"
    assert "another machine" in card.note.sentence.text()
    assert near.desk.partner is None


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (Refused("meeting-refused"), "The coordinator said no"),
        (Refused("meeting-over"), "The pairing is over"),
        (line_error("no-answer"), "The hub did not answer"),
    ],
)
def test_what_came_of_it_is_said(
    card: NearbyCard, near: Room, settle: Settle, error: ReviewerError, title: str
) -> None:
    _to_the_code(card, settle)
    near.trouble["agree"] = error
    card.code.same.click()
    settle()
    assert card.note.title.text() == title
    assert card.pages.page() is card.start


def test_nothing_found_says_what_to_check_and_takes_an_address(
    card: NearbyCard, near: Room, settle: Settle, qtbot: QtBot
) -> None:
    near.hubs = ()
    card.start.look.click()
    settle()
    assert card.hubs.heading.text() == "No hub answers on this network"
    assert card.hubs.nothing.isVisible()
    card.hubs.by_hand.click()
    assert card.address.field.hasFocus()
    qtbot.keyClick(card.address.field, Qt.Key.Key_Return)
    assert near.asked == [("find",)]
    qtbot.keyClicks(card.address.field, "192.168.7.20:8470")
    qtbot.keyClick(card.address.field, Qt.Key.Key_Return)
    settle()
    assert near.asked[-1] == ("meet", "https://192.168.7.20:8470", "")
    assert card.pages.page() is card.code


def test_a_hub_of_another_version_is_shown_and_not_offered(
    card: NearbyCard, near: Room, settle: Settle
) -> None:
    near.hubs = (OLD,)
    card.start.look.click()
    settle()
    assert card.hubs.buttons == []
    assert card.pages.page() is card.hubs


def test_a_search_can_be_stopped(card: NearbyCard, near: Room, settle: Settle, qtbot: QtBot) -> None:
    near.hold = threading.Event()
    card.start.look.click()
    assert card.pages.page() is card.search
    qtbot.waitUntil(lambda: near.asked == [("find",)])
    card.search.stop.click()
    settle()
    assert card.pages.page() is card.start


def test_a_network_that_cannot_be_searched_says_so(card: NearbyCard, near: Room, settle: Settle) -> None:
    near.trouble["find"] = line_error("no-finding")
    card.start.look.click()
    settle()
    assert card.note.title.text() == "This network cannot be searched"
    assert "Type the address" in card.note.next_step.text()


def test_a_paired_laptop_looks_for_its_hub_only_when_it_is_away(
    room: SyncRoom, card: NearbyCard, near: Room, settle: Settle, qtbot: QtBot
) -> None:
    near.desk.partner = Partner("North District", "https://hub.north.example", "A. Reader")
    near.desk.trouble["sync"] = no_line()
    room.pairing.paired.emit(near.desk.partner)
    settle()
    assert room._driver.status.phase is Phase.OFFLINE
    assert card.isVisible()
    assert not card.start.by_hand.isVisible()
    near.desk.trouble.clear()
    near.hubs = (replace(NORTH, ours=True),)
    card.start.look.click()
    settle()
    assert card.hubs.buttons == []
    assert room._driver.status.phase is Phase.ONLINE
    assert not card.isVisible()


def _to_the_code(card: NearbyCard, settle: Settle) -> None:
    card.start.look.click()
    settle()
    card.hubs.buttons[0].click()
    settle()
    assert card.pages.page() is card.code
