"""A person whose laptop works by stick alone, and whose account is disabled for a while: told as over a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.records import DECISION
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.left_word import WORD, read_word, word
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.refusals import Refused
from reviewer_app.workflows import carrying, deciding
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_carrying import OWN, desk, hand_out
from tests.workflows.test_deciding import review_whole

__all__ = ["desk"]
AT, HUB, KEY = "2026-11-27T08:00:00.000Z", SigningKey(b"h" * 32), SigningKey(b"l" * 32)


def test_the_hubs_word_comes_back_and_nothing_is_lost(desk: Desk, hub: SampleHub, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hand_out(hub, stick)
    carrying.bring_over(desk, stick)
    review_whole(desk, sample_reviews()["C41P-1"])
    deciding.submit(desk, OWN)
    assert carrying.bring_over(desk, stick).round.problems == ()
    person = next(each.person for each in hub.hub.devices() if each.name == desk.store.device.name)
    hub.hub.set_active(person, False)
    for _ in range(2):
        assert visit(hub.hub.books, Carrier.at(stick)).accepted == 0
        waiting = desk.store.outbox().records_waiting
        [told] = carrying.bring_over(desk, stick).round.problems
        assert told.code == "account-disabled"
        assert "All your work stays on this laptop" in told.sentence
        assert (desk.store.outbox().records_waiting, waiting > 0) == (waiting, True)
    hub.hub.set_active(person, True)
    assert visit(hub.hub.books, Carrier.at(stick)).accepted > 0
    done = carrying.bring_over(desk, stick)
    assert done.round.problems == ()
    assert desk.store.outbox().records_waiting == 0
    [decision] = [each for each in desk.store.records(OWN) if each.kind == DECISION]
    assert [each.record for each in hub.hub.decisions()] == [decision.id]


def test_who_is_disabled_once_more_is_told_once_more(desk: Desk, hub: SampleHub, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hand_out(hub, stick)
    carrying.bring_over(desk, stick)
    person = next(each.person for each in hub.hub.devices() if each.name == desk.store.device.name)
    heard = []
    for active in (False, True, False):
        hub.hub.set_active(person, active)
        visit(hub.hub.books, Carrier.at(stick))
        problems = carrying.bring_over(desk, stick).round.problems
        heard.append([each.code for each in problems])
    assert heard == [["account-disabled"], [], ["account-disabled"]]


@pytest.mark.parametrize(
    ("signs", "device", "since"),
    [(KEY, KEY.name, ""), (HUB, HUB.name, ""), (HUB, KEY.name, "2026-11-28T08:00:00.000Z")],
    ids=["signed by another", "for another laptop", "before the newest receipt"],
)
def test_a_word_is_the_hubs_own_for_this_laptop_and_of_now(
    signs: SigningKey, device: str, since: str
) -> None:
    made = word(device, Refused("account-disabled").document(), left.SPEECH)
    data = left.message(made, signs, AT)
    assert made["format"] == WORD
    assert read_word(data, HUB.name, KEY.name, (1,), since) is None
    own = left.message({**made, "device": KEY.name}, HUB, AT)
    found = read_word(own, HUB.name, KEY.name, (1,), "")
    assert found is not None
    assert (found[0], found[1].code) == (AT, "account-disabled")
    assert read_word(b"[", HUB.name, KEY.name, (1,), "") is None
