"""A hub's files on Azure's emulator, tried by hand: `python -m bench.on_azure PATH/TO/azurite-blob` (npm: azurite).

It puts the contract of all places for files to a real server on a real socket, then what can go wrong there.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.shelves.forms import Shelves
from reviewer_app.hub.shelves.opening import open_shelves

ACCOUNT = "devstoreaccount1"
SECRET = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""The account that every emulator has, with the key that is printed in its manual."""
VERSION = "2023-11-03"
CONTRACT = Path(__file__).parents[1] / "tests" / "hub" / "shelves" / "test_shelves_contract.py"


def make_container(server: str, name: str) -> None:
    """Make a container, as an operator does beforehand."""
    told = {"x-ms-date": format_datetime(datetime.now(UTC), usegmt=True), "x-ms-version": VERSION}
    lines = "".join(f"{each}:{value}\n" for each, value in told.items())
    signed = f"PUT{chr(10) * 12}{lines}/{ACCOUNT}/{ACCOUNT}/{name}\nrestype:container"
    made = hmac.digest(base64.b64decode(SECRET), signed.encode(), hashlib.sha256)
    told["authorization"] = f"SharedKey {ACCOUNT}:{base64.b64encode(made).decode()}"
    url = f"{server}/{ACCOUNT}/{name}?restype=container"
    urllib.request.urlopen(urllib.request.Request(url, method="PUT", headers=told)).close()


@contextmanager
def emulator(program: str) -> Iterator[str]:
    """The emulator, answering; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        words = [
            program,
            "--silent",
            "--location",
            folder,
            "--blobHost",
            "127.0.0.1",
            "--blobPort",
            str(port),
        ]
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait()


def settings(server: str, **changed: str) -> dict[str, str]:
    """An operator's environment."""
    return {
        "AZURE_STORAGE_ACCOUNT_NAME": ACCOUNT,
        "AZURE_STORAGE_ACCOUNT_KEY": SECRET,
        "AZURE_STORAGE_ENDPOINT": f"{server}/{ACCOUNT}",
        **changed,
    }


def put(shelves: Shelves, content: bytes) -> str:
    """A file on its way into the storage; its hash."""
    writer = shelves.writer()
    writer.write(content)
    sha256, _ = writer.finish()
    shelves.adopt([writer])
    return sha256


def said(container: str, asked: Callable[[Shelves], object], environment: dict[str, str]) -> str:
    """The code of what goes wrong, "" where nothing does."""
    os.environ.update(environment)
    with tempfile.TemporaryDirectory() as folder:
        try:
            asked(open_shelves(Path(folder), bytes(32), f"az://{container}/district/files"))
        except StoreError as problem:
            return problem.code
    return ""


def main(program: str) -> int:
    """Try it all, and say what came of it."""
    with emulator(program) as server:
        make_container(server, "district")
        os.environ.update(settings(server), REVIEWER_TRY_AZURE=server)
        if (failed := int(pytest.main(["-q", "-k", "azure", str(CONTRACT)]))) != 0:
            return failed
        wrong = base64.b64encode(secrets.token_bytes(64)).decode()
        large = secrets.token_bytes(40 * 2**20)
        found = {
            "40 MiB in parts": said("district", lambda on: on.verify(put(on, large)), settings(server)),
            "no such container": said("nowhere", lambda on: on.check(), settings(server)),
            "no such container, a file": said("nowhere", lambda on: on.open("ab" * 32), settings(server)),
            "no such container, put": said("nowhere", lambda on: put(on, b"x"), settings(server)),
            "wrong key": said(
                "district", lambda on: on.check(), settings(server, AZURE_STORAGE_ACCOUNT_KEY=wrong)
            ),
            "wrong key, put": said(
                "district", lambda on: put(on, b"x"), settings(server, AZURE_STORAGE_ACCOUNT_KEY=wrong)
            ),
        }
    found["stopped"] = said("district", lambda on: on.check(), settings(server))
    found["plain http elsewhere"] = said(
        "district", lambda on: on.check(), settings("http://storage.example:10000")
    )
    for what, code in found.items():
        print(f"{what}: {code or 'well'}")
    right = ["", *["storage-missing"] * 3, *["storage-refused"] * 2, *["storage-silent"] * 2]
    return int(list(found.values()) != right)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
