"""Streams of an OLE compound file by name, for what the libraries do not tell of old Office files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTORS_MOST = 1 << 20
_ENTRIES_MOST = 4_000
_LAST = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5


class Compound:
    """One compound file; ``stream`` raises ValueError where its chains lead nowhere."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC) or len(data) < 512:
            raise ValueError("not a compound file")
        self._data = data
        shift = int.from_bytes(data[30:32], "little")
        self._size = 1 << (shift if shift in (9, 12) else 9)
        self._table = self._read_table()
        directory = self._joined(self._chain(_number(data, 48)))
        self._entries = [_entry(directory, at) for at in range(0, len(directory) - 127, 128)][:_ENTRIES_MOST]
        root = next((each for each in self._entries if each[1] == _ROOT), None)
        self._small = self._joined(self._chain(root[2])) if root is not None else b""
        self._small_table = _numbers(self._joined(self._chain(_number(data, 60))))

    def stream(self, *names: str) -> bytes:
        """The largest stream of one of these names, whatever their case."""
        wanted = {each.lower() for each in names}
        found = [each for each in self._entries if each[1] == _STREAM and each[0].lower() in wanted]
        if not found:
            raise ValueError("no such stream")
        return self._content(max(found, key=lambda each: each[3]))

    def streams(self, *names: str) -> Iterator[tuple[str, bytes]]:
        """All streams of these names, those of files within the file too, each with its name in small letters."""
        wanted = {each.lower() for each in names}
        for each in self._entries:
            if each[1] == _STREAM and each[0].lower() in wanted:
                yield each[0].lower(), self._content(each)

    def _content(self, entry: tuple[str, int, int, int]) -> bytes:
        _, _, start, size = entry
        if size >= 4096:
            return self._joined(self._chain(start))[:size]
        parts = [self._small[at * 64 : at * 64 + 64] for at in _followed(start, self._small_table)]
        return b"".join(parts)[:size]

    def _read_table(self) -> list[int]:
        sectors = [each for each in _numbers(self._data[76:512]) if each < _LAST]
        further, left = _number(self._data, 68), _SECTORS_MOST
        while further < _LAST and left > 0:
            *more, further = _numbers(self._sector(further)) or [_LAST]
            sectors += [each for each in more if each < _LAST]
            left -= max(1, len(more))
        return [each for sector in sectors for each in _numbers(self._sector(sector))]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _chain(self, start: int) -> Iterator[int]:
        return _followed(start, self._table)

    def _joined(self, chain: Iterator[int]) -> bytes:
        return b"".join(self._sector(each) for each in chain)


def _followed(start: int, table: list[int]) -> Iterator[int]:
    passed = 0
    while start < _LAST:
        yield start
        passed += 1
        if start >= len(table) or passed > len(table):
            return
        start = table[start]


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) & ~3]))


def _entry(directory: bytes, at: int) -> tuple[str, int, int, int]:
    length = max(0, min(64, int.from_bytes(directory[at + 64 : at + 66], "little")) - 2)
    name = directory[at : at + length].decode("utf-16-le", "replace")
    return name, directory[at + 66], _number(directory, at + 116), _number(directory, at + 120)
