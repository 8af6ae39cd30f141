"""SQLite keyed with SQLCipher: one way to open it, the pragmas of a store of record, and faults in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from reviewer_app.domain.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 5000",
)


def _prepare(connection: Any, key: bytes) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute("SELECT count(*) FROM sqlite_master")
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def connect(path: Path, key: bytes) -> Any:
    """A sqlcipher3 connection in autocommit mode (transactions are begun by hand), usable from any one thread."""
    with plain_words():
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key)
        except BaseException:  # nobody else would close what was never handed out
            connection.close()
            raise
        return connection


def engine(path: Path, key: bytes) -> Engine:
    """A SQLAlchemy engine on the same driver, with a pool of keyed connections."""
    from sqlalchemy import create_engine, event  # heavy, and not needed to paint the first window

    made = create_engine(f"sqlite:///{path}", module=sqlcipher)

    @event.listens_for(made, "connect")
    def _keyed(connection: Any, _record: object) -> None:
        _prepare(connection, key)

    return made


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what SQLite says into a StoreError a person can act on."""
    try:
        yield
    except (sqlcipher.Error, sqlite3.Error) as problem:
        raise store_error(problem) from problem
    except Exception as problem:  # SQLAlchemy wraps the driver's error, and is not imported only to name it
        inner = getattr(problem, "orig", None)
        if isinstance(inner, sqlcipher.Error):
            raise store_error(inner) from problem
        raise


FULL, READONLY, CANTOPEN, CORRUPT, NOTADB, IOERR = 13, 8, 14, 11, 26, 10
BUSY = (5, 6)
"""SQLite's primary result codes (sqlite.org/rescode.html)."""


def store_error(problem: Exception) -> StoreError:
    """What a person should know of a fault in the database."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    for codes, words in _FAULTS:
        if code in codes:
            return StoreError(*words)
    if "closed" in str(problem).lower():
        return StoreError(
            "store-closed",
            "The store is locked",
            "It was closed while something was still to be done; what was saved before is safe.",
            "Unlock it and do the last thing again.",
        )
    return StoreError(
        "store",
        "The store did not do what was asked",
        f"It says: {problem}.",
        "Nothing was half-saved. Try again; if it comes back, run “reviewer-app store check”.",
    )


_FAULTS: tuple[tuple[tuple[int, ...], tuple[str, str, str, str]], ...] = (
    (
        (NOTADB,),
        (
            "wrong-key",
            "The store does not open",
            "The key does not fit, or the store's file is damaged at its very beginning.",
            "Check that this is the right folder; otherwise put the file back from a backup.",
        ),
    ),
    (
        (CORRUPT,),
        (
            "store-damaged",
            "The store is damaged",
            "A page of the store's file is not what was written.",
            "Put the file back from the backups folder, or run “reviewer-app store check” to see what is hit.",
        ),
    ),
    (
        (FULL,),
        (
            "disk-full",
            "The disk is full",
            "There is no room left where the store is kept; nothing was half-saved.",
            "Free some space, then do it again.",
        ),
    ),
    (
        (READONLY, CANTOPEN),
        (
            "read-only",
            "The store cannot be written",
            "The folder where the store is kept is read-only or cannot be opened.",
            "Make it writable, or choose another folder.",
        ),
    ),
    (
        (IOERR,),
        (
            "disk",
            "The disk did not answer as it should",
            "The system could not read or write the store's file.",
            "Nothing was half-saved. Try again; if it comes back, have the disk looked at.",
        ),
    ),
    (
        BUSY,
        (
            "store-busy",
            "The store is busy",
            "Another program holds the store's file.",
            "Close it and try again; nothing was lost.",
        ),
    ),
)
