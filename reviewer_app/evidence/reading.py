"""A file's bytes for something that reads it in the window: kept for a while, read ahead, safe from several threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

CHUNK = 1 << 16
"""As large as a chunk of an encrypted blob, so that none is decrypted twice for two halves."""

_AHEAD = 4
_KEPT = 96


class ReadAhead:
    """Ranges of a file that ``read_at(offset, length)`` decrypts; never more than 6 MiB of it in memory."""

    def __init__(self, size: int, read_at: Callable[[int, int], bytes]) -> None:
        self.size = size
        self._read_at = read_at
        self._turn = threading.Lock()
        self._chunks: OrderedDict[int, bytes] = OrderedDict()

    def read(self, offset: int, length: int) -> bytes:
        """The bytes of a range, cut at the end of the file; what reading raises comes through."""
        end = min(offset + length, self.size)
        if offset < 0 or end <= offset:
            return b""
        first, last = offset // CHUNK, (end - 1) // CHUNK
        with self._turn:
            whole = b"".join(self._chunk(number) for number in range(first, last + 1))
        start = offset - first * CHUNK
        return whole[start : start + end - offset]

    def _chunk(self, number: int) -> bytes:
        found = self._chunks.get(number)
        if found is not None:
            self._chunks.move_to_end(number)
            return found
        # Going straight on: fetch some more at once.
        count = _AHEAD if number - 1 in self._chunks else 1
        start = number * CHUNK
        data = self._read_at(start, min(count * CHUNK, self.size - start))
        for step in range(0, len(data), CHUNK):
            self._chunks[number + step // CHUNK] = data[step : step + CHUNK]
        while len(self._chunks) > _KEPT:
            self._chunks.popitem(last=False)
        return self._chunks[number]
