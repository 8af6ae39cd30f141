"""Cancelling lets go of the line and of the disk at once, whatever the other side does; portals and clocks are said."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewer_app.domain.errors import Cancelled, HubError, LineError
from reviewer_app.domain.progress import CancelToken, unreported
from reviewer_app.exchange.fetching import fetch_missing
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.round import run_round
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.terms import FetchControl
from reviewer_app.exchange.wire import Wire
from reviewer_app.hub.tls import own_pin, own_tls
from reviewer_app.vault.blobs import BlobFolder
from tests.exchange.certified import certified
from tests.exchange.conftest import Scene
from tests.exchange.faultline import reply
from tests.exchange.fixtures import Clock, sync
from tests.exchange.silent import Silent, silent
from tests.exchange.test_sources import FILE, NAME, Desk, shelf

HALF = b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\ncontent-type: application/json\r\n\r\n{"


def cancelled_round(scene: Scene, server: Silent, *, tls: bool) -> None:
    """A round over this line, cancelled once the server has heard of it; the server never answers."""
    cancel = CancelToken()
    url = f"{'https' if tls else 'http'}://127.0.0.1:{server.port}"
    pin = own_pin(scene.served.hub.books.key) if tls else ""
    pairing = replace(scene.pairing, hub_url=url, near=url if tls else "", pin=pin)
    threading.Thread(target=lambda: (server.asked.wait(), cancel.cancel()), daemon=True).start()

    async def go() -> None:
        road = HttpTransport(pairing)
        try:
            await run_round(scene.desk, road, cancel=cancel, now=scene.served.clock)
        finally:
            await road.close()

    with pytest.raises(Cancelled):
        asyncio.run(go())


@pytest.mark.parametrize("says", [b"", HALF[:20], HALF], ids=["nothing", "half a head", "half a body"])
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_a_cancel_closes_the_line_while_the_other_side_is_silent(
    scene: Scene, says: bytes, tls: bool
) -> None:
    context = own_tls(scene.served.hub.books).context if tls else None
    with silent(context, says) as server:
        cancelled_round(scene, server, tls=tls)
        assert server.left.wait(10)


def test_a_cancel_does_not_wait_for_hands_to_be_shaken(scene: Scene) -> None:
    # It speaks no TLS: the client's first words are all that ever comes.
    with silent() as server:
        cancelled_round(scene, server, tls=True)
        assert server.left.wait(10)


def test_a_cancel_does_not_wait_for_a_disk_and_the_next_round_does(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, hub, control, cancel = Desk(FILE), shelf("the hub", FILE), FetchControl(), CancelToken()
    slow, reached = threading.Event(), threading.Event()
    partial = desk.partial

    def stuck(sha256: str) -> object:
        part = partial(sha256)
        finish = part.finish

        def wait_first() -> None:
            reached.set()
            assert slow.wait(10)
            finish()

        monkeypatch.setattr(part, "finish", wait_first)
        return part

    monkeypatch.setattr(desk, "partial", stuck)

    async def go() -> None:
        task = asyncio.ensure_future(fetch_missing(desk, (hub,), unreported, Tally(), control))
        while not reached.is_set():
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(go())
    assert not slow.is_set()
    assert desk.files == {}
    monkeypatch.setattr(desk, "partial", partial)

    async def again() -> None:
        task = asyncio.ensure_future(fetch_missing(desk, (hub,), unreported, Tally(), control))
        for _ in range(50):
            await asyncio.sleep(0)
        assert not task.done()
        slow.set()
        await task

    asyncio.run(again())
    assert desk.files == {NAME: FILE}
    assert not cancel.cancelled


def test_reading_a_half_file_again_stops_at_a_cancel(tmp_path: Path) -> None:
    blobs = BlobFolder(tmp_path / "blobs", bytes(32))
    name = hashlib.sha256(b"x" * 500_000).hexdigest()
    part = blobs.partial(name)
    part.append(b"x" * 400_000)
    part.close()
    cancel = CancelToken()
    cancel.cancel()
    blobs = BlobFolder(tmp_path / "blobs", bytes(32))
    with pytest.raises(Cancelled):
        blobs.partial(name, cancel.check)
    again = blobs.partial(name)
    assert blobs.parts() == {name: again.have}
    again.append(b"x" * (500_000 - again.have))
    again.finish()
    with blobs.open(name) as blob:
        assert blob.size == 500_000


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
def test_a_wish_to_wait_is_heard_for_files_too(scene: Scene, status: str) -> None:
    scene.line.will("/v1/blobs", reply(status, b"", "text/plain", "retry-after: 90"))
    with pytest.raises(HubError) as caught:
        scene.sync()
    assert (caught.value.code, caught.value.retry_after, caught.value.files_only) == ("busy", 90.0, False)
    scene.sync()
    assert list(scene.desk.files.values()) == [scene.lesson]


def test_a_portal_that_comes_up_while_files_come_is_said_as_one(scene: Scene) -> None:
    scene.line.will("/v1/blobs", reply("302 Found", b"", "text/html", "location: http://portal.example/"))
    with pytest.raises(LineError) as caught:
        scene.sync()
    assert caught.value.code == "captive-portal"
    assert caught.value.title == "The network wants you to sign in first"
    assert "browser" in caught.value.next_step
    assert not caught.value.files_only


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "host", "code"),
    [
        (-9 * DAY, -DAY, "localhost", "certificate-date"),
        (DAY, 9 * DAY, "localhost", "clock-wrong"),
        (-DAY, DAY, "127.0.0.1", "not-vouched-for"),
    ],
    ids=["no more", "not yet", "for another name"],
)
def test_what_answers_in_the_hubs_place_or_by_another_clock_is_sent_nothing_and_said(
    tmp_path: Path, begins: timedelta, ends: timedelta, host: str, code: str
) -> None:
    now = datetime.now(UTC)
    server, client = certified(tmp_path, now + begins, now + ends)
    heard: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with (
            connection,
            contextlib.suppress(OSError),
            server.wrap_socket(connection, server_side=True) as line,
        ):
            heard.append(line.recv(100))

    async def ask(port: int) -> None:
        wire = Wire(f"https://{host}:{port}", "secret", trust=client)
        try:
            await wire.ask("/v1/round", b"{}")
        finally:
            await wire.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        with pytest.raises(LineError) as caught:
            asyncio.run(ask(listener.getsockname()[1]))
        thread.join(10)
    assert caught.value.code == code
    assert b"secret" not in b"".join(heard)


@pytest.mark.parametrize("years", [-30, -3, 3, 30])
def test_a_clock_off_by_years_is_said_once_and_rounds_work(scene: Scene, years: int) -> None:
    clock = Clock()
    clock.pass_by(days=365 * years)

    report = sync(scene.desk, scene.pairing, clock=clock)
    assert [each.code for each in report.problems] == ["clock"]
    assert report.counts_agree
    assert scene.lesson in scene.desk.files.values()
