"""A desk meets a hub in the same room, keeps token, key and pin together, and goes on where it was when that moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.domain.errors import Cancelled, LineError, RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange import meeting
from reviewer_app.exchange import nearby as network
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.nearby import FoundHub
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.tls import Tls, own_tls
from reviewer_app.hub.welcoming import welcome
from reviewer_app.workflows import carrying, exchanging, nearby
from reviewer_app.workflows.desk import Desk


@dataclass
class Near:
    """A hub that is shared, wherever it was moved to."""

    hub: SampleHub
    tls: Tls
    meetings: Meetings
    served: EmbeddedHub
    url: str = ""

    def move(self) -> str:
        """Serve at another address."""
        before = self.url
        after = EmbeddedHub(self.hub.hub, tls=self.tls, meetings=self.meetings)
        self.url = after.start()
        self.served.stop()
        self.served = after
        assert self.url != before
        return self.url

    @property
    def found(self) -> FoundHub:
        return FoundHub("Lakeside", self.url, self.hub.hub.key, self.tls.pin, (1,))


@pytest.fixture
def near(hub: SampleHub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Near]:
    tls = own_tls(hub.hub.books)
    meetings = Meetings(hub.hub.books, tls.pin)
    made = Near(hub, tls, meetings, EmbeddedHub(hub.hub, tls=tls, meetings=meetings))
    made.url = made.served.start()

    async def find(*_: object, **__: object) -> tuple[FoundHub, ...]:
        return (made.found,)

    monkeypatch.setattr(network, "find", find)
    yield made
    made.served.stop()


def paired(desk: Desk, near: Near) -> None:
    met = nearby.meet(desk, near.url, near.tls.pin)
    near.meetings.confirm(met.id, near.hub.assessor)
    nearby.agree(desk, met)


def test_token_key_and_pin_are_kept_together_and_rounds_go_there(
    desk: Desk, near: Near, tmp_path: Path
) -> None:
    paired(desk, near)
    kept = desk.store.pairing
    assert kept is not None
    assert (kept.hub_url, kept.near, kept.pin) == (near.url, near.url, near.tls.pin)
    assert (kept.hub_key, kept.person, desk.store.author) == (
        near.hub.hub.key,
        near.hub.assessor,
        near.hub.assessor,
    )
    near.hub.assign(["C41P-1"], tmp_path / "bundles")
    done = exchanging.sync(desk)
    assert (done.received_work, done.counts_agree) == (1, True)
    assert not desk.store.missing_blobs()


def test_a_hub_that_moved_is_found_and_remembered_and_nothing_is_read_anew(
    desk: Desk, near: Near, tmp_path: Path
) -> None:
    paired(desk, near)
    near.hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(desk)
    cursor = desk.store.cursor()
    moved = near.move()
    done = exchanging.sync(desk)
    assert (done.received_work, done.counts_agree, desk.store.cursor()) == (0, True, cursor)
    kept = desk.store.pairing
    assert kept is not None
    assert (kept.hub_url, kept.near) == (moved, moved)


def test_a_hub_paired_by_code_is_used_here_too_once_it_was_found(desk: Desk, near: Near) -> None:
    exchanging.pair(desk, near.hub.url, near.hub.code())
    kept = desk.store.pairing
    assert kept is not None
    assert (kept.pin, kept.near) == (near.tls.pin, "")
    assert nearby.find(desk) == (near.found,)
    assert desk.store.pairing == replace(kept, near=near.url)
    near.hub.stop()
    assert exchanging.sync(desk).counts_agree
    assert desk.store.pairing == replace(kept, near=near.url)


def test_a_pin_that_is_not_known_yet_is_learned_by_a_round(desk: Desk, near: Near) -> None:
    exchanging.pair(desk, near.hub.url, near.hub.code())
    kept = desk.store.pairing
    assert kept is not None
    desk.store.save_pairing(replace(kept, pin=""), moved=True)
    exchanging.sync(desk)
    assert desk.store.pairing == kept


def test_another_hub_of_that_name_is_not_remembered(desk: Desk, near: Near) -> None:
    exchanging.pair(desk, near.hub.url, near.hub.code())
    kept = desk.store.pairing
    near.tls = replace(near.tls, pin="0" * 64)
    nearby.find(desk)
    assert desk.store.pairing == kept


def test_a_paired_desk_meets_no_other_hub(desk: Desk, near: Near) -> None:
    paired(desk, near)
    with pytest.raises(RuleError) as caught:
        nearby.meet(desk, near.url)
    assert caught.value.code == "paired-already"


def test_waiting_can_be_stopped_and_nothing_is_kept(desk: Desk, near: Near) -> None:
    met = nearby.meet(desk, near.url)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        nearby.agree(desk, met, token)
    nearby.disagree(desk, met)
    assert near.meetings.asking() == ()
    assert desk.store.pairing is None


def test_saying_no_to_a_hub_that_is_gone_is_no_trouble(
    desk: Desk, near: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "PATIENCE", 0)
    met = nearby.meet(desk, near.url)
    near.served.stop()
    nearby.disagree(desk, met)
    with pytest.raises(LineError):
        nearby.agree(desk, met)
    assert desk.store.pairing is None


def test_unpairing_forgets_the_way_too(desk: Desk, near: Near) -> None:
    paired(desk, near)
    exchanging.unpair(desk)
    assert desk.store.pairing is None
    exchanging.pair(desk, near.hub.url, near.hub.code())
    kept = desk.store.pairing
    assert kept is not None
    assert kept.near == ""


def test_a_pin_comes_by_stick_too(desk: Desk, near: Near, tmp_path: Path) -> None:
    exchanging.pair(desk, near.hub.url, near.hub.code())
    kept = desk.store.pairing
    assert kept is not None
    desk.store.save_pairing(replace(kept, pin=""), moved=True)
    stick = tmp_path / "stick"
    stick.mkdir()
    visit(near.hub.hub.books, Carrier.at(stick), [desk.store.device.name])
    carrying.bring_over(desk, stick)
    assert desk.store.pairing == kept


def test_a_laptop_paired_by_stick_alone_meets_its_hub_in_the_same_room(
    desk: Desk, near: Near, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shown = carrying.introduce(desk, stick)
    _, told = welcome(near.hub.hub.books, Carrier.at(stick), shown, near.hub.assessor)
    carrying.accept(desk, stick, told)
    near.hub.stop()
    nearby.find(desk)
    kept = desk.store.pairing
    assert kept is not None
    assert (kept.hub_url, kept.near, kept.pin) == (near.url, near.url, near.tls.pin)
    assert exchanging.sync(desk).counts_agree
