"""A laptop whose clock is years off, at a hub whose certificate the system trusts: told, and let through safely."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.exchange.bank import trade_bank
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.reaching import NearTransport
from reviewer_app.exchange.returning import come_back, succeed
from reviewer_app.exchange.round import RoundReport, run_round
from reviewer_app.exchange.transport import Transport
from reviewer_app.exchange.whole import whole_round
from reviewer_app.exchange.wire import system_trust
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.tls import Tls, own_pin, own_tls
from tests.exchange.certified import certified
from tests.exchange.conftest import Scene

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
Certify = Callable[[timedelta, timedelta], Tls]


def real_time() -> datetime:
    """The clock of this machine, by which the system reads certificates: here it is the laptop's, and wrong."""
    return datetime.now(UTC)


@pytest.fixture
def certify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Certify]:
    """Make a certificate, from and to so far from now, that this laptop's system trusts while it is valid."""

    def made(begins: timedelta, ends: timedelta) -> Tls:
        server, _ = certified(tmp_path, real_time() + begins, real_time() + ends)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "line.pem"))
        system_trust.cache_clear()
        return Tls(server, "")

    yield made
    system_trust.cache_clear()


@contextlib.contextmanager
def at_home(scene: Scene, tls: Tls, off: timedelta) -> Iterator[Pairing]:
    """The hub behind its certificate, by a clock that is so far from the laptop's."""
    scene.served.clock.time = real_time() + off
    known = scene.served.pair_again(scene.desk, scene.person)
    with EmbeddedHub(scene.served.hub, tls=tls) as url:
        yield replace(known, hub_url=url.replace("127.0.0.1", "localhost"))


def a_round(scene: Scene, road: Transport) -> RoundReport:
    async def turn() -> RoundReport:
        try:
            return await run_round(scene.desk, road, now=real_time)
        finally:
            await road.close()

    return asyncio.run(turn())


def a_whole_round(scene: Scene, pairing: Pairing) -> RoundReport:
    return asyncio.run(whole_round(scene.desk, pairing, HttpTransport, now=real_time))


@pytest.mark.parametrize("off", [7 * YEAR, -9 * YEAR], ids=["far behind", "far ahead"])
def test_the_round_goes_through_by_the_hubs_own_clock_and_says_which_is_wrong(
    scene: Scene, certify: Certify, off: timedelta
) -> None:
    with at_home(scene, certify(off - 9 * DAY, off + 9 * DAY), off) as pairing:
        report = a_round(scene, HttpTransport(pairing))
    assert report.counts_agree
    assert scene.lesson in scene.desk.files.values()
    [problem] = report.problems
    assert problem.code == "clock"
    for each in (real_time(), real_time() + off):
        assert f"{each:%B %Y}" in problem.sentence


@pytest.mark.parametrize(
    ("begins", "ends", "off"),
    [
        (-90 * DAY, -9 * DAY, timedelta(0)),
        (7 * YEAR, 7 * YEAR + DAY, 7 * YEAR + 9 * DAY),
        (-9 * YEAR, -9 * YEAR + DAY, 9 * DAY - 9 * YEAR),
    ],
    ids=["by both clocks", "by the hub’s, laptop behind", "by the hub’s, laptop ahead"],
)
def test_a_certificate_that_has_truly_run_out_lets_nothing_through(
    scene: Scene, certify: Certify, begins: timedelta, ends: timedelta, off: timedelta
) -> None:
    with at_home(scene, certify(begins, ends), off) as pairing, pytest.raises(LineError) as caught:
        a_round(scene, HttpTransport(pairing))
    assert caught.value.code == "certificate-old"
    assert scene.desk.files == {}


@pytest.mark.parametrize(
    ("off", "code", "echo"),
    [(7 * YEAR, "clock-wrong", True), (-9 * YEAR, "certificate-date", False)],
    ids=["behind, signed by another", "ahead, an old word of the hub"],
)
def test_a_machine_that_is_not_the_hub_hears_no_secret_and_sets_no_clock(
    scene: Scene, certify: Certify, off: timedelta, code: str, echo: bool
) -> None:
    heard: list[bytes] = []
    tls = certify(off - 9 * DAY, off + 9 * DAY)
    key = SigningKey(bytes(32)) if echo else scene.served.hub.books.key

    def serve(listener: socket.socket) -> None:
        for _ in range(2):
            connection, _ = listener.accept()
            with (
                connection,
                contextlib.suppress(OSError),
                tls.context.wrap_socket(connection, server_side=True) as line,
            ):
                heard.append(line.recv(1 << 16))
                asked = json.loads(heard[-1].partition(b"\r\n\r\n")[2] or line.recv(1 << 16))
                told = {"format": asked["format"], "nonce": asked["nonce"] if echo else "0" * 32}
                made = json.dumps(signed(told, key, "2033-11-26T12:00:00Z")).encode()
                head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(made)}\r\nconnection: close\r\n\r\n"
                line.sendall(head.encode() + made)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        url = f"https://localhost:{listener.getsockname()[1]}"
        with pytest.raises(LineError) as caught:
            a_round(scene, HttpTransport(replace(scene.pairing, hub_url=url)))
    assert caught.value.code == code
    assert f"This laptop’s clock says {real_time().astimezone():%d %B %Y}" in caught.value.sentence
    assert "date" in caught.value.next_step
    assert any(b"/v1/pairing/challenge" in each for each in heard)
    for secret in (scene.pairing.token, scene.desk.key.name, scene.pairing.person):
        assert secret.encode() not in b"".join(heard)


