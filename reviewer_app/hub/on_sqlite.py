"""The hub's record as one SQLite file under SQLCipher: one writer at a time, whatever it writes."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection

from reviewer_app.hub import migrations
from reviewer_app.hub.database import check_version
from reviewer_app.vault.database import engine, plain_words
from reviewer_app.vault.room import check_room


class SqliteDatabase:
    """An encrypted file; the seed rests in it as it is, since all of it is encrypted."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self.engine = engine(path, key)

    def migrate(self) -> None:
        """Take the file on step by step, after a copy of it was made."""
        steps = migrations.STEPS
        with self.engine.connect() as connection:
            version = self.version(connection)
            connection.rollback()
            check_version(version, len(steps))
            if 0 < version < len(steps):
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.rollback()
                shutil.copy2(self._path, self._path.with_suffix(f".before-{len(steps)}.db"))
            if version == len(steps):
                return
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            version = self.version(connection)
            for step in steps[version:]:
                for statement in step:
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")
            connection.commit()

    def version(self, connection: Connection) -> int:
        """SQLite keeps a number for this."""
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def check_writing(self, connection: Connection) -> None:
        """Its folder must take what a change writes beside it."""
        check_room(self._path.parent)

    def damaged(self, connection: Connection) -> list[str]:
        """Pages that fail their seal, read or not, and what SQLite finds out of order."""
        wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
        if not wrong:  # it stops at the first page it cannot read
            wrong = connection.exec_driver_sql("PRAGMA integrity_check").all()
        return [str(row[0]) for row in wrong if row[0] != "ok"]

    def begin_changes(self, connection: Connection, person: str) -> None:
        """The file has one lock for writing, so whose it is does not matter."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def begin_looking(self, connection: Connection) -> None:
        """In WAL mode a reader sees the last commit before its first query, and goes on seeing that."""
        connection.exec_driver_sql("BEGIN")

    def plain_words(self) -> AbstractContextManager[None]:
        """As every store on this machine says it."""
        return plain_words()

    def keep_seed(self, seed: bytes) -> str:
        """In hexadecimal."""
        return seed.hex()

    def seed(self, kept: str) -> bytes:
        """From hexadecimal."""
        return bytes.fromhex(kept)

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
