"""What stands in the hub's place on a protected line before one signs in: told as that, sent nothing, never trusted."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange.failures import NEEDS_A_PERSON, line_error
from reviewer_app.exchange.reaching import ELSEWHERE
from reviewer_app.exchange.trust import PinnedContext
from reviewer_app.exchange.wire import Wire
from tests.exchange.certified import certified

DAY = timedelta(days=1)
Portal = Callable[[socket.socket], object]


def asked(portal: Portal, trust: ssl.SSLContext, host: str = "localhost") -> LineError:
    """What a laptop says of a hub's address where this answers, whatever often it is asked."""

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                portal(line)

    async def ask(port: int) -> None:
        wire = Wire(f"https://{host}:{port}", "SECRET", trust=trust)
        try:
            await wire.ask("/v1/round", b"SECRET")
        finally:
            await wire.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = threading.Thread(target=serve, args=(listener,), daemon=True)
        serving.start()
        try:
            with pytest.raises(LineError) as caught:
                asyncio.run(ask(listener.getsockname()[1]))
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            serving.join(10)
    return caught.value


def cut(line: socket.socket) -> None:
    line.recv(100)


def plain_page(line: socket.socket) -> None:
    line.recv(100)
    line.sendall(b"HTTP/1.1 302 Found\r\nlocation: http://portal.example/\r\n\r\n")


def refusing(line: socket.socket) -> None:
    line.recv(1000)
    line.sendall(b"\x15\x03\x03\x00\x02\x02\x28")  # a TLS alert: handshake failure


@pytest.mark.parametrize(
    "trust", [ssl.create_default_context(), PinnedContext("ab" * 32)], ids=["system", "pin"]
)
@pytest.mark.parametrize("portal", [cut, plain_page, refusing])
def test_what_shakes_no_hands_is_no_hub_and_may_be_a_page_to_sign_in(
    portal: Portal, trust: ssl.SSLContext
) -> None:
    told = asked(portal, trust)
    assert told.code == "no-handshake"
    assert "sign in first. Nothing was sent" in told.sentence
    assert "browser" in told.next_step
    assert "no-handshake" in ELSEWHERE - NEEDS_A_PERSON


@pytest.mark.parametrize(
    ("trusted", "host", "code"),
    [
        (False, "localhost", "not-vouched-for"),
        (True, "127.0.0.1", "not-vouched-for"),
        (None, "", "other-machine"),
    ],
    ids=["of nobody", "of another name", "of another key than the pinned"],
)
def test_a_page_with_a_certificate_hears_nothing(
    tmp_path: Path, trusted: bool | None, host: str, code: str
) -> None:
    now, heard = datetime.now(UTC), []
    server, client = certified(tmp_path, now - DAY, now + DAY)

    def portal(line: socket.socket) -> None:
        with server.wrap_socket(line, server_side=True) as shaken:
            heard.append(shaken.recv(100))

    trust = (
        PinnedContext("ab" * 32) if trusted is None else client if trusted else ssl.create_default_context()
    )
    told = asked(portal, trust, host or "localhost")
    assert told.code == code
    assert "sign in first. Nothing was sent" in told.sentence
    assert "browser" in told.next_step
    assert b"".join(heard) == b""
    names = "It was asked for as “127.0.0.1”, and the certificate is for “localhost”."
    assert (names in told.sentence) is bool(trusted)


def test_names_that_cannot_be_had_are_left_out(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    server, client = certified(tmp_path, now - DAY, now + DAY)
    lines: list[socket.socket] = []

    def portal(line: socket.socket) -> None:
        lines.append(line)
        if len(lines) == 1:
            server.wrap_socket(line, server_side=True).close()

    told = asked(portal, client, "127.0.0.1")
    assert told.sentence.endswith("It was asked for as “127.0.0.1”, and the certificate is for another name.")
    assert told.title == line_error("not-vouched-for").title
