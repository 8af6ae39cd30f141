"""Making what was written survive a power cut: files, folders, and many of both at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

SYNC_ALL_FROM = 16
"""From so many files on, one sync of the whole file system is cheaper than one of each file."""


if sys.platform == "darwin":
    import fcntl

    def sync_file(handle: int) -> None:
        """Make one open file durable."""
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync there leaves it in the drive's own cache

else:

    def sync_file(handle: int) -> None:
        """Make one open file durable."""
        os.fsync(handle)


def sync_files(paths: Sequence[Path]) -> None:
    """Make closed files of one file system durable."""
    if len(paths) >= SYNC_ALL_FROM and _sync_all(paths[0].parent):
        return
    for path in paths:
        with path.open("r+b") as file:
            sync_file(file.fileno())


def sync_folders(folders: Iterable[Path]) -> None:
    """Make names in these folders, all of one file system, durable."""
    if sys.platform == "win32":
        return  # a folder cannot be synced there; NTFS journals the rename
    several = list(folders)
    if len(several) >= SYNC_ALL_FROM and _sync_all(several[0]):
        return
    for folder in several:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_all(folder: Path) -> bool:
    """Sync the file system that holds this folder, where the system can; False where it cannot."""
    if sys.platform != "linux":
        return False
    import ctypes  # only for this, and not for the first paint

    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)
    return True
