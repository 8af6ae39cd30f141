"""Bundles as folders: plain files only, opened so that no link, pipe or device is ever followed or waited for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from reviewer_app.bundles.limits import CHUNK, Limits
from reviewer_app.bundles.names import HARMLESS, check_collisions, name_fault
from reviewer_app.bundles.rules import Complain, Rule
from reviewer_app.bundles.source import Member, unreadable
from reviewer_app.domain.errors import BundleError

_REPARSE = 0x400
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class FolderSource:
    """The files under one folder, by their paths with ``/``."""

    def __init__(self, root: Path, limits: Limits, complain: Complain, *, plain: bool) -> None:
        self._root = root
        self._limits = limits
        self._complain = complain
        self._plain = plain
        self._members: dict[str, Member] = {}
        self._inodes: dict[str, tuple[int, int]] = {}
        folders: list[str] = []
        self._walk(folders)
        check_collisions(sorted(self._members), complain, sorted(folders))

    @property
    def members(self) -> Mapping[str, Member]:
        """Every plain file by its path."""
        return self._members

    def chunks(self, path: str) -> Iterator[bytes]:
        """The file's bytes, at most a chunk at a time."""
        left = self._members[path].size
        try:
            handle = os.open(self._root / path, _OPEN)
            with os.fdopen(handle, "rb", buffering=0) as file:
                now = os.fstat(handle)
                if not stat.S_ISREG(now.st_mode) or (now.st_dev, now.st_ino) != self._inodes[path]:
                    raise BundleError(
                        Rule.ALTERED_FILE.value, path, "The file was changed while it was read."
                    )
                while left and (chunk := file.read(min(CHUNK, left))):
                    left -= len(chunk)
                    yield chunk
                if left or file.read(1):
                    raise BundleError(
                        Rule.ALTERED_FILE.value, path, "The file was changed while it was read."
                    )
        except OSError as problem:
            raise unreadable(path, problem) from problem

    def close(self) -> None:
        """Nothing is held open between two members."""

    def _walk(self, folders: list[str]) -> None:
        waiting = [""]
        seen = 0
        while waiting:
            below = waiting.pop()
            with os.scandir(self._root / below) as entries:
                for entry in entries:
                    seen += 1
                    if seen > self._limits.members:
                        raise BundleError(
                            Rule.TOO_MANY.value, "", f"There are more than {self._limits.members:,} members."
                        )
                    path = f"{below}/{entry.name}" if below else entry.name
                    if fault := name_fault(path, self._limits):
                        self._complain(fault[0], path, fault[1])
                        if not (self._plain and fault[0] in HARMLESS):
                            continue
                    # Not entry.stat(): on Windows that leaves out inode and number of links.
                    if self._take(path, os.lstat(entry.path)):
                        folders.append(path)
                        waiting.append(path)

    def _take(self, path: str, found: os.stat_result) -> bool:
        """Note one entry; True for a folder to look into."""
        if stat.S_ISLNK(found.st_mode) or getattr(found, "st_file_attributes", 0) & _REPARSE:
            self._complain(Rule.LINK, path, "It is a link, not a file.")
        elif stat.S_ISDIR(found.st_mode):
            return True
        elif not stat.S_ISREG(found.st_mode):
            self._complain(Rule.SPECIAL_FILE, path, "It is a pipe, socket or device, not a file.")
        elif found.st_nlink > 1 and not self._plain:
            self._complain(Rule.HARD_LINK, path, "The file has a second name elsewhere (a hard link).")
        else:
            self._members[path] = Member(path, found.st_size)
            self._inodes[path] = (found.st_dev, found.st_ino)
        return False
