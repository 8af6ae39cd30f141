"""Looking at the list inside zip and OLE containers, through a few byte ranges, to tell office files apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

ReadAt = Callable[[int, int], bytes]

_TAIL = 66_000
_LIST_MOST = 1 << 20
_NAMES_MOST = 5_000
_SECTOR_MOST = 1 << 16

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
    (b"Index/Document.iwa", "pages"),
    (b"Index.zip", "pages"),
    (b"index.apxl", "pages"),
    (b"index.xml", "pages"),
)
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))


def zip_kind(head: bytes, size: int, read_at: ReadAt | None) -> str:
    """What a zip holds, by its declared media type or the names in its directory; "zip" when it is just a zip."""
    declared = _declared(head)
    if declared:
        return declared
    names = list(_local_names(head))
    if read_at is not None:
        names += _directory_names(size, read_at)
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
    said = head[start : start + 80]
    longest = sorted(_OPEN_DOCUMENT, key=len, reverse=True)
    return next((_OPEN_DOCUMENT[each] for each in longest if said.startswith(each)), "")


def _local_names(head: bytes) -> Iterator[bytes]:
    at = head.find(b"PK\x03\x04")
    while 0 <= at <= len(head) - 30:
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        yield head[at + 30 : at + 30 + length]
        at = head.find(b"PK\x03\x04", at + 30)


def _directory_names(size: int, read_at: ReadAt) -> list[bytes]:
    tail_at = max(0, size - _TAIL)
    tail = read_at(tail_at, size - tail_at)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 20:
        return []
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    start = int.from_bytes(tail[end + 16 : end + 20], "little")
    if start >= size:
        return []
    listed = read_at(start, min(length, size - start, _LIST_MOST))
    names: list[bytes] = []
    at = 0
    while listed[at : at + 4] == b"PK\x01\x02" and len(names) < _NAMES_MOST:
        name, extra, comment = (int.from_bytes(listed[at + i : at + i + 2], "little") for i in (28, 30, 32))
        names.append(listed[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
    return names


def ole_kind(head: bytes, size: int, read_at: ReadAt | None) -> str:
    """Which old office program wrote an OLE file, by the streams its directory names."""
    directory = _ole_directory(head, size, read_at)
    return next((kind for stream, kind in _STREAMS if _stream(stream) in directory), "ole")


def is_encrypted_office(head: bytes, size: int, read_at: ReadAt) -> bool:
    """Whether an OLE file is the locked box around an office file of today."""
    return _stream("EncryptedPackage") in _ole_directory(head, size, read_at)


def _stream(name: str) -> bytes:
    return (name + "\x00").encode("utf-16-le")


def _ole_directory(head: bytes, size: int, read_at: ReadAt | None) -> bytes:
    shift = int.from_bytes(head[30:32], "little")
    sector = 1 << shift if shift in (9, 12) else 512
    at = (int.from_bytes(head[48:52], "little") + 1) * sector
    directory = head[at : at + _SECTOR_MOST]
    if read_at is not None and at < size:
        directory = read_at(at, min(_SECTOR_MOST, size - at))
    return directory
