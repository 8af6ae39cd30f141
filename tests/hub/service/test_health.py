"""What a hub says of its health while its disk is full, its database was restarted, or something in it hangs."""

from __future__ import annotations

import asyncio
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain.errors import StoreError
from reviewer_app.exchange.failures import NEEDS_A_PERSON
from reviewer_app.hub.answers import refusal_of
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.service.health import health
from reviewer_app.hub.service.waiting import Look
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.postgres import empty_place, postgres
from tests.small_disk import small_disk

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_is_said_by_health_and_to_the_laptop_and_loses_nothing(tmp_path: Path) -> None:
    command = [
        *small_disk(tmp_path, 6),
        sys.executable,
        "-m",
        "tests.hub.service.on_a_full_disk",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    parts = {"status": "not ready", "database": "disk-full", "storage": "disk-full", "migrations": "ok"}
    assert (told["room"], told["full"]) == (True, [503, parts])
    assert (told["said"]["code"], told["said"]["wait"]) == ("no-room", 60)
    assert "no-room" not in NEEDS_A_PERSON
    assert (told["waited"], told["decided"]) == (1, 0)
    assert (told["again"], told["then"]) == (True, {})
    assert (told["waiting"], told["decisions"], told["left"]) == (0, 1, [])


def test_a_database_that_was_started_again_is_well_at_once(tmp_path: Path) -> None:
    hub = Hub.open(empty_place("postgresql", tmp_path), HUB_KEY, Clock())
    try:
        assert health(hub.books).ready
        postgres().crash()
        assert health(hub.books).ready
    finally:
        hub.close()


def test_a_database_that_only_follows_another_is_said_and_a_change_is_to_come_again(tmp_path: Path) -> None:
    place = empty_place("postgresql", tmp_path)
    hub = Hub.open(Place(tmp_path, f"{place.database}%2Cpg_catalog"), HUB_KEY, Clock())
    try:
        with hub.books.changes() as work:
            work.exec_driver_sql("CREATE FUNCTION pg_is_in_recovery() RETURNS boolean RETURN true")
        parts = {"database": "database-read-only", "migrations": "ok", "storage": "ok"}
        assert health(hub.books).parts == parts
        for code in ("25006", "0A000"):  # a change that was begun before, and one that begins
            with pytest.raises(StoreError) as caught, hub.books.changes() as work:
                work.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")
            refused = refusal_of(caught.value)
            assert (caught.value.code, refused.code, refused.retry_after) == ("database-read-only", "busy", 2)
    finally:
        hub.close()


def test_what_hangs_is_said_in_time_and_looked_at_once_however_many_ask() -> None:
    free, begun = threading.Event(), queue.Queue[None]()

    def look() -> dict[str, str]:
        begun.put(None)
        free.wait(60)
        return {"database": "ok"}

    async def ask() -> list[dict[str, str]]:
        looked = Look(look, ("database",), patience=0.01)
        hung = await asyncio.gather(*(looked.parts() for _ in range(3)))
        patient = Look(look, ("database",))
        asked = asyncio.ensure_future(patient.parts())
        await asyncio.sleep(0)
        free.set()
        return [*hung, await asked, await patient.parts()]

    assert asyncio.run(ask()) == [{"database": "timeout"}] * 3 + [{"database": "ok"}] * 2
    for _ in range(3):  # waited for: the thread that hung ends by itself, and nobody else hears of it
        begun.get(timeout=60)
    assert begun.empty()
