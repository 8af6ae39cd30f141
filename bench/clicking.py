"""From a level click to a durable change, beside a bare sqlcipher3 commit with synchronous=FULL."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from bench.figures import Figure, median, paired, percentile
from bench.sample_desk import sample_desk
from reviewer_app.workflows import reviewing

ROW_CHARACTERS = 900
"""About as long as the record of a click is."""


class Noting:
    """A store that notes when each of its changes became durable."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.durable_at = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def changes(self) -> Iterator[Any]:
        """One change; noted once it is durable."""
        with self._store.changes() as work:
            yield work
        self.durable_at = time.perf_counter()


def figures(*, quick: bool = False) -> list[Figure]:
    """Median and 95th percentile up to the return from the commit, and of the whole call with its answer."""
    clicks, warmups = (4, 1) if quick else (600, 40)
    with sample_desk(submissions=3) as (desk, ids), tempfile.TemporaryDirectory() as folder:
        bare = bare_table(Path(folder) / "bare.db")
        store = Noting(desk.store)
        noted = replace(desk, store=store)  # type: ignore[arg-type]  # stands in for the store and passes all on
        criteria = reviewing.open_review(desk, ids[0]).rubric.criteria
        answered: list[float] = []
        said: Counter[tuple[str, str]] = Counter()

        def ours() -> float:
            done = said.total()
            submission, criterion = ids[done % len(ids)], criteria[done % len(criteria)]
            said[submission, criterion.id] += 1
            level = criterion.levels[said[submission, criterion.id] % len(criterion.levels)].id
            begin = time.perf_counter()
            reviewing.score(noted, submission, criterion.id, level)
            answered.append((time.perf_counter() - begin) * 1000)
            return (store.durable_at - begin) * 1000

        def limit() -> float:
            begin = time.perf_counter()
            bare.execute("INSERT INTO t (body) VALUES (?)", ("x" * ROW_CHARACTERS,))
            bare.commit()
            return (time.perf_counter() - begin) * 1000

        mine, theirs = paired(ours, limit, clicks, warmups=warmups)
        bare.close()
    words = "a bare sqlcipher3 FULL commit"
    whole = answered[warmups:]
    return [
        Figure("level click to durable, median", words, median(mine), median(theirs), "ms", 2.0),
        Figure(
            "level click to durable, p95", words, percentile(mine, 0.95), percentile(theirs, 0.95), "ms", 2.0
        ),
        Figure("level click to the new review, median", words, median(whole), median(theirs), "ms", 3.0),
    ]


def bare_table(path: Path) -> sqlcipher.Connection:
    """A keyed connection with one table, as durable as the store."""
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    connection.commit()
    return connection
