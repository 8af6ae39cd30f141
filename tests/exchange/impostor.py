"""Another machine in the hub's place: the same announced name, key and pin, the same address, and a key of its own.

Says the plain bytes that reach it, which must be none. Run as a program with what it pretends to.
"""

from __future__ import annotations

import ssl
import sys
import tempfile
from pathlib import Path

from reviewer_app.exchange.nearby import Announcement
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.serving import listen
from reviewer_app.hub.tls import own_tls


def main(name: str, key: str, pin: str, address: str, port: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub.open(Path(folder), b"another key of another machine!!")
        tls = own_tls(hub.books)
        with (
            Announcement(name, int(port), key, pin, [address]),
            listen(address, int(port), tls=True) as bound,
        ):
            print("ready", flush=True)
            while True:
                plain, _ = bound.accept()
                got = b""
                try:
                    with tls.context.wrap_socket(plain, server_side=True) as line:
                        got = line.recv(1)
                except (ssl.SSLError, OSError):
                    pass
                print(f"bytes of a question: {len(got)}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
