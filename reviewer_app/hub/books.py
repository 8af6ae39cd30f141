"""The hub's books: its database, its files, its key and its clock, opened together from one place."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import timestamp
from reviewer_app.hub.database import Database
from reviewer_app.hub.on_sqlite import SqliteDatabase
from reviewer_app.hub.places import RECORD, Place
from reviewer_app.hub.resting import Rest
from reviewer_app.hub.shelves.forms import Shelves
from reviewer_app.hub.shelves.opening import open_shelves

FILE = RECORD


@dataclass(frozen=True)
class Books:
    """What every part of the hub works on; safe to use from several threads and beside another process."""

    folder: Path
    database: Database
    blobs: Shelves
    key: SigningKey
    name: str
    now: Callable[[], datetime]
    rest: Rest

    @property
    def engine(self) -> Engine:
        """The database's connections."""
        return self.database.engine

    def moment(self) -> str:
        """Now, in the form that is stored and travels."""
        return timestamp(self.now())

    @contextmanager
    def changes(self, *, person: str = "") -> Iterator[Connection]:
        """One writing transaction: everything in it is durable at its end, or none of it happened.

        Nobody else changes anything meanwhile. With ``person`` only what is of that person is changed and waited for.
        """
        with self.database.plain_words(), self.engine.connect() as connection:
            self.database.begin_changes(connection, person)
            yield connection
            connection.commit()

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """One reading transaction: everything read in it belongs together."""
        with self.database.plain_words(), self.engine.connect() as connection:
            self.database.begin_looking(connection)
            yield connection
            connection.rollback()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def open_books(place: Place, key: bytes, now: Callable[[], datetime], name: str) -> Books:
    """Open the hub's books, making or migrating what is there; StoreError when they cannot be opened."""
    folder = place.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    blobs = open_shelves(folder, key, place.storage)
    database = open_database(place, key)
    try:
        with database.plain_words():
            database.migrate()
            settings = _settings(database, name, timestamp(now()))
        seed = SigningKey(database.seed(settings["seed"]))
    except BaseException:  # stopped by the coordinator too: nobody else would close the database
        database.close()
        raise
    return Books(folder, database, blobs, seed, settings["name"], now, Rest(seed.seed))


def open_database(place: Place, key: bytes) -> Database:
    """The database of a place, not looked into yet."""
    if not place.database:
        return SqliteDatabase(place.folder / FILE, key)
    from reviewer_app.hub.on_postgres import PostgresDatabase  # a library that a hub in a folder does without

    return PostgresDatabase(place.database, key)


def check_reached(place: Place) -> None:
    """Whether the place's database can be reached, before anything is made there; StoreError when not."""
    if place.database:
        database = open_database(place, b"")
        try:
            with database.plain_words(), database.engine.connect():
                pass
        finally:
            database.close()


def _settings(database: Database, name: str, at: str) -> dict[str, str]:
    with database.engine.connect() as connection:
        database.begin_changes(connection, "")
        fresh = {"seed": database.keep_seed(secrets.token_bytes(32)), "name": name, "made_at": at}
        for each, value in fresh.items():
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)", (each, value)
            )
        rows = connection.exec_driver_sql("SELECT name, value FROM setting").all()
        connection.commit()
    return {str(each): str(value) for each, value in rows}
