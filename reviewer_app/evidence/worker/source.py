"""The evidence as the worker sees it: byte ranges asked of the host, kept for a while, read ahead when in order."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable

from reviewer_app.evidence.frames import FIRST_BYTES

CHUNK = FIRST_BYTES
"""As large as a chunk of an encrypted blob, so that no chunk is decrypted twice for two halves."""

_AHEAD_MOST = 16
_KEPT = 128


class RemoteFile(io.RawIOBase):
    """A read-only file whose bytes are fetched by ``fetch(offset, length)`` when they are first touched.

    ``first`` is its first chunk, if that is here already.
    """

    def __init__(self, size: int, fetch: Callable[[int, int], bytes], first: bytes = b"") -> None:
        super().__init__()
        self.size = size
        self.fetched = 0
        self._fetch = fetch
        self._chunks: OrderedDict[int, bytes] = OrderedDict({0: first} if first else {})
        self._at = 0
        self._last = -1
        self._ahead = 1

    def read_at(self, offset: int, length: int) -> bytes:
        """The bytes of a range, fewer at the end of the file."""
        end = min(offset + length, self.size)
        if offset < 0 or end <= offset:
            return b""
        first, last = offset // CHUNK, (end - 1) // CHUNK
        if first == last:
            start = offset - first * CHUNK
            return self._chunk(first, last)[start : start + end - offset]
        whole = b"".join([self._chunk(number, last) for number in range(first, last + 1)])
        start = offset - first * CHUNK
        return whole[start : start + end - offset]

    def _chunk(self, number: int, wanted: int) -> bytes:
        found = self._chunks.get(number)
        if found is not None:
            self._chunks.move_to_end(number)
            self._last = number
            return found
        self._ahead = min(self._ahead * 2, _AHEAD_MOST) if number == self._last + 1 else 1
        count = min(max(self._ahead, wanted - number + 1), _AHEAD_MOST)
        start = number * CHUNK
        data = self._fetch(start, min(count * CHUNK, self.size - start))
        self.fetched += len(data)
        for step in range(0, len(data), CHUNK):
            self._chunks[number + step // CHUNK] = data[step : step + CHUNK]
        self._last = number
        while len(self._chunks) > _KEPT:
            self._chunks.popitem(last=False)
        return self._chunks[number]

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move the place of the next read."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise OSError("before the beginning of the file")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """The place of the next read."""
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes; all that are left when no size is given."""
        left = max(0, self.size - self._at)
        data = self.read_at(self._at, left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data

    def readall(self) -> bytes:
        """All that is left."""
        return self.read()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed has no public name for writable buffers
        """Fill a buffer as far as there are bytes."""
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)


def held_file(data: bytes) -> RemoteFile:
    """What is in memory already, as evidence is read."""
    return RemoteFile(len(data), lambda offset, length: data[offset : offset + length])
