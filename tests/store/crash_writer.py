"""A fork server whose children write to a store and acknowledge each record on standard output once it is durable.

Each line read from standard input is a folder; a child opens the store there and appends records until it is killed.
The server answers with the child's process id, then ``gone`` when it has died.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from reviewer_app.domain import records as kinds
from reviewer_app.store import DeskStore, QueueQuery
from tests.store.desks import CRITERIA, KEY, LEVELS, home_of


def _write_until_killed(folder: Path) -> None:
    store = DeskStore.open(home_of(folder), KEY, lambda: datetime.now(UTC))
    ids = [row.submission for row in store.queue(QueueQuery(), 0, 10)]
    while True:
        about = random.choice(ids)
        with store.changes() as work:
            made = [
                work.append(
                    kinds.SCORE,
                    about,
                    {"criterion": random.choice(CRITERIA), "level": random.choice(LEVELS).id},
                ).id,
                work.append(
                    kinds.COMMENT, about, {"criterion": "1.1", "text": "z" * random.randrange(6000)}
                ).id,
            ]
        os.write(1, f"{' '.join(made)}\n".encode())


def main() -> None:
    """Serve until standard input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.write(1, f"pid {os.getpid()}\n".encode())
            _write_until_killed(Path(line.strip()))
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
