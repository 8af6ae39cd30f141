"""Looking at the list inside zip and OLE containers, through a few byte ranges, to tell office files apart."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

ReadAt = Callable[[int, int], bytes]

_TAIL = 66_000
_LIST_MOST = 1 << 20
_NAMES_MOST = 5_000
_MIMETYPE_MOST = 200
_SECTOR_MOST = 1 << 16
_TABLES_IN_HEAD = 109

_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
_FOLDERS = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"META-INF/container.xml", "epub"),
    (b"Index/Document.iwa", "pages"),
    (b"Index.zip", "pages"),
    (b"index.apxl", "pages"),
    (b"index.xml", "pages"),
)
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)


def zip_kind(head: bytes, size: int, read_at: ReadAt | None) -> str:
    """What a zip holds, by its declared media type or the names in its directory; "zip" when it is just a zip."""
    declared = _declared(head)
    if declared:
        return declared
    names = list(_local_names(head))
    if read_at is not None:
        listed = _directory(size, read_at)
        # Packed anew by another program, an OpenDocument file or book says what it is somewhere else than first.
        declared = _said_inside(listed.get(b"mimetype"), size, read_at)
        if declared:
            return declared
        names += listed
    office = any(name.lower() == b"[content_types].xml" for name in names)
    for folder, kind in _FOLDERS:
        of_office = kind in ("docx", "xlsx", "pptx")
        if any(name.startswith(folder) for name in names) and (office or not of_office):
            return kind
    return "zip"


def _declared(head: bytes) -> str:
    if head[30:38] != b"mimetype":
        return ""
    start = 38 + int.from_bytes(head[28:30], "little")
    return _media(head[start : start + 80])


def _media(said: bytes) -> str:
    longest = sorted(_OPEN_DOCUMENT, key=len, reverse=True)
    return next((_OPEN_DOCUMENT[each] for each in longest if said.startswith(each)), "")


def _said_inside(entry: bytes | None, size: int, read_at: ReadAt) -> str:
    """The kind a zip's own ``mimetype`` says, wherever it lies; ``entry`` is its line of the directory."""
    if entry is None:
        return ""
    method, packed = int.from_bytes(entry[10:12], "little"), int.from_bytes(entry[20:24], "little")
    start = int.from_bytes(entry[42:46], "little")
    if packed > _MIMETYPE_MOST or start + 30 > size or method not in (0, 8):
        return ""
    local = read_at(start, min(30 + 2 * _MIMETYPE_MOST, size - start))
    at = 30 + int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little")
    said = local[at : at + packed]
    if method == 8:
        try:
            said = zlib.decompressobj(-15).decompress(said, _MIMETYPE_MOST)
        except zlib.error:
            return ""
    return _media(said)


def _local_names(head: bytes) -> Iterator[bytes]:
    at = head.find(b"PK\x03\x04")
    while 0 <= at <= len(head) - 30:
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        yield head[at + 30 : at + 30 + length]
        at = head.find(b"PK\x03\x04", at + 30)


def _directory(size: int, read_at: ReadAt) -> dict[bytes, bytes]:
    """The names in the directory, each with the fixed part of its line."""
    tail_at = max(0, size - _TAIL)
    tail = read_at(tail_at, size - tail_at)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 20:
        return {}
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    start = int.from_bytes(tail[end + 16 : end + 20], "little")
    if start >= size:
        return {}
    listed = read_at(start, min(length, size - start, _LIST_MOST))
    names: dict[bytes, bytes] = {}
    at = 0
    while listed[at : at + 4] == b"PK\x01\x02" and len(names) < _NAMES_MOST:
        name, extra, comment = (int.from_bytes(listed[at + i : at + i + 2], "little") for i in (28, 30, 32))
        names[listed[at + 46 : at + 46 + name]] = listed[at : at + 46]
        at += 46 + name + extra + comment
    return names


def ole_kind(head: bytes, size: int, read_at: ReadAt | None) -> str:
    """Which old office program wrote an OLE file, by what its directory names outermost, and else anywhere."""
    directory = _ole_directory(head, size, read_at)
    entries = _ole_entries(directory)
    outermost = {entries[at][0] for at in _siblings(entries)}
    for names in (outermost, {each[0] for each in entries}):
        for stream, kind in _STREAMS:
            if stream.lower() in names:
                return kind
    # A directory whose tree is broken still has the names in it.
    found = directory.lower()
    return next((kind for stream, kind in _STREAMS if _stream(stream.lower()) in found), "ole")


def _stream(name: str) -> bytes:
    return (name + "\x00").encode("utf-16-le")


def _ole_entries(directory: bytes) -> list[tuple[str, int, int, int]]:
    """Name in small letters, left and right neighbour and first child of each entry."""
    entries = []
    for at in range(0, len(directory) - 127, 128):
        length = max(0, min(64, int.from_bytes(directory[at + 64 : at + 66], "little")) - 2)
        name = directory[at : at + length].decode("utf-16-le", "replace").lower()
        left, right, child = (int.from_bytes(directory[at + i : at + i + 4], "little") for i in (68, 72, 76))
        entries.append((name, left, right, child))
    return entries


def _siblings(entries: list[tuple[str, int, int, int]]) -> set[int]:
    """The entries that lie in the root itself, and not in what is embedded in it."""
    found: set[int] = set()
    waiting = [entries[0][3]] if entries else []
    while waiting:
        at = waiting.pop()
        if at < len(entries) and at not in found:
            found.add(at)
            waiting += entries[at][1:3]
    return found


def _ole_directory(head: bytes, size: int, read_at: ReadAt | None) -> bytes:
    """The directory, its sectors followed through the file as far as their first table tells."""
    shift = int.from_bytes(head[30:32], "little")
    sector = 1 << shift if shift in (9, 12) else 512
    number = int.from_bytes(head[48:52], "little")
    if read_at is None:
        at = (number + 1) * sector
        return head[at : at + _SECTOR_MOST]
    tables: dict[int, bytes] = {}
    directory = b""
    while len(directory) < _SECTOR_MOST and (number + 1) * sector < size:
        at = (number + 1) * sector
        directory += read_at(at, min(sector, size - at))
        place, within = divmod(number, sector // 4)
        if place >= _TABLES_IN_HEAD:
            break
        if place not in tables:
            lies = (int.from_bytes(head[76 + 4 * place : 80 + 4 * place], "little") + 1) * sector
            tables[place] = read_at(lies, min(sector, size - lies)) if lies < size else b""
        number = int.from_bytes(tables[place][4 * within : 4 * within + 4] or b"\xff\xff\xff\xff", "little")
    return directory
