"""Folders and sticks for tests: one with the limits of FAT32, one that is pulled out, and rounds through them."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.carrier import FILES, Carrier
from reviewer_app.exchange.disk import Disk, spoken
from reviewer_app.exchange.folder import FolderTransport, Found
from reviewer_app.exchange.left_speech import Talk
from reviewer_app.exchange.round import RoundReport, run_round
from tests.exchange.memory_desk import MemoryDesk

FORBIDDEN = set('<>:"/\\\\|?*') | {chr(code) for code in range(32)}
LARGEST_FILE = 2**32 - 2
MOST_ENTRIES = 4000


class StrictDisk(Disk):
    """A folder that takes only what FAT32 and exFAT take, and no more entries than a slow stick bears."""

    def write(self, path: str, data: bytes, cancel: CancelToken) -> None:
        self._check(path)
        assert len(data) <= LARGEST_FILE
        folder, _, name = path.rpartition("/")
        others = [each.name.casefold() for each in (self.root / folder).iterdir()]
        assert len(others) < MOST_ENTRIES
        assert name.casefold() not in others
        super().write(path, data, cancel)

    def rename(self, path: str, name: str) -> None:
        self._check(name)
        super().rename(path, name)

    def make(self, folder: str) -> None:
        self._check(folder)
        super().make(folder)

    def _check(self, path: str) -> None:
        for part in path.split("/"):
            assert len(part) <= 64
            assert not FORBIDDEN & set(part)
            assert part == part.strip(" .").lower()
            assert part.isascii()


class PulledDisk(StrictDisk):
    """A stick that is pulled out at its n-th change, in the middle of it where that change writes a file."""

    def __init__(self, root: Path, changes: int) -> None:
        super().__init__(root)
        self.left = changes

    def write(self, path: str, data: bytes, cancel: CancelToken) -> None:
        if not self._still_in():
            (self.root / path).write_bytes(data[: len(data) // 2])
            self._gone()
        super().write(path, data, cancel)

    def rename(self, path: str, name: str) -> None:
        if not self._still_in():
            self._gone()
        super().rename(path, name)

    def remove(self, path: str) -> None:
        if not self._still_in():
            self._gone()
        super().remove(path)

    def _still_in(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def _gone(self) -> None:
        with spoken():
            raise OSError(errno.EIO, "Input/output error")


class PulledWhileRead(Disk):
    """A stick that is pulled out after so many pieces of files were read."""

    def __init__(self, root: Path, pieces: int) -> None:
        super().__init__(root)
        self.left = pieces

    def read(self, path: str, most: int) -> bytes:
        if path.startswith(f"{FILES}/"):
            self.left -= 1
            if self.left < 0:
                with spoken():
                    raise OSError(errno.EIO, "Input/output error")
        return super().read(path, most)


class FullDisk(StrictDisk):
    """A stick with room for so many bytes."""

    def __init__(self, root: Path, room: int) -> None:
        super().__init__(root)
        self.room = room

    def write(self, path: str, data: bytes, cancel: CancelToken) -> None:
        if len(data) > self.room:
            with spoken():
                raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(data)
        super().write(path, data, cancel)


class ReadOnlyDisk(StrictDisk):
    """A stick with its switch on."""

    def write(self, path: str, data: bytes, cancel: CancelToken) -> None:
        self._no()

    def rename(self, path: str, name: str) -> None:
        self._no()

    def remove(self, path: str) -> None:
        self._no()

    def make(self, folder: str) -> None:
        if not (self.root / folder).is_dir():
            self._no()

    def _no(self) -> None:
        with spoken():
            raise OSError(errno.EROFS, "Read-only file system")


@dataclass
class Carried:
    """What a visit of a laptop did."""

    report: RoundReport
    found: Found


def road_through(carrier: Carrier, scene: Any) -> FolderTransport:
    """The road of a scene's laptop."""
    return road_of(carrier, scene.desk, scene.pairing.hub_key, scene.served.clock)


def road_of(
    carrier: Carrier, desk: MemoryDesk, hub: str, clock: Callable[[], Any], talk: Talk | None = None
) -> FolderTransport:
    """The road of a laptop whose store is in memory."""
    return FolderTransport(
        carrier,
        hub,
        desk.key,
        wanted=desk.missing_blobs,
        heard_at=lambda: max((each.at for each in desk.receipts.values()), default=""),
        now=clock,
        talk=talk,
        owed=lambda: desk.owing,
        certificate=desk.pairing.certificate if desk.pairing is not None else "",
        chain_at=desk.chain_at,
        ours=desk.left,
    )


def bring_over(
    carrier: Carrier, desk: MemoryDesk, hub: str, clock: Callable[[], Any], talk: Talk | None = None
) -> Carried:
    """One visit of a laptop at a folder or stick."""

    async def go() -> Carried:
        road = road_of(carrier, desk, hub, clock, talk)
        try:
            report = await run_round(_Near(desk, road), road, now=clock)  # type: ignore[arg-type]  # passes all on
            await road.tidy()
            return Carried(report, road.found)
        finally:
            await road.close()

    return asyncio.run(go())


class _Near:
    """A desk that asks a folder only for files that lie there."""

    def __init__(self, desk: MemoryDesk, road: FolderTransport) -> None:
        self._desk, self._road = desk, road

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def missing_blobs(self) -> list[tuple[str, int, str]]:
        here = self._road.holds
        parts = self._desk.parts
        return [each for each in self._desk.missing_blobs() if here(each[0], len(parts.get(each[0], b"")))]
