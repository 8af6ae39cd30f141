"""A folder of backups of one hub: sealed with age for a key of its own, which the hub's key or a passphrase opens."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pyrage

from reviewer_app.domain.errors import FileError, RuleError
from reviewer_app.hub.backup.placing import UNFINISHED, folder_error, fresh, is_half_of, write, write_first
from reviewer_app.vault.blobs import check_name
from reviewer_app.vault.durable import sync_file, sync_folders
from reviewer_app.vault.keys import KEY_BYTES, unwrapped, wrapped
from reviewer_app.vault.sealing import seal, unseal

FORMAT, VERSION = "reviewer-hub-backup", 1
NOTE, KEY, RECORD, MANIFEST, FILES = (
    "reviewer-hub-backup.json",
    "key.json",
    "record.age",
    "manifest.age",
    "files",
)
LARGEST_MANIFEST = 512 * 1024 * 1024


class Source(Protocol):
    """What clear bytes are taken from."""

    def read(self, length: int, /) -> bytes:
        """The next bytes, none at the end."""


class Sink(Protocol):
    """What clear bytes are given to, each authenticated; whether they were all is known at the end."""

    def write(self, data: bytes, /) -> Any:
        """Take the next bytes."""


class Lock(Protocol):
    """What opens a chest: the hub's key, or a passphrase."""

    kind: str

    def close(self, identity: str) -> str:
        """The chest's own key, locked."""

    def open(self, locked: str) -> str:
        """The chest's own key again; a StoreError when this lock is not its."""


class KeyLock:
    """The hub's own key."""

    kind = "key"

    def __init__(self, key: bytes) -> None:
        self._key = key

    def close(self, identity: str) -> str:
        """Wrapped by the hub's key."""
        return seal(self._key, FORMAT, identity.encode())

    def open(self, locked: str) -> str:
        """Unwrapped; StoreError ``wrong-key``."""
        return unseal(self._key, FORMAT, locked).decode()


class PassphraseLock:
    """A passphrase, which wraps a key of chance as it wraps a store's."""

    kind = "passphrase"

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase

    def close(self, identity: str) -> str:
        """The wrapped key, and what it wraps."""
        key = secrets.token_bytes(KEY_BYTES)
        return json.dumps({"key": wrapped(key, self._passphrase), "identity": KeyLock(key).close(identity)})

    def open(self, locked: str) -> str:
        """Unwrapped twice; StoreError ``wrong-passphrase``."""
        try:
            told = json.loads(locked)
            key, identity = told["key"], str(told["identity"])
        except (ValueError, KeyError, TypeError, RecursionError) as problem:
            raise damaged(NOTE) from problem
        return KeyLock(unwrapped(key, self._passphrase)).open(identity)


