"""Names in Office files from before 2007 and Outlook messages: properties, who saved, noted, changed and wrote."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from reviewer_app.evidence.worker.compound import Compound
from reviewer_app.evidence.worker.identity_properties import (
    ABOUT,
    SUMMARY,
    coded_text,
    home_names,
    property_names,
)
from reviewer_app.evidence.worker.source import RemoteFile

_SIZE_MOST = 128 << 20
_NAMES_MOST, _LETTERS_MOST, _RECORDS_MOST = 200, 400, 2_000_000
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_NOTE_OWNERS, _CHANGERS, _SAVERS = 0x1BA, 0x232, 0x2D2
_LOCK, _WRITER, _NOTE, _SHEET, _BEGIN = 0x2F, 0x5C, 0x1C, 0x85, 0x809
_SLIDE_NOTE = re.compile(rb"\x0f\x00\xe0\x2e.{4}\x00\x00\xba\x0f(.{4})", re.S)
_MAIL = {
    **dict.fromkeys(("0c1a", "0c1f", "0042", "0065", "3ff8", "3ffa", "5d01", "5d02"), "sender"),
    **dict.fromkeys(("0e02", "0e03", "0e04", "3001", "39fe"), "owner"),
    "0037": "subject",
}


def old_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of one compound file, whatever program wrote it, and of the files within it."""
    if source.size > _SIZE_MOST:
        return
    held = Compound(source.read_at(0, source.size))
    for name, data in held.streams(SUMMARY, ABOUT):
        yield from property_names(name, data)
    tables = dict(held.streams("0table", "1table"))
    for _, data in held.streams("worddocument"):
        yield from _document(data, tables)
    for _, data in held.streams("workbook", "book"):
        yield from _workbook(data)
    for _, data in held.streams("current user"):
        yield from _presenter(data)
    for _, data in held.streams("powerpoint document"):
        yield from _slides(data)
    names = [f"__substg1.0_{each}{how}" for each in _MAIL for how in ("001e", "001f")]
    for name, data in held.streams(*names):
        text = coded_text(data, 1200 if name.endswith("1f") else 1252)
        for each in text.split(";"):
            yield _MAIL[name[12:16]], each.strip("\x00 '")


def _document(data: bytes, tables: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Who saved a Word document, the last ten times; who commented on it and changed it with a trace."""
    flags = int.from_bytes(data[10:12], "little")
    table = tables.get("1table" if flags & _TABLE_ONE else "0table", b"")
    if flags & _ENCRYPTED:
        return

    def part(place: int) -> bytes:
        start, length = struct.unpack_from("<II", data, place)
        return table[start : start + length]

    saved = _listed(part(_SAVERS)[6:])
    for who, path in zip(saved[::2], saved[1::2], strict=False):
        yield "last-editor", who
        yield from home_names(path)
    for who in _listed(part(_CHANGERS)[6:]):
        if who != "Unknown":
            yield "changed-by", who
    for who in _listed(part(_NOTE_OWNERS)):
        yield "commenter", who


def _listed(data: bytes) -> list[str]:
    """Texts one after the other, each with its length before it."""
    found: list[str] = []
    at = 0
    while at + 2 <= len(data) and len(found) < _NAMES_MOST:
        end = at + 2 + 2 * int.from_bytes(data[at : at + 2], "little")
        found.append(data[at + 2 : end].decode("utf-16-le", "replace"))
        at = end
    return found


def _workbook(data: bytes) -> Iterator[tuple[str, str]]:
    """Who had an Excel workbook open last, and who wrote notes at its cells."""
    at, wide = 0, True
    for _ in range(_RECORDS_MOST):
        if at + 4 > len(data):
            return
        what, length = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + length]
        at += 4 + length
        if what == _LOCK:
            return
        if what == _BEGIN:
            wide = int.from_bytes(body[:2], "little") >= 0x600
        elif what == _WRITER:
            yield "last-editor", _letters(body, wide)
        elif what == _SHEET:
            yield "title", _letters(body[6:7] + (b"\0" if wide else b"") + body[7:], wide)
        elif what == _NOTE and wide and len(body) > 11:
            yield "commenter", _letters(body[8:], wide)


def _letters(body: bytes, wide: bool) -> str:
    """A text with its length before it; some programs put the bare text instead."""
    if not wide:
        return body[1 : 1 + body[0]].decode("cp1252", "replace") if body else ""
    count, rest = int.from_bytes(body[:2], "little"), body[3:]
    if count > len(rest) or (len(body) > 2 and body[2] > 1):
        return body.decode("cp1252", "replace")
    return rest[: 2 * count].decode("utf-16-le", "replace") if body[2] & 1 else rest[:count].decode("latin-1")


def _presenter(data: bytes) -> Iterator[tuple[str, str]]:
    """Who had PowerPoint slides open last."""
    length = int.from_bytes(data[20:22], "little")
    wide = data[32 + length : 32 + 3 * length].decode("utf-16-le", "replace")
    yield "last-editor", wide or data[28 : 28 + length].decode("cp1252", "replace")


def _slides(data: bytes) -> Iterator[tuple[str, str]]:
    """Who commented on slides."""
    for found, _ in zip(_SLIDE_NOTE.finditer(data), range(_NAMES_MOST), strict=False):
        length = min(_LETTERS_MOST, int.from_bytes(found[1], "little"))
        yield "commenter", data[found.end() : found.end() + length].decode("utf-16-le", "replace")
