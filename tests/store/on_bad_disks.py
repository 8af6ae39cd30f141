"""A store on a disk that is full or read-only, in a process of its own: says as JSON what a person would be told."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.paths import Home
from reviewer_app.store import DeskStore
from tests.store.desks import KEY, Clock, keep_files, open_desk, say, submission, take_in

NOBODY = 65534


def on_a_small_disk(folder: Path) -> dict[str, object]:
    """Write until there is no room, make room, go on, and look whether all that was acknowledged is there."""
    (folder / "ballast").write_bytes(bytes(1 << 20))
    store = open_desk(folder / "home")
    about = take_in(store, submission(1))
    acknowledged: list[str] = []
    said = blob = ""
    while not said:
        try:
            acknowledged.append(say(store, about, kinds.COMMENT, criterion="1.1", text="x" * 20_000).id)
        except ReviewerError as error:
            said = error.code
    try:
        keep_files(store, [os.urandom(1 << 20)])
    except ReviewerError as error:
        blob = error.code
    staged = len(list(store.blobs.staging.iterdir()))
    (folder / "ballast").unlink()
    acknowledged.append(say(store, about, kinds.COMMENT, criterion="1.1", text="There is room again").id)
    store.close()
    store = open_desk(folder / "home")
    kept = [each.id for each in store.records(about)]
    problems = [each.sentence for each in store.check()]
    differences = store.rebuild().differences
    store.close()
    return {
        "said": said,
        "blob": blob,
        "staged": staged,
        "kept": kept == acknowledged,
        "count": len(kept),
        "problems": problems,
        "differences": differences,
    }


def on_a_read_only_disk(folder: Path) -> dict[str, object]:
    """Open a store that this process may read and not write; root steps down first."""
    home = Home(folder)
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        DeskStore.open(home, KEY, Clock())
    except ReviewerError as error:
        return {"said": error.code, "title": error.title, "sentence": error.sentence, "next": error.next_step}
    return {"said": ""}


if __name__ == "__main__":
    act = {"small": on_a_small_disk, "read-only": on_a_read_only_disk}[sys.argv[1]]
    print(json.dumps(act(Path(sys.argv[2]))))
