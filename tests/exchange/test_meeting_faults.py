"""A meeting in one room meets every fault of the line at each of its steps: said in words, and the next try pairs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange import meeting
from reviewer_app.exchange.meeting import PASSING, Meeting
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.wire import Timeouts
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import BEGUN_MINUTES, Meetings
from reviewer_app.hub.rates import Rate
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.tls import own_tls
from reviewer_app.hub.tokens import caller
from tests.exchange.between import new_key
from tests.exchange.faultline import Line, line_to
from tests.exchange.faults import DOCUMENTS, LINE, passing
from tests.exchange.fixtures import HUB_KEY, Clock

MEETING, SHOWING, AGREEING = "meeting", "showing the number", "agreeing"
BEFORE = {MEETING: 0, SHOWING: 1, AGREEING: 2}
OTHERWISE = {
    # Nothing was heard of it yet.
    ("stalled", MEETING): "not-let-in",
    ("stalled after the headers", MEETING): "not-let-in",
    # No hub is known yet that another could stand in for, and what is signed anew is as good as before.
    ("another hub", MEETING): "other-hub",
    ("altered on the way", MEETING): "",
    ("altered on the way", SHOWING): "",
    ("altered on the way", AGREEING): "",
    ("413 for a batch", MEETING): "too-large",
    ("413 for a batch", SHOWING): "too-large",
    ("413 for a batch", AGREEING): "too-large",
}
"""Where a meeting ends otherwise than a round."""


@dataclass
class Room:
    """A hub and a line to it, both of which outlive a test."""

    hub: Hub
    clock: Clock
    person: str
    meetings: Meetings
    line: Line

    def meet(self, key: SigningKey, timeouts: Timeouts | None = None) -> Meeting:
        return asyncio.run(meeting.meet(self.line.url, key, self.clock, timeouts=timeouts))

    def agree(self, made: Meeting, key: SigningKey, timeouts: Timeouts | None = None) -> Pairing:
        return asyncio.run(meeting.agree(made, key, self.clock, timeouts=timeouts, look_seconds=0.001))

    def whole(self, key: SigningKey, timeouts: Timeouts | None = None) -> Pairing:
        made = self.meet(key, timeouts)
        self.meetings.confirm(made.id, self.person)
        return self.agree(made, key, timeouts)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    clock = Clock()
    hub = Hub.open(tmp_path_factory.mktemp("room") / "hub", HUB_KEY, clock)
    tls = own_tls(hub.books)
    meetings = Meetings(hub.books, tls.pin)
    try:
        doors = Doors(address=Rate(10_000, 1_000))  # all these laptops have one address
        with EmbeddedHub(hub, meetings=meetings, doors=doors) as url, line_to(url, tls.context) as line:
            yield Room(hub, clock, hub.add_person("Ada"), meetings, line)
    finally:
        hub.close()


@pytest.fixture
def room(standing: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(meeting, "LONGEST_WAIT", 0.01)
    standing.clock.pass_by(minutes=BEGUN_MINUTES + 1)
    return standing


@pytest.mark.parametrize("name", [name for name, each in LINE.items() if set(each.steps) & set(DOCUMENTS)])
@pytest.mark.parametrize("step", BEFORE)
def test_a_fault_ends_in_words_and_the_next_try_pairs(room: Room, name: str, step: str) -> None:
    key, line = new_key(), room.line
    expected = OTHERWISE.get((name, step), LINE[name].code)
    # Long enough for the steps before it on a machine that is busy.
    timeouts = Timeouts(connect=5, read=0.5, whole=30) if name.startswith("stalled") else None
    line.will("/v1/pairing/meeting", *([passing] * BEFORE[step]), LINE[name].made(line))
    if expected and not (step == AGREEING and expected in PASSING):
        with pytest.raises(ReviewerError) as caught:
            room.whole(key, timeouts)
        assert caught.value.code == expected
        assert caught.value.next_step
        line.deliver_late()
        made = room.whole(key)
    else:
        made = room.whole(key, timeouts)
    assert line.plan == []
    line.deliver_late()
    assert (made.person, made.hub_key) == (room.person, room.hub.key)
    assert caller(room.hub.books, made.token, Doors()).device == key.name
