"""The list of a 7z archive out of its header, which may itself be packed; the files in it are not unpacked."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.listing import ENTRIES_MOST, Entry, moment
from reviewer_app.evidence.worker.sevenzip_streams import Bytes, Folder, Streams, read_streams
from reviewer_app.evidence.worker.source import RemoteFile

_START = 32
_HEADER_MOST = 16 << 20
_DEPTH_MOST = 4
_FILES_MOST = 500_000
_HEADER, _ENCODED = 0x01, 0x17
_PROPERTIES, _MORE_STREAMS, _STREAMS, _FILES = 0x02, 0x03, 0x04, 0x05
_EMPTY_STREAM, _EMPTY_FILE, _NAMES, _CHANGED = 0x0E, 0x0F, 0x11, 0x14
_COPIES, _LZMA, _LZMA2 = (b"\x00", b""), b"\x03\x01\x01", b"\x21"
_NAMELESS = "content"
_TO_1970 = 11_644_473_600


def seven_zip(source: RemoteFile) -> Iterator[Entry]:
    """The entries of the archive; all or none, since the list stands at its end in one piece."""
    start = source.read_at(0, _START)
    if len(start) < _START or zlib.crc32(start[12:]) != int.from_bytes(start[8:12], "little"):
        raise Refused(Refusal.DAMAGED)
    offset, size, crc = (int.from_bytes(start[a:b], "little") for a, b in ((12, 20), (20, 28), (28, 32)))
    if not size:
        return
    data = Bytes(_piece(source, offset, size, crc))
    for _ in range(_DEPTH_MOST):
        what = data.byte()
        if what == _HEADER:
            yield from _entries(data)
            return
        if what != _ENCODED:
            raise Refused(Refusal.DAMAGED)
        data = Bytes(_unpacked(source, read_streams(data)))
    raise Refused(Refusal.UNSUPPORTED)


def _piece(source: RemoteFile, offset: int, size: int, crc: int | None) -> bytes:
    if size > _HEADER_MOST:
        raise Refused(Refusal.TOO_LARGE)
    data = source.read_at(_START + offset, size)
    if len(data) != size or (crc is not None and zlib.crc32(data) != crc):
        raise Refused(Refusal.DAMAGED)
    return data


def _unpacked(source: RemoteFile, streams: Streams) -> bytes:
    """The header that lies packed in the first folder."""
    if len(streams.folders) != 1 or not streams.packed:
        raise Refused(Refusal.DAMAGED)
    folder = streams.folders[0]
    if folder.locked:
        raise Refused(Refusal.LOCKED)
    if folder.size > _HEADER_MOST:
        raise Refused(Refusal.TOO_LARGE)
    data = _inflated(_piece(source, streams.at, streams.packed[0], None), folder)
    if len(data) != folder.size or (folder.crc is not None and zlib.crc32(data) != folder.crc):
        raise Refused(Refusal.DAMAGED)
    return data


def _inflated(data: bytes, folder: Folder) -> bytes:
    if len(folder.coders) != 1:
        raise Refused(Refusal.UNSUPPORTED)
    method, properties = folder.coders[0]
    if method in _COPIES:
        return data
    # A dictionary longer than what comes out is never looked into.
    room = max(4096, folder.size)
    if method == _LZMA and len(properties) == 5 and properties[0] < 225:
        rest, literal = divmod(properties[0], 9)
        position, low = divmod(rest, 5)
        way = {"id": lzma.FILTER_LZMA1, "lc": literal, "lp": low, "pb": position, "dict_size": room}
    elif method == _LZMA2 and len(properties) == 1:
        way = {"id": lzma.FILTER_LZMA2, "dict_size": room}
    else:
        raise Refused(Refusal.UNSUPPORTED)
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[way]).decompress(data, folder.size)
    except (lzma.LZMAError, EOFError, ValueError):
        raise Refused(Refusal.DAMAGED) from None


def _entries(data: Bytes) -> Iterator[Entry]:
    what, streams = data.byte(), Streams()
    if what == _PROPERTIES:
        while data.number():
            data.take(data.number())
        what = data.byte()
    if what == _MORE_STREAMS:
        raise Refused(Refusal.UNSUPPORTED)
    if what == _STREAMS:
        streams = read_streams(data)
        what = data.byte()
    if what == _FILES:
        yield from _files(data, streams)
    elif what:
        raise Refused(Refusal.DAMAGED)


def _files(data: Bytes, streams: Streams) -> Iterator[Entry]:
    count = data.number()
    if count > _FILES_MOST:
        raise Refused(Refusal.TOO_LARGE)
    empty, hollow = [False] * count, [False] * count
    names: list[str] = []
    times: list[int | None] = [None] * count
    while what := data.number():
        inside = Bytes(data.take(data.number()))
        if what == _EMPTY_STREAM:
            empty = inside.bits(count)
        elif what == _EMPTY_FILE:
            hollow = inside.bits(sum(empty))
        elif what == _NAMES:
            names = _names(inside, count)
        elif what == _CHANGED:
            given = inside.maybe_bits(count)
            inside.inline()
            times = [int.from_bytes(inside.take(8), "little") if each else None for each in given]
    if not names and count == len(streams.files):
        # What was packed from a stream has no name; whoever unpacks it gives it one.
        names = [_NAMELESS] * count
    if len(names) < min(count, ENTRIES_MOST + 1):
        raise Refused(Refusal.DAMAGED)
    contents, hollows = iter(streams.files), iter(hollow)
    for name, bare, at in zip(names, empty, times, strict=False):
        size, locked = (0, False) if bare else next(contents, (0, False))
        when = moment(at / 10_000_000 - _TO_1970) if at is not None else ""
        # What has no content is a folder, unless it is said to be an empty file.
        yield Entry(name, size, when, bare and not next(hollows, False), locked)


def _names(inside: Bytes, count: int) -> list[str]:
    inside.inline()
    text = inside.rest().decode("utf-16-le", "replace")
    return text.split("\x00", min(count, ENTRIES_MOST + 1))[:-1][:count]
