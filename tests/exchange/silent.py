"""A server that takes what is asked and says nothing, or half of it, until the caller has gone."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Silent:
    """``asked`` once a request, or its beginning, has come; ``left`` once the caller has closed the line."""

    port: int = 0
    asked: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def serve(self, listener: socket.socket, context: ssl.SSLContext | None, says: bytes) -> None:
        connection, _ = listener.accept()
        try:
            with context.wrap_socket(connection, server_side=True) if context else connection as line:
                line.recv(65536)
                if says:
                    line.sendall(says)
                self.asked.set()
                while line.recv(65536):
                    pass
        except OSError:
            self.asked.set()
        self.left.set()


@contextmanager
def silent(context: ssl.SSLContext | None = None, says: bytes = b"") -> Iterator[Silent]:
    """One that listens until the block ends and hears one caller."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Silent(listener.getsockname()[1])
        thread = threading.Thread(target=made.serve, args=(listener, context, says), daemon=True)
        thread.start()
        yield made
        thread.join(10)
