"""A hub back from a backup, into an empty place on either database: its files first, its record last and at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, Integer

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.hub.backup.chest import Chest, damaged
from reviewer_app.hub.backup.lines import KEPT_APART, ROWS, tables
from reviewer_app.hub.backup.scratch import Scratch, scratch
from reviewer_app.hub.books import FILE, open_database
from reviewer_app.hub.lacking import note_lacking
from reviewer_app.hub.places import Place
from reviewer_app.hub.shelves.forms import Shelves
from reviewer_app.hub.shelves.opening import open_shelves
from reviewer_app.hub.tables import HubTable
from reviewer_app.vault.durable import sync_file, sync_folders


@dataclass(frozen=True)
class Restored:
    """What came back: the snapshot, when it was made, the hub's key and name, rows, files, and files it lacked."""

    snapshot: str
    at: str
    hub: str
    name: str
    rows: int
    files: int
    lacking: tuple[str, ...]


def restore(
    chest: Chest,
    place: Place,
    key: bytes,
    *,
    snapshot: str = "",
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Restored:
    """Bring a snapshot back under this key; when it was stopped, doing it again goes on with what is there."""
    cancel = cancel or CancelToken()
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_what_is_there(place, key)
    with scratch(chest, place.folder, key, snapshot) as found:
        lacking = _files(chest, open_shelves(place.folder, key, place.storage), found, progress, cancel)
        cancel.check()
        _ask_for(found, lacking)
        if place.database:
            _into_database(found, place, key)
        else:
            _into_folder(found, place)
        told = found.manifest
        rows = sum(told["record"]["rows"].values())
        return Restored(
            told["snapshot"], told["at"], told["hub"], found.settings["name"], rows, len(found.files), lacking
        )


def _refuse_what_is_there(place: Place, key: bytes) -> None:
    if not place.database:
        if (place.folder / FILE).exists():
            raise _not_empty(f"The folder {place.folder} holds the record of a hub.")
        return
    database = open_database(place, key)
    try:
        with database.plain_words(), database.engine.connect() as look:
            database.begin_looking(look)
            if database.version(look) and _rows(look):
                raise _not_empty("The database holds the record of a hub.")
    finally:
        database.close()


def _files(
    chest: Chest, shelves: Shelves, found: Scratch, progress: ReportProgress, cancel: CancelToken
) -> tuple[str, ...]:
    """Put back what is not there yet; the hashes of files the backup does not have either."""
    lacking = []
    total = sum(found.files.values())
    done = 0
    for sha256, size in found.files.items():
        cancel.check()
        if not shelves.has(sha256):
            if not chest.has_file(sha256):
                lacking.append(sha256)
                continue
            writer = shelves.writer()
            try:
                chest.get(chest.file(sha256), writer)
                if writer.finish() != (sha256, size):
                    raise damaged(f"{sha256}.age")
                shelves.adopt([writer])
            finally:
                writer.discard()
        done += size
        progress(done, total, "Putting back files")
    return tuple(lacking)


def _ask_for(found: Scratch, lacking: tuple[str, ...]) -> None:
    """Have laptops asked for files that the backup does not have."""
    with found.database.plain_words(), found.database.engine.connect() as connection:
        found.database.begin_changes(connection, "")
        note_lacking(connection, lacking)
        connection.commit()


def _into_folder(found: Scratch, place: Place) -> None:
    """One rename: until then there is no record, and from then on there is all of it."""
    with found.database.plain_words(), found.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.rollback()
    found.database.close()
    with found.path.open("r+b") as file:
        sync_file(file.fileno())
    found.path.replace(place.folder / FILE)
    sync_folders({place.folder})


def _into_database(found: Scratch, place: Place, key: bytes) -> None:
    """One transaction, which waits for who else may be making a hub there, and then looks again."""
    database = open_database(place, key)
    try:
        with database.plain_words():
            database.migrate()
            with database.engine.connect() as connection:
                database.begin_changes(connection, "")
                if _rows(connection):
                    raise _not_empty("The database holds the record of a hub.")
                with found.database.engine.connect() as look:
                    for name in tables():
                        if name != "setting":
                            _copy(look, connection, name)
                settings = {name: value for name, value in found.settings.items() if name not in KEPT_APART}
                settings["seed"] = database.keep_seed(bytes.fromhex(found.settings["seed"]))
                for each, value in settings.items():
                    connection.exec_driver_sql("DELETE FROM setting WHERE name = ?", (each,))
                    connection.exec_driver_sql(
                        "INSERT INTO setting (name, value) VALUES (?, ?)", (each, value)
                    )
                connection.commit()
    finally:
        database.close()


def _copy(look: Connection, into: Connection, name: str) -> None:
    table = HubTable.metadata.tables[name]
    columns = [each.name for each in table.columns]
    listed, marks = ", ".join(columns), ", ".join("?" * len(columns))
    for rows in look.exec_driver_sql(f"SELECT {listed} FROM {name}").partitions(ROWS):
        into.exec_driver_sql(f"INSERT INTO {name} ({listed}) VALUES ({marks})", [tuple(row) for row in rows])
    counting = table.primary_key.columns
    if len(counting) == 1 and isinstance(counting[0].type, Integer):
        column = counting[0].name
        into.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), "
            f"(SELECT coalesce(max({column}), 0) + 1 FROM {name}), false)"
        )


def _rows(look: Connection) -> bool:
    """Whether anything but the hub's own settings is there."""
    return any(
        look.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first() is not None
        for name in tables()
        if name != "setting"
    )


def _not_empty(sentence: str) -> RuleError:
    return RuleError(
        "hub-there",
        "There is a hub already",
        sentence,
        "Restore into an empty folder and database; put the old ones aside first.",
    )


def check_file(chest: Chest, sha256: str) -> None:
    """Read a file of the backup whole; FileError when it is not what its name says."""
    found = hashlib.sha256()

    class Hashed:
        def write(self, data: bytes, /) -> None:
            found.update(data)

    chest.get(chest.file(sha256), Hashed())
    if found.hexdigest() != sha256:
        raise damaged(f"{sha256}.age")
