"""What lies in an archive, by its own list: names, sizes and dates; nothing in it is ever unpacked to be shown."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.worker.document import Plain, Refused, Summary
from reviewer_app.evidence.worker.listing import ENTRIES_MOST, Entry, clock, moment
from reviewer_app.evidence.worker.rar import BROKEN, rar
from reviewer_app.evidence.worker.sevenzip import seven_zip
from reviewer_app.evidence.worker.source import RemoteFile

_WINDOW_MOST = 500
_NAME_LONGEST = 1_000
_DIRECTORY_MOST = 64 << 20
_UNPACKED_MOST = 256 << 20
_SLICE = 400
_UTF8, _SECOND_NAME = 0x800, 0x7075
_BROKEN = (
    BROKEN,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)


class Archive(Plain):
    """One zip, 7z, RAR, tar or gzip (a tar inside it, or the one file it holds)."""

    def __init__(self, source: RemoteFile, kind: Kind) -> None:
        self._cut = False
        self._entries: list[Entry] = []
        try:
            self._take(_READERS[kind](source))
        except _BROKEN:
            # What the list said up to where it breaks is worth more than nothing.
            if not self._entries:
                raise Refused(Refusal.DAMAGED) from None
            self._cut = True

    def _take(self, entries: Iterator[Entry]) -> None:
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


def _zip(source: RemoteFile) -> Iterator[Entry]:
    tail = source.read_at(max(0, source.size - 66_000), 66_000)
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and len(tail) >= end + 16 and tail[end + 12 : end + 16] != b"\xff" * 4:
        length = int.from_bytes(tail[end + 12 : end + 16], "little")
        if length > _DIRECTORY_MOST:
            raise Refused(Refusal.TOO_LARGE)
    with zipfile.ZipFile(source) as opened:
        for each in opened.infolist():
            yield Entry(
                _zip_name(each),
                each.file_size,
                clock(each.date_time),
                each.is_dir(),
                bool(each.flag_bits & 1),
            )


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """A name not marked as UTF-8 is in it all the same where its bytes fit: so Macs and many others write them."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    at, extra = 0, entry.extra
    while at + 9 <= len(extra):
        what, length = struct.unpack_from("<HH", extra, at)
        # Info-ZIP writes the name again, and of which name it is the better form.
        if what == _SECOND_NAME and extra[at + 5 : at + 9] == zlib.crc32(raw).to_bytes(4, "little"):
            return _utf8_or(extra[at + 9 : at + 4 + length], "cp437")
        at += 4 + length
    return _utf8_or(raw, "cp437")


def _utf8_or(raw: bytes, other: str) -> str:
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        return raw.decode(other)


def _tar(source: io.RawIOBase | io.BufferedIOBase) -> Iterator[Entry]:
    with tarfile.open(fileobj=source, mode="r:") as opened:
        yield from _members(opened)


def _members(opened: tarfile.TarFile) -> Iterator[Entry]:
    for each in opened:
        leads = each.linkname if each.issym() or each.islnk() else ""
        yield Entry(each.name, each.size, moment(each.mtime), each.isdir(), leads=leads)


def _gzip(source: RemoteFile) -> Iterator[Entry]:
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
        name_bytes = rest[: max(0, rest.find(b"\x00"))]
        name = _utf8_or(name_bytes, "latin-1")
    size = int.from_bytes(source.read_at(source.size - 4, 4), "little")
    yield Entry(name or "content", size, moment(int.from_bytes(head[4:8], "little")))


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


_READERS: dict[Kind, Callable[[RemoteFile], Iterator[Entry]]] = {
    Kind.ZIP: _zip,
    Kind.TAR: _tar,
    Kind.RAR: rar,
    Kind.SEVEN_ZIP: seven_zip,
    Kind.GZIP: _gzip,
}
ARCHIVES = frozenset(_READERS)
