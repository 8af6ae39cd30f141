"""What the hub asks of the place its files stand in, whatever that is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from reviewer_app.vault.blobs import BlobWriter


class StoredFile(Protocol):
    """One file open for reading; every byte it gives was authenticated."""

    @property
    def size(self) -> int:
        """The size of the clear bytes."""

    def read_at(self, offset: int, length: int) -> bytes:
        """The clear bytes of a range, cut at the end of the file."""

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> StoredFile: ...

    def __exit__(self, *_: object) -> None: ...


class Shelves(Protocol):
    """Files by the SHA-256 of their clear bytes, each there whole or not at all, and none ever taken away.

    What goes wrong is a StoreError: ``blob-missing``, ``blob-damaged``, or a word about the place itself.
    """

    def writer(self) -> BlobWriter:
        """A stream into staging on this machine, encrypted from its first byte."""

    def adopt(self, writers: Iterable[BlobWriter]) -> None:
        """Put finished streams in under their hashes; durable when this returns."""

    def open(self, sha256: str) -> StoredFile:
        """Open a file for reading."""

    def has(self, sha256: str) -> bool:
        """Whether the file is here (its bytes are checked when they are read)."""

    def size_of(self, sha256: str) -> int:
        """The size of the clear bytes."""

    def verify(self, sha256: str) -> None:
        """Read every byte; a StoreError when anything is not as it was written."""

    def names(self) -> Iterable[str]:
        """The hashes of all files that are here."""

    def check(self) -> None:
        """A StoreError when the place does not answer or may not be used; cheap enough for every few seconds."""
