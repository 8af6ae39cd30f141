"""The frozen steps make what the tables say; a newer file is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.tables import HubTable
from reviewer_app.vault.database import engine
from tests.exchange.fixtures import HUB_KEY, Clock


def shape(made: Engine) -> dict[str, object]:
    """Columns, keys and indexes of every table."""
    found: dict[str, object] = {}
    with made.connect() as look:
        names = look.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).all()
        for (name,) in names:
            if name.startswith("sqlite_"):
                continue
            columns = [tuple(row)[1:] for row in look.exec_driver_sql(f"PRAGMA table_info({name})")]
            keys = sorted(tuple(row)[2:] for row in look.exec_driver_sql(f"PRAGMA foreign_key_list({name})"))
            indexes = sorted(
                (
                    row[2],
                    tuple(part[2] for part in look.exec_driver_sql(f"PRAGMA index_info({row[1]})").all()),
                )
                for row in look.exec_driver_sql(f"PRAGMA index_list({name})").all()
            )
            found[name] = (columns, keys, indexes)
    made.dispose()
    return found


def test_the_migrated_schema_is_the_tables_schema(tmp_path: Path) -> None:
    Hub.open(tmp_path / "hub", HUB_KEY, Clock()).close()
    fresh = engine(tmp_path / "fresh.db", HUB_KEY)
    HubTable.metadata.create_all(fresh)
    assert shape(engine(tmp_path / "hub" / "hub.db", HUB_KEY)) == shape(fresh)


def test_a_newer_hub_is_refused_and_untouched(tmp_path: Path) -> None:
    Hub.open(tmp_path / "hub", HUB_KEY, Clock()).close()
    made = engine(tmp_path / "hub" / "hub.db", HUB_KEY)
    with made.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
        connection.commit()
    made.dispose()
    with pytest.raises(StoreError) as caught:
        Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    assert caught.value.code == "hub-newer"
