"""Looking through a hub: a sound one has no fault, and each fault is found, named and told with what to do."""

from __future__ import annotations

import json

import pytest

from reviewer_app.hub.backup.chest import Chest
from reviewer_app.hub.backup.looking import look_at_snapshot
from reviewer_app.hub.backup.making import make_backup
from reviewer_app.hub.backup.verifying import Looked, Wrong
from reviewer_app.hub.resting import Rest
from tests.hub.backup.conftest import District, opened
from tests.hub.backup.test_backup import faults
from tests.postgres import ENGINES


def codes(wrong: list[Wrong]) -> set[str]:
    assert all(each.where and each.sentence and each.next_step for each in wrong)
    return {each.code for each in wrong}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sound_hub_and_its_backup_have_no_fault(district: District, chest: Chest, engine: str) -> None:
    assert faults(district.hub) == []
    make_backup(district.hub.books, chest)
    wrong: list[Wrong] = []
    assert look_at_snapshot(chest, "", wrong.append) == Looked(records=1, receipts=1, submissions=3, files=3)
    assert wrong == []


def changed(rest: Rest, document: str) -> str:
    told = rest.document(document)
    told["body"]["outcome"] = "meets" if told["body"]["outcome"] != "meets" else "not_yet"
    return rest.laid(json.dumps(told))


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE record SET document = :changed"], {"record-differs"}),
        (
            ["UPDATE record SET sha256 = '" + "ab" * 32 + "'"],
            {"record-differs", "receipt-differs", "rolling-hash"},
        ),
        (["UPDATE record SET accepted = 0"], {"receipt-differs", "decision"}),
        (["UPDATE record SET n = 2"], {"gap", "rolling-hash", "record-differs", "receipt-differs"}),
        (["DELETE FROM record"], {"rolling-hash", "decision"}),
        (["UPDATE device SET rolling = '" + "cd" * 32 + "'"], {"rolling-hash"}),
        (["UPDATE device SET count = 7"], {"rolling-hash"}),
        (
            ["UPDATE receipt SET document = replace(document, 'true', 'false')"],
            {"receipt", "receipt-differs"},
        ),
        (["UPDATE receipt SET document = '[]'"], {"receipt", "receipt-differs"}),
        (["UPDATE assignment SET decision = 'nothing' WHERE decision <> ''"], {"decision"}),
        (["UPDATE submission SET document = replace(document, 'a', 'b')"], {"submission-differs"}),
        (["UPDATE rubric SET document = '{}'"], {"rubric-differs"}),
        (["UPDATE assignment SET person = 'nobody'"], {"points-nowhere"}),
        (["DELETE FROM receipt"], {"points-nowhere", "receipt-differs"}),
    ],
)
def test_each_fault_of_the_record_is_found(
    district: District, chest: Chest, statements: list[str], expected: set[str]
) -> None:
    with district.hub.books.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN")
        document = connection.exec_driver_sql("SELECT document FROM record").scalar_one()
        for each in statements:
            known = ":changed" in each
            connection.exec_driver_sql(
                each.replace(":changed", "?"), (changed(district.hub.books.rest, document),) if known else ()
            )
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    found = faults(district.hub)
    assert codes(found) == expected
    make_backup(district.hub.books, chest)
    wrong: list[Wrong] = []
    look_at_snapshot(chest, "", wrong.append)
    assert sorted(map(repr, wrong)) == sorted(map(repr, found))


def test_a_damaged_page_that_nothing_reads_is_found(district: District) -> None:
    with district.hub.books.engine.connect() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_word_kept_submission'"
        ).scalar_one()
        connection.rollback()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    district.hub.close()
    with (district.place.folder / "hub.db").open("r+b") as file:
        file.seek(page * 4096 - 2000)
        file.write(b"damaged")
    hub = opened(district.place, district.clock)
    assert codes(faults(hub)) == {"page-damaged"}
    hub.close()


def test_a_file_that_is_gone_or_damaged_is_found(district: District, chest: Chest) -> None:
    make_backup(district.hub.books, chest)
    names = list(district.hub.books.blobs.names())
    folder = district.place.folder / "blobs"
    (folder / names[0][:2] / names[0]).unlink()
    path = folder / names[1][:2] / names[1]
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    found = faults(district.hub)
    assert [(each.code, each.where) for each in found] == [
        ("blob-missing", f"file {names[0]}"),
        ("blob-damaged", f"file {names[1]}"),
    ]
    chest.file(names[2]).write_bytes(b"")
    wrong: list[Wrong] = []
    look_at_snapshot(chest, "", wrong.append)
    assert [(each.code, each.where) for each in wrong] == [("backup-damaged", f"file {names[2]}")]
