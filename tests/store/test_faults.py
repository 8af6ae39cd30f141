"""A second program, a full disk, a read-only one, damage: one plain sentence each, and nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import StoreError
from reviewer_app.store import DeskStore
from tests.small_disk import no_file_grows_beyond, small_disk
from tests.store.desks import (
    KEY,
    Clock,
    home_of,
    keep_files,
    open_desk,
    say,
    score,
    score_all,
    submission,
    take_in,
)

ROOT = Path(__file__).resolve().parents[2]
CHILD = [sys.executable, "-m", "tests.store.on_bad_disks"]


def _told(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_second_program_is_told_to_go_to_the_first(store: DeskStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_desk(tmp_path / "home")
    assert refused.value.code == "already-open"
    assert score(store, take_in(store, submission(1)), "1.1", "basic").n == 1


def test_the_lock_goes_with_its_program(tmp_path: Path) -> None:
    open_desk(tmp_path).close()
    holding = (
        "import sys; from pathlib import Path; from tests.store.desks import open_desk\n"
        "store = open_desk(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="open already"):
            open_desk(tmp_path)
        other.kill()
        other.wait()
        open_desk(tmp_path).close()


def test_where_the_log_cannot_grow_nothing_is_half_saved(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    about = take_in(store, submission(1))
    log = home_of(tmp_path).store_file.with_name("desk.db-wal")
    acknowledged = [score(store, about, "1.1", "basic").id]

    def until_it_fails() -> None:
        while True:
            acknowledged.append(say(store, about, kinds.COMMENT, criterion="1.1", text="y" * 9000).id)

    with no_file_grows_beyond(log.stat().st_size + 100_000), pytest.raises(StoreError) as told:
        until_it_fails()
    assert told.value.code in ("disk", "disk-full")
    acknowledged.append(score(store, about, "1.1", "proficient").id)
    store.close()
    store = open_desk(tmp_path)
    assert [each.id for each in store.records(about)] == acknowledged
    assert store.check() == []
    assert store.rebuild().differences == ()
    store.close()


def test_a_file_that_finds_no_room_leaves_nothing_behind(store: DeskStore) -> None:
    with no_file_grows_beyond(200_000), pytest.raises(StoreError) as told:
        keep_files(store, [os.urandom(1 << 20)])
    assert told.value.code == "disk-full"
    assert list(store.blobs.staging.iterdir()) == []
    assert list(store.blobs.names()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_disk_that_is_really_full_loses_nothing(tmp_path: Path) -> None:
    told = _told([*small_disk(tmp_path), *CHILD, "small", str(tmp_path)])
    assert (told["said"], told["blob"]) == ("disk-full", "disk-full")
    assert told["staged"] == 0
    assert told["kept"] is True
    assert told["count"] > 5
    assert told["problems"] == []
    assert told["differences"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have no mode")
def test_a_read_only_disk_is_said_and_left_as_it_was() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        store = open_desk(folder)
        take_in(store, submission(1))
        store.close()
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        told = _told([*CHILD, "read-only", str(folder)])
        assert told["said"] == "read-only"
        assert "read-only" in told["sentence"] or "cannot be written" in told["sentence"]
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(folder)


def test_damage_is_found_named_and_does_not_stop_what_is_whole(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    for number in range(1, 30):
        score_all(store, take_in(store, submission(number, [os.urandom(500)])))
    store.backup(tmp_path / "copy.db")
    store.close()
    path = home_of(tmp_path).store_file
    stored = bytearray(path.read_bytes())
    for page in range(len(stored) // 4096 * 3 // 4, len(stored) // 4096):
        stored[page * 4096 + 1000] ^= 1
    path.write_bytes(stored)
    store = open_desk(tmp_path)
    problems = store.check()
    assert any("seal" in each.sentence for each in problems)
    with pytest.raises(StoreError) as told:
        store.rebuild()
    assert told.value.code == "store-damaged"
    store.close()
    shutil.copy(tmp_path / "copy.db", path)
    store = open_desk(tmp_path)
    assert (store.check(), store.rebuild().differences, store.latest_n()) == ([], (), 87)
    store.close()


def test_a_file_that_is_missing_or_damaged_is_found_and_mended(store: DeskStore) -> None:
    about = take_in(store, submission(1, [b"first", b"second"]), [b"first", b"second"])
    assert store.check() == []
    one, two = sorted(store.blobs.names())
    next(store.blobs.folder.rglob(one)).unlink()
    damaged = next(store.blobs.folder.rglob(two))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert {each.where for each in store.check()} == {one, two}
    assert score(store, about, "1.1", "basic").n == 1
    take_in(store, submission(1, [b"first", b"second"]), [b"first", b"second"])
    assert store.check() == []


@pytest.mark.parametrize("empty", [False, True])
def test_a_missing_database_is_not_silently_replaced(tmp_path: Path, empty: bool) -> None:
    store = open_desk(tmp_path)
    keep_files(store, [b"evidence"])
    store.close()
    home_of(tmp_path).store_file.unlink()
    if empty:
        home_of(tmp_path).store_file.touch()
    with pytest.raises(StoreError) as refused:
        DeskStore.open(home_of(tmp_path), KEY, Clock())
    assert refused.value.code == "store-missing"


def test_a_creation_cut_short_is_completed(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    home.store_file.touch()
    store = DeskStore.open(home, KEY, Clock())
    assert store.latest_n() == 0
    store.close()


@pytest.mark.parametrize("room", [10, 33, 65_000, 65_584, 66_000, 100_000, 100_119])
def test_a_file_that_finds_room_for_a_part_only_is_never_taken_for_whole(store: DeskStore, room: int) -> None:
    with no_file_grows_beyond(room), pytest.raises(StoreError) as told:
        keep_files(store, [bytes(100_000)])
    assert told.value.code == "disk-full"
    assert list(store.blobs.staging.iterdir()) == []
    keep_files(store, [bytes(100_000)])
    (name,) = store.blobs.names()
    store.blobs.verify(name)


def test_a_download_that_finds_no_room_goes_on_from_what_is_sound(store: DeskStore) -> None:
    content = os.urandom(300_000)
    sha256 = hashlib.sha256(content).hexdigest()
    part = store.blobs.partial(sha256)
    with no_file_grows_beyond(150_000), pytest.raises(StoreError) as told:
        part.append(content)
    assert told.value.code == "disk-full"
    part = store.blobs.partial(sha256)
    assert part.have == 2 * 65_536
    part.append(content[part.have :])
    part.finish()
    store.blobs.verify(sha256)
