"""A line that misbehaves on purpose: it passes requests on to a hub, or does to them what a test asks for."""

from __future__ import annotations

import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Forward = Callable[[], bytes]
Fault = Callable[[bytes, Forward], bytes | Iterable[bytes | None] | None]
"""Gets the request and a way to pass it on; what it returns is sent, piece by piece if it is in pieces, and None
resets the connection."""


def reply(status: str, body: bytes = b"", kind: str = "text/html", *more: str) -> Fault:
    """Answer without asking the hub."""
    head = [
        f"HTTP/1.1 {status}",
        f"content-type: {kind}",
        f"content-length: {len(body)}",
        "connection: close",
        *more,
    ]
    whole = "\r\n".join((*head, "", "")).encode() + body
    return lambda request, forward: whole


def reset_before(request: bytes, forward: Forward) -> bytes | None:
    """Break the connection before the hub hears of it."""
    return None


def reset_after(request: bytes, forward: Forward) -> bytes | None:
    """Break the connection after the hub has committed, before the reply."""
    forward()
    return None


def cut_short(request: bytes, forward: Forward) -> bytes | None:
    """Half a reply, then nothing."""
    whole = forward()
    return whole[: _middle(whole)]


def _middle(whole: bytes) -> int:
    return len(whole) - (len(whole) - whole.index(b"\r\n\r\n")) // 2


def reset_during(request: bytes, forward: Forward) -> Iterable[bytes | None]:
    """Half a reply, then the connection breaks."""
    whole = forward()
    return whole[: _middle(whole)], None


def longer_than_said(request: bytes, forward: Forward) -> bytes | None:
    """The reply says that it is longer than it is."""
    whole = forward()
    said = re.search(rb"(?i)content-length: (\d+)", whole)
    assert said is not None
    return whole.replace(said[0], b"content-length: %d" % (int(said[1]) + 7), 1)


def with_a_tail(request: bytes, forward: Forward) -> bytes | None:
    """The reply goes on after its end."""
    return forward() + b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"


def crumbs(request: bytes, forward: Forward) -> Iterable[bytes]:
    """The reply comes a few bytes at a time."""
    whole = forward()
    head = whole.index(b"\r\n\r\n") + 8
    yield from (whole[place : place + 1] for place in range(head))
    step = max(1, (len(whole) - head) // 200)
    yield from (whole[place : place + step] for place in range(head, len(whole), step))


def twice(request: bytes, forward: Forward) -> bytes | None:
    """Deliver the request two times, answer once."""
    forward()
    return forward()


def altered(change: Callable[[bytes], bytes]) -> Fault:
    """Change the reply on its way."""
    return lambda request, forward: change(forward())


@dataclass
class Line:
    """A listening address; ``plan`` holds faults by path prefix, each used once and in order."""

    target: str
    tls: ssl.SSLContext | None = None
    plan: list[tuple[str, Fault]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    url: str = ""
    done: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    kept: list[bytes] = field(default_factory=list)

    def will(self, path: str, *faults: Fault) -> None:
        """Do these to the next requests whose path begins so."""
        self.plan.extend((path, each) for each in faults)

    def stall(self, request: bytes, forward: Forward) -> bytes | None:
        """Say nothing until the test is over."""
        self.arrived.set()
        self.done.wait()
        return None

    def stall_after_head(self, request: bytes, forward: Forward) -> Iterable[bytes | None]:
        """Begin a reply, and say no more until the test is over."""
        whole = forward()
        yield whole[: whole.index(b"\r\n\r\n") + 5]
        self.arrived.set()
        self.done.wait()
        yield None

    def half_a_request(self, request: bytes, forward: Forward) -> bytes | None:
        """Break the connection on both sides while the hub is still reading."""
        with socket.create_connection(self._hub()) as hub:
            hub.sendall(request[: _middle(request)])
            _reset(hub)
        return None

    def late(self, request: bytes, forward: Forward) -> bytes | None:
        """Lose the request for now; ``deliver_late`` brings it."""
        self.kept.append(request)
        return None

    def deliver_late(self) -> None:
        """Deliver what came too late, in the wrong order; nobody hears the replies."""
        while self.kept:
            self._forward(self.kept.pop())

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        if self.tls is not None:
            try:  # a line of the school's network: what it does wrong is done inside TLS
                connection = self.tls.wrap_socket(connection, server_side=True)
            except OSError:
                connection.close()
                return
        with connection:
            try:
                request = _read_request(connection)
                answer = self._answer(request) if request else b""
                pieces = (answer,) if answer is None or isinstance(answer, bytes) else answer
                for piece in pieces:
                    if piece is None:
                        _reset(connection)
                        return
                    connection.sendall(piece)
            except OSError:
                return

    def _answer(self, request: bytes) -> bytes | Iterable[bytes | None] | None:
        path = request.split(b" ", 2)[1].decode()
        self.seen.append(path)
        for place, (prefix, fault) in enumerate(self.plan):
            if path.startswith(prefix):
                del self.plan[place]
                return fault(request, lambda: self._forward(request))
        return self._forward(request)

    def _hub(self) -> tuple[str, int]:
        parts = urlsplit(self.target)
        assert parts.hostname is not None
        assert parts.port is not None
        return parts.hostname, parts.port

    def _forward(self, request: bytes) -> bytes:
        once = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"\r\nconnection: close", request, count=1)
        with socket.create_connection(self._hub()) as hub:
            hub.sendall(once)
            pieces = []
            while piece := hub.recv(65536):
                pieces.append(piece)
            return b"".join(pieces)


def _reset(connection: socket.socket) -> None:
    """Close with a reset instead of a good-bye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    wanted = int(length[1]) if length else 0
    while len(body) < wanted:
        piece = connection.recv(65536)
        if not piece:
            return b""
        body += piece
    return head + b"\r\n\r\n" + body


@contextmanager
def line_to(target: str, tls: ssl.SSLContext | None = None) -> Iterator[Line]:
    """A line to a hub, until the end of the block; with ``tls`` it is TLS to the desk."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        scheme = "https" if tls else "http"
        line = Line(target, tls, url=f"{scheme}://127.0.0.1:{listener.getsockname()[1]}")
        thread = threading.Thread(target=line.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield line
        finally:
            line.done.set()
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join()
