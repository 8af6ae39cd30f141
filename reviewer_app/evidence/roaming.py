"""Walking through folders that may hold anything: ordinary files come out, all else is named and passed over."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Without waiting for whoever writes into a pipe, and without following a link put there a moment ago.
_ASKING = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)
_ODD = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_FAULTS = {errno.ENOENT: "not there", errno.EACCES: "may not be read", errno.EPERM: "may not be read"}


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a folder; ``passed`` says why it is not opened, and is empty for an ordinary file."""

    path: str
    passed: str = ""


class FileSource:
    """A file of the disk as a source of ranges; what is no ordinary file is refused with OSError."""

    def __init__(self, path: str, *, through_links: bool = False) -> None:
        self._handle = os.open(path, _ASKING | (0 if through_links else _NOT_THROUGH_LINKS))
        try:
            told = os.fstat(self._handle)
            if not stat.S_ISREG(told.st_mode):
                raise OSError(errno.EINVAL, "not an ordinary file")
        except BaseException:  # nobody else knows the handle
            os.close(self._handle)
            raise
        self.size = told.st_size

    def read_at(self, offset: int, length: int) -> bytes:
        """The bytes of a range; fewer when the file became shorter meanwhile."""
        parts: list[bytes] = []
        while length:
            part = self._read(offset, length)
            if not part:
                break
            parts.append(part)
            offset, length = offset + len(part), length - len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _read(self, offset: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._handle, length, offset)
        os.lseek(self._handle, offset, os.SEEK_SET)
        return os.read(self._handle, length)

    def close(self) -> None:
        """Give the file back; a second time does nothing."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def roam(paths: Iterable[Path]) -> Iterator[Found]:
    """Everything at and below the paths, folder by folder in the order of names; links inside are not followed.

    Holds no more than the names of the folders it is in, and raises nothing for what is on the disk.
    """
    for path in paths:
        start = os.fspath(path)
        try:
            mode = os.stat(start).st_mode  # noqa: PTH116  # a path whose bytes are no text stays as it is
        except (OSError, ValueError) as fault:
            yield Found(start, why_not(fault))
            continue
        if stat.S_ISDIR(mode):
            yield from _below(start)
        else:
            yield Found(start, _odd(mode))


def _below(top: str) -> Iterator[Found]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        folders: list[str] = []
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda each: os.fsencode(each.name))
        except OSError as fault:
            yield Found(folder, why_not(fault))
            continue
        for entry in entries:
            try:
                mode = entry.stat(follow_symlinks=False).st_mode
            except OSError as fault:
                yield Found(entry.path, why_not(fault))
                continue
            if stat.S_ISDIR(mode):
                folders.append(entry.path)
            else:
                yield Found(entry.path, _odd(mode))
        waiting.extend(reversed(folders))


def _odd(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    return next((words for test, words in _ODD if test(mode)), "not an ordinary file")


def why_not(fault: OSError | ValueError) -> str:
    """Why the system gave nothing, in a few words."""
    return _FAULTS.get(getattr(fault, "errno", 0) or 0, "cannot be read")


def plain_name(path: str) -> str:
    """A path as it can be shown: bytes that are no text as question marks, no control characters."""
    words = os.fsencode(path).decode("utf-8", errors="replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in words)
