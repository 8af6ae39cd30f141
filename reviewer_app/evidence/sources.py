"""Where the bytes of evidence come from: anything that can read a range."""

from __future__ import annotations

from typing import Protocol


class ByteSource(Protocol):
    """A file as size and ranges; a blob of the vault is one. If it has ``close()``, closing the evidence calls it."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read_at(self, offset: int, length: int) -> bytes:
        """Exactly the bytes of a range inside the file; a ReviewerError it raises reaches the person."""


class BytesSource:
    """Bytes in memory as a source, for samples, clipboards and tests."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        """The bytes of a range."""
        return self._data[offset : offset + length]
