"""A line that misbehaves on purpose: it passes requests on to a hub, or does to them what a test asks for."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Forward = Callable[[], bytes]
Fault = Callable[[bytes, Forward], bytes | None]
"""Gets the request and a way to pass it on; what it returns is sent, None resets the connection."""


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
    return whole[: len(whole) - (len(whole) - whole.index(b"\r\n\r\n")) // 2]


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
    plan: list[tuple[str, Fault]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    url: str = ""
    done: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)

    def will(self, path: str, *faults: Fault) -> None:
        """Do these to the next requests whose path begins so."""
        self.plan.extend((path, each) for each in faults)

    def stall(self, request: bytes, forward: Forward) -> bytes | None:
        """Say nothing until the test is over."""
        self.arrived.set()
        self.done.wait()
        return None

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = _read_request(connection)
                answer = self._answer(request) if request else b""
                if answer is None:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                elif answer:
                    connection.sendall(answer)
            except OSError:
                return

    def _answer(self, request: bytes) -> bytes | None:
        path = request.split(b" ", 2)[1].decode()
        self.seen.append(path)
        for place, (prefix, fault) in enumerate(self.plan):
            if path.startswith(prefix):
                del self.plan[place]
                return fault(request, lambda: self._forward(request))
        return self._forward(request)

    def _forward(self, request: bytes) -> bytes:
        parts = urlsplit(self.target)
        once = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"\r\nconnection: close", request, count=1)
        with socket.create_connection((parts.hostname, parts.port)) as hub:
            hub.sendall(once)
            pieces = []
            while piece := hub.recv(65536):
                pieces.append(piece)
            return b"".join(pieces)


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
def line_to(target: str) -> Iterator[Line]:
    """A line to a hub, until the end of the block."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        line = Line(target, url=f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread = threading.Thread(target=line.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield line
        finally:
            line.done.set()
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join()
