"""A server in a process of its own: the program's hub, or a bare one that only keeps the lines it is sent.

Called as ``hub FOLDER`` or ``bare FILE``; the hub's key comes by standard input, the address goes to standard output,
and the end of standard input ends it.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


def main(words: list[str]) -> None:
    """Serve until told to stop."""
    key = bytes.fromhex(sys.stdin.readline().strip())
    if words[0] == "hub":
        _hub(Path(words[1]), key)
    else:
        _bare(Path(words[1]))


def _hub(folder: Path, key: bytes) -> None:
    from reviewer_app.hub.hub import Hub
    from reviewer_app.hub.serving import EmbeddedHub

    hub = Hub.open(folder, key)
    try:
        with EmbeddedHub(hub) as url:
            print(url, flush=True)
            sys.stdin.read()
    finally:
        hub.close()


def _bare(file: Path) -> None:
    class Handler(BaseHTTPRequestHandler):
        """Keeps each line of what is posted as a row, durable before it answers."""

        protocol_version = "HTTP/1.1"
        # Nagle's delay (40 ms an answer) would make the limit easy to reach.
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            """One batch."""
            body = self.rfile.read(int(self.headers["content-length"]))
            lines = body.decode().splitlines()
            with table:
                table.executemany("INSERT INTO t (body) VALUES (?)", ((line,) for line in lines))
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    table = sqlite3.connect(file, check_same_thread=False)
    table.execute("PRAGMA journal_mode=WAL")
    table.execute("PRAGMA synchronous=FULL")
    table.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    server.shutdown()
    server.server_close()
    table.close()


if __name__ == "__main__":
    main(sys.argv[1:])
