"""What lies in an archive, by its own list: names, sizes and dates; nothing in it is ever unpacked to be shown."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Plain, Refused, Summary
from reviewer_app.evidence.worker.source import RemoteFile

ENTRIES_MOST = 20_000
_WINDOW_MOST = 500
_NAME_LONGEST = 1_000
_DIRECTORY_MOST = 64 << 20
_UNPACKED_MOST = 256 << 20
_SLICE = 400
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, struct.error)


@dataclass(frozen=True)
class _Entry:
    name: str
    size: int
    at: str
    folder: bool = False
    locked: bool = False
    leads: str = ""


class Archive(Plain):
    """One zip, tar or gzip (a tar inside it, or the one file it holds)."""

    def __init__(self, source: RemoteFile, kind: Kind) -> None:
        self._cut = False
        self._entries: list[_Entry] = []
        try:
            self._take({Kind.ZIP: _zip, Kind.TAR: _tar}.get(kind, _gzip)(source))
        except _BROKEN:
            # What the list said up to where it breaks is worth more than nothing.
            if not self._entries:
                raise Refused(Refusal.DAMAGED) from None
            self._cut = True

    def _take(self, entries: Iterator[_Entry]) -> None:
        for each in entries:
            if len(self._entries) == ENTRIES_MOST:
                self._cut = True
                return
            self._entries.append(each)

    def summary(self) -> Summary:
        """As many slices of text as the names need."""
        return Summary(Shape.ARCHIVE, slices=max(1, -(-len(self._entries) // _SLICE)))

    def text(self, page: int) -> tuple[str, bytes]:
        """The names, one on each line."""
        names = [each.name[:150] for each in self._entries[page * _SLICE : (page + 1) * _SLICE]]
        if page and not names:
            raise Refused(Refusal.NOTHING_THERE)
        return "\n".join(names), b""

    def part(self, what: str, index: int, first: int, count: int) -> tuple[Mapping[str, Any], bytes]:
        """``list``: how many there are, whether the list goes on, and a window of it."""
        if what != "list" or first < 0 or count < 1:
            raise Refused(Refusal.NOTHING_THERE)
        window = self._entries[first : first + min(count, _WINDOW_MOST)]
        rows = [
            [each.name[:_NAME_LONGEST], each.size, each.at, each.folder, each.locked, each.leads[:300]]
            for each in window
        ]
        return {"count": len(self._entries), "cut": self._cut, "entries": rows}, b""


def _zip(source: RemoteFile) -> Iterator[_Entry]:
    tail = source.read_at(max(0, source.size - 66_000), 66_000)
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and len(tail) >= end + 16 and tail[end + 12 : end + 16] != b"\xff" * 4:
        length = int.from_bytes(tail[end + 12 : end + 16], "little")
        if length > _DIRECTORY_MOST:
            raise Refused(Refusal.TOO_LARGE)
    with zipfile.ZipFile(source) as opened:
        for each in opened.infolist():
            year, month, day, hour, minute, _ = each.date_time
            yield _Entry(
                each.orig_filename,
                each.file_size,
                f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}",
                each.is_dir(),
                bool(each.flag_bits & 1),
            )


def _tar(source: io.RawIOBase | io.BufferedIOBase) -> Iterator[_Entry]:
    with tarfile.open(fileobj=source, mode="r:") as opened:
        yield from _members(opened)


def _members(opened: tarfile.TarFile) -> Iterator[_Entry]:
    for each in opened:
        leads = each.linkname if each.issym() or each.islnk() else ""
        yield _Entry(each.name, each.size, _moment(each.mtime), each.isdir(), leads=leads)


def _gzip(source: RemoteFile) -> Iterator[_Entry]:
    """A tar inside is listed by reading through it within bounds; anything else is the one file it is."""
    head = source.read_at(0, 1 << 16)
    begun = zlib.decompressobj(31).decompress(head, 1024)
    if begun[257:262] == b"ustar":
        with tarfile.open(fileobj=_Bounded(source), mode="r|") as opened:
            yield from _members(opened)
        return
    name, rest = "", head[10:]
    if head[3] & 4:
        rest = rest[2 + int.from_bytes(rest[:2], "little") :]
    if head[3] & 8:
        name = rest[: max(0, rest.find(b"\x00"))].decode("latin-1")
    size = int.from_bytes(source.read_at(source.size - 4, 4), "little")
    yield _Entry(name or "content", size, _moment(int.from_bytes(head[4:8], "little")))


class _Bounded(gzip.GzipFile):
    """The bytes behind a gzip, up to a bound; a bomb ends the list and not the memory."""

    def __init__(self, source: RemoteFile) -> None:
        super().__init__(fileobj=source, mode="rb")
        self._passed = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._passed += len(data)
        if self._passed > _UNPACKED_MOST:
            raise OSError("longer than is read for a list")
        return data


def _moment(seconds: float) -> str:
    if not 0 < seconds < 4e9:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
