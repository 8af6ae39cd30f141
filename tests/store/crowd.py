"""A very full desk in seconds: rows written in bulk, as many imports would leave them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import microcredential_from
from reviewer_app.domain.signing import canonical
from reviewer_app.domain.submission import submission_from, timestamp
from reviewer_app.store import DeskStore
from reviewer_app.store.projections import COLUMNS, Facts, queue_row
from tests.store.desks import MORNING, RUBRIC, RUBRIC_HASH, submission

FIRST_DUE = date(2026, 11, 20)
BIRDS = ("Heron", "Wren", "Robin", "Finch", "Plover", "Siskin", "Dipper")
FILES = 4


def fill(store: DeskStore, count: int, files: int = 0) -> None:
    """Put ``count`` submissions into the store, each waiting for its files; their documents are empty."""
    arrived = timestamp(MORNING)
    template = submission(0, [bytes([each]) for each in range(FILES)])
    rubric = microcredential_from(RUBRIC)
    about = submission_from(template)
    row = list(
        queue_row(Facts(about, rubric, arrived, MORNING.date(), "", False, 0, None), ReviewState(""), [])
    )
    at = {name: COLUMNS.index(name) for name in COLUMNS}
    with store.changes() as work:
        connection = work._connection
        connection.execute("INSERT INTO rubric VALUES (?, ?)", (RUBRIC_HASH, canonical(RUBRIC).decode()))
        numbers = iter(range(1, count + 1))
        while batch := list(islice(numbers, 5000)):
            connection.executemany(
                "INSERT INTO submission VALUES (?, ?, '', 'wait-time', 1, 'bulk', ?, '', 0, '{}')",
                ((_id(n), RUBRIC_HASH, arrived) for n in batch),
            )
            connection.executemany(
                f"INSERT INTO queue ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
                _rows(batch, row, at),
            )
            connection.executemany(
                "INSERT INTO evidence VALUES (?, ?, ?, ?, 0)",
                ((_id(n), f"e{each}", f"{n:060x}{each:04x}", 2**20) for n in batch for each in range(files)),
            )


def _rows(numbers: list[int], row: list[object], at: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for n in numbers:
        made = list(row)
        alias = f"{BIRDS[n % len(BIRDS)]} {n}"
        decided = n % 10 == 0
        made[at["submission"]] = _id(n)
        made[at["alias"]] = alias
        made[at["folded"]] = f"{alias.lower()} wait time"
        made[at["due"]] = (FIRST_DUE + timedelta(days=n % 60)).isoformat()
        made[at["attempt"]] = 1 + n % 3
        made[at["evidence_bytes"]] = n * 7919 % 100_000_000
        made[at["decided"]] = int(decided)
        made[at["state"]] = State.DECIDED.value if decided else State.ARRIVING.value
        made[at["scored"]] = n % 4
        made[at["turnaround"]] = n % 12 if decided else None
        yield tuple(made)


def _id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"
