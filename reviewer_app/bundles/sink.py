"""Where a bundle's bytes go while it is read: one writer a member, kept only when the whole bundle is sound."""

from __future__ import annotations

import hashlib
from typing import Protocol


class MemberWriter(Protocol):
    """Takes one member's bytes; nothing of it counts before the whole bundle is sound."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""

    def finish(self) -> tuple[str, int]:
        """End the member: its SHA-256 (hex) and size in bytes."""

    def discard(self) -> None:
        """Leave nothing behind; harmless when repeated, or after finish."""


class Sink(Protocol):
    """Opens a writer for each evidence file and access copy."""

    def open(self, member: str) -> MemberWriter:
        """A writer for this member."""


class _Forgetting:
    """Hashes and counts, keeps nothing."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes, /) -> None:
        self._hash.update(data)
        self._size += len(data)

    def finish(self) -> tuple[str, int]:
        return self._hash.hexdigest(), self._size

    def discard(self) -> None:
        """Nothing was kept."""


class ForgettingSink:
    """The sink of a check: everything is hashed, nothing is kept."""

    def open(self, member: str) -> MemberWriter:
        """A writer that forgets what it is given."""
        return _Forgetting()
