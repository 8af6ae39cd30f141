"""Whatever a laptop and a coordinator do, in any order: nobody is let in whom both people did not mean."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.meeting import commitment
from reviewer_app.domain.signing import SigningKey
from reviewer_app.hub import meetings as module
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.people import Paired
from tests.exchange.sample_work import MORNING

SHOW, YES, NO, WRONG = "shows its number", "agrees", "says no", "shows another number"
CONFIRM, REFUSE = "the coordinator confirms", "the coordinator refuses"
SAID = {SHOW: None, YES: True, NO: False, WRONG: True}
RANDOM = "22" * 32


class Books:
    """What a meeting needs of the hub's books."""

    key = SigningKey(bytes(range(32)))

    def now(self) -> Any:
        return MORNING


class Expected:
    """What must come of each deed, told anew and as plainly as can be."""

    def __init__(self) -> None:
        self.shown = self.here = self.there = self.paired = False
        self.over = ""

    def does(self, deed: str) -> str:
        """The outcome of a deed: a refusal's code, “waits”, “token”, or “done”."""
        if deed in (CONFIRM, REFUSE):
            if self.over or self.paired or (deed == CONFIRM and not self.shown):
                return "meeting-over"
            self.here = self.here or deed == CONFIRM
            self.over = "meeting-refused" if deed == REFUSE else ""
            return "done"
        if deed == WRONG:
            return "proof-wrong"
        if self.over:
            return self.over
        if self.paired:
            return "token"
        self.shown = True
        self.there = self.there or deed == YES
        if deed == NO:
            self.over = "meeting-over"
            return "waits"
        self.paired = self.here and self.there
        return "token" if self.paired else "waits"


def outcome(meetings: Meetings, meeting: str, deed: str) -> str:
    """What comes of a deed."""
    try:
        if deed == CONFIRM:
            meetings.confirm(meeting, "ada")
        elif deed == REFUSE:
            meetings.refuse(meeting)
        else:
            told = meetings.turn("one", meeting, "33" * 32 if deed == WRONG else RANDOM, SAID[deed])
            return "waits" if told is None else told.token
    except ReviewerError as problem:
        return problem.code
    return "done"


@pytest.mark.parametrize("first", [*SAID, CONFIRM, REFUSE])
def test_every_order_of_five_deeds_ends_as_it_must(first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        module.people, "admit", lambda _books, _device, person: Paired("token", person, "", "")
    )
    promised = commitment("one", RANDOM)
    for rest in itertools.product([*SAID, CONFIRM, REFUSE], repeat=4):
        meetings, expected = Meetings(Books(), "0" * 64), Expected()  # type: ignore[arg-type]  # all that is used
        meeting = meetings.begin("one", promised).id
        order = (first, *rest)
        assert [outcome(meetings, meeting, each) for each in order] == [expected.does(each) for each in order]