class Chest:
    """A folder of snapshots; files are kept once for all of them, by the SHA-256 of their clear bytes."""

    def __init__(self, folder: Path, identity: str) -> None:
        self.folder = folder
        self._identity = pyrage.x25519.Identity.from_str(identity)
        self._recipient = self._identity.to_public()

    @classmethod
    def make(cls, folder: Path, lock: Lock) -> Chest:
        """The folder's chest, made where there is nothing yet; FileError where there is something else."""
        if (folder / NOTE).exists():
            return cls.at(folder, lock)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(not is_half_of(each, NOTE) for each in folder.iterdir()):
                if (folder / NOTE).exists():  # another backup made it meanwhile
                    return cls.at(folder, lock)
                raise FileError(
                    "not-empty",
                    "The folder is not for backups",
                    f"“{folder.name}” has other things in it.",
                    "Name an empty folder, or one that backups of this hub were made in.",
                )
            identity = str(pyrage.x25519.Identity.generate())
            note = {
                "format": FORMAT,
                "version": VERSION,
                "locked_by": lock.kind,
                "locked": lock.close(identity),
            }
            if not write_first(folder / NOTE, json.dumps(note, indent=1).encode()):
                return cls.at(folder, lock)
        except OSError as problem:
            raise folder_error(problem, folder) from problem
        return cls(folder, identity)

    @classmethod
    def at(cls, folder: Path, lock: Lock) -> Chest:
        """The chest that is there, opened by its lock."""
        note = read_note(folder)
        if note["locked_by"] != lock.kind:
            raise RuleError(
                "other-lock",
                "The backup is locked another way",
                f"It opens with the {'passphrase it' if note['locked_by'] == 'passphrase' else 'key of the hub it'} "
                "was made with.",
                "Set or leave out “backup_passphrase”, or name another folder.",
            )
        return cls(folder, lock.open(str(note["locked"])))

    def sweep(self, before: float) -> None:
        """Take away what a killed backup left, unless it is newer than ``before`` and may be another's at work."""
        for path in self.folder.rglob(f"*{UNFINISHED}"):
            if _is_older(path, before):
                path.unlink(missing_ok=True)
        for path in self.folder.glob(f"*/{RECORD}"):
            if not (path.parent / MANIFEST).exists() and _is_older(path, before):
                shutil.rmtree(path.parent, ignore_errors=True)
        for path in self.folder.glob("*/"):
            if path.name != FILES and _is_older(path, before):
                with suppress(OSError):  # there is something in it
                    path.rmdir()

    def new_name(self, now: datetime) -> str:
        """A name for a snapshot; names are in the order of time."""
        return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"

    def snapshots(self) -> list[str]:
        """The names of whole snapshots, the oldest first."""
        return sorted(path.parent.name for path in self.folder.glob(f"*/{MANIFEST}"))

    def has_file(self, sha256: str) -> bool:
        """Whether a file is here."""
        return self.file(sha256).exists()

    def file(self, sha256: str) -> Path:
        """Where a file is."""
        check_name(sha256)
        return self.folder / FILES / sha256[:2] / f"{sha256}.age"

    def put(self, path: Path, source: Source) -> None:
        """Seal a stream into a file, which is there whole or not at all."""
        made = fresh(path)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with made.open("wb") as out:
                told = _Told(out)
                try:
                    pyrage.encrypt_io(source, told, [self._recipient])
                except pyrage.EncryptError:
                    if told.problem is None:
                        raise
                # age says that something failed, not what; of the last bytes not even that
                if told.problem is not None:
                    raise told.problem
                out.flush()
                sync_file(out.fileno())
            made.replace(path)
            sync_folders({path.parent, path.parent.parent})
        except OSError as problem:
            raise folder_error(problem, self.folder) from problem
        finally:
            made.unlink(missing_ok=True)

    def keep(self, name: str, data: bytes) -> None:
        """Put bytes that are no secret, or locked already, beside the note; whole or not at all."""
        try:
            write(self.folder / name, data)
        except OSError as problem:
            raise folder_error(problem, self.folder) from problem

    def get(self, path: Path, sink: Sink) -> None:
        """Open a file into a sink; FileError ``backup-damaged`` when it is missing, cut or changed."""
        told = _Told(sink)
        try:
            with path.open("rb") as file:
                pyrage.decrypt_io(file, told, [self._identity])
        except (OSError, pyrage.DecryptError) as problem:
            if told.problem is not None:
                raise told.problem from problem
            raise damaged(path.name) from problem


class _Told:
    """A sink whose own troubles are not taken for damage."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.problem: Exception | None = None

    def write(self, data: bytes, /) -> int:
        try:
            self._sink.write(data)
        except Exception as problem:  # whatever the sink says, age would only say that something failed
            self.problem = problem
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held."""


class Pulled:
    """A generator of pieces as a source; ``seen`` is told every piece."""

    def __init__(self, pieces: Any, seen: Callable[[bytes], None] | None = None) -> None:
        self._pieces, self._seen = iter(pieces), seen
        self._held = b""
        self.problem: Exception | None = None

    def read(self, length: int, /) -> bytes:
        """The next bytes; what fails is kept, since age only says that something did."""
        try:
            while not self._held:
                self._held = next(self._pieces, b"")
                if not self._held:
                    return b""
                if self._seen is not None:
                    self._seen(self._held)
        except Exception as problem:  # whatever the pieces come from
            self.problem = problem
            raise
        told, self._held = self._held[:length], self._held[length:]
        return told


def _is_older(path: Path, before: float) -> bool:
    """Whether a file was last changed before that moment; one that another backup finishes meanwhile was not."""
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def read_note(folder: Path) -> dict[str, Any]:
    """What a folder of backups says of itself; FileError where it is none."""
    try:
        note = json.loads((folder / NOTE).read_text("utf-8"))
        if note["format"] == FORMAT and note["version"] == VERSION and note["locked_by"] and note["locked"]:
            return dict(note)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    raise FileError(
        "no-backup",
        "There is no backup here",
        f"“{folder.name}” is not a folder of backups that this version can read.",
        "Name the folder that “reviewer-app hub backup” was given.",
    )


def damaged(name: str) -> FileError:
    """What an operator should know of a part of a backup that cannot be read."""
    return FileError(
        "backup-damaged",
        "The backup is damaged",
        f"Its part “{name}” is missing, cut short or not as it was written.",
        "Use another snapshot or another copy of the folder; nothing was changed.",
    )
