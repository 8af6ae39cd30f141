"""Anki and its own sync server: so many review records up, nothing new, and down again; run by Anki's own Python.

Called as ``anki_peer.py FOLDER COUNT``; prints one line of JSON. COUNT cards, which both sides have, are reviewed once
each by Anki's own scheduler: a record of nine numbers for each, and the card that it changed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from anki.collection import AddNoteRequest, Collection
from anki.scheduler_pb2 import CardAnswer


def main(folder: Path, count: int) -> None:
    """Measure one set-up, made anew."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"SYNC_USER1": "u:p", "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    told["SYNC_BASE"] = str(folder / "server")
    with subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env={**os.environ, **told},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            print(json.dumps(_measure(folder, count, f"http://127.0.0.1:{port}/")))
        finally:
            server.kill()


def _measure(folder: Path, count: int, url: str) -> dict[str, float]:
    _wait_for(url)
    first = Collection(str(folder / "first.anki2"))
    kind, deck = first.models.by_name("Basic"), first.decks.id("Default")
    asked = []
    for place in range(count):
        note = first.new_note(kind)
        note["Front"], note["Back"] = f"Question {place}", "a"
        asked.append(AddNoteRequest(note, deck))
    first.add_notes(asked)
    _whole(first, url, upload=True)
    second = Collection(str(folder / "second.anki2"))
    _whole(second, url, upload=False)
    # Any card at any time, past the limits of a day, which hold for what is asked of a person.
    first._backend.grade_now(card_ids=first.find_cards(""), rating=CardAnswer.GOOD)
    up, empty, down = _sync(first, url), _sync(first, url), _sync(second, url)
    there = second.db.scalar("SELECT count(*) FROM revlog JOIN cards ON cards.id = cid WHERE cards.reps = 1")
    if there != count:
        raise RuntimeError(f"{there} of {count} reviews came over")
    return {"up": up, "empty": empty, "down": down}


def _wait_for(url: str) -> None:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"{url}health", timeout=1).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("Anki's server did not start")


def _whole(collection: Collection, url: str, *, upload: bool) -> None:
    auth = collection.sync_login("u", "p", url)
    collection.sync_collection(auth, False)
    auth.endpoint = url
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    collection.reopen(after_full_sync=True)


def _sync(collection: Collection, url: str) -> float:
    auth = collection.sync_login("u", "p", url)
    auth.endpoint = url
    begin = time.perf_counter()
    done = collection.sync_collection(auth, False)
    taken = time.perf_counter() - begin
    if done.required:
        raise RuntimeError("Anki wanted to send its whole collection")
    return taken * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
