"""The frozen steps make exactly the tables the models declare, and keep older and newer files safe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from reviewer_app.domain.errors import StoreError
from reviewer_app.paths import resource
from reviewer_app.store import schema
from reviewer_app.store.healing_tables import Forked, WarrantRow
from reviewer_app.store.tables import DeskTable
from reviewer_app.vault.database import connect
from tests.store.desks import KEY, home_of, open_desk, say, score, submission, take_in


def _shape(connection: Any) -> dict[str, Any]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'passage_words%' ORDER BY name"  # a virtual table is no model's
    ).fetchall()
    return {name: _table(connection, name) for (name,) in tables}


def _table(connection: Any, name: str) -> dict[str, Any]:
    def ask(pragma: str, of: str) -> list[tuple[Any, ...]]:
        return sorted(map(tuple, connection.execute(f"PRAGMA {pragma}('{of}')").fetchall()))

    indexes = {}
    for _, index, unique, origin, partial in ask("index_list", name):
        columns = [row[2:] for row in ask("index_xinfo", index)]
        where = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        condition = where[0].partition("WHERE")[2].strip() if where and where[0] else ""
        key = index if origin == "c" else f"{origin}:{columns}"
        indexes[key] = (unique, origin, partial, columns, condition)
    return {"columns": ask("table_xinfo", name), "indexes": indexes, "keys": ask("foreign_key_list", name)}


def _checks(connection: Any) -> dict[str, int]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'passage_words%'"
    ).fetchall()
    return {name: sql.upper().count("CHECK") for name, sql in rows}


def test_the_frozen_steps_make_what_the_models_declare(tmp_path: Path) -> None:
    stepped = connect(tmp_path / "stepped.db", KEY)
    schema.migrate(stepped, lambda number: None)
    from sqlalchemy import create_engine

    assert {Forked.__tablename__, WarrantRow.__tablename__} <= set(DeskTable.metadata.tables)
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}", module=sqlcipher)
    DeskTable.metadata.create_all(engine)
    engine.dispose()
    declared = sqlcipher.connect(str(tmp_path / "declared.db"))
    assert _shape(stepped) == _shape(declared)
    assert _checks(stepped) == _checks(declared)
    declared.close()
    stepped.close()


def test_a_newer_store_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    open_desk(tmp_path).close()
    path = home_of(tmp_path).store_file
    connection = connect(path, KEY)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as refused:
        open_desk(tmp_path)
    assert refused.value.code == "store-newer"
    assert path.read_bytes() == before


def _one_step_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    steps = (*schema.STEPS, "next.sql")
    (tmp_path / "next.sql").write_text(script)
    monkeypatch.setattr(schema, "STEPS", steps)
    monkeypatch.setattr(schema, "VERSION", len(steps))

    def found(*parts: str) -> Path:
        return tmp_path / "next.sql" if parts[-1] == "next.sql" else resource(*parts)

    monkeypatch.setattr(schema, "resource", found)


def test_a_step_is_taken_after_a_copy_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_desk(tmp_path / "home")
    about = take_in(store, submission(1))
    record = score(store, about, "1.1", "basic")
    store.close()
    _one_step_more(
        monkeypatch, tmp_path, "ALTER TABLE place ADD COLUMN opened VARCHAR NOT NULL DEFAULT '';\n"
    )
    store = open_desk(tmp_path / "home")
    assert store.records(about) == (record,)
    store.close()
    (copy,) = home_of(tmp_path / "home").backups.iterdir()
    kept = connect(copy, KEY)
    assert schema.version(kept) == schema.VERSION - 1
    assert kept.execute("SELECT id FROM record").fetchall() == [(record.id,)]
    kept.close()


def test_a_step_that_fails_half_way_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_desk(tmp_path / "home")
    about = take_in(store, submission(1))
    store.close()
    with monkeypatch.context() as patched:
        _one_step_more(
            patched, tmp_path, "CREATE TABLE extra (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n"
        )
        with pytest.raises(StoreError):
            open_desk(tmp_path / "home")
    store = open_desk(tmp_path / "home")
    assert store.has_submission(about)
    say(store, about, "comment.set", criterion="", text="Still here")
    store.close()
    connection = connect(home_of(tmp_path / "home").store_file, KEY)
    assert schema.version(connection) == schema.VERSION
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    connection.close()
