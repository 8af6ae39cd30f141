"""A bundle while it is taken in over the network: on the disk under a key that only this question has, then gone."""

from __future__ import annotations

import io
import os
import secrets
import time
from pathlib import Path
from typing import BinaryIO, cast

from reviewer_app.vault.blobs import Blob, BlobWriter, disk_error

PIECE = 1024 * 1024
KEY_BYTES = 32
OLD_SECONDS = 24 * 3600


class Upload:
    """One bundle as it comes: written once, then read from anywhere; nothing of it can be read without the program."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            _clear_old(folder)
        except OSError as problem:
            raise disk_error(problem) from problem
        self._key = secrets.token_bytes(KEY_BYTES)
        self._writer = BlobWriter(folder / secrets.token_hex(16), self._key)

    @property
    def path(self) -> Path:
        """Where it lies, encrypted."""
        return self._writer.path

    def write(self, data: bytes) -> None:
        """The next bytes."""
        self._writer.write(data)

    def finish(self) -> None:
        """All of it is here."""
        self._writer.finish()

    def open(self) -> BinaryIO:
        """It, to be read."""
        blob = Blob(self.path, self._key, self._writer.sha256)
        return cast(BinaryIO, io.BufferedReader(_Clear(blob), PIECE))

    def discard(self) -> None:
        """Leave nothing behind; harmless when repeated."""
        self._writer.discard()


def _clear_old(folder: Path) -> None:
    """What a process left that was killed: its key is gone with it. Another process may be at work on younger ones."""
    for each in folder.iterdir():
        try:
            if time.time() - each.stat().st_mtime > OLD_SECONDS:
                each.unlink()
        except FileNotFoundError:
            continue  # another process was quicker


class _Clear(io.RawIOBase):
    """The clear bytes of an encrypted file, as a file."""

    def __init__(self, blob: Blob) -> None:
        super().__init__()
        self._blob, self._at = blob, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._blob.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any writable buffer is handed in
        data = self._blob.read_at(self._at, len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._blob.close()
        super().close()
