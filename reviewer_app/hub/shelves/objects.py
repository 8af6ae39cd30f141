"""The hub's files in object storage, encrypted by us as in a folder, so that a range is readable without the whole."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from reviewer_app.domain.errors import StoreError
from reviewer_app.exchange.wire import is_this_machine
from reviewer_app.hub.shelves.words import address_wrong, in_words
from reviewer_app.vault.blobs import BlobWriter, check_name, damaged, disk_error, missing
from reviewer_app.vault.chunks import CHUNK, ChunkReader, Damaged
from reviewer_app.vault.durable import sync_file, sync_folders
from reviewer_app.vault.room import check_room

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

AHEAD = 1024 * 1024
"""Bytes fetched at once when a chunk is asked for: one request for sixteen."""
PART = 8 * 1024 * 1024
"""Larger files travel in parts of this size, four at a time, so that none is in memory whole."""
ENDPOINTS = {
    "AWS": ("AWS_ENDPOINT_URL", "AWS_ENDPOINT"),
    "AZURE": ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
    "GOOGLE": ("GOOGLE_BASE_URL",),
}
"""The variables that name a server other than the provider's own."""
KINDS = {"gs": "GOOGLE"} | dict.fromkeys(("az", "adl", "azure", "abfs", "abfss", "https"), "AZURE")
"""Whose an address is, by how it begins; any other is of S3."""
TRIES: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


class _Window:
    """An object as the file that ``ChunkReader`` reads: ranges fetched as they are asked for, a little ahead."""

    def __init__(self, store: ObjectStore, path: str) -> None:
        self._store, self._path = store, path
        with in_words():
            self._length = int(obstore.head(store, path)["size"])
        self._at = self._start = 0
        self._held = b""

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = self._length + offset if whence == 2 else offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, length: int) -> bytes:
        end = min(self._at + length, self._length)
        if not self._start <= self._at <= end <= self._start + len(self._held):
            self._fetch(end)
        told = self._held[self._at - self._start : end - self._start]
        self._at = max(self._at, end)
        return told

    def _fetch(self, end: int) -> None:
        start = self._at
        if self._length <= AHEAD:
            start, end = 0, self._length
        elif end - start >= CHUNK:
            end = min(start + AHEAD, self._length)
        if start >= end:
            self._start, self._held = start, b""
            return
        with in_words():
            self._held = bytes(obstore.get_range(self._store, self._path, start=start, end=end))
        self._start = start


