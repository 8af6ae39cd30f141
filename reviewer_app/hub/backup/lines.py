"""A hub's record as JSON lines, the same whichever database it was in, and back into a scratch file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import FileError, StoreError
from reviewer_app.hub.backup.chest import damaged
from reviewer_app.hub.books import Books
from reviewer_app.hub.migrations import STEPS
from reviewer_app.hub.tables import HubTable

FORMAT, VERSION = "reviewer-hub-record", 1
ROWS = 500
KEPT_APART = ("seed", "schema")
"""Settings that are of the database they are in: how the hub's seed rests there, and the form of its tables."""


def tables() -> tuple[str, ...]:
    """The tables' names, each behind those it points to."""
    return tuple(each.name for each in HubTable.metadata.sorted_tables)


def written(books: Books, look: Connection, counted: dict[str, int]) -> Iterator[bytes]:
    """The whole record as lines, from one reading transaction; ``counted`` gets the rows of each table."""
    yield _line({"format": FORMAT, "version": VERSION, "schema": len(STEPS)})
    told = look.exec_driver_sql("SELECT name, value FROM setting")
    settings = {str(row[0]): str(row[1]) for row in told}
    kept = {name: value for name, value in settings.items() if name not in KEPT_APART}
    yield _line({"settings": {**kept, "seed": books.database.seed(settings["seed"]).hex()}})
    for name in tables():
        if name == "setting":
            continue
        table = HubTable.metadata.tables[name]
        columns = [each.name for each in table.columns]
        keys = ", ".join(each.name for each in table.primary_key.columns)
        yield _line({"table": name, "columns": columns})
        counted[name] = 0
        # A server's cursor holds a part of the rows at a time; all of them could be more than memory.
        found = look.execution_options(stream_results=True).exec_driver_sql(
            f"SELECT {', '.join(columns)} FROM {name} ORDER BY {keys}"
        )
        for rows in found.partitions(ROWS):
            counted[name] += len(rows)
            yield b"".join(_line(list(row)) for row in rows)


@dataclass
class Loading:
    """Takes the lines into an empty database, whose form is that of the lines; the foreign keys are not looked at."""

    connection: Connection
    prepare: Any
    """Makes the tables of a schema by its number."""
    settings: dict[str, str] = field(default_factory=dict)
    schema: int = 0
    counted: dict[str, int] = field(default_factory=dict)
    _held: bytes = b""
    _statement: str = ""
    _table: str = ""
    _rows: list[tuple[Any, ...]] = field(default_factory=list)

    def write(self, data: bytes, /) -> None:
        """Take the next bytes."""
        *lines, self._held = (self._held + data).split(b"\n")
        for line in lines:
            self._take(line)

    def finish(self) -> None:
        """Everything has come; FileError when it ended in the middle."""
        if self._held or not self.settings:
            raise damaged("record")
        self._flush()

    def _take(self, line: bytes) -> None:
        try:
            told = json.loads(line)
        except ValueError as problem:
            raise damaged("record") from problem
        if isinstance(told, list):
            self._rows.append(tuple(told))
            if len(self._rows) >= ROWS:
                self._flush()
            return
        self._flush()
        if "schema" in told:
            self.schema = _known(told)
            self.prepare(self.schema)
        elif "settings" in told:
            self.settings = {str(name): str(value) for name, value in told["settings"].items()}
        else:
            self._begin(str(told["table"]), list(told["columns"]))

    def _begin(self, table: str, columns: Sequence[str]) -> None:
        names = (table, *columns)
        if table not in tables() or not all(each.isidentifier() for each in names):
            raise damaged("record")
        self._table = table
        self.counted[table] = 0
        marks = ", ".join("?" * len(columns))
        self._statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"

    def _flush(self) -> None:
        if self._rows:
            if not self._statement:
                raise damaged("record")
            self.connection.exec_driver_sql(self._statement, self._rows)
            self.counted[self._table] += len(self._rows)
            self._rows = []


def _known(told: dict[str, Any]) -> int:
    if told.get("format") != FORMAT or told.get("version") != VERSION or not isinstance(told["schema"], int):
        raise FileError(
            "backup-form",
            "This backup has another form",
            "Its record is written in a way this version does not know.",
            "Install the version that made it, or a newer one.",
        )
    if told["schema"] > len(STEPS):
        raise StoreError(
            "hub-newer",
            "This backup was made by a newer version",
            "Its record has a form this version does not know.",
            "Install the newer version; nothing was changed.",
        )
    return int(told["schema"])


def _line(told: Any) -> bytes:
    return (
        json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
    )
