"""Writing a bundle's members one after another, into a folder or a zip that our own reader would take."""

from __future__ import annotations

import mimetypes
import os
import zipfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from reviewer_app.bundles.limits import GIB, MIB, Limits

PACKABLE = 16 * MIB
"""Texts up to this size in bytes are packed; larger ones are stored, since their ratio is not known beforehand."""
_TEXT = frozenset({"application/json", "application/xml", "image/svg+xml", "image/bmp", "application/rtf"})


class Packer(Protocol):
    """Takes the members of a bundle in turn."""

    def add(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one member of this many bytes."""

    def close(self) -> None:
        """Make everything durable."""

    def abandon(self) -> None:
        """Let go of the files without finishing them."""


class FolderPacker:
    """Members as files under a new folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir()

    def add(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one member."""
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Make the folders durable."""
        for folder in [self._root, *(each for each in self._root.rglob("*") if each.is_dir())]:
            sync_folder(folder)

    def abandon(self) -> None:
        """Nothing is held open between two members."""


class ZipPacker:
    """Members as entries of a zip, in one base directory; texts are packed, everything else is stored."""

    def __init__(self, target: Path, base: str, created: datetime, limits: Limits) -> None:
        self._base = base
        self._limits = limits
        utc = created.astimezone(UTC)
        self._date = (min(max(utc.year, 1980), 2107), utc.month, utc.day, utc.hour, utc.minute, utc.second)
        self._file = target.open("xb")
        self._zip = zipfile.ZipFile(self._file, "w", allowZip64=True)

    def add(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one member."""
        entry = zipfile.ZipInfo(f"{self._base}/{path}", self._date)
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        entry.file_size = size
        if _is_text(path) and size <= PACKABLE:
            data = b"".join(chunks)
            packed = len(zlib.compress(data, 6))
            sparing = packed < size and size * 2 < packed * self._limits.ratio
            entry.compress_type = zipfile.ZIP_DEFLATED if sparing else zipfile.ZIP_STORED
            self._zip.writestr(entry, data)
            return
        with self._zip.open(entry, "w", force_zip64=size >= 2 * GIB) as writer:
            for chunk in chunks:
                writer.write(chunk)

    def close(self) -> None:
        """End the zip and make it durable."""
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close without finishing."""
        self._zip.fp = None  # zipfile would otherwise write a directory into a file that is about to go
        self._file.close()


def _is_text(path: str) -> bool:
    kind = mimetypes.guess_type(path)[0] or ""
    return kind.startswith("text/") or kind in _TEXT or path.endswith((".vtt", ".md", ".csv"))


def sync_folder(folder: Path) -> None:
    """Make a folder's names durable, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
