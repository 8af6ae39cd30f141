"""One page of a queue of 100,000 submissions, beside the same rows from a bare indexed table."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from bench.figures import Figure, median, paired
from bench.sample_desk import TODAY, now, sample_documents
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.store.passages import ABOUT
from reviewer_app.vault.database import connect

PAGE = 100
COLUMNS = (
    "submission, alias, title, attempt, state, scored, total, due, role, round, evidence_count, evidence_bytes, "
    "here_count, updated_at, outcome"
)


def figures(*, quick: bool = False) -> list[Figure]:
    """The first page, a page from the middle, and the number of rows."""
    rows, rounds = (300, 2) if quick else (100_000, 60)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home, key = open_home(Path(folder) / "home"), os.urandom(32)
        DeskStore.create(home, key, now).close()
        fill_queue(home, key, rows)
        bare = _bare(Path(folder) / "bare.db", home, key)
        store = DeskStore.open(home, key, now)
        try:
            return [
                _page(store, bare, 0, f"first page of {rows:,}", rounds),
                _page(store, bare, rows // 2, f"page in the middle of {rows:,}", rounds),
                _count(store, bare, f"count of {rows:,}", rounds),
            ]
        finally:
            store.close()
            bare.close()


def _page(store: DeskStore, bare: Any, offset: int, what: str, rounds: int) -> Figure:
    def ours() -> float:
        begin = time.perf_counter()
        store.queue(QueueQuery(), offset, PAGE)
        return (time.perf_counter() - begin) * 1000

    def limit() -> float:
        begin = time.perf_counter()
        bare.execute(
            f"SELECT {COLUMNS} FROM t WHERE decided = 0 ORDER BY due, alias, submission LIMIT ? OFFSET ?",
            (PAGE, offset),
        ).fetchall()
        return (time.perf_counter() - begin) * 1000

    mine, theirs = paired(ours, limit, rounds)
    words = f"{PAGE} rows from a bare indexed sqlcipher3 table"
    return Figure(what, words, median(mine), median(theirs), "ms", 2.0)


def _count(store: DeskStore, bare: Any, what: str, rounds: int) -> Figure:
    def ours() -> float:
        begin = time.perf_counter()
        store.queue_size(QueueQuery())
        return (time.perf_counter() - begin) * 1000

    def limit() -> float:
        begin = time.perf_counter()
        bare.execute("SELECT count(*) FROM t WHERE decided = 0").fetchone()
        return (time.perf_counter() - begin) * 1000

    mine, theirs = paired(ours, limit, rounds)
    return Figure(what, "a bare indexed count", median(mine), median(theirs), "ms", 2.0)


def fill_queue(home: Home, key: bytes, rows: int) -> None:
    """Fill the tables straight, for taking in so many submissions one by one is another matter."""
    about, document = sample_documents()
    connection = connect(home.store_file, key)
    try:
        connection.execute("BEGIN")
        rubric = about["microcredential"]["hash"]
        connection.execute("INSERT INTO rubric VALUES (?, ?)", (rubric, json.dumps(document)))
        connection.executemany(
            "INSERT INTO submission VALUES (?, ?, '', 'm', 1, 'bundle', ?, '', 0, ?)",
            (
                (each["id"], rubric, each["submitted_at"], json.dumps(each))
                for each in (_bare_submission(about, number) for number in range(rows))
            ),
        )
        connection.executemany(
            f"INSERT INTO queue (folded, progress, decided, decision, turnaround, {COLUMNS}) "
            "VALUES (?, 1000, 0, '', NULL, ?, ?, ?, 1, 'to_review', 0, 7, ?, 'assessor', 1, 6, 400000, 6, ?, '')",
            (
                (
                    f"{_alias(number)} wait time that makes room for thinking",
                    f"s{number:06}",
                    _alias(number),
                    "Wait time that makes room for thinking",
                    (TODAY + timedelta(days=number * 31 % 90)).isoformat(),
                    "2026-11-01T00:00:00.000Z",
                )
                for number in range(rows)
            ),
        )
        # As if its reader had been through them; it would else be at it for minutes behind the window.
        connection.executemany(
            f"INSERT INTO passage (sha256, submission, slot, number, text) VALUES ('', ?, '{ABOUT}', 0, '')",
            ((f"s{number:06}",) for number in range(rows)),
        )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _alias(number: int) -> str:
    return f"{number * 7919 % 99991:05}"


def _bare_submission(about: Mapping[str, Any], number: int) -> dict[str, Any]:
    """As little as a submission can be: nothing was handed in."""
    return {
        "id": f"s{number:06}",
        "alias": _alias(number),
        "attempt": 1,
        "microcredential": about["microcredential"],
        "submitted_at": "2026-11-01T00:00:00.000Z",
        "parts": [],
        "evidence": [],
    }


def _bare(path: Path, home: Home, key: bytes) -> Any:
    """The same rows in one table with one index."""
    bare = sqlcipher.connect(str(path))
    bare.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    bare.execute(f"ATTACH ? AS desk KEY \"x'{key.hex()}'\"", (str(home.store_file),))
    bare.execute(f"CREATE TABLE t AS SELECT decided, {COLUMNS} FROM desk.queue")
    bare.execute("CREATE INDEX due ON t (decided, due, alias, submission)")
    bare.commit()
    bare.execute("DETACH desk")
    return bare
