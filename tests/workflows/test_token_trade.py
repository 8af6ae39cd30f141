"""A laptop trades its token after a round, keeps the new one before it uses it, and survives a lost answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.store import DeskStore
from reviewer_app.workflows import exchanging
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY


@pytest.fixture
def paired(desk: Desk, hub: SampleHub) -> Desk:
    """A desk whose token is a month and a half old."""
    exchanging.pair(desk, hub.url, hub.code())
    with hub.hub.books.changes() as work:
        work.exec_driver_sql(
            "UPDATE device SET token_at = ?", (timestamp(hub.hub.books.now() - timedelta(days=45)),)
        )
    return desk


def token(desk: Desk) -> str:
    pairing = desk.store.pairing
    assert pairing is not None
    return pairing.token


def test_a_new_token_is_kept_and_used_by_the_next_round(paired: Desk, hub: SampleHub) -> None:
    old = token(paired)
    assert exchanging.sync(paired).counts_agree
    new = token(paired)
    assert new != old
    paired.store.close()
    store = DeskStore.open(paired.home, KEY, now)
    again = Desk(paired.home, store, paired.evidence, now)
    assert token(again) == new
    assert exchanging.sync(again).counts_agree
    assert token(again) == new
    store.close()


def test_a_lost_answer_costs_a_round_and_nothing_else(
    paired: Desk, hub: SampleHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, real = token(paired), HttpTransport.new_token

    async def lost(road: HttpTransport, device: str) -> str:
        await real(road, device)
        raise line_error("cut-off")

    with monkeypatch.context() as patched:
        patched.setattr(HttpTransport, "new_token", lost)
        assert exchanging.sync(paired).counts_agree
    assert token(paired) == old
    assert exchanging.sync(paired).counts_agree
    assert token(paired) != old
    assert exchanging.sync(paired).counts_agree


def test_a_laptop_paired_anew_meanwhile_keeps_that_token(
    paired: Desk, hub: SampleHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = HttpTransport.new_token

    async def overtaken(road: HttpTransport, device: str) -> str:
        made = await real(road, device)
        pairing = paired.store.pairing
        assert pairing is not None
        paired.store.save_pairing(type(pairing)(**{**vars(pairing), "token": "of the new pairing"}))
        return made

    monkeypatch.setattr(HttpTransport, "new_token", overtaken)
    exchanging.sync(paired)
    assert token(paired) == "of the new pairing"
