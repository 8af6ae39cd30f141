"""A hub and its laptop while the disk under the hub is full, in a process of its own: says as JSON what each told."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import httpx2

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.exchange.messages import Pairing
from reviewer_app.hub.service.health import Health, health
from reviewer_app.hub.service.watching import READY
from tests.exchange.fixtures import Served, served
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, decide, submission


def main(folder: Path) -> dict[str, object]:
    """Work until the disk is full, ask and send, make room, and send again."""
    with served(folder / "hub") as hub:
        person, work = hub.hub.add_person("Ada"), submission(1)
        hub.hub.add_submission(work, RUBRIC)
        hub.hub.assign(work["id"], person)
        desk, pairing = hub.desk(person)
        hub.sync(desk, pairing)
        room = health(hub.hub.books).parts
        _fill(folder / "ballast")
        desk.add(decide(desk.key, 1, work, overall="x" * 20_000))
        told = httpx2.get(f"{hub.url}{READY}")
        said = _round(hub, desk, pairing)
        waited, decided = len(desk.waiting), len(hub.hub.decisions())
        os.truncate(folder / "ballast", 0)
        again = health(hub.hub.books)
        return {
            "room": Health(room).ready,
            "full": [told.status_code, told.json()],
            "said": said,
            "waited": waited,
            "decided": decided,
            "again": again.ready,
            "then": _round(hub, desk, pairing),
            "waiting": len(desk.waiting),
            "decisions": len(hub.hub.decisions()),
            "left": sorted(each.name for each in (folder / "hub").iterdir() if each.suffix == ".new"),
        }


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue  # there is no room for one more of this size


def _round(hub: Served, desk: MemoryDesk, pairing: Pairing) -> dict[str, object]:
    try:
        hub.sync(desk, pairing)
    except ReviewerError as problem:
        return {**problem.document(), "wait": getattr(problem, "retry_after", None)}
    return {}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
