"""Backups as an operator makes them: proven, remembered, refused in words about the folder, stopped half way."""

from __future__ import annotations

import errno
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.domain.errors import Cancelled, FileError, RuleError, StoreError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.hub.backup import chest as chests
from reviewer_app.hub.backup import keeping
from reviewer_app.hub.backup.chest import Chest, KeyLock
from reviewer_app.hub.backup.keeping import Key, back_up, back_up_and_prove, last_backup
from reviewer_app.hub.hub import Hub
from reviewer_app.vault.keys import KeyVault
from tests.exchange.fixtures import Clock
from tests.exchange.sample_work import RUBRIC, submission


@pytest.fixture(scope="module")
def wrapped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A key that a passphrase wraps, made once: that takes its time on purpose."""
    folder = tmp_path_factory.mktemp("wrapped")
    return folder / "key.json", KeyVault(folder, "hub").create("four quiet words here")


@pytest.fixture
def hub(wrapped: tuple[Path, bytes], tmp_path: Path) -> Iterator[Hub]:
    """A hub whose key a passphrase wraps, with one submission and its file."""
    folder = tmp_path / "hub"
    folder.mkdir()
    shutil.copyfile(wrapped[0], folder / "key.json")
    made = Hub.open(folder, wrapped[1], Clock(), name="North")
    made.add_submission(submission(1, [b"a plan"]), RUBRIC, [b"a plan"])
    yield made
    made.close()


@pytest.fixture
def key(hub: Hub, wrapped: tuple[Path, bytes]) -> Key:
    return Key(wrapped[1], hub.books.folder)


def test_it_is_read_again_and_remembered_with_where(hub: Hub, key: Key, tmp_path: Path) -> None:
    assert last_backup(hub.books) is None
    said: list[str] = []
    done = back_up_and_prove(hub.books, tmp_path / "chest", key, lambda _at, _of, doing: said.append(doing))
    assert (done.made.files, done.made.copied, done.looked.files, done.wrong) == (1, 1, 1, ())
    assert said[-1] == "Reading it again: file 1 of 1"
    told = last_backup(hub.books)
    assert told is not None
    assert (told.folder, told.snapshot) == (str(tmp_path / "chest"), done.made.snapshot)
    assert (told.sound, told.proven) == (True, True)
    assert (tmp_path / "chest" / "key.json").exists()
    assert back_up(hub.books, tmp_path / "chest", key).copied == 0
    told = last_backup(hub.books)
    assert told is not None
    assert (told.sound, told.proven) == (True, False)  # nobody read it again


def test_what_is_damaged_there_is_found_at_once(
    hub: Hub, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(*told: object, **more: object) -> object:
        made = make(*told, **more)  # type: ignore[arg-type]  # as it was called
        [file] = (tmp_path / "chest" / "files").rglob("*.age")
        file.write_bytes(file.read_bytes()[:-1])
        return made

    make = keeping.make_backup
    monkeypatch.setattr(keeping, "make_backup", spoiled)
    done = back_up_and_prove(hub.books, tmp_path / "chest", key)
    assert [each.code for each in done.wrong] == ["backup-damaged"]
    told = last_backup(hub.books)
    assert told is not None
    assert not told.sound


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "backup-full"), (errno.EROFS, "backup-refused"), (errno.EIO, "disk")]
)
def test_what_the_disk_says_is_said_of_that_folder_and_nothing_is_remembered(
    number: int, code: str, hub: Hub, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_told: object) -> None:
        raise OSError(number, "it says")

    Chest.make(tmp_path / "chest", KeyLock(key.key))
    monkeypatch.setattr(chests, "sync_file", full)
    with pytest.raises(StoreError) as caught:
        back_up_and_prove(hub.books, tmp_path / "chest", key)
    assert caught.value.code == code
    assert last_backup(hub.books) is None
    assert Chest.at(tmp_path / "chest", KeyLock(key.key)).snapshots() == []


class Full(io.BytesIO):
    """A file on a disk without room."""

    def write(self, _data: object, /) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fills_while_files_are_copied_says_so(
    hub: Hub, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = Path.open

    def opened(path: Path, *told: str, **more: str) -> object:
        if path.parent.parent.name == "files" and told == ("wb",):
            return Full()
        return opens(path, *told, **more)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(StoreError) as caught:
        back_up(hub.books, tmp_path / "chest", key)
    assert caught.value.code == "backup-full"
    assert "“chest” has no space left" in caught.value.sentence


def test_a_folder_with_other_things_is_left_alone(hub: Hub, key: Key, tmp_path: Path) -> None:
    (tmp_path / "a letter.txt").write_text("Dear", "utf-8")
    with pytest.raises(FileError) as caught:
        back_up_and_prove(hub.books, tmp_path, key)
    assert caught.value.code == "not-empty"


def test_stopped_half_way_it_counts_as_none(hub: Hub, key: Key, tmp_path: Path) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        back_up_and_prove(hub.books, tmp_path / "chest", key, lambda *_told: cancel.cancel(), cancel)
    assert last_backup(hub.books) is None


def test_a_key_that_only_this_machine_has_locks_no_backup(hub: Hub, tmp_path: Path) -> None:
    nowhere = tmp_path / "keyring"
    nowhere.mkdir()
    with pytest.raises(RuleError) as caught:
        back_up(hub.books, tmp_path / "chest", Key(bytes(32), nowhere))
    assert caught.value.code == "backup-needs-passphrase"
    assert not (tmp_path / "chest").exists()
    back_up(hub.books, tmp_path / "chest", Key(bytes(32), nowhere, "words of the backup"))
    assert not (tmp_path / "chest" / "key.json").exists()
