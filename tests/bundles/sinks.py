"""A sink that remembers what was opened, kept and thrown away."""

from __future__ import annotations

import hashlib


class Writer:
    """Keeps one member's bytes until they are discarded."""

    def __init__(self, member: str) -> None:
        self.member = member
        self.data = b""
        self.discarded = False
        self.finished = False

    def write(self, data: bytes, /) -> None:
        assert not self.discarded
        assert not self.finished
        self.data += data

    def finish(self) -> tuple[str, int]:
        self.finished = True
        return hashlib.sha256(self.data).hexdigest(), len(self.data)

    def discard(self) -> None:
        self.discarded = True
        self.data = b""


class Staging:
    """All writers of one reading."""

    def __init__(self) -> None:
        self.writers: list[Writer] = []

    def open(self, member: str) -> Writer:
        writer = Writer(member)
        self.writers.append(writer)
        return writer

    @property
    def left(self) -> list[str]:
        """What was not thrown away."""
        return [each.member for each in self.writers if not each.discarded]

    @property
    def contents(self) -> dict[str, bytes]:
        """What a sound bundle left."""
        assert all(each.finished for each in self.writers)
        return {each.member: each.data for each in self.writers if not each.discarded}
