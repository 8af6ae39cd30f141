"""Pairing meets every fault of the line at both of its steps: said in words, and the same code is still good."""

from __future__ import annotations

import asyncio
import os

import pytest

from reviewer_app.domain.errors import HubError, LineError, ReviewerError
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.wire import Timeouts
from tests.exchange.faultline import line_to
from tests.exchange.faults import DOCUMENTS, LINE, passing
from tests.exchange.fixtures import Served

CHALLENGE, TRADE = "asking for a challenge", "trading the code"
OTHERWISE = {
    # No hub is known yet, and there is no batch to halve.
    ("altered on the way", CHALLENGE): "",
    ("altered on the way", TRADE): "",
    ("413 for a batch", CHALLENGE): "too-large",
    ("413 for a batch", TRADE): "too-large",
    # A challenge is signed once; the second delivery meets it used up.
    ("delivered twice", TRADE): "challenge-wrong",
}
"""Where pairing ends otherwise than a round."""


@pytest.mark.parametrize("step", [CHALLENGE, TRADE])
@pytest.mark.parametrize("name", [name for name, each in LINE.items() if set(each.steps) & set(DOCUMENTS)])
def test_a_fault_costs_no_code(district: Served, name: str, step: str) -> None:
    person = district.hub.add_person("Ada")
    key, code = SigningKey(os.urandom(32)), district.hub.pairing_code(person)
    expected = OTHERWISE.get((name, step), LINE[name].code)

    def try_it(url: str) -> Pairing:
        timeouts = Timeouts(connect=5, read=0.3, whole=5) if expected == "timeout" else None
        return asyncio.run(pair(url, code, key, now=district.clock, timeouts=timeouts))

    with line_to(district.url) as line:
        line.will("/v1/pairing", *([passing] if step == TRADE else []), LINE[name].made(line))
        if expected:
            with pytest.raises(ReviewerError) as caught:
                try_it(line.url)
            assert caught.value.code == expected
            assert isinstance(caught.value, LineError | HubError)
            assert caught.value.next_step
        else:
            assert try_it(line.url).person == person
        assert line.plan == []
        line.deliver_late()
        made = try_it(line.url)
    assert (made.person, made.hub_key) == (person, district.hub.key)
    [device] = district.hub.devices()
    assert (device.name, device.person) == (key.name, person)
