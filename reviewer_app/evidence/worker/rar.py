"""The list of a RAR archive (4 and 5) out of its headers; no tool and no other volume is looked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import rarfile  # type: ignore[import-untyped]  # rarfile ships no types

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.listing import ENTRIES_MOST, Entry, clock
from reviewer_app.evidence.worker.source import RemoteFile

BROKEN: type[Exception] = rarfile.Error
_BLOCKS_MOST = 200_000
_READ_MOST = 4 << 20
_SIGNATURE = 8


def rar(source: RemoteFile) -> Iterator[Entry]:
    """The entries; raises after the last one where the archive breaks off or goes on in another volume."""
    head = source.read_at(0, _SIGNATURE)
    made = _FIVE if head == rarfile.RAR5_ID else _FOUR if head.startswith(rarfile.RAR_ID) else None
    if made is None:
        raise Refused(Refusal.UNSUPPORTED)
    parser = made(_Headers(source))
    broken: Exception | None = None
    try:
        parser.parse()
    except (rarfile.Error, ValueError, IndexError, OverflowError, OSError) as fault:
        broken = fault
    if parser.has_header_encryption() and not parser.entries:
        raise Refused(Refusal.LOCKED)
    yield from parser.entries
    if broken or parser.strerror() or parser.cut or parser.reaches > source.size:
        raise rarfile.BadRarFile("the list breaks off")


class _Headers:
    """The archive as its parser may see it: no name, no more at once than a header is long."""

    def __init__(self, source: RemoteFile) -> None:
        self._source = source

    def read(self, size: int) -> bytes:
        if size > _READ_MOST:
            raise rarfile.BadRarFile("longer than any header")
        return self._source.read(size)

    def tell(self) -> int:
        return self._source.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._source.seek(offset, whence)


class _Listing:
    """What is changed in both parsers: blocks are counted, and comments, for which a tool would be run, passed over."""

    def __init__(self, file: _Headers) -> None:
        super().__init__(file, None, True, rarfile.DEFAULT_CHARSET, False, None, 0, True)  # type: ignore[call-arg]  # the parsers' order
        self.entries: list[Entry] = []
        self.cut = False
        self.reaches = 0
        self._passed = 0

    def _parse_header(self, fd: Any) -> Any:
        self._passed += 1
        if self._passed > _BLOCKS_MOST or len(self.entries) > ENTRIES_MOST:
            raise rarfile.BadRarFile("more than is listed")
        return super()._parse_header(fd)  # type: ignore[misc]  # rarfile ships no types

    def _parse_subblocks(self, _header: Any, _data: bytes, at: int) -> int:
        return at

    def process_entry(self, _fd: Any, item: Any) -> None:
        self.reaches = max(self.reaches, item.data_offset + item.add_size)
        if item.type == rarfile.RAR_BLOCK_ENDARC:
            self.cut |= bool(item.flags & rarfile.RAR_ENDARC_NEXT_VOLUME)
        elif item.type == rarfile.RAR_BLOCK_FILE:
            self.cut |= bool(item.flags & rarfile.RAR_FILE_SPLIT_AFTER)
            self.entries.append(_entry(item))


class _Four(_Listing, rarfile.RAR3Parser):  # type: ignore[misc]  # as above
    pass


class _Five(_Listing, rarfile.RAR5Parser):  # type: ignore[misc]  # as above
    pass


_FOUR: Any = _Four
_FIVE: Any = _Five


def _entry(item: Any) -> Entry:
    leads = str(item.file_redir[2]) if item.file_redir else ""
    at = clock(item.date_time) if item.date_time else ""
    unknown = item.file_size >> 62
    return Entry(
        item.filename, 0 if unknown else item.file_size, at, item.is_dir(), item.needs_password(), leads
    )
