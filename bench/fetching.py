"""A large file from the hub, encrypted on the way to the disk, beside a plain download of the same bytes with hashing.

Both come from the same server, are cut in the middle and go on there by a range. ``python -m bench.fetching --size N``
takes another number of megabytes than 1,024.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from bench.figures import Figure, median, paired
from bench.sample_desk import another, now, sample_documents
from bench.sending import server
from reviewer_app.domain.errors import Cancelled
from reviewer_app.evidence import WorkerPool
from reviewer_app.hub.hub import Hub
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.chunks import ChunkWriter
from reviewer_app.workflows import exchanging
from reviewer_app.workflows.desk import Desk

MIB = 1 << 20
PIECE = 256 * 1024


def figures(*, quick: bool = False, megabytes: int = 1024, rounds: int = 3) -> list[Figure]:
    """The median of whole fetches: line, hash, encryption, durable and linked in."""
    size, rounds = (2 * MIB, 1) if quick else (megabytes * MIB, rounds)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as made, _ready(Path(made), size) as ready:
        mine, theirs = paired(ready.ours, ready.plain, rounds, warmups=0)
        sealing = ready.sealing()
    return [
        Figure(
            f"a file of {size // MIB:,} MB, cut once",
            "the same bytes by httpx2 from the same hub, hashed, written and flushed, cut once",
            median(mine),
            median(theirs),
            "ms",
            1.2,
            f"encrypting and hashing so many bytes and nothing else: {sealing:.0f} ms",
        )
    ]


class _Ready:
    """A served hub with one large file and a desk that was given it."""

    def __init__(self, desk: Desk, url: str, sha256: str, size: int, folder: Path) -> None:
        self._desk, self._url, self._sha256, self._size, self._folder = desk, url, sha256, size, folder

    def ours(self) -> float:
        """Milliseconds of two rounds: one that is stopped half way and one that brings the rest."""
        store = self._desk.store
        store.blobs.remove(self._sha256)
        with store.changes() as work:
            work.connection.execute("UPDATE evidence SET here = 0")

        def cut(done: int, total: int, _doing: str) -> None:
            if total == self._size and done > total // 2:
                raise Cancelled

        begin = time.perf_counter()
        try:
            exchanging.sync(self._desk, cut)
        except Cancelled:
            exchanging.sync(self._desk)
        taken = time.perf_counter() - begin
        if store.missing_blobs():
            raise RuntimeError("The file did not come.")
        return taken * 1000

    def plain(self) -> float:
        """Milliseconds of a download without encryption."""
        pairing = self._desk.store.pairing
        assert pairing is not None  # paired when it was made
        target = self._folder / "plain"
        begin = time.perf_counter()
        asyncio.run(self._download(target, pairing.token))
        taken = time.perf_counter() - begin
        target.unlink()
        return taken * 1000

    async def _download(self, target: Path, token: str) -> None:
        hashed, here = hashlib.sha256(), 0
        headers = {"authorization": f"Bearer {token}", "accept-encoding": "identity"}
        async with httpx2.AsyncClient(base_url=self._url, headers=headers, trust_env=False) as client:
            with target.open("wb", buffering=0) as file:
                for until in (self._size // 2, self._size):
                    asked = {"range": f"bytes={here}-"} if here else {}
                    async with client.stream("GET", f"/v1/blobs/{self._sha256}", headers=asked) as response:
                        async for chunk in response.aiter_bytes(PIECE):
                            hashed.update(chunk)
                            file.write(chunk)
                            here += len(chunk)
                            if here > until:
                                break
                os.fsync(file.fileno())
        if hashed.hexdigest() != self._sha256:
            raise RuntimeError("The plain download is not what it should be.")

    def sealing(self) -> float:
        """Milliseconds of what the vault does to the bytes, written to nowhere."""
        piece = os.urandom(PIECE)
        with Path(os.devnull).open("wb", buffering=0) as nowhere:
            writer = ChunkWriter(nowhere, bytes(32))
            begin = time.perf_counter()
            for _ in range(self._size // PIECE):
                writer.write(piece)
            writer.finish()
            return (time.perf_counter() - begin) * 1000


@contextmanager
def _ready(folder: Path, size: int) -> Iterator[_Ready]:
    hashed = hashlib.sha256()
    file = folder / "file"
    with file.open("wb") as out:
        for _ in range(size // MIB):
            piece = os.urandom(MIB)
            hashed.update(piece)
            out.write(piece)
    about, rubric = sample_documents()
    about = another(about, 1)
    item = {"id": "e1", "part": about["parts"][0]["id"], "title": "Recording", "name": "recording.mp4"}
    about["parts"] = [{"id": each["id"], "answers": []} for each in about["parts"]]
    path = "data/evidence/01-recording.mp4"
    about["evidence"] = [{**item, "file": path, "size": size, "sha256": hashed.hexdigest()}]
    key = os.urandom(32)
    hub = Hub.open(folder / "hub", key)
    hub.add_submission(about, rubric, [file])
    person = hub.add_person("Assessor 1")
    hub.assign(about["id"], person)
    code = hub.pairing_code(person)
    hub.close()
    file.unlink()
    store = DeskStore.create(open_home(folder / "home"), os.urandom(32), now)
    with server("hub", folder / "hub", key) as url, WorkerPool(warm=0) as pool:
        desk = Desk(open_home(folder / "home"), store, pool, now)
        exchanging.pair(desk, url, code)
        exchanging.sync(desk, lambda _done, _total, _doing: None)
        yield _Ready(desk, url, hashed.hexdigest(), size, folder)
    store.close()


def main() -> None:
    """Measure in another size, and print the figures."""
    words = argparse.ArgumentParser(description="A large file from the hub, beside a plain download.")
    words.add_argument("--size", type=int, default=1024, help="megabytes")
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    for figure in figures(megabytes=asked.size, rounds=asked.rounds):
        print(figure.line())


if __name__ == "__main__":
    main()
