"""A hub backed up while it serves, lost, and restored on either database: laptops bring the rest back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from reviewer_app.domain.errors import Cancelled, FileError, ReviewerError, StoreError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.hub.backup import lines, making
from reviewer_app.hub.backup.chest import MANIFEST, RECORD, Chest, KeyLock, PassphraseLock, Pulled
from reviewer_app.hub.backup.lines import FORMAT
from reviewer_app.hub.backup.making import MANIFEST_FORMAT, make_backup
from reviewer_app.hub.backup.restoring import restore
from reviewer_app.hub.backup.verifying import Wrong, look_at_hub
from reviewer_app.hub.migrations import STEPS
from reviewer_app.hub.places import Place
from reviewer_app.hub.resting import MARK
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.sample_work import RUBRIC, submission
from tests.hub.backup.conftest import FILES, District, opened
from tests.postgres import ENGINES, empty_place
from tests.small_disk import no_file_grows_beyond

OTHER_KEY = bytes(range(1, 33))


def faults(hub) -> list[Wrong]:
    wrong: list[Wrong] = []
    look_at_hub(hub.books, wrong.append)
    return wrong


@pytest.mark.parametrize(("engine", "other"), list(product(ENGINES, ENGINES)))
def test_a_lost_hub_comes_back_and_laptops_bring_what_it_lacks(
    district: District, chest: Chest, other: str, tmp_path: Path
) -> None:
    made = make_backup(district.hub.books, chest)
    assert (made.files, made.copied, made.lacking) == (3, 3, ())
    district.decide(1)
    assert district.sync()
    hub_key, before = district.hub.key, district.decisions(district.hub)
    district.hub.close()
    shutil.rmtree(district.place.folder)
    place = empty_place(other, tmp_path / "again")
    found = restore(chest, place, OTHER_KEY)
    assert (found.snapshot, found.hub, found.name, found.files) == (made.snapshot, hub_key, "Lakeside", 3)
    again = type(district.hub).open(place, OTHER_KEY, district.clock)
    try:
        assert again.key == hub_key
        assert district.decisions(again) == before[:1]
        assert faults(again) == []
        assert district.sync(again, ("hub-restored",))
        assert district.decisions(again) == before
        fresh = submission(9, [b"new"])
        again.add_submission(fresh, RUBRIC, [b"new"])
        assert again.assign(fresh["id"], district.person)
        assert district.sync(again)
        assert fresh["id"] in district.desk.work
        assert faults(again) == []
        assert not (place.folder / "restoring").exists()
        with again.books.looking() as look:
            kept = [row[0] for row in look.exec_driver_sql("SELECT document FROM record")]
        assert len(kept) == 2
        assert all(each.startswith(MARK) for each in kept)
    finally:
        again.close()


def test_a_second_backup_brings_only_what_is_new(district: District, chest: Chest) -> None:
    bare = make_backup(district.hub.books, chest, with_files=False)
    assert (bare.files, bare.copied) == (3, 0)
    district.clock.pass_by(minutes=1)
    assert make_backup(district.hub.books, chest).copied == 3
    document = submission(8, [b"one more"])
    district.hub.add_submission(document, RUBRIC, [b"one more"])
    district.clock.pass_by(minutes=1)
    made = make_backup(district.hub.books, chest)
    assert (made.files, made.copied, made.bytes) == (4, 1, len(b"one more"))
    assert chest.snapshots()[-1] == made.snapshot
    assert len(chest.snapshots()) == 3


def test_a_backup_is_of_one_moment_while_work_goes_on(
    district: District, chest: Chest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Chest.put

    def put(self, path, source) -> None:
        if path.name == RECORD:
            source.read(0)  # the snapshot has begun
            district.decide(1)
            assert district.sync()
        begun(self, path, source)

    monkeypatch.setattr(Chest, "put", put)
    make_backup(district.hub.books, chest)
    place = Place(tmp_path / "again")
    restore(chest, place, HUB_KEY)
    again = opened(place, district.clock)
    assert len(again.decisions()) == 1
    assert faults(again) == []
    assert district.sync(again, ("hub-restored",))
    assert len(again.decisions()) == 2
    again.close()


def test_nothing_of_the_hub_is_readable_in_a_backup(district: District, chest: Chest) -> None:
    make_backup(district.hub.books, chest)
    everything = b"".join(path.read_bytes() for path in chest.folder.rglob("*") if path.is_file())
    for clear in (b"Ada Lind", b"the first file", district.works[0]["alias"].encode(), b"Lakeside", b"seed"):
        assert clear not in everything


def test_a_place_that_is_not_empty_is_left_alone(district: District, chest: Chest) -> None:
    make_backup(district.hub.books, chest)
    with pytest.raises(ReviewerError) as caught:
        restore(chest, district.place, HUB_KEY)
    assert caught.value.code == "hub-there"
    assert len(district.hub.decisions()) == 1


@pytest.mark.parametrize("engine", ["postgresql"])
def test_a_database_that_is_not_empty_is_left_alone(
    district: District, chest: Chest, engine: str, tmp_path: Path
) -> None:
    make_backup(district.hub.books, chest)
    with pytest.raises(ReviewerError) as caught:
        restore(chest, Place(tmp_path / "again", district.place.database), HUB_KEY)
    assert caught.value.code == "hub-there"


def test_a_restore_that_was_stopped_goes_on(district: District, chest: Chest, tmp_path: Path) -> None:
    make_backup(district.hub.books, chest)
    place, cancel = Place(tmp_path / "again"), CancelToken()
    with pytest.raises(Cancelled):
        restore(chest, place, HUB_KEY, progress=lambda *_: cancel.cancel(), cancel=cancel)
    assert not (place.folder / "hub.db").exists()
    assert not (place.folder / "restoring").exists()
    restore(chest, place, HUB_KEY)
    again = opened(place, district.clock)
    assert faults(again) == []
    again.close()


def test_a_backup_that_was_stopped_is_none(district: District, chest: Chest) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        make_backup(district.hub.books, chest, progress=lambda *_: cancel.cancel(), cancel=cancel)
    assert chest.snapshots() == []
    assert not list(chest.folder.glob("2*"))
    assert make_backup(district.hub.books, chest).copied == 2


def test_a_folder_that_is_full_half_way_is_said_and_the_next_backup_goes_on(
    district: District, chest: Chest, tmp_path: Path
) -> None:
    with no_file_grows_beyond(100_000), pytest.raises(StoreError) as caught:
        make_backup(district.hub.books, chest)
    assert (caught.value.code, caught.value.title) == ("backup-full", "There is no room for the backup")
    assert (chest.snapshots(), list(chest.folder.rglob("*.new"))) == ([], [])
    with no_file_grows_beyond(10), pytest.raises(StoreError) as made:
        Chest.make(tmp_path / "another", KeyLock(HUB_KEY))
    with no_file_grows_beyond(10), pytest.raises(StoreError) as kept:
        chest.keep("key.json", b"longer than ten bytes")
    assert made.value.title == kept.value.title == caught.value.title
    assert list((tmp_path / "another").iterdir()) == []
    assert len(make_backup(district.hub.books, chest).lacking) == 0
    restore(chest, Place(tmp_path / "again"), HUB_KEY)


def test_two_backups_that_begin_at_once_in_a_new_folder_have_one_lock(tmp_path: Path) -> None:
    folder, quicker = tmp_path / "backups", []

    class Slow(KeyLock):
        def close(self, identity: str) -> str:
            quicker.append(Chest.make(folder, KeyLock(HUB_KEY)))
            return super().close(identity)

    chests = [Chest.make(folder, Slow(HUB_KEY)), *quicker]
    for number, each in enumerate(chests):
        each.put(folder / f"{number}.age", Pulled([b"whatever is in it"]))
    found = io.BytesIO()
    for number in range(2):
        Chest.at(folder, KeyLock(HUB_KEY)).get(folder / f"{number}.age", found)
    assert found.getvalue() == b"whatever is in it" * 2


def test_on_a_disk_without_links_a_chest_is_made_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    Chest.make(tmp_path / "backups", KeyLock(HUB_KEY))
    assert Chest.at(tmp_path / "backups", KeyLock(HUB_KEY)).snapshots() == []


def test_what_was_left_of_a_chest_that_was_being_made_is_in_nobodys_way(
    district: District, tmp_path: Path
) -> None:
    left = tmp_path / "backups" / "reviewer-hub-backup.json.0123abcd.new"
    left.parent.mkdir()
    left.write_bytes(b"{")
    os.utime(left, (0, 0))
    chest = Chest.make(left.parent, KeyLock(HUB_KEY))
    (left.parent / "gone.new").symlink_to("what another backup has finished meanwhile")
    emptied = left.parent / "20200101T000000Z-abcdef"
    emptied.mkdir()
    os.utime(emptied, (0, 0))
    make_backup(district.hub.books, chest)
    assert not left.exists()
    assert not emptied.exists()


def test_what_a_killed_backup_left_is_swept_away_a_day_later(district: District, chest: Chest) -> None:
    (chest.folder / "20200101T000000Z-abcdef").mkdir()
    left = [
        chest.folder / "20200101T000000Z-abcdef" / RECORD,
        chest.folder / "files" / "ab" / "half.age.1.new",
    ]
    left[1].parent.mkdir(parents=True)
    for each in left:
        each.write_bytes(b"half")
    make_backup(district.hub.books, chest)
    assert all(each.exists() for each in left)
    for each in left:
        os.utime(each, (0, 0))
    district.clock.pass_by(minutes=1)
    made = make_backup(district.hub.books, chest)
    assert not any(each.exists() for each in left)
    assert [
        each.parent.name for each in chest.folder.glob(f"*/{RECORD}") if each.parent.name == made.snapshot
    ]


def test_a_file_the_hub_lost_is_named_and_the_rest_is_backed_up(district: District, chest: Chest) -> None:
    names = list(district.hub.books.blobs.names())
    (district.place.folder / "blobs" / names[0][:2] / names[0]).unlink()
    path = district.place.folder / "blobs" / names[1][:2] / names[1]
    path.write_bytes(path.read_bytes()[:-1])
    made = make_backup(district.hub.books, chest)
    assert (made.copied, set(made.lacking)) == (1, set(names[:2]))


@pytest.mark.parametrize("part", [RECORD, MANIFEST, "file"])
@pytest.mark.parametrize("how", ["cut", "flipped", "missing", "another"])
def test_a_damaged_backup_is_said_and_restores_nothing(
    district: District, chest: Chest, tmp_path: Path, part: str, how: str
) -> None:
    made = make_backup(district.hub.books, chest)
    if part == "file":
        path = max(chest.folder.glob("files/*/*.age"), key=lambda each: each.stat().st_size)
    else:
        path = chest.folder / made.snapshot / part
    data = bytearray(path.read_bytes())
    path.unlink()
    if how == "cut":
        path.write_bytes(data[:-20])
    elif how == "flipped":
        data[-30] ^= 1
        path.write_bytes(data)
    elif how == "another":
        other = next(each for each in sorted(chest.folder.glob("files/*/*.age")) if each != path)
        path.write_bytes(other.read_bytes())
    place = Place(tmp_path / "again")
    if (part, how) == ("file", "missing"):
        assert len(restore(chest, place, HUB_KEY).lacking) == 1
        return
    with pytest.raises(FileError) as caught:
        restore(chest, place, HUB_KEY)
    assert caught.value.code == ("no-snapshot" if (part, how) == (MANIFEST, "missing") else "backup-damaged")
    assert not (place.folder / "hub.db").exists()


def test_a_backup_opens_only_with_its_own_lock(tmp_path: Path) -> None:
    Chest.make(tmp_path / "by-key", KeyLock(HUB_KEY))
    Chest.make(tmp_path / "by-words", PassphraseLock("four words of mine"))
    with pytest.raises(StoreError) as key:
        Chest.at(tmp_path / "by-key", KeyLock(OTHER_KEY))
    with pytest.raises(ReviewerError) as words:
        Chest.at(tmp_path / "by-words", PassphraseLock("four words"))
    with pytest.raises(ReviewerError) as other:
        Chest.at(tmp_path / "by-words", KeyLock(HUB_KEY))
    with pytest.raises(FileError) as none:
        Chest.at(tmp_path, KeyLock(HUB_KEY))
    with pytest.raises(FileError) as taken:
        Chest.make(tmp_path, KeyLock(HUB_KEY))
    codes = [each.value.code for each in (key, words, other, none, taken)]
    assert codes == ["wrong-key", "wrong-passphrase", "other-lock", "no-backup", "not-empty"]
    assert Chest.at(tmp_path / "by-words", PassphraseLock("four words of mine")).snapshots() == []


def test_a_backup_of_an_older_version_is_taken_on(chest: Chest, tmp_path: Path) -> None:
    key = SigningKey(bytes(32))
    person = ["a-person", "Ada Lind", 1, "2026-11-26T08:00:00.000Z"]
    told = [
        {"format": FORMAT, "version": 1, "schema": 1},
        {"settings": {"name": "Lakeside", "made_at": person[3], "seed": key.seed.hex()}},
        {"table": "person", "columns": ["id", "name", "active", "made_at"]},
        person,
    ]
    record = b"".join(json.dumps(each).encode() + b"\n" for each in told)
    snapshot = "20260101T000000Z-abcdef"
    manifest = {
        "format": MANIFEST_FORMAT,
        "version": 1,
        "snapshot": snapshot,
        "at": person[3],
        "hub": key.name,
        "schema": 1,
        "record": {"sha256": hashlib.sha256(record).hexdigest(), "size": len(record), "rows": {"person": 1}},
        "with_files": True,
        "files": [],
    }
    signed_one = json.dumps(signed(manifest, key, person[3])).encode()
    chest.put(chest.folder / snapshot / RECORD, Pulled([record]))
    chest.put(chest.folder / snapshot / MANIFEST, Pulled([signed_one]))
    place = Place(tmp_path / "again")
    restore(chest, place, HUB_KEY)
    again = opened(place, Clock())
    assert ([each.name for each in again.people()], again.key) == (["Ada Lind"], key.name)
    with again.books.looking() as look:
        assert again.books.database.version(look) == len(STEPS)
    assert faults(again) == []
    again.close()


@pytest.mark.parametrize(("schema", "code"), [(len(STEPS) + 1, "hub-newer"), ("1", "backup-form")])
def test_a_backup_of_a_newer_version_is_refused(
    district: District,
    chest: Chest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    schema: object,
    code: str,
) -> None:
    real = lines.written

    def newer(*about) -> Iterator[bytes]:
        first, *rest = real(*about)
        yield json.dumps({**json.loads(first), "schema": schema}).encode() + b"\n"
        yield from rest

    monkeypatch.setattr(making, "written", newer)
    make_backup(district.hub.books, chest)
    with pytest.raises(ReviewerError) as caught:
        restore(chest, Place(tmp_path / "again"), HUB_KEY)
    assert caught.value.code == code


def test_the_files_come_back_byte_for_byte(district: District, chest: Chest, tmp_path: Path) -> None:
    make_backup(district.hub.books, chest)
    place = Place(tmp_path / "again", storage=f"file://{tmp_path}/elsewhere")
    restore(chest, place, OTHER_KEY)
    again = type(district.hub).open(place, OTHER_KEY, Clock())
    contents = []
    for sha256 in again.books.blobs.names():
        with again.books.blobs.open(sha256) as file:
            contents.append(file.read_at(0, file.size))
    assert sorted(contents) == sorted(FILES)
    again.close()
