"""A snapshot's record in an encrypted file of its own, in this version's form, to look at or to restore from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.signing import signer
from reviewer_app.hub.backup.chest import LARGEST_MANIFEST, MANIFEST, RECORD, Chest, damaged
from reviewer_app.hub.backup.lines import Loading
from reviewer_app.hub.backup.making import MANIFEST_FORMAT
from reviewer_app.hub.books import FILE
from reviewer_app.hub.migrations import STEPS
from reviewer_app.hub.on_sqlite import SqliteDatabase


@dataclass(frozen=True)
class Scratch:
    """The record of one snapshot: its file, its settings with the hub's seed, and what its manifest says."""

    path: Path
    database: SqliteDatabase
    settings: dict[str, str]
    manifest: dict[str, Any]

    @property
    def files(self) -> dict[str, int]:
        """The files the record names, by hash, with their sizes."""
        return {str(each["sha256"]): int(each["size"]) for each in self.manifest["files"]}


@contextmanager
def scratch(chest: Chest, folder: Path, key: bytes, snapshot: str = "") -> Iterator[Scratch]:
    """The newest snapshot, or the one of this name, read whole and checked against its manifest."""
    name = _chosen(chest, snapshot)
    manifest = read_manifest(chest, name)
    place = folder / "restoring"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True)
    database = SqliteDatabase(place / FILE, key)
    try:
        settings = _load(chest, chest.folder / name / RECORD, database, manifest)
        with database.plain_words():
            database.migrate()
        yield Scratch(place / FILE, database, settings, manifest)
    finally:
        database.close()
        shutil.rmtree(place, ignore_errors=True)


def read_manifest(chest: Chest, name: str) -> dict[str, Any]:
    """What a snapshot says of itself; FileError when the hub it names did not sign it."""
    kept = bytearray()

    class Kept:
        def write(self, data: bytes, /) -> None:
            if len(kept) + len(data) > LARGEST_MANIFEST:
                raise damaged(MANIFEST)
            kept.extend(data)

    chest.get(chest.folder / name / MANIFEST, Kept())
    try:
        manifest = json.loads(bytes(kept))
        sound = manifest["format"] == MANIFEST_FORMAT and signer(manifest) == manifest["hub"]
        if sound and manifest["snapshot"] == name and manifest["record"] and manifest["files"] is not None:
            return dict(manifest)
    except (ValueError, KeyError, TypeError):
        pass
    raise damaged(MANIFEST)


def _chosen(chest: Chest, snapshot: str) -> str:
    there = chest.snapshots()
    if not there or (snapshot and snapshot not in there):
        raise FileError(
            "no-snapshot",
            "There is no such snapshot",
            f"Whole ones are: {', '.join(there) or 'none'}.",
            "Name one of them, or leave the name out for the newest.",
        )
    return snapshot or there[-1]


def _load(chest: Chest, path: Path, database: SqliteDatabase, manifest: dict[str, Any]) -> dict[str, str]:
    found = hashlib.sha256()
    with database.plain_words(), database.engine.connect() as connection:
        connection.exec_driver_sql(
            "PRAGMA foreign_keys = OFF"
        )  # a record with a fault must be readable to be mended
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        loading = Loading(connection, lambda schema: _prepare(connection, schema))

        class Hashed:
            def write(self, data: bytes, /) -> None:
                found.update(data)
                loading.write(data)

        chest.get(path, Hashed())
        loading.finish()
        if found.hexdigest() != manifest["record"]["sha256"] or loading.counted != manifest["record"]["rows"]:
            raise damaged(RECORD)
        connection.exec_driver_sql(
            "INSERT INTO setting (name, value) VALUES (?, ?)", list(loading.settings.items())
        )
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    return loading.settings


def _prepare(connection: Connection, schema: int) -> None:
    for step in STEPS[:schema]:
        for statement in step:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {int(schema)}")
