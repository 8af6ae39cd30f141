"""A folder of encrypted blobs named by the SHA-256 of their clear bytes, adopted whole and durable or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.chunks import CHUNK, ChunkReader, ChunkWriter, Damaged, clear_size
from reviewer_app.vault.durable import sync_file, sync_files, sync_folders

HALVES = 8
"""Of so many files under way it is remembered how far they were written; each costs 64 KiB."""
NO_FILE = (errno.EISDIR, errno.ELOOP)  # what the system says of a folder or a circle of links
SPOILED = ".spoiled"
"""The ending of a damaged blob that was set aside."""


class BlobWriter:
    """Streams clear bytes into an encrypted file in staging; counts for nothing until adopted."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.sha256 = ""
        self.size = 0
        self._file: BinaryIO | None = None
        try:
            self._file = path.open("wb", buffering=0)
            self._chunks = ChunkWriter(self._file, key)
        except OSError as problem:
            self.discard()
            raise disk_error(problem) from problem

    def write(self, data: bytes, /) -> None:
        """Take the next bytes."""
        try:
            self._chunks.write(data)
        except OSError as problem:
            self.discard()
            raise disk_error(problem) from problem

    def finish(self) -> tuple[str, int]:
        """End the stream: its SHA-256 (hex) and size; still only staged."""
        assert self._file is not None  # finish comes once, before discard
        try:
            self.sha256, self.size = self._chunks.finish()
            self._file.close()
        except OSError as problem:
            self.discard()
            raise disk_error(problem) from problem
        self._file = None
        return self.sha256, self.size

    def discard(self) -> None:
        """Leave nothing behind; harmless when repeated or after adoption."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self.path.unlink(missing_ok=True)


class Blob:
    """One blob open for reading; every byte it gives was authenticated. Safe to use from several threads."""

    def __init__(self, path: Path, key: bytes, sha256: str) -> None:
        try:
            self._file = path.open("rb")
        except FileNotFoundError:
            raise missing() from None
        except OSError as problem:
            raise (damaged() if problem.errno in NO_FILE else disk_error(problem)) from problem
        self._turn = threading.Lock()
        try:
            self._chunks = ChunkReader(self._file, key)
            if self._chunks.sha256 != sha256:
                raise Damaged("another file's content")
        except Damaged as problem:
            self._file.close()
            raise damaged() from problem
        self.sha256 = sha256
        self.size = self._chunks.size

    def read_at(self, offset: int, length: int) -> bytes:
        """The clear bytes of a range, cut at the end of the blob."""
        with self._turn:
            try:
                return self._chunks.read_at(offset, length)
            except Damaged as problem:
                raise damaged() from problem
            except OSError as problem:
                raise disk_error(problem) from problem

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Blob:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PartialBlob:
    """A blob on its way: encrypted on disk from its first byte, and going on where it stopped, even after a kill.

    ``check`` is called while what is here is read again, which takes a while for a large file, and may raise.
    """

    def __init__(
        self, folder: BlobFolder, path: Path, key: bytes, sha256: str, check: Callable[[], object]
    ) -> None:
        self._folder, self._path, self._key, self._wanted = folder, path, key, sha256
        self._check = check
        self._linked = self._begun = False
        self._file: BinaryIO | None = None
        self._whole: int | None = None
        self._open()

    def __del__(self) -> None:
        self.close()

    @property
    def have(self) -> int:
        """Clear bytes that are here."""
        return self._chunks.size if self._whole is None else self._whole

    def append(self, data: bytes) -> None:
        """Put the next bytes behind those that are here; after an error only ``discard`` or a new start help."""
        try:
            self._chunks.write(data)
        except OSError as problem:
            self.close()
            raise disk_error(problem) from problem

    def finish(self) -> None:
        """Check the hash and link the blob in; other bytes than the hash says are thrown away and refused."""
        if self._linked:
            self._path.unlink(missing_ok=True)
            return
        assert self._file is not None  # finish and close come last
        try:
            found = self._wanted if self._whole is not None else self._chunks.finish()[0]
            sync_file(self._file.fileno())
            self._file.close()
        except OSError as problem:
            raise disk_error(problem) from problem
        self._file = None
        if found != self._wanted:
            self._path.unlink(missing_ok=True)
            raise StoreError(
                "wrong-hash",
                "A file did not arrive as it was sent",
                "Its content does not fit its hash, so it was thrown away.",
                "It will be fetched again; if it happens often, tell your coordinator.",
            )
        self._folder.link_in(self._path, self._wanted)

    def discard(self) -> None:
        """Throw away what is here, to start again."""
        self.close()
        self._path.unlink(missing_ok=True)
        self._folder.half_of(self._wanted)
        self._linked = self._begun = False
        self._open()

    def close(self) -> None:
        """Let go of the file; what is on disk stays for the next time."""
        if self._file is not None:
            self._file.close()
            self._file = None
            if self._begun:
                self._folder.keep_half(self._wanted, self._chunks)

    def _open(self) -> None:
        try:
            if self._size_if_linked():
                return
            resumed = self._path.exists()
            self._whole = self._size_if_whole() if resumed else None
            self._file = self._path.open("r+b" if resumed else "w+b", buffering=0)
            if self._whole is not None:
                return
            half = self._folder.half_of(self._wanted)
            if half is not None and half.take_up(self._file):
                self._chunks, self._begun = half, True
                return
            self._file.seek(0)
            try:
                self._chunks = ChunkWriter(self._file, self._key, resumed=resumed, check=self._check)
            except Damaged:
                self._file.seek(0)
                self._file.truncate()
                self._chunks = ChunkWriter(self._file, self._key)
            self._begun = True
        except OSError as problem:
            raise disk_error(problem) from problem

    def _size_if_linked(self) -> bool:
        """A file that was linked in, but not noted as here, as by a kill between the two."""
        try:
            with self._folder.open(self._wanted) as blob:
                self._whole, self._linked = blob.size, True
        except StoreError:
            return False
        return True

    def _size_if_whole(self) -> int | None:
        """The size of a file that was finished but not linked in, as by a kill between the two."""
        try:
            with Blob(self._path, self._key, self._wanted) as blob:
                return blob.size
        except StoreError:
            return None


class BlobFolder:
    """All blobs of one store under one folder, with a staging folder on the same disk."""

    def __init__(self, folder: Path, key: bytes, staging: Path | None = None) -> None:
        self.folder = folder
        self.staging = staging or folder / "staging"
        self._halves: dict[str, ChunkWriter] = {}
        self._key = key
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.staging.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise disk_error(problem) from problem

    def writer(self) -> BlobWriter:
        """A stream into staging."""
        return BlobWriter(self.staging / f"{secrets.token_hex(12)}.new", self._key)

    def adopt(self, writers: Iterable[BlobWriter]) -> None:
        """Link finished streams in under their hashes; durable when this returns."""
        finished = list(writers)
        try:
            sync_files([each.path for each in finished])
            there: set[Path] = set()
            for each in finished:
                target = self._path(each.sha256)
                if target.parent not in there:
                    target.parent.mkdir(exist_ok=True)
                    there.add(target.parent)
                os.replace(each.path, target)  # noqa: PTH105 - a thousand at a time, and Path makes another object each
            folders = [self.folder, *there]
            sync_folders(folders)
        except OSError as problem:
            raise disk_error(problem) from problem

    def link_in(self, path: Path, sha256: str) -> None:
        """Link one finished, synced file in under its hash."""
        target = self._path(sha256)
        try:
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
            target.with_suffix(SPOILED).unlink(missing_ok=True)
            sync_folders({target.parent, self.folder})
        except OSError as problem:
            raise disk_error(problem) from problem

    def partial(self, sha256: str, check: Callable[[], object] = lambda: None) -> PartialBlob:
        """A blob being fetched; goes on where it stopped."""
        check_name(sha256)
        return PartialBlob(self, self.staging / f"{sha256}.part", self._key, sha256, check)

    def keep_half(self, sha256: str, chunks: ChunkWriter) -> None:
        """Remember how far a file was written, so that going on in it need not read it again."""
        self._halves[sha256] = chunks
        while len(self._halves) > HALVES:
            del self._halves[next(iter(self._halves))]

    def half_of(self, sha256: str) -> ChunkWriter | None:
        """What was remembered, once."""
        return self._halves.pop(sha256, None)

    def parts(self) -> Mapping[str, int]:
        """Files on their way, and how many clear bytes of each are on the disk."""
        return {path.stem: clear_size(path.stat().st_size) for path in self.staging.glob("*.part")}

    def open(self, sha256: str) -> Blob:
        """Open a blob for reading."""
        return Blob(self._path(sha256), self._key, sha256)

    def has(self, sha256: str) -> bool:
        """Whether the blob is here (its bytes are checked when they are read)."""
        return bool(sha256) and self._path(sha256).exists()

    def size_of(self, sha256: str) -> int:
        """The size of the clear bytes."""
        with self.open(sha256) as blob:
            return blob.size

    def verify(self, sha256: str) -> None:
        """Read every byte; a StoreError when anything is not as it was written."""
        import hashlib

        with self.open(sha256) as blob:
            found = hashlib.sha256()
            for offset in range(0, blob.size, 16 * CHUNK):
                found.update(blob.read_at(offset, 16 * CHUNK))
            if found.hexdigest() != sha256:
                raise damaged()

    def set_aside(self, sha256: str) -> None:
        """Let a damaged blob count as not here; its bytes stay beside its place until it comes again."""
        path = self._path(sha256)
        try:
            if path.exists():
                path.replace(path.with_suffix(SPOILED))
        except OSError as problem:
            raise disk_error(problem) from problem

    def remove(self, sha256: str) -> None:
        """Take a blob out; harmless when it is not here."""
        self._path(sha256).unlink(missing_ok=True)

    def check(self) -> None:
        """A StoreError when the folder cannot be written."""
        if not os.access(self.folder, os.R_OK | os.W_OK | os.X_OK):
            raise disk_error(OSError(errno.EACCES, "not writable"))

    def clear_staging(self) -> int:
        """Throw away what an interrupted import left; downloads on their way are kept. Says how many went."""
        gone = 0
        for path in self.staging.glob("*.new"):
            path.unlink(missing_ok=True)
            gone += 1
        return gone

    def names(self) -> Iterable[str]:
        """The hashes of all blobs that are here."""
        for path in sorted(self.folder.glob("??/*")):
            if len(path.name) == 64:
                yield path.name

    def _path(self, sha256: str) -> Path:
        check_name(sha256)
        return self.folder / sha256[:2] / sha256


def check_name(sha256: str) -> None:
    """Refuse what is no SHA-256 in hexadecimal digits."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise StoreError(
            "blob-name",
            "No such file",
            "A file is known by 64 hexadecimal digits.",
            "Import the bundle again.",
        )


def disk_error(problem: OSError) -> StoreError:
    """What a person should know when the disk says no."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreError(
            "disk-full",
            "The disk is full",
            "There is no room left where the store is kept; nothing was half-saved.",
            "Free some space, then do it again.",
        )
    if problem.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StoreError(
            "read-only",
            "The store cannot be written",
            "The folder where the store is kept is read-only.",
            "Make it writable, or choose another folder.",
        )
    return StoreError(
        "disk",
        "The disk did not answer as it should",
        f"The system says: {problem.strerror or 'an unknown fault'}.",
        "Nothing was half-saved. Try again; if it comes back, have the disk looked at.",
    )


def missing() -> StoreError:
    """What a person should know of a file that is not here."""
    return StoreError(
        "blob-missing",
        "This file is not here",
        "The store has no file with this hash.",
        "Sync, or import the bundle again; your work on it is untouched.",
    )


def damaged() -> StoreError:
    """What a person should know of a file whose bytes are not those that were written."""
    return StoreError(
        "blob-damaged",
        "This file is damaged on this laptop",
        "Its stored bytes are not those that were written.",
        "Sync, or import the bundle again, to mend it; scores and comments are untouched.",
    )
