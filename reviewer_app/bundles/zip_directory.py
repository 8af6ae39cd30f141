"""The end record and central directory of a zip, read strictly: one reading only, or refused.

Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.rules import Complain, Rule, shown
from reviewer_app.domain.errors import BundleError

END, END64, LOCATOR, CENTRAL = b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\1\2"
END_SIZE, LOCATOR_SIZE, END64_SIZE, CENTRAL_SIZE = 22, 20, 56, 46
COMMENT_MOST = 0xFFFF
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF
ZIP64_EXTRA = 0x0001
UTF8_FLAG = 0x0800
UNIX, MACOS = 3, 19
"""Systems whose zip tools (Info-ZIP, bsdtar, Finder) write UTF-8 without saying so; others mean their code page."""
SECOND_MEANINGS = {
    0x000D: "a link's target",
    0x756E: "a link's target",
    0x7075: "a second name",
    0x6375: "a second comment",
    0x0014: "a certificate store",
    0x0015: "a certificate",
    0x0016: "a certificate",
    0x0017: "encryption",
    0x0018: "record management",
    0x0019: "encryption",
    0x9901: "encryption",
}
"""Extra fields that could give an entry another name, kind or content than its header does."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the central directory has it; ``packed`` and ``size`` in bytes."""

    raw_name: bytes
    name: str
    system: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    offset: int


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the central directory begins, and its entries in its own order."""

    offset: int
    entries: tuple[Entry, ...]


def bad(rule: Rule, member: str, sentence: str) -> BundleError:
    """The error after which nothing more of this zip can be read."""
    return BundleError(rule.value, shown(member), sentence)


def read_directory(file: BinaryIO, size: int, limits: Limits, complain: Complain) -> Directory:
    """The central directory of a zip of ``size`` bytes."""
    count, length, offset, end = _end(file, size)
    if count > limits.members:
        raise bad(Rule.TOO_MANY, "", f"There are {count:,} members; at most {limits.members:,} are allowed.")
    if length > limits.directory_bytes:
        raise bad(Rule.TOO_LARGE, "", "The zip's directory is too large.")
    if offset + length < end:
        raise bad(
            Rule.ZIP_GAP, "", "The zip holds bytes that belong to nothing, such as another file before it."
        )
    if offset + length > end:
        raise bad(Rule.ZIP_DIRECTORY, "", "The zip's end record and directory do not fit each other.")
    file.seek(offset)
    data = file.read(length)
    entries: list[Entry] = []
    at = 0
    while at < len(data):
        entry, at = _entry(data, at, complain)
        entries.append(entry)
        if len(entries) > count:
            break
    if len(entries) != count:
        raise bad(Rule.ZIP_DIRECTORY, "", "The zip has another number of entries than it says.")
    return Directory(offset, tuple(entries))


def _end(file: BinaryIO, size: int) -> tuple[int, int, int, int]:
    """Count of entries, length and offset of the directory, and where what follows the directory begins."""
    reach = min(size, END_SIZE + COMMENT_MOST + LOCATOR_SIZE + END64_SIZE)
    file.seek(size - reach)
    tail = file.read(reach)
    ends: list[int] = []
    at = tail.find(END)
    while at >= 0:
        if at + END_SIZE <= reach:
            comment = struct.unpack_from("<H", tail, at + 20)[0]
            if at + END_SIZE + comment == reach:
                ends.append(at)
        at = tail.find(END, at + 1)
    if not ends:
        raise bad(Rule.ZIP_END, "", "It is not a zip, or was cut off, or has something behind its end.")
    if len(ends) > 1:
        raise bad(
            Rule.ZIP_SEVERAL_ENDS, "", "The zip has several ends, so that it could be read in several ways."
        )
    if ends[0] + END_SIZE != reach:
        raise bad(Rule.ZIP_COMMENT, "", "The zip carries a comment, in which another zip could hide.")
    _, disk, first, here, count, length, offset, _ = struct.unpack("<4s4H2LH", tail[ends[0] :])
    end = size - END_SIZE
    if reach >= END_SIZE + LOCATOR_SIZE and tail[ends[0] - LOCATOR_SIZE : ends[0]].startswith(LOCATOR):
        return _end64(file, tail, ends[0], size, (disk, first, here, count, length, offset))
    if FULL16 in (here, count) or FULL32 in (length, offset):
        raise bad(Rule.ZIP64, "", "The zip says that it is large, but its record for large zips is missing.")
    if disk or first or here != count:
        raise bad(Rule.ZIP_DISKS, "", "The zip is split over several files.")
    return count, length, offset, end


def _end64(
    file: BinaryIO, tail: bytes, end: int, size: int, small: tuple[int, ...]
) -> tuple[int, int, int, int]:
    _, disk, where, disks = struct.unpack("<4sLQL", tail[end - LOCATOR_SIZE : end])
    start = size - END_SIZE - LOCATOR_SIZE - END64_SIZE
    if disk or disks != 1:
        raise bad(Rule.ZIP_DISKS, "", "The zip is split over several files.")
    if where != start or start < 0:
        raise bad(Rule.ZIP64, "", "The record for large zips is not where the zip says.")
    file.seek(start)
    record = struct.unpack("<4sQ2H2L4Q", file.read(END64_SIZE))
    magic, length, large = record[0], record[1], record[4:]
    if magic != END64 or length != END64_SIZE - 12:
        raise bad(Rule.ZIP64, "", "The record for large zips is not sound.")
    full = (FULL16, FULL16, FULL16, FULL16, FULL32, FULL32)
    if any(a not in (b, whole) for a, b, whole in zip(small, large, full, strict=True)):
        raise bad(Rule.ZIP64, "", "The zip gives two different sizes or counts for itself.")
    disk, first, here, count, directory, offset = large
    if disk or first or here != count:
        raise bad(Rule.ZIP_DISKS, "", "The zip is split over several files.")
    return count, directory, offset, start


def _entry(data: bytes, at: int, complain: Complain) -> tuple[Entry, int]:
    if at + CENTRAL_SIZE > len(data) or data[at : at + 4] != CENTRAL:
        raise bad(Rule.ZIP_DIRECTORY, "", "The zip's directory is damaged.")
    fields = struct.unpack_from("<4s4B4HL2L5H2L", data, at)
    system, flags, method, crc, packed, size = fields[2], fields[5], fields[6], *fields[9:12]
    name_length, extra_length, comment_length, disk = fields[12:16]
    attributes, offset = fields[17], fields[18]
    middle = at + CENTRAL_SIZE + name_length
    after = middle + extra_length + comment_length
    if after > len(data):
        raise bad(Rule.ZIP_DIRECTORY, "", "The zip's directory is damaged.")
    raw_name = data[at + CENTRAL_SIZE : middle]
    name = _name(raw_name, bool(flags & UTF8_FLAG) or system in (UNIX, MACOS), complain)
    if comment_length:
        complain(Rule.ZIP_COMMENT, name, "The entry carries a comment, in which other content could hide.")
    if disk:
        complain(Rule.ZIP_DISKS, name, "The entry says that it lies in another file.")
    large = zip64_values(
        data[middle : middle + extra_length],
        name,
        [each == FULL32 for each in (size, packed, offset)],
        complain,
    )
    size, packed, offset = (
        value if value is not None else old for value, old in zip(large, (size, packed, offset), strict=True)
    )
    return Entry(raw_name, name, system, flags, method, crc, packed, size, attributes, offset), after


def _name(raw: bytes, utf8: bool, complain: Complain) -> str:
    try:
        return raw.decode("utf-8" if utf8 else "ascii")
    except UnicodeDecodeError:
        name = raw.decode("utf-8", "backslashreplace")
        complain(
            Rule.ZIP_NAME_ENCODING,
            name,
            "The entry's name is not in UTF-8, so that it could be read in two ways.",
        )
        return name


def zip64_values(extra: bytes, name: str, wanted: list[bool], complain: Complain) -> list[int | None]:
    """The large values in an entry's extra fields, one for each wanted place; all other fields are looked over."""
    values: list[int | None] = [None] * len(wanted)
    at, found = 0, False
    while at < len(extra):
        if at + 4 > len(extra):
            complain(Rule.ZIP_EXTRA, name, "The entry's extra fields are damaged.")
            break
        kind, length = struct.unpack_from("<2H", extra, at)
        body = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if len(body) != length:
            complain(Rule.ZIP_EXTRA, name, "The entry's extra fields are damaged.")
        elif kind in SECOND_MEANINGS:
            complain(Rule.ZIP_EXTRA, name, f"The entry carries {SECOND_MEANINGS[kind]} in an extra field.")
        elif kind == ZIP64_EXTRA:
            if found or length != 8 * sum(wanted):
                complain(Rule.ZIP64, name, "The entry's record of large sizes does not fit its header.")
                continue
            found = True
            numbers = iter(struct.unpack(f"<{length // 8}Q", body))
            values = [next(numbers) if each else None for each in wanted]
    if any(wanted) and not found:
        complain(Rule.ZIP64, name, "The entry says that it is large, but does not say how large.")
    return values
