"""A refusal is overturned by this hub's own receipt from before it was restored, and by nothing else."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.receipts import sign_receipts
from reviewer_app.domain.records import Record
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Proof, RefusedPage, RoundRequest
from tests.exchange.sample_work import decide, say
from tests.hub.conftest import Assessor, District

BEFORE = "2026-09-01T08:00:00.000Z"


def proof(record: Record, key: SigningKey, *, device: str = "", sha256: str = "") -> dict[str, Any]:
    """The receipt by which a hub of this key once accepted a record."""
    entry = {
        "record": record.id,
        "n": record.n,
        "sha256": sha256 or record.sha256,
        "accepted": True,
        "code": "",
        "reason": "",
    }
    return sign_receipts([entry], device or record.device, key, BEFORE)


def stand(who: Assessor, *receipts: Mapping[str, Any], after: str | None = None) -> RefusedPage:
    async def go() -> RefusedPage:
        road = HttpTransport(who.pairing)
        try:
            return await road.stand(who.desk.device, receipts, after)
        finally:
            await road.close()

    return asyncio.run(go())


def digest(who: Assessor) -> str | None:
    async def go() -> str | None:
        road = HttpTransport(who.pairing)
        try:
            return (await road.round(RoundRequest(who.desk.device, 0, "", 0, "", "n"))).refused
        finally:
            await road.close()

    return asyncio.run(go())


def refused_decision(district: District) -> Record:
    """Ada's decision on work that a restored hub does not know to be hers."""
    record = decide(district.ada.desk.key, 1, district.work["bo"])
    assert district.ada.codes(record) == ["not-assigned"]
    return record


def state_of(district: District, name: str, who: Assessor) -> str:
    (line,) = [
        each
        for each in district.served.hub.assignments()
        if (each.submission, each.person) == (district.work[name]["id"], who.id)
    ]
    return line.state


def test_a_receipt_from_before_overturns_a_refusal_and_its_decision_stands(district: District) -> None:
    hub, ada = district.served.hub, district.ada
    assert digest(ada) == ""
    record = refused_decision(district)
    told = digest(ada)
    assert told
    assert stand(ada, after="") == RefusedPage(((record.id, record.sha256),))
    assert stand(ada, after=record.id) == RefusedPage()
    hub.assign(district.work["bo"]["id"], ada.id)
    assert state_of(district, "bo", ada) == "open"
    assert stand(ada, proof(record, hub.books.key)) == RefusedPage()
    assert state_of(district, "bo", ada) == "decided"
    assert digest(ada) == ""
    (receipt,) = ada.receipts(record)
    assert (receipt.accepted, receipt.sha256, receipt.code) == (True, record.sha256, "")
    assert receipt.at > BEFORE
    stand(ada, proof(record, hub.books.key))
    assert ada.receipts(record) == [receipt]


def test_an_assignment_that_comes_after_the_proof_is_decided_at_once(district: District) -> None:
    record = refused_decision(district)
    stand(district.ada, proof(record, district.served.hub.books.key))
    district.served.hub.assign(district.work["bo"]["id"], district.ada.id)
    assert state_of(district, "bo", district.ada) == "decided"


def test_what_was_released_or_taken_back_since_stays_so(district: District) -> None:
    hub, ada = district.served.hub, district.ada
    late = decide(ada.desk.key, 1, district.work["ada"])
    hub.withdraw(district.work["ada"]["id"], ada.id, "A new edition.")
    assert ada.codes(late) == ["withdrawn"]
    stand(ada, proof(late, hub.books.key))
    assert ada.codes(late) == [""]
    assert state_of(district, "ada", ada) == "withdrawn"
    hub.reopen(district.work["ada"]["id"], ada.id)
    assert state_of(district, "ada", ada) == "decided"
    hub.release(district.work["ada"]["id"])
    again = decide(ada.desk.key, 2, district.work["ada"])
    assert ada.codes(again) == ["released"]
    stand(ada, proof(again, hub.books.key))
    assert ada.codes(again) == [""]
    assert state_of(district, "ada", ada) == "released"


def test_the_receipt_that_comes_with_the_record_overturns_as_well(district: District) -> None:
    record = refused_decision(district)
    ada = district.ada
    ada.desk.add(record)
    document = proof(record, district.served.hub.books.key)

    async def go() -> list[bool]:
        road = HttpTransport(ada.pairing)
        try:
            told = await road.send(ada.desk.device, [canonical(record.document)], Proof("", (document,)))
        finally:
            await road.close()
        return [each.accepted for _, said in told.receipts for each in said]

    assert asyncio.run(go()) == [True]


def test_no_other_receipt_overturns_anything(district: District) -> None:
    hub, ada, bo = district.served.hub, district.ada, district.bo
    record = refused_decision(district)
    ours = hub.books.key
    with pytest.raises(HubError) as refused:
        stand(ada, proof(record, SigningKey(os.urandom(32))))
    assert refused.value.code == "proof-wrong"
    with pytest.raises(HubError) as refused:
        stand(ada, {**proof(record, ours), "at": "2026-09-02T08:00:00.000Z"})
    assert refused.value.code == "proof-wrong"
    stand(ada, proof(record, ours, sha256="0" * 64))
    stand(ada, proof(record, ours, device=bo.desk.device))
    stand(bo, proof(record, ours))
    assert ada.codes(record) == ["not-assigned"]
    assert stand(bo, after="") == RefusedPage()


def test_damaged_bytes_and_a_taken_id_are_not_named_since_nothing_can_overturn_them(
    district: District,
) -> None:
    ada = district.ada
    first = say(ada.desk.key, 1)
    assert ada.codes(first) == [""]
    assert ada.codes(say(ada.desk.key, 2, id=first.id)) == ["other-bytes"]
    assert digest(ada) == ""


def test_an_id_of_another_laptop_is_taken_under_the_same_number_too(district: District) -> None:
    first = say(district.ada.desk.key, 1)
    assert district.ada.codes(first) == [""]
    assert district.bo.codes(say(district.bo.desk.key, 1, id=first.id)) == ["other-bytes"]
