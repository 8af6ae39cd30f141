"""A laptop is paired by a short code: once, in time, with proof of its key, and not by guessing."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import httpx2
import pytest

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.hub.people import ALPHABET, TRIES
from tests.exchange import faultline
from tests.exchange.faultline import line_to, reply
from tests.exchange.fixtures import Served
from tests.exchange.sample_work import MORNING


def new_key() -> SigningKey:
    return SigningKey(os.urandom(32))


def try_pair(district: Served, code: str, key: SigningKey, url: str = "") -> Pairing:
    return asyncio.run(pair(url or district.url, code, key, now=district.clock))


def refusal(district: Served, code: str, key: SigningKey) -> HubError:
    with pytest.raises(HubError) as caught:
        try_pair(district, code, key)
    return caught.value


@pytest.fixture
def person(district: Served) -> str:
    return district.hub.add_person("Ada")


def test_a_code_gives_a_token_and_tells_who_the_person_is(district: Served, person: str) -> None:
    key = new_key()
    code = district.hub.pairing_code(person)
    assert set(code.replace("-", "")) <= set(ALPHABET)
    assert [len(part) for part in code.split("-")] == [4, 4]
    made = try_pair(district, f" {code.lower().replace('-', ' ')} ", key)
    assert (made.hub_key, made.hub_name) == (district.hub.key, "Test district")
    assert (made.person, made.person_name, made.hub_url) == (person, "Ada", district.url)
    [device] = district.hub.devices()
    assert (device.name, device.person, device.revoked_at) == (key.name, person, "")


def test_tokens_and_codes_are_not_in_the_hubs_folder(district: Served) -> None:
    named = "Ada of Lakeside"  # a short name would stand in sealed bytes by chance now and then
    code = district.hub.pairing_code(district.hub.add_person(named))
    token = try_pair(district, code, new_key()).token
    with district.hub.books.looking() as look:
        tables = ("device", "pairing_code", "challenge")
        text = "".join(str(look.exec_driver_sql(f"SELECT * FROM {table}").all()) for table in tables)
    assert token not in text
    assert code.replace("-", "") not in text
    files = [path.read_bytes() for path in Path(district.hub.books.folder).rglob("*") if path.is_file()]
    assert files
    assert not any(
        word in content for content in files for word in (token.encode(), named.encode(), b"CREATE TABLE")
    )


def test_a_code_is_good_for_one_laptop(district: Served, person: str) -> None:
    code = district.hub.pairing_code(person)
    try_pair(district, code, new_key())
    assert refusal(district, code, new_key()).code == "code-used"


def test_a_lost_answer_does_not_cost_the_code(district: Served, person: str) -> None:
    code, key = district.hub.pairing_code(person), new_key()
    with line_to(district.url) as line:
        line.will("/v1/pairing/challenge", lambda request, forward: forward())
        line.will("/v1/pairing", faultline.reset_after)
        with pytest.raises(LineError):
            try_pair(district, code, key, line.url)
    assert try_pair(district, code, key).person == person
    assert len(district.hub.devices()) == 1


def test_an_old_code_is_refused(district: Served, person: str) -> None:
    code = district.hub.pairing_code(person)
    district.clock.pass_by(minutes=16)
    assert refusal(district, code, new_key()).code == "code-expired"


def test_a_newer_code_ends_the_one_before(district: Served, person: str) -> None:
    code = district.hub.pairing_code(person)
    district.hub.pairing_code(person)
    assert refusal(district, code, new_key()).code == "code-wrong"


def test_guessing_is_stopped_and_may_go_on_later(district: Served, person: str) -> None:
    code = district.hub.pairing_code(person)
    for _ in range(TRIES):
        assert refusal(district, "3333-3333", new_key()).code == "code-wrong"
    stopped = refusal(district, code, new_key())
    assert stopped.code == "too-many-tries"
    assert stopped.retry_after == 600
    district.clock.pass_by(minutes=11)
    assert try_pair(district, district.hub.pairing_code(person), new_key()).person == person


def test_a_laptop_belongs_to_one_person(district: Served, person: str) -> None:
    key = new_key()
    try_pair(district, district.hub.pairing_code(person), key)
    other = district.hub.add_person("Bo")
    assert refusal(district, district.hub.pairing_code(other), key).code == "other-person"


def test_pairing_again_gives_a_new_token_and_ends_the_old_one(district: Served, person: str) -> None:
    key = new_key()
    first = try_pair(district, district.hub.pairing_code(person), key)
    second = try_pair(district, district.hub.pairing_code(person), key)
    assert first.token != second.token
    answer = httpx2.post(
        f"{district.url}/v1/round", headers={"authorization": f"Bearer {first.token}"}, json={}
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"challenge": "00"}, "challenge-wrong"),
        ({"hub": "z6MkSomebodyElse"}, "proof-wrong"),
        ({"device": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}, "proof-wrong"),
    ],
)
def test_a_laptop_must_prove_that_it_holds_its_key(
    district: Served, person: str, spoil: dict[str, str], code: str
) -> None:
    key, pairing_code = new_key(), district.hub.pairing_code(person)
    hello = {"format": "reviewer-challenge", "version": 1, "nonce": "n", "device": key.name}
    challenge = httpx2.post(f"{district.url}/v1/pairing/challenge", json=hello).json()["challenge"]
    claim = {
        "format": "reviewer-pair",
        "version": 1,
        "nonce": "n",
        "device": key.name,
        "code": pairing_code,
        "hub": district.hub.key,
        "challenge": challenge,
        **spoil,
    }
    body = json.dumps(signed(claim, key, timestamp(MORNING)))
    answer = httpx2.post(f"{district.url}/v1/pairing", content=body)
    assert answer.json()["error"]["code"] == code
    assert district.hub.devices() == ()


def test_a_captive_portal_is_not_a_hub(district: Served) -> None:
    with line_to(district.url) as line:
        line.will("/v1/pairing", reply("200 OK", b"<html>Welcome</html>"))
        with pytest.raises(LineError) as caught:
            try_pair(district, "3333-3333", new_key(), line.url)
    assert caught.value.code == "captive-portal"
