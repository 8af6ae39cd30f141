"""Names in the property sets that Office files from before 2007, and many others, keep about themselves."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

SUMMARY, ABOUT = "\x05summaryinformation", "\x05documentsummaryinformation"
_SUMMARY_FIELDS = {2: "title", 3: "subject", 4: "author", 5: "subject", 6: "subject", 8: "last-editor"}
_ABOUT_FIELDS = {14: "manager", 15: "company"}
_TEMPLATE = 7
_ORDER = b"\xfe\xff"
_SETS_MOST, _PROPERTIES_MOST, _LONGEST = 2, 500, 2_000
_BYTES, _WIDE, _SHORT = 0x1E, 0x1F, 0x02
_CODES = {1200: "utf-16-le", 10_000: "mac-roman", 65_000: "utf-7", 65_001: "utf-8"}
_HOME = re.compile(r"(?:\b(?:users|documents and settings|home))[\\/]+([^\\/:*?\"<>|]{2,60})[\\/]", re.I)


def property_names(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Of one stream of properties, called as it is in the file."""
    if not data.startswith(_ORDER) or len(data) < 48:
        return
    fields = _SUMMARY_FIELDS if name == SUMMARY else _ABOUT_FIELDS
    for number in range(min(_SETS_MOST, int.from_bytes(data[24:28], "little"))):
        (start,) = struct.unpack_from("<I", data, 44 + 20 * number)
        values, called = _set(data[start:])
        for key, value in values.items():
            if number:
                if "author" in called.get(key, "").lower():
                    yield "author", value
            elif key in fields:
                yield fields[key], value
            elif name == SUMMARY and key == _TEMPLATE:
                yield from home_names(value)


def home_names(path: str) -> Iterator[tuple[str, str]]:
    """Whose folder a path leads through."""
    for who in _HOME.findall(path):
        yield "owner", who


def coded_text(data: bytes, page: int) -> str:
    """Bytes in the code page an old file names."""
    try:
        return data.decode(_CODES.get(page, f"cp{page}"), "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _set(data: bytes) -> tuple[dict[int, str], dict[int, str]]:
    """The texts of one set by number, and what those are called to which their writers gave a name."""
    count = min(_PROPERTIES_MOST, int.from_bytes(data[4:8], "little"))
    places = [
        struct.unpack_from("<II", data, 8 + 8 * each) for each in range(count) if 16 + 8 * each <= len(data)
    ]
    page = 1252
    for key, at in places:
        if key == 1 and int.from_bytes(data[at : at + 4], "little") == _SHORT:
            page = int.from_bytes(data[at + 4 : at + 6], "little")
    values: dict[int, str] = {}
    called: dict[int, str] = {}
    for key, at in places:
        kind, length = (int.from_bytes(data[place : place + 4], "little") for place in (at, at + 4))
        if key == 0:
            called = _dictionary(data[at:], page)
        elif kind == _BYTES:
            values[key] = _ended(coded_text(data[at + 8 : at + 8 + min(length, _LONGEST)], page))
        elif kind == _WIDE:
            values[key] = _ended(coded_text(data[at + 8 : at + 8 + 2 * min(length, _LONGEST)], 1200))
    return values, called


def _dictionary(data: bytes, page: int) -> dict[int, str]:
    found: dict[int, str] = {}
    at = 4
    for _ in range(min(_PROPERTIES_MOST, int.from_bytes(data[:4], "little"))):
        if at + 8 > len(data):
            break
        key, length = struct.unpack_from("<II", data, at)
        size = length * (2 if page == 1200 else 1)
        found[key] = _ended(coded_text(data[at + 8 : at + 8 + min(size, _LONGEST)], page))
        at += 8 + size + (-size % 4 if page == 1200 else 0)
    return found


def _ended(text: str) -> str:
    return text.partition("\x00")[0]