@pytest.mark.parametrize("off", [7 * YEAR, -9 * YEAR], ids=["far behind", "far ahead"])
def test_a_laptop_comes_back_goes_on_under_a_new_key_and_shares_by_the_hubs_own_clock(
    scene: Scene, certify: Certify, off: timedelta
) -> None:
    with at_home(scene, certify(off - 9 * DAY, off + 9 * DAY), off) as pairing:
        with scene.served.hub.books.changes() as work:
            work.exec_driver_sql("DELETE FROM device")  # as a hub restored from before the laptop was paired
        report = a_whole_round(scene, pairing)
        assert report.counts_agree
        back = scene.desk.pairing
        assert back is not None
        assert back.token not in ("", pairing.token)
        scene.desk.copied, before = True, scene.desk.device
        assert "desk-copied" in {each.code for each in a_whole_round(scene, back).problems}
        assert scene.desk.device != before
        assert scene.desk.pairing is not None
        told = asyncio.run(trade_bank(scene.desk.pairing, scene.desk.device, ()))
    assert told == ()


@pytest.mark.parametrize("again", ["back", "under a new key"])
def test_no_laptop_comes_back_over_a_line_whose_certificate_has_truly_run_out(
    scene: Scene, certify: Certify, again: str
) -> None:
    with at_home(scene, certify(-90 * DAY, -9 * DAY), timedelta(0)) as pairing:
        key = scene.desk.key
        way = come_back(pairing, key, now=real_time)
        if again != "back":
            way.close()
            way = succeed(pairing, key, SigningKey(bytes(32)), now=real_time)
        with pytest.raises(LineError) as caught:
            asyncio.run(way)
    assert caught.value.code == "certificate-old"


def test_a_laptop_that_is_paired_with_a_wrong_clock_is_told_of_the_clock(
    scene: Scene, certify: Certify
) -> None:
    code = scene.served.hub.pairing_code(scene.person)
    with (
        at_home(scene, certify(7 * YEAR, 8 * YEAR), 7 * YEAR + DAY) as pairing,
        pytest.raises(LineError) as caught,
    ):
        asyncio.run(pair(pairing.hub_url, code, SigningKey(bytes(32))))
    assert caught.value.code == "clock-wrong"
    assert caught.value.title == "This laptop’s clock is wrong"
    assert "certificate" not in str(caught.value.document())


def test_where_the_hub_is_in_the_room_too_its_pinned_line_is_taken(scene: Scene, certify: Certify) -> None:
    off = -9 * YEAR
    home = certify(-90 * DAY, -9 * DAY)
    with (
        at_home(scene, home, off) as pairing,
        EmbeddedHub(scene.served.hub, tls=own_tls(scene.served.hub.books)) as near,
    ):
        pin = own_pin(scene.served.hub.books.key)
        report = a_round(scene, NearTransport(replace(pairing, near=near, pin=pin)))
    assert report.counts_agree
    assert [each.code for each in report.problems] == ["clock"]


def test_only_the_dates_are_left_out(scene: Scene, certify: Certify, tmp_path: Path) -> None:
    trusted = certify(7 * YEAR - 9 * DAY, 7 * YEAR + 9 * DAY)
    (tmp_path / "other").mkdir()
    stranger, _ = certified(
        tmp_path / "other", real_time() + 7 * YEAR - 9 * DAY, real_time() + 7 * YEAR + 9 * DAY
    )
    for context, host in ((stranger, "localhost"), (trusted.context, "127.0.0.1")):
        with at_home(scene, Tls(context, ""), 7 * YEAR) as pairing:
            there = pairing.hub_url.replace("localhost", host)
            with pytest.raises(LineError) as caught:
                a_round(scene, HttpTransport(replace(pairing, hub_url=there)))
        assert caught.value.code == "not-vouched-for"
        assert scene.desk.files == {}
