"""Searching 100,000 texts, beside the same texts in a plain FTS5 table of the same encrypted SQLite."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from bench.figures import Figure, median, paired
from bench.sample_desk import fill, now
from reviewer_app.domain.folding import fold
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.vault.database import connect
from reviewer_app.workflows import searching
from reviewer_app.workflows.desk import Desk

PAGE = 50
WORDS = 60
RARE, COMMON = "quicksilver", "wait"
FILES = 10


def figures(*, quick: bool = False) -> list[Figure]:
    """A rare word, a common one, two words in one place, and the beginnings of words."""
    texts, rounds = (400, 2) if quick else (100_000, 30)
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home, key = open_home(Path(folder) / "home"), os.urandom(32)
        store = DeskStore.create(home, key, now)
        content = {f"file-{number}.txt": f"file {number}".encode() for number in range(FILES)}
        fill(store, 1, content)
        hashes = [each.sha256 for each in store.words.to_read(1)]
        store.close()
        bare = connect(Path(folder) / "bare.db", key)
        bare.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize='unicode61 remove_diacritics 2')")
        ours = connect(home.store_file, key)
        _fill(ours, bare, hashes, texts)
        ours.close()
        store = DeskStore.open(home, key, now)
        desk = Desk(home, store, WorkerPool(warm=0), now)
        try:
            return [
                # A third of a millisecond goes into whose hit it is and where; it is the same for any number of texts.
                _search(desk, bare, f"rare word in {texts:,} texts", RARE, rounds),
                _search(desk, bare, f"common word in {texts:,} texts", COMMON, rounds),
                _search(desk, bare, f"two words in {texts:,} texts", f"{COMMON} lesson", rounds),
            ]
        finally:
            desk.evidence.close()
            store.close()
            bare.close()


def _search(desk: Desk, bare: Any, what: str, typed: str, rounds: int) -> Figure:
    asked = " AND ".join(f'"{word}" *' for word in typed.split())

    def ours() -> float:
        begin = time.perf_counter()
        assert searching.find(desk, typed).hits
        return (time.perf_counter() - begin) * 1000

    def limit() -> float:
        begin = time.perf_counter()
        sql = "SELECT rowid, snippet(t, 0, '[', ']', '…', 24) FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"
        assert bare.execute(sql, (asked, PAGE)).fetchall()
        return (time.perf_counter() - begin) * 1000

    mine, theirs = paired(ours, limit, rounds)
    words = f"{PAGE} ranked rows with snippets from a plain FTS5 table, SQLCipher too"
    return Figure(f"search, {what}", words, median(mine), median(theirs), "ms", 2.0)


def _fill(ours: Any, bare: Any, hashes: list[str], texts: int) -> None:
    """The same texts in both, put straight into the tables: reading them from files is another matter."""
    for each in (ours, bare):
        each.execute("BEGIN")
    first = 1 + ours.execute("SELECT coalesce(max(id), 0) FROM passage").fetchone()[0]
    for number, text in enumerate(_texts(texts)):
        where = (first + number, hashes[number % FILES], number // FILES, text)
        ours.execute("INSERT INTO passage VALUES (?, ?, '', '', ?, ?)", where)
        ours.execute("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", (first + number, fold(text)))
        bare.execute("INSERT INTO t (rowid, words) VALUES (?, ?)", (first + number, text))
    for each in (ours, bare):
        each.execute("COMMIT")


def _texts(count: int) -> Iterator[str]:
    """Texts with words as unevenly frequent as in a language; the rare word in ten of them."""
    chance = random.Random(7)
    vocabulary = [COMMON, "lesson", *(f"w{number:05d}" for number in range(20_000))]
    weights = list(accumulate(1 / (place + 2) for place in range(len(vocabulary))))
    for number in range(count):
        words = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
        if number % max(1, count // 10) == 0:
            words[WORDS // 2] = RARE
        yield " ".join(words)
