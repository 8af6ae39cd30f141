"""The keyed database: sealed pages, the pragmas of a store of record, and faults in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.database import connect, engine, plain_words

KEY = bytes(range(32))
MARKER = "a sentence that nobody may find on the disk"


def filled(path: Path) -> None:
    connection = connect(path, KEY)
    connection.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, said TEXT)")
    connection.executemany("INSERT INTO words (said) VALUES (?)", [(f"{MARKER} {n}",) for n in range(3000)])
    connection.close()


def test_it_is_as_durable_and_distrustful_as_a_store_of_record_must_be(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "temp_store")
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
    }
    assert connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()


def test_words_are_nowhere_in_the_file_nor_its_log(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    connection.execute("CREATE TABLE words (said TEXT)")
    connection.execute("INSERT INTO words VALUES (?)", (MARKER,))
    files = list(tmp_path.iterdir())
    assert {path.name for path in files} >= {"a.db", "a.db-wal"}
    assert all(MARKER.encode() not in path.read_bytes() for path in files)
    connection.close()


def test_another_key_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "a.db")
    with pytest.raises(StoreError) as refused:
        connect(tmp_path / "a.db", bytes(32))
    assert refused.value.code == "wrong-key"


def test_a_damaged_page_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path)
    stored = bytearray(path.read_bytes())
    for page in range(2, len(stored) // 4096):
        stored[page * 4096 + 2000] ^= 1
    path.write_bytes(stored)
    connection = connect(path, KEY)
    with pytest.raises(StoreError) as damaged, plain_words():
        connection.execute("SELECT count(said) FROM words WHERE said LIKE '%x%'").fetchone()
    assert damaged.value.code == "store-damaged"
    connection.close()


def test_a_full_disk_is_said_to_be_full_and_nothing_is_half_saved(tmp_path: Path) -> None:
    filled(tmp_path / "a.db")
    connection = connect(tmp_path / "a.db", KEY)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as full, plain_words():
        connection.executemany("INSERT INTO words (said) VALUES (?)", [(MARKER * 50,)] * 500)
    assert full.value.code == "disk-full"
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    assert connection.execute("SELECT count(*) FROM words").fetchone()[0] == 3000
    connection.close()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY)
    connection.close()
    with pytest.raises(StoreError) as closed, plain_words():
        connection.execute("SELECT 1")
    assert closed.value.code == "store-closed"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        connect(tmp_path / "nowhere" / "a.db", KEY)
    assert refused.value.code == "read-only"


def test_sqlalchemy_speaks_to_the_same_file_and_its_faults_are_plain_too(tmp_path: Path) -> None:
    filled(tmp_path / "a.db")
    made = engine(tmp_path / "a.db", KEY)
    with made.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM words")).scalar_one() == 3000
    made.dispose()
    wrong = engine(tmp_path / "a.db", bytes(32))
    with pytest.raises(StoreError) as refused, plain_words(), wrong.connect():
        pass
    assert refused.value.code == "wrong-key"
    wrong.dispose()
