"""The file as Qt's player reads it: decrypted range by range on the player's own thread, never written anywhere."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QIODevice

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.reading import ReadAhead

log = logging.getLogger(__name__)


class MediaSource(QIODevice):
    """Bytes with random access. ``end()`` makes every later read find nothing, so that a player lets go at once."""

    def __init__(self, size: int, read_at: Callable[[int, int], bytes]) -> None:
        super().__init__()
        self._bytes = ReadAhead(size, read_at)
        self._at = 0
        self._ended = threading.Event()
        self.broken: ReviewerError | None = None
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def end(self) -> None:
        """Give nothing any more."""
        self._ended.set()

    def size(self) -> int:
        return self._bytes.size

    def isSequential(self) -> bool:
        return False

    def bytesAvailable(self) -> int:
        return max(0, self._bytes.size - self._at)

    def atEnd(self) -> bool:
        # Nothing more to read, and not only nothing now: else the player would ask again for ever.
        return self._ended.is_set() or self._at >= self._bytes.size

    def seek(self, position: int) -> bool:
        if not 0 <= position <= self._bytes.size:
            return False
        self._at = position
        return super().seek(position)

    def readData(self, most: int) -> Any:
        if self._ended.is_set():
            return b""
        try:
            data = self._bytes.read(self._at, most)
        except ReviewerError as error:
            self.broken = error
            self._ended.set()
            return b""
        except (OSError, ValueError) as problem:
            # The file was closed under the player, as when the store is locked: it finds the end.
            log.info("a recording was closed while it was read (%s)", type(problem).__name__)
            self._ended.set()
            return b""
        self._at += len(data)
        return data

    def writeData(self, _data: Any, _length: int) -> int:
        return -1
