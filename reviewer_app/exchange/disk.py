"""The few things done to a folder or stick, each told in words when the system refuses; tests put limits here."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.failures import line_error
from reviewer_app.vault.durable import sync_file, sync_folders

SLICE = 256 * 1024
"""Bytes written between two looks for a wish to stop."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE = frozenset(
    {errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOENT, errno.ESTALE, errno.ENOTCONN, errno.ECONNABORTED}
)


class Vanished(Exception):
    """A file is gone that was there a moment ago: somebody else took it away, as in a shared folder."""


class Disk:
    """Files and folders below one folder, by their paths in it (``/`` between).

    What lies there may be a stranger's: only plain files and folders count, and no link is followed out of it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def there(self) -> bool:
        """Whether the folder is there at all, as it is not on a stick that was pulled out."""
        return is_folder(self.root)

    def sizes(self, folder: str) -> dict[str, int]:
        """The files of a folder by name, with their sizes; none where there is no such folder."""
        return {name: found.st_size for name, found in self._files(folder).items()}

    def folders(self, folder: str) -> list[str]:
        """The folders in a folder."""
        with spoken():
            try:
                with os.scandir(self._inside(folder)) as found:
                    names = [each.name for each in found if each.is_dir(follow_symlinks=False)]
            except FileNotFoundError:
                return []
        return sorted(f"{folder}/{name}" for name in names)

    def ages(self, folder: str, ending: str) -> dict[str, float]:
        """The files of a folder with this ending, and how many seconds ago they were written."""
        now = time.time()
        return {name: now - found.st_mtime for name, found in self._files(folder, ending).items()}

    def size(self, path: str) -> int:
        """A file's size; -1 where there is none."""
        with spoken():
            try:
                found = self._beside(path).lstat()
            except FileNotFoundError:
                return -1
        return found.st_size if stat.S_ISREG(found.st_mode) else -1

    def read(self, path: str, most: int) -> bytes:
        """A file's bytes, at most so many; LineError ``left-damaged`` when it is longer, for nothing here is.

        Vanished when it is gone and the rest is there.
        """
        with spoken():
            try:
                with self._beside(path).open("rb") as file:
                    data = file.read(most + 1)
            except FileNotFoundError:
                if self.there() or self.root.parent.is_dir():
                    raise Vanished from None
                raise
        if len(data) > most:
            raise line_error("left-damaged")
        return data

    def write(self, path: str, data: bytes, cancel: CancelToken) -> None:
        """Write a file and flush it to the medium, looking between slices for a wish to stop."""
        with spoken(), self._beside(path).open("xb", buffering=0) as file:
            for start in range(0, len(data), SLICE):
                cancel.check()
                view = memoryview(data)[start : start + SLICE]
                while view:
                    view = view[file.write(view) :]
            sync_file(file.fileno())

    def rename(self, path: str, name: str) -> None:
        """Give a flushed file its name, and flush the folder."""
        with spoken():
            if (self.root / name).is_dir():
                raise in_the_way(name)
            self._beside(path).replace(self.root / name)
            self._flush((self.root / name).parent)

    def make(self, folder: str) -> None:
        """Make a folder with those above it, unless it is there."""
        with spoken():
            path = self._inside(folder)
            if path.is_dir():
                return
            path.mkdir(parents=True, exist_ok=True)
            self._flush(path.parent)

    def remove(self, path: str) -> None:
        """Take a file away; harmless when it is gone."""
        with spoken():
            self._beside(path).unlink(missing_ok=True)

    def flush(self, folder: str) -> None:
        """Make what was taken away in a folder stay away."""
        with spoken():
            if (self.root / folder).is_dir():
                self._flush(self.root / folder)

    def free(self) -> int:
        """Bytes that are free."""
        with spoken():
            return shutil.disk_usage(self.root).free

    def _files(self, folder: str, ending: str = "") -> dict[str, os.stat_result]:
        files = {}
        with spoken():
            path = self._inside(folder)
            try:
                with os.scandir(path) as found:
                    names = [each.name for each in found if each.name.endswith(ending)]
            except FileNotFoundError:
                return {}
            for name in names:
                with suppress(FileNotFoundError):  # taken away a moment ago
                    files[name] = (path / name).lstat()
        return {name: found for name, found in files.items() if stat.S_ISREG(found.st_mode)}

    def _beside(self, path: str) -> Path:
        """The place of a file, in a folder that is no link."""
        folder, _, name = path.rpartition("/")
        return self._inside(folder) / name

    def _inside(self, folder: str) -> Path:
        """The place of a folder, there or not; LineError where it, or one above it up to the root, is no folder."""
        path = self.root
        for part in ("", *folder.split("/")):
            path = path / part
            with suppress(FileNotFoundError):
                check_plain(path)
        return path

    def _flush(self, folder: Path) -> None:
        try:
            sync_folders([folder])
        except OSError as problem:
            if problem.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise  # some network folders cannot flush a folder, and say so by these two


def is_folder(path: Path) -> bool:
    """Whether a folder is there; of a drive that was lost ``Path.is_dir`` says nothing, but raises."""
    try:
        return path.is_dir()
    except OSError:
        return False


_JUNCTION = 0xA0000003
"""What Windows calls a folder that stands for another (IO_REPARSE_TAG_MOUNT_POINT)."""


def check_plain(folder: Path) -> None:
    """Let a folder through that is one, and is there itself instead of leading somewhere else."""
    found = folder.lstat()
    if stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION:
        raise line_error("road-trouble", f"“{folder.name}” there is a link to somewhere else.")
    if not stat.S_ISDIR(found.st_mode):
        raise in_the_way(folder.name)


def in_the_way(name: str) -> LineError:
    """That something else lies where a file or folder of ours belongs."""
    return line_error("road-trouble", f"Something else called “{name}” is in the way; move it elsewhere.")


@contextmanager
def spoken() -> Iterator[None]:
    """Turn what the system says into a LineError by code."""
    try:
        yield
    except OSError as problem:
        raise road_error(problem) from problem


def road_error(problem: OSError) -> LineError:
    """What a person should know when a stick or folder says no."""
    if problem.errno in _FULL:
        return line_error("road-full")
    if problem.errno in _READ_ONLY:
        return line_error("road-read-only")
    if problem.errno in _GONE:
        return line_error("road-gone")
    return line_error("road-trouble", f"It says: {problem.strerror or 'an unknown fault'}.")
