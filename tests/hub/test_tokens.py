"""Tokens run out, are traded with lost answers and all, and are ended one by one; nothing is lost with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.exchange.failures import NEEDS_A_PERSON
from reviewer_app.exchange.messages import Pairing
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.roles import Role
from tests.exchange.sample_work import decide
from tests.hub.office import Laptop, Office, office
from tests.hub.test_route_table import told
from tests.postgres import ENGINES, new_database

DAYS = Doors()


@pytest.fixture(params=ENGINES)
def it(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path, [Role.AUDITOR], database=new_database(request.param)) as made:
        yield made


def traded(it: Office, laptop: Laptop, nonce: str = "") -> Laptop:
    answer = it.ask("token", laptop, nonce=nonce)
    assert told(answer) == (200, "")
    pairing = Pairing(**{**vars(laptop.pairing), "token": answer.json()["token"]})
    return Laptop(laptop.person, laptop.desk, pairing)


def code(it: Office, laptop: Laptop) -> str:
    return told(it.ask("round", laptop))[1]


def test_only_hashes_of_256_bits_are_kept(it: Office) -> None:
    new = traded(it, it.other)
    with it.served.hub.books.looking() as look:
        kept = look.exec_driver_sql(
            "SELECT token_hash, next_hash FROM device WHERE name = ?", (it.other.name,)
        ).one()
    assert kept == tuple(hashlib.sha256(each.token.encode()).hexdigest() for each in (it.other, new))
    assert len(bytes.fromhex(new.token)) == 32


def test_the_old_token_is_good_until_the_new_one_is_used(it: Office) -> None:
    old = it.other
    new = traded(it, old)
    assert (code(it, old), code(it, old)) == ("", "")
    assert (code(it, new), code(it, new), code(it, old)) == ("", "", "no-token")


def test_a_lost_answer_locks_nobody_out(it: Office) -> None:
    lost = traded(it, it.other, nonce="one")
    again = traded(it, it.other, nonce="one")
    assert lost.token == again.token
    other = traded(it, it.other, nonce="two")
    assert other.token != lost.token
    assert (code(it, lost), code(it, other), code(it, it.other)) == ("no-token", "", "no-token")


def test_a_late_copy_of_a_trade_changes_nothing(it: Office) -> None:
    new = traded(it, it.other, nonce="one")
    assert code(it, new) == ""
    assert told(it.ask("token", it.other, nonce="one")) == (401, "no-token")
    assert traded(it, new, nonce="one").token == new.token
    assert code(it, new) == ""


def test_a_token_runs_out_and_its_laptop_pairs_again_and_sends_what_waits(it: Office) -> None:
    laptop, hub = it.other, it.served.hub
    work = it.work()
    hub.assign(work["id"], laptop.person)
    laptop.desk.add(decide(laptop.desk.key, 1, work))
    it.served.clock.pass_by(days=DAYS.token_days, seconds=-1)
    assert code(it, laptop) == ""
    it.served.clock.pass_by(seconds=2)
    assert told(it.ask("round", laptop)) == (401, "expired")
    with pytest.raises(HubError) as caught:
        it.served.sync(laptop.desk, laptop.pairing)
    assert caught.value.code == "expired"
    assert "pair again" in caught.value.next_step
    assert caught.value.code in NEEDS_A_PERSON
    again = it.served.pair_again(laptop.desk, laptop.person)
    report = it.served.sync(laptop.desk, again)
    assert (report.accepted, report.counts_agree, laptop.desk.waiting) == (1, True, [])


def test_a_trade_lets_a_token_live_on(it: Office) -> None:
    laptop = it.other
    for _ in range(3):
        it.served.clock.pass_by(days=DAYS.rotate_days + 1)
        answer = it.ask("round", laptop).json()
        assert answer["token_due"]
        laptop = traded(it, laptop)
        answer = it.ask("round", laptop).json()
        assert not answer["token_due"]
    assert it.served.clock().isoformat() < answer["token_until"]
    assert code(it, it.other) == "no-token"


def test_tokens_are_revoked_one_by_one(it: Office) -> None:
    second = Laptop(it.other.person, *it.served.desk(it.other.person))
    waiting = traded(it, it.other)
    it.served.hub.revoke(it.other.name)
    assert (code(it, it.other), code(it, waiting), code(it, second)) == ("revoked", "no-token", "")


def test_a_disabled_account_is_out_and_back(it: Office) -> None:
    it.served.hub.set_active(it.other.person, False)
    assert told(it.ask("round", it.other)) == (403, "account-disabled")
    assert told(it.ask("token", it.other)) == (403, "account-disabled")
    it.served.hub.set_active(it.other.person, True)
    assert code(it, it.other) == ""


def test_another_role_has_the_laptops_pair_again(it: Office) -> None:
    made = it.served.hub.pairing_code(it.other.person)
    it.served.hub.set_role(it.other.person, Role.COORDINATOR)
    assert code(it, it.other) == "expired"
    with pytest.raises(HubError) as caught:
        it.served.pair_again(it.other.desk, it.other.person, made)
    assert caught.value.code == "code-wrong"
    again = Laptop(it.other.person, it.other.desk, it.served.pair_again(it.other.desk, it.other.person))
    assert told(it.ask("people", again)) == (200, "")


def test_an_auditors_token_is_never_traded(it: Office) -> None:
    auditor = it.laptops[Role.AUDITOR]
    assert told(it.ask("token", auditor)) == (403, "not-your-role")
    it.served.clock.pass_by(days=DAYS.token_days + 1)
    assert told(it.ask("people", auditor)) == (401, "expired")
