"""The piece of memory a worker draws into and the host copies from, made so that neither can harm the other."""

from __future__ import annotations

import contextlib
import mmap
import os
import secrets
import sys
from dataclasses import dataclass

PIXELS_MOST = 32_000_000
"""The most pixels one picture may have: four times a 4K screen."""

AREA_BYTES = PIXELS_MOST * 4
_KEPT = 32 << 20
ENV = "REVIEWER_PIXELS"


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture the host owns: rows from the top, ``stride`` bytes each, BGRA with alpha not multiplied in."""

    width: int
    height: int
    stride: int
    data: bytes
    format: str
    opaque: bool


class PixelArea:
    """The host's end; its size never changes, so that no worker can pull it away from under a copy."""

    def __init__(self) -> None:
        self.handles: tuple[int, ...] = ()
        if sys.platform == "win32":
            self.name = f"tag:{secrets.token_hex(16)}"
            self._map = mmap.mmap(-1, AREA_BYTES, tagname=self.name[4:])
            return
        descriptor = _descriptor()
        self.handles = (descriptor,)
        self.name = f"fd:{descriptor}"
        self._map = mmap.mmap(descriptor, AREA_BYTES)

    def copy(self, length: int) -> bytes:
        """The first ``length`` bytes, as bytes nobody else can change."""
        data = self._map[:length]
        if length > _KEPT and hasattr(mmap, "MADV_REMOVE"):
            self._map.madvise(mmap.MADV_REMOVE)
        return data

    def close(self) -> None:
        """Give the memory back; what a worker drew is gone with its own end."""
        with contextlib.suppress(BufferError):
            self._map.close()
        for each in self.handles:
            os.close(each)
        self.handles = ()


def _descriptor() -> int:
    """A memory file of fixed size, without a name anyone could open: sealed on Linux, unlinked elsewhere."""
    if hasattr(os, "memfd_create"):
        import fcntl

        descriptor = os.memfd_create("pixels", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(descriptor, AREA_BYTES)
        fcntl.fcntl(
            descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        )
        return descriptor
    return unnamed_memory(AREA_BYTES)


def unnamed_memory(size: int) -> int:
    """POSIX shared memory whose name is gone before anyone can open it; returns its descriptor."""
    import _posixshmem  # type: ignore[import-not-found]  # part of Python, without types

    name = f"/rv{secrets.token_hex(8)}"
    descriptor: int = _posixshmem.shm_open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600)
    _posixshmem.shm_unlink(name)
    os.ftruncate(descriptor, size)
    return descriptor


def worker_area(name: str) -> mmap.mmap:
    """The worker's end of the area the host named in its environment."""
    how, _, what = name.partition(":")
    if sys.platform == "win32":
        return mmap.mmap(-1, AREA_BYTES, tagname=what)
    if how != "fd":
        raise ValueError("no pixel area was handed over")
    descriptor = int(what)
    area = mmap.mmap(descriptor, AREA_BYTES)
    os.close(descriptor)
    return area
