"""One running program per home: a lock the system itself lets go of when a program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reviewer_app.domain.errors import StoreError


class InstanceLock:
    """Held from construction to ``release``."""

    def __init__(self, path: Path) -> None:
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise StoreError(
                "read-only",
                "The store cannot be written",
                f"The home folder cannot be written ({problem.strerror}).",
                "Make it writable, or choose another folder.",
            ) from problem
        try:
            _lock(self._handle)
        except OSError:
            os.close(self._handle)
            raise StoreError(
                "already-open",
                "Reviewer is open already",
                "Another window or command is using this store.",
                "Go to that window, or close it and try again.",
            ) from None

    def release(self) -> None:
        """Let another program in; harmless when repeated."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
