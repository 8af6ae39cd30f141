"""Two laptops meet by one code on both screens; whoever stands between them is seen, and sent nothing."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.domain.submission import timestamp
from reviewer_app.exchange import meeting
from reviewer_app.exchange.failures import hub_error, line_error
from reviewer_app.exchange.meeting import Meeting
from reviewer_app.exchange.messages import MEETING, TURN, Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.trust import PinnedContext, WrongPin
from reviewer_app.exchange.wire import Wire
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.serving import EmbeddedHub, listen
from reviewer_app.hub.tls import line_key, own_certificate, own_pin, own_tls
from tests.exchange.between import STRANGER, new_key, passing_on
from tests.exchange.fixtures import Clock, Served
from tests.exchange.sample_work import MORNING


@dataclass
class Shared:
    """A hub that is shared on the network, and the coordinator who looks at its screen."""

    served: Served
    url: str
    meetings: Meetings

    @property
    def pin(self) -> str:
        return own_pin(self.served.hub.books.key)

    def meet(self, key: SigningKey, url: str = "", pin: str = "") -> Meeting:
        return asyncio.run(meeting.meet(url or self.url, key, self.served.clock, pin))

    def agree(self, made: Meeting, key: SigningKey) -> Pairing:
        return asyncio.run(meeting.agree(made, key, self.served.clock, look_seconds=0.02))


@pytest.fixture
def shared(district: Served) -> Iterator[Shared]:
    tls = own_tls(district.hub.books)
    meetings = Meetings(district.hub.books, tls.pin)
    with EmbeddedHub(district.hub, tls=tls, meetings=meetings) as url:
        yield Shared(district, url, meetings)


@pytest.fixture
def person(district: Served) -> str:
    return district.hub.add_person("Ada")


def test_both_screens_show_one_code_and_both_people_agree(shared: Shared, person: str) -> None:
    key = new_key()
    made = shared.meet(key)
    [asking] = shared.meetings.asking()
    assert (asking.code, asking.device) == (made.code, key.name)
    shared.meetings.confirm(asking.id, person)
    assert shared.served.hub.devices() == ()
    told = shared.agree(made, key)
    assert (told.hub_key, told.person, told.person_name) == (shared.served.hub.key, person, "Ada")
    assert (told.hub_url, told.near, told.pin) == (shared.url, shared.url, shared.pin)
    assert [each.name for each in shared.served.hub.devices()] == [key.name]


def test_the_laptop_waits_for_the_coordinator(shared: Shared, person: str) -> None:
    key = new_key()
    made = shared.meet(key)
    told: list[Pairing] = []
    waiting = threading.Thread(target=lambda: told.append(shared.agree(made, key)))
    waiting.start()
    while not (shared.meetings.asking() and shared.meetings.asking()[0].there):
        shared.meetings.wait(5)
    assert shared.served.hub.devices() == ()
    shared.meetings.confirm(made.id, person)
    waiting.join(30)
    assert [each.person for each in told] == [person]


def test_the_coordinator_may_say_no(shared: Shared) -> None:
    key = new_key()
    made = shared.meet(key)
    shared.meetings.refuse(made.id)
    with pytest.raises(HubError) as caught:
        shared.agree(made, key)
    assert caught.value.code == "meeting-refused"


def test_codes_that_differ_end_it_at_the_hub_too(shared: Shared, person: str) -> None:
    key = new_key()
    made = shared.meet(key)
    asyncio.run(meeting.disagree(made, key, shared.served.clock))
    assert shared.meetings.asking() == ()
    with pytest.raises(HubError) as caught:
        shared.agree(made, key)
    assert caught.value.code == "meeting-over"


def test_a_man_in_the_middle_with_keys_of_his_own_shows_in_the_codes(
    shared: Shared, person: str, tmp_path: Path
) -> None:
    """He plays the hub to the laptop and a laptop to the hub, announcing what the hub announces."""
    stranger = Hub.open(tmp_path / "stranger", STRANGER, Clock(), name="Test district")
    tls = own_tls(stranger.books)
    his = Meetings(stranger.books, tls.pin)
    try:
        with EmbeddedHub(stranger, tls=tls, meetings=his) as url:
            made = shared.meet(new_key(), url, tls.pin)
            shared.meet(new_key())
    finally:
        stranger.close()
    [seen] = shared.meetings.asking()
    assert made.hub_name == "Test district"
    assert made.code != seen.code


def test_a_man_in_the_middle_who_passes_all_on_is_seen_at_once(shared: Shared, tmp_path: Path) -> None:
    with passing_on(shared.url, tmp_path / "between") as (url, saw), pytest.raises(LineError) as caught:
        shared.meet(new_key(), url)
    assert caught.value.code == "other-machine"
    assert saw == ["/v1/pairing/meeting"]
    assert shared.meetings.asking() == ()


def test_a_turn_signed_for_another_line_is_worth_nothing_at_the_hub(shared: Shared, person: str) -> None:
    key = new_key()
    made = shared.meet(key)
    shared.meetings.confirm(made.id, person)

    async def relayed() -> None:
        wire = Wire(shared.url, trust=PinnedContext(shared.pin))
        try:
            await meeting._turn(wire, replace(made, pin="0" * 64), key, shared.served.clock, True)
        finally:
            await wire.close()

    with pytest.raises(HubError) as caught:
        asyncio.run(relayed())
    assert caught.value.code == "proof-wrong"
    assert shared.served.hub.devices() == ()


def test_a_hub_that_is_lost_for_a_moment_is_waited_for(shared: Shared, person: str) -> None:
    key = new_key()
    made = shared.meet(key)
    shared.meetings.confirm(made.id, person)
    real, lost = meeting._turn, ["no-answer", "timeout", "cut-off", "busy"]

    async def now_and_then(*asked: Any) -> Any:
        if lost:
            raise line_error(lost.pop()) if lost[-1] != "busy" else hub_error(lost.pop())
        return await real(*asked)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meeting, "_turn", now_and_then)
        assert shared.agree(made, key).person == person
    assert lost == []


@pytest.mark.parametrize(
    ("path", "asked", "code"),
    [
        ("", {"format": MEETING, "commitment": "no hash"}, "not-understood"),
        ("", {"format": MEETING, "commitment": "0" * 64, "device": "z6MkSomebodyElse"}, "proof-wrong"),
        ("/turn", {"format": TURN, "agreed": "yes"}, "not-understood"),
        ("/turn", {"format": TURN, "agreed": True, "hub": "z6MkAnother"}, "proof-wrong"),
        ("/turn", {"format": TURN, "agreed": True, "meeting": "none"}, "meeting-over"),
    ],
)
def test_questions_that_are_not_in_order_are_refused(
    shared: Shared, path: str, asked: dict[str, Any], code: str
) -> None:
    key = new_key()
    told = {
        "version": 1,
        "nonce": "n",
        "device": key.name,
        "hub": shared.served.hub.key,
        "pin": shared.pin,
        "meeting": "m",
        "random": "r",
        **asked,
    }
    body = json.dumps(signed(told, key, timestamp(MORNING))).encode()

    async def ask() -> Any:
        wire = Wire(shared.url, trust=PinnedContext(shared.pin))
        try:
            return (await wire.ask(f"/v1/pairing/meeting{path}", body)).document
        finally:
            await wire.close()

    assert asyncio.run(ask())["error"]["code"] == code


def test_a_hub_behind_a_firewall_is_said(shared: Shared) -> None:
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{kept.getsockname()[1]}"
        with pytest.raises(LineError) as caught:
            shared.meet(new_key(), url)
    assert caught.value.code == "not-let-in"
    assert "firewall" in caught.value.next_step


def test_an_announced_pin_that_another_key_answers_for_is_no_hub(shared: Shared) -> None:
    with pytest.raises(LineError) as caught:
        shared.meet(new_key(), pin="0" * 64)
    assert caught.value.code == "other-machine"


def test_no_byte_of_a_question_leaves_for_a_wrong_key(shared: Shared) -> None:
    got: list[bytes] = []
    tls = own_tls(shared.served.hub.books)
    with listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]

        def answer() -> None:
            plain, _ = bound.accept()
            try:
                with tls.context.wrap_socket(plain, server_side=True) as line:
                    got.append(line.recv(1))
            except (ssl.SSLError, OSError):
                got.append(b"")

        stranger = threading.Thread(target=answer)
        stranger.start()

        async def ask() -> None:
            wire = Wire(f"https://127.0.0.1:{port}", "a token", trust=PinnedContext("0" * 64))
            try:
                await wire.ask("/v1/round", b"a question")
            finally:
                await wire.close()

        with pytest.raises(LineError) as caught:
            asyncio.run(ask())
        stranger.join(30)
    assert caught.value.code == "other-machine"
    assert caught.value.title == "Another machine answers in place of the hub"
    assert got == [b""]


def test_without_a_pin_nobody_is_trusted(shared: Shared, person: str) -> None:
    desk, pairing = shared.served.desk(person)
    with pytest.raises(LineError) as caught:
        shared.served.sync(desk, replace(pairing, hub_url=shared.url, near=shared.url, pin=""))
    assert caught.value.code == "other-machine"


def test_the_first_key_that_was_seen_is_the_only_one_from_then_on(shared: Shared) -> None:
    first = PinnedContext.first_sight()
    ours, other = own_certificate(shared.served.hub.books), _certificate_of(STRANGER)
    first.check(ours.public_bytes(Encoding.DER))
    assert first.pin == shared.pin
    first.check(ours.public_bytes(Encoding.DER))
    for wrong in (other.public_bytes(Encoding.DER), b"no certificate", b""):
        with pytest.raises(WrongPin):
            first.check(wrong)


def _certificate_of(seed: bytes) -> x509.Certificate:
    key = line_key(SigningKey(seed))
    name = x509.Name([])
    return x509.CertificateBuilder(
        name, name, key.public_key(), 7, MORNING, MORNING + timedelta(days=1)
    ).sign(key, None)


def test_a_line_that_blocks_cannot_pass_the_check_by() -> None:
    with socket.socket() as plain, pytest.raises(TypeError):
        PinnedContext("0" * 64).wrap_socket(plain)


def test_a_renewed_certificate_keeps_the_pin_and_a_restored_hub_too(shared: Shared, tmp_path: Path) -> None:
    books = shared.served.hub.books
    first = own_certificate(books)
    shared.served.clock.pass_by(days=4000)
    second = own_certificate(books)
    assert first.serial_number != second.serial_number
    assert first.not_valid_after_utc < second.not_valid_after_utc
    assert own_tls(books).pin == shared.pin
    assert list(books.folder.glob("line-*")) == []


def test_the_key_of_the_line_is_not_the_key_that_signs(shared: Shared) -> None:
    assert line_key(shared.served.hub.books.key).private_bytes_raw() != shared.served.hub.books.key.seed


def test_a_code_is_not_sent_over_a_line_that_nobody_vouches_for(shared: Shared, person: str) -> None:
    code = shared.served.hub.pairing_code(person)
    with pytest.raises(LineError) as caught:
        asyncio.run(pair(shared.url, code, new_key(), now=shared.served.clock))
    assert caught.value.code == "not-vouched-for"
    assert "short codes" in caught.value.next_step


def test_a_desk_paired_by_another_road_learns_the_pin(shared: Shared, person: str) -> None:
    desk, pairing = shared.served.desk(person)
    assert pairing.pin == shared.pin
    report = shared.served.sync(desk, replace(pairing, pin=""))
    assert report.pin == shared.pin
    near = replace(pairing, hub_url=shared.url, near=shared.url, pin=report.pin)
    assert shared.served.sync(desk, near).counts_agree


def test_a_pin_does_not_widen_what_is_trusted_elsewhere(shared: Shared, person: str) -> None:
    desk, pairing = shared.served.desk(person)
    elsewhere = replace(pairing, hub_url=shared.url, near="https://192.0.2.1:8470")
    with pytest.raises(LineError) as caught:
        shared.served.sync(desk, elsewhere)
    assert caught.value.code == "not-vouched-for"


def test_where_nobody_shares_no_laptop_is_taken(district: Served) -> None:
    with EmbeddedHub(district.hub, tls=own_tls(district.hub.books)) as url, pytest.raises(HubError) as caught:
        asyncio.run(meeting.meet(url, new_key(), district.clock))
    assert caught.value.code == "not-sharing"
