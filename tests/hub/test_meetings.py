"""A meeting ends when its time is out; nobody crowds the coordinator's screen or slips in under another's code."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.meeting import commitment
from reviewer_app.hub import meetings as module
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import BEGUN, BEGUN_MINUTES, MINUTES, OPEN_AT_ONCE, Meetings
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import caller
from tests.exchange.fixtures import HUB_KEY, Clock

CLOCK = Clock()
RANDOM = "22" * 32


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    CLOCK.__init__()  # type: ignore[misc]  # each test begins in the morning
    made = Hub.open(tmp_path / "hub", HUB_KEY, CLOCK)
    yield made
    made.close()


@pytest.fixture
def ada(hub: Hub) -> str:
    return hub.add_person("Ada")


@pytest.fixture
def made(hub: Hub) -> Meetings:
    numbers = itertools.count()
    return Meetings(hub.books, "0" * 64, lambda _: f"{next(numbers):064}")


def begin(made: Meetings, device: str = "one", random: str = RANDOM) -> str:
    return made.begin(device, commitment(device, random)).id


def code_of(
    made: Meetings, device: str, meeting: str, agreed: bool | None = None, random: str = RANDOM
) -> str:
    with pytest.raises(Refused) as caught:
        made.turn(device, meeting, random, agreed)
    return caught.value.code


def test_a_lost_token_comes_again_and_a_late_question_takes_none(made: Meetings, hub: Hub, ada: str) -> None:
    meeting = begin(made)
    assert made.turn("one", meeting, RANDOM, None) is None
    made.confirm(meeting, ada)
    assert made.turn("one", meeting, RANDOM, None) is None
    first = made.turn("one", meeting, RANDOM, True)
    assert first is not None
    assert (first.person, first.person_name) == (ada, "Ada")
    assert made.turn("one", meeting, RANDOM, True) == made.turn("one", meeting, RANDOM, False) == first
    assert caller(hub.books, first.token, Doors()).device == "one"
    assert first.token not in repr(made.look(meeting))


def test_who_agreed_once_need_not_say_it_again(made: Meetings, ada: str) -> None:
    meeting = begin(made)
    assert made.turn("one", meeting, RANDOM, True) is None
    made.confirm(meeting, ada)
    assert made.turn("one", meeting, RANDOM, None) is not None


def test_nothing_is_shown_before_the_laptop_kept_its_promise(made: Meetings) -> None:
    meeting = begin(made)
    assert made.asking() == ()
    for other in range(20):
        assert code_of(made, "one", meeting, random=f"{other:064}") == "proof-wrong"
    assert made.asking() == ()
    made.turn("one", meeting, RANDOM, None)
    assert [each.id for each in made.asking()] == [meeting]


def test_another_laptop_cannot_take_a_meeting_over(made: Meetings) -> None:
    assert code_of(made, "two", begin(made)) == "meeting-over"


def test_a_meeting_runs_out(made: Meetings, ada: str) -> None:
    meeting = begin(made)
    made.turn("one", meeting, RANDOM, True)
    CLOCK.pass_by(minutes=MINUTES, seconds=1)
    assert made.asking() == ()
    with pytest.raises(RuleError) as caught:
        made.confirm(meeting, ada)
    assert caught.value.code == "meeting-over"
    assert code_of(made, "one", meeting, True) == "meeting-over"


def test_a_laptop_that_asks_again_takes_its_own_place(made: Meetings) -> None:
    first = begin(made)
    made.turn("one", first, RANDOM, None)
    second = begin(made)
    assert code_of(made, "one", first) == "meeting-over"
    made.turn("one", second, RANDOM, None)
    assert [each.id for each in made.asking()] == [second]


def test_few_are_open_at_a_time_and_few_begin_in_a_while(made: Meetings) -> None:
    for number in range(OPEN_AT_ONCE):
        begin(made, f"laptop {number}")
    with pytest.raises(Refused) as caught:
        begin(made, "one more")
    assert caught.value.code == "too-many-tries"
    for _ in range(BEGUN - OPEN_AT_ONCE):
        begin(made, "laptop 0")
    with pytest.raises(Refused):
        begin(made, "laptop 0")
    CLOCK.pass_by(minutes=BEGUN_MINUTES, seconds=1)
    begin(made, "one more")


def test_two_laptops_never_stand_under_one_code(made: Meetings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "short_code", lambda *_: "123 456")
    first, second = begin(made, "one"), begin(made, "two")
    made.turn("one", first, RANDOM, None)
    assert code_of(made, "two", second) == "meeting-over"
    assert [each.id for each in made.asking()] == [first]
    made.turn("one", first, RANDOM, None)


def test_a_refusal_stands(made: Meetings, ada: str) -> None:
    meeting = begin(made)
    made.turn("one", meeting, RANDOM, True)
    made.refuse(meeting)
    assert code_of(made, "one", meeting, True) == "meeting-refused"
    with pytest.raises(RuleError):
        made.confirm(meeting, ada)


def test_a_laptop_of_another_person_is_not_given_away(made: Meetings, hub: Hub, ada: str) -> None:
    module.people.admit(hub.books, "one", ada)
    meeting = begin(made)
    made.turn("one", meeting, RANDOM, True)
    made.confirm(meeting, hub.add_person("Bo"))
    assert code_of(made, "one", meeting, True) == "other-person"
