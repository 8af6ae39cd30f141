"""Comments shared through a hub: whole sets that replace each other, only on one's own work, and from nobody."""

from __future__ import annotations

import asyncio
import json

import httpx2
import pytest

from reviewer_app.domain.bank import MOST_SHARED, BankEntry, derived_id
from reviewer_app.domain.errors import Cancelled, HubError, LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.bank import trade_bank
from tests.exchange.sample_work import RUBRIC
from tests.hub.conftest import NAMES, Assessor, District

MINE = str(RUBRIC["id"])


def _entry(text: str, microcredential: str = MINE) -> BankEntry:
    return BankEntry(derived_id(microcredential, "1.1", "basic", text), microcredential, "1.1", "basic", text)


def _trade(who: Assessor, *texts: str, microcredential: str = MINE) -> list[str]:
    mine = [_entry(each, microcredential) for each in texts]
    return [each.text for each in asyncio.run(trade_bank(who.pairing, who.desk.device, mine))]


def test_what_one_shares_the_other_gets_and_never_ones_own(district: District) -> None:
    assert _trade(district.ada, "One.", "Two.") == []
    assert sorted(_trade(district.bo, "Three.")) == ["One.", "Two."]
    assert _trade(district.ada, "One.", "Two.") == ["Three."]


def test_what_is_no_longer_shared_is_gone_from_the_hub(district: District) -> None:
    _trade(district.ada, "One.", "Two.")
    _trade(district.ada, "Two.")
    assert _trade(district.bo) == ["Two."]
    _trade(district.ada)
    assert _trade(district.bo) == []


def test_the_same_words_of_two_people_come_once(district: District) -> None:
    third = district.served.hub.add_person("Cy")
    desk, pairing = district.served.desk(third)
    district.served.hub.assign(district.work["ada"]["id"], third)
    _trade(district.ada, "One.")
    _trade(district.bo, "One.")
    assert _trade(Assessor(third, desk, pairing)) == ["One."]


def test_only_micro_credentials_of_ones_own_work_count(district: District) -> None:
    stranger = district.served.hub.add_person("Cy")
    desk, pairing = district.served.desk(stranger)
    _trade(district.ada, "One.")
    assert _trade(Assessor(stranger, desk, pairing), "Four.") == []
    assert _trade(district.bo) == ["One."]
    _trade(district.ada, "Other.", microcredential="another")
    assert _trade(district.bo) == []


def test_nothing_in_the_answer_says_who_shared(district: District) -> None:
    _trade(district.ada, "One.")
    asked = {
        "format": "reviewer-bank",
        "version": 1,
        "nonce": "n",
        "device": district.bo.desk.device,
        "entries": [],
    }
    told = httpx2.post(
        f"{district.served.url}/v1/bank",
        headers={"authorization": f"Bearer {district.bo.pairing.token}"},
        content=json.dumps(asked).encode(),
    )
    assert told.status_code == 200
    assert not any(mark in told.text for mark in (district.ada.id, district.ada.desk.device, NAMES["ada"]))


@pytest.mark.parametrize(
    "entries",
    [None, {}, [3], [{"text": "No home."}], [{"microcredential": "m", "text": "x" * 5_000}]],
)
def test_what_is_no_bank_is_refused_and_changes_nothing(district: District, entries: object) -> None:
    _trade(district.ada, "One.")
    asked = {
        "format": "reviewer-bank",
        "version": 1,
        "nonce": "n",
        "device": district.ada.desk.device,
        "entries": entries,
    }
    told = httpx2.post(
        f"{district.served.url}/v1/bank",
        headers={"authorization": f"Bearer {district.ada.pairing.token}"},
        content=json.dumps(asked).encode(),
    )
    assert told.json()["error"]["code"] == "not-understood"
    assert _trade(district.bo) == ["One."]


def test_too_many_and_a_foreign_laptop_are_refused(district: District) -> None:
    with pytest.raises(HubError):
        _trade(district.ada, *(f"Number {number}." for number in range(MOST_SHARED + 1)))
    with pytest.raises(HubError):
        asyncio.run(trade_bank(district.ada.pairing, district.bo.desk.device, []))


def test_an_answer_of_another_hub_is_not_believed_and_asking_can_be_stopped(district: District) -> None:
    async def page(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, html="<p>Sign in to the network</p>")

    with pytest.raises(LineError):
        asyncio.run(
            trade_bank(district.ada.pairing, district.ada.desk.device, [], network=httpx2.MockTransport(page))
        )
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        asyncio.run(trade_bank(district.ada.pairing, district.ada.desk.device, [], stopped))
