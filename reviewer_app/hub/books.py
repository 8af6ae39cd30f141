"""The hub's books: its encrypted database, its files, its key and its clock, opened together."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import timestamp
from reviewer_app.hub.migrations import STEPS
from reviewer_app.hub.resting import Rest
from reviewer_app.vault.blobs import BlobFolder
from reviewer_app.vault.database import engine, plain_words

FILE = "hub.db"


@dataclass(frozen=True)
class Books:
    """What every part of the hub works on; safe to use from several threads and beside another process."""

    folder: Path
    engine: Engine
    blobs: BlobFolder
    key: SigningKey
    name: str
    now: Callable[[], datetime]
    rest: Rest

    def moment(self) -> str:
        """Now, in the form that is stored and travels."""
        return timestamp(self.now())

    @contextmanager
    def changes(self) -> Iterator[Connection]:
        """One writing transaction: everything in it is durable at its end, or none of it happened."""
        with plain_words(), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """One reading transaction: everything read in it belongs together."""
        with plain_words(), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_books(folder: Path, key: bytes, now: Callable[[], datetime], name: str) -> Books:
    """Open the hub's folder, making or migrating what is in it; StoreError when it cannot be opened."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "blobs").mkdir(mode=0o700, exist_ok=True)
    made = engine(folder / FILE, key)
    try:
        with plain_words():
            _migrate(made, folder / FILE)
            settings = _settings(made, name, timestamp(now()))
    except BaseException:  # stopped by the coordinator too: nobody else would close the file
        made.dispose()
        raise
    seed = SigningKey(bytes.fromhex(settings["seed"]))
    return Books(folder, made, BlobFolder(folder / "blobs", key), seed, settings["name"], now, Rest(key))


def _migrate(made: Engine, path: Path) -> None:
    with made.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        connection.rollback()
        if version > len(STEPS):
            raise StoreError(
                "hub-newer",
                "This hub was written by a newer version",
                "Its record has a form this version does not know.",
                "Install the newer version; nothing was changed.",
            )
        if 0 < version < len(STEPS):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.rollback()
            shutil.copy2(path, path.with_suffix(f".before-{len(STEPS)}.db"))
        if version == len(STEPS):
            return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        for step in STEPS[version:]:
            for statement in step:
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {len(STEPS)}")
        connection.commit()


def _settings(made: Engine, name: str, at: str) -> dict[str, str]:
    with made.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        fresh = {"seed": secrets.token_hex(32), "name": name, "made_at": at}
        for each, value in fresh.items():
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)", (each, value)
            )
        rows = connection.exec_driver_sql("SELECT name, value FROM setting").all()
        connection.commit()
    return {str(each): str(value) for each, value in rows}