class ObjectFile:
    """One file in object storage open for reading; safe to use from several threads."""

    def __init__(self, store: ObjectStore, path: str, key: bytes, sha256: str) -> None:
        self._turn = threading.Lock()
        try:
            self._chunks = ChunkReader(cast(BinaryIO, _Window(store, path)), key)
            if self._chunks.sha256 != sha256:
                raise Damaged("another file's content")
        except Damaged as problem:
            raise damaged() from problem
        self.sha256 = sha256

    @property
    def size(self) -> int:
        """The size of the clear bytes."""
        return self._chunks.size

    def read_at(self, offset: int, length: int) -> bytes:
        """The clear bytes of a range, cut at the end of the file."""
        with self._turn:
            try:
                return self._chunks.read_at(offset, length)
            except FileNotFoundError:
                raise missing() from None
            except Damaged as problem:
                raise damaged() from problem

    def close(self) -> None:
        """Nothing is held between two reads."""

    def __enter__(self) -> ObjectFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ObjectShelves:
    """Files under the prefix of a URL; what comes in is staged, encrypted, in a folder of this machine."""

    def __init__(self, url: str, key: bytes, staging: Path) -> None:
        self._key, self._staging = key, staging
        try:
            staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as problem:
            raise disk_error(problem) from problem
        self._store = _opened(url)

    def writer(self) -> BlobWriter:
        """A stream into staging."""
        return BlobWriter(self._staging / f"{secrets.token_hex(12)}.new", self._key)

    def adopt(self, writers: Iterable[BlobWriter]) -> None:
        """Put finished streams under their hashes; what is there and sound stays, what is damaged is replaced."""
        for each in writers:
            if not self._sound(each.sha256):
                self._put(each)
            each.discard()

    def open(self, sha256: str) -> ObjectFile:
        """Open a file for reading."""
        try:
            return self._open(sha256)
        except FileNotFoundError:
            self.check()  # that the whole place is missing looks the same to who asks for one file
            raise missing() from None

    def _open(self, sha256: str) -> ObjectFile:
        return ObjectFile(self._store, _path(sha256), self._key, sha256)

    def has(self, sha256: str) -> bool:
        """Whether the file is here."""
        if not sha256:
            return False
        try:
            with in_words():
                obstore.head(self._store, _path(sha256))
        except FileNotFoundError:
            return False
        return True

    def size_of(self, sha256: str) -> int:
        """The size of the clear bytes."""
        return self.open(sha256).size

    def verify(self, sha256: str) -> None:
        """Read every byte; a StoreError when anything is not as it was written."""
        file = self.open(sha256)
        found = hashlib.sha256()
        for offset in range(0, file.size, AHEAD):
            found.update(file.read_at(offset, AHEAD))
        if found.hexdigest() != sha256:
            raise damaged()

    def names(self) -> Iterator[str]:
        """The hashes of all files that are here."""
        with in_words():
            for page in obstore.list(self._store):
                for each in page:
                    name = str(each["path"]).rpartition("/")[2]
                    if len(name) == 64:
                        yield name

    def check(self) -> None:
        """List next to nothing: the answer needs the place and credentials that it knows; a folder must have room."""
        with in_words():
            next(iter(obstore.list(self._store, prefix="00", chunk_size=1)), None)
        if isinstance(self._store, LocalStore) and self._store.prefix is not None:
            check_room(Path(self._store.prefix))

    def _sound(self, sha256: str) -> bool:
        try:
            self.verify(sha256)
        except StoreError as problem:
            if problem.code not in ("blob-missing", "blob-damaged"):
                raise
            return False
        return True

    def _put(self, written: BlobWriter) -> None:
        path = _path(written.sha256)
        with in_words():
            obstore.put(self._store, path, written.path, chunk_size=PART, max_concurrency=4)
        if isinstance(self._store, LocalStore) and self._store.prefix is not None:
            _make_durable(Path(self._store.prefix), path)


def _may_be_plain(url: str) -> bool:
    """Whether the storage may be spoken to without TLS: on this machine, or where the operator says so."""
    kind = KINDS.get(urlsplit(url).scheme, "AWS")
    if os.environ.get(f"{kind}_ALLOW_HTTP", "").lower() == "true":
        return True
    said = (os.environ.get(name) for name in ENDPOINTS[kind])
    plain = urlsplit(next((each for each in said if each), ""))
    return plain.scheme == "http" and is_this_machine(plain.hostname or "")


def _opened(url: str) -> ObjectStore:
    options: ClientConfig = {
        "connect_timeout": timedelta(seconds=5),
        "timeout": timedelta(seconds=60),
        "allow_http": _may_be_plain(url),
    }
    try:
        if url.startswith("file:"):
            return LocalStore.from_url(url, mkdir=True)
        return from_url(url, client_options=options, retry_config=TRIES)
    except (BaseError, ValueError, OSError) as problem:
        raise address_wrong(problem) from problem


def _make_durable(root: Path, path: str) -> None:
    """A folder as object storage does not sync by itself."""
    target = root / path
    try:
        with target.open("r+b") as file:
            sync_file(file.fileno())
        sync_folders({target.parent, root})
    except OSError as problem:
        raise disk_error(problem) from problem


def _path(sha256: str) -> str:
    check_name(sha256)
    return f"{sha256[:2]}/{sha256}"
