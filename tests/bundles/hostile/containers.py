"""Hostile zips: entries that overlap, lie, explode, hide or are no files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reviewer_app.bundles import Limits, Rule
from tests.bundles import raw_zips
from tests.bundles.drafts import COPY, NOTES, PHOTO, Draft, changed
from tests.bundles.hostile.case import Case, entries, entry, with_entry
from tests.bundles.raw_zips import Raw, deflated

PHOTO_ENTRY, NOTES_ENTRY, COPY_ENTRY = f"sample/{PHOTO}", f"sample/{NOTES}", f"sample/{COPY}"
MIB = 1024 * 1024


def _whole(**how: Any) -> Callable[[Path], Path]:
    return lambda folder: raw_zips.write(folder, raw_zips.build(entries(), **how))


def _photo(**how: Any) -> Callable[[Path], Path]:
    """A sound zip but for its last entry, the photo."""
    raw = entry(PHOTO)
    for name, value in how.items():
        setattr(raw, name, value)
    return with_entry(raw)


def _notes(**how: Any) -> Callable[[Path], Path]:
    raw = entry(NOTES)
    for name, value in how.items():
        setattr(raw, name, value)
    return with_entry(raw)


def _unpacks(said: int, packed: bytes | None = None) -> Callable[[Path], Path]:
    """A bundle in which the notes have this size by all that can be known unread, and another in truth."""

    def make(folder: Path) -> Path:
        draft = Draft(change_submission=changed("evidence/0/size", said))
        draft.oxum_off = said - len(draft.files[NOTES])
        made = raw_zips.entries_of(draft.members())
        for raw in made:
            if raw.name == NOTES_ENTRY.encode():
                raw.size, raw.packed, raw.method = said, packed, 8
        return raw_zips.write(folder, raw_zips.build(made))

    return make


def _cut(folder: Path) -> Path:
    return raw_zips.write(folder, raw_zips.build(entries())[:-30])


def _hidden_end(folder: Path) -> Path:
    inner = raw_zips.build([Raw(b"other/x", b"x")])
    return raw_zips.write(folder, raw_zips.build(entries(), comment=inner))


def _same_local(folder: Path) -> Path:
    """Many central headers that all lead to one local header: a bomb without any ratio."""
    data = b"\0" * MIB
    kernel = Raw(b"sample/data/evidence/00-x", data, method=8)
    fields = kernel.fields()
    body = raw_zips.local_header(kernel, fields) + fields["packed"]
    central = b"".join(
        raw_zips.central_header(kernel, {**fields, "name": b"sample/data/evidence/%02d-x" % n}, 0)
        for n in range(1000)
    )
    return raw_zips.write(folder, body + central + raw_zips.end_record(1000, len(central), len(body)))


def _quoted(folder: Path) -> Path:
    """Fifield's bomb: each entry's data begins with the next local header, quoted in a stored deflate block."""
    kernel = deflated(b"\0" * MIB)
    names = [b"sample/data/evidence/%02d-x" % n for n in range(40)]
    raw = Raw(names[-1], b"", packed=kernel, method=8, size=MIB, crc=zlib.crc32(b"\0" * MIB))
    body = raw_zips.local_header(raw, raw.fields()) + kernel
    sizes = [(len(kernel), MIB, len(body))]
    for name in reversed(names[:-1]):
        quoted = body[: raw_zips_header_length(names[0])]
        block = b"\0" + struct.pack("<2H", len(quoted), len(quoted) ^ 0xFFFF)
        packed_size = len(block) + len(quoted) + sizes[0][0]
        size = sizes[0][1] + len(quoted)
        raw = Raw(name, b"", packed=b"", method=8, local={"packed_size": packed_size, "size": size})
        body = raw_zips.local_header(raw, raw.fields()) + block + body
        sizes.insert(0, (packed_size, size, len(body)))
    central = b""
    for name, (packed_size, size, from_end) in zip(names, sizes, strict=True):
        told = {"packed_size": packed_size, "size": size}
        raw = Raw(name, b"", packed=b"", method=8, central=told)
        central += raw_zips.central_header(raw, raw.fields(), len(body) - from_end)
    return raw_zips.write(folder, body + central + raw_zips.end_record(len(names), len(central), len(body)))


def raw_zips_header_length(name: bytes) -> int:
    """The length of a local header with this name."""
    return 30 + len(name)


def _two_bases(folder: Path) -> Path:
    more = raw_zips.entries_of(Draft().members(), base="second")
    return raw_zips.write(folder, raw_zips.build([*entries(), *more]))


def _many(folder: Path) -> Path:
    more = [Raw(b"sample/data/evidence/%05d-x" % n, b"") for n in range(10_001)]
    return raw_zips.write(folder, raw_zips.build(more))


def _twice(folder: Path) -> Path:
    return raw_zips.write(folder, raw_zips.build([*entries(), entry(NOTES)]))


def _descriptor(crc: int, packed: int, size: int, signed: bool = True) -> bytes:
    return (b"PK\7\x08" if signed else b"") + struct.pack("<3L", crc, packed, size)


ZEROS = b"\0" * (16 * MIB)
BOMB = deflated(ZEROS)
EXTRA_NAME = struct.pack("<2H", 0x7075, 9) + b"\1\0\0\0\0evil"
LARGE = struct.pack("<2H2Q", 1, 16, 5, 5)

CASES = [
    Case("something that is no zip", Rule.ZIP_END, "", lambda f: raw_zips.write(f, b"%PDF-1.7\n" * 99)),
    Case("an empty file", Rule.ZIP_END, "", lambda f: raw_zips.write(f, b"")),
    Case("a zip cut off at its end", Rule.ZIP_END, "", _cut),
    Case("bytes behind the end", Rule.ZIP_END, "", _whole(suffix=b"more")),
    Case("a zip within the comment", Rule.ZIP_SEVERAL_ENDS, "", _hidden_end),
    Case("a comment", Rule.ZIP_COMMENT, "", _whole(comment=b"read me")),
    Case("a comment on an entry", Rule.ZIP_COMMENT, PHOTO_ENTRY, _photo(comment=b"x")),
    Case("a program before the zip", Rule.ZIP_GAP, "", _whole(prefix=b"MZ" * 50, end={"offset": 0})),
    Case("bytes before the first entry", Rule.ZIP_GAP, "sample/bagit.txt", _whole(prefix=b"MZ" * 50)),
    Case("bytes between two entries", Rule.ZIP_GAP, PHOTO_ENTRY, _photo(before=b"hidden")),
    Case("bytes before the directory", Rule.ZIP_GAP, "", _whole(gap=b"hidden")),
    Case("a split zip", Rule.ZIP_DISKS, "", _whole(end={"disk": 1})),
    Case("an entry in another file", Rule.ZIP_DISKS, PHOTO_ENTRY, _photo(central={"disk": 1})),
    Case("too few entries", Rule.ZIP_DIRECTORY, "", _whole(end={"here": 3, "count": 3})),
    Case("too many entries", Rule.ZIP_DIRECTORY, "", _whole(end={"here": 30, "count": 30})),
    Case("a directory that is too long", Rule.ZIP_DIRECTORY, "", _whole(end={"length": 99999})),
    Case("a record of large zips that lies", Rule.ZIP64, "", _whole(large={"count": 3})),
    Case("a record of large zips elsewhere", Rule.ZIP64, "", _whole(large={"where": 0})),
    Case("a record of large zips of another size", Rule.ZIP64, "", _whole(large={"size": 99})),
    Case("no record of large zips", Rule.ZIP64, "", _whole(end={"offset": 0xFFFFFFFF})),
    Case("an entry without its large size", Rule.ZIP64, PHOTO_ENTRY, _photo(central={"size": 0xFFFFFFFF})),
    Case("an entry with a large size not asked for", Rule.ZIP64, PHOTO_ENTRY, _photo(extra=LARGE)),
    Case(
        "a local header with another name", Rule.ZIP_HEADER, PHOTO_ENTRY, _photo(local={"name": b"sample/x"})
    ),
    Case("a local header with another size", Rule.ZIP_HEADER, PHOTO_ENTRY, _photo(local={"size": 7})),
    Case(
        "a local header with another packed size",
        Rule.ZIP_HEADER,
        NOTES_ENTRY,
        _notes(local={"packed_size": 7}),
    ),
    Case("a local header with another checksum", Rule.ZIP_HEADER, PHOTO_ENTRY, _photo(local={"crc": 7})),
    Case("a local header with another method", Rule.ZIP_HEADER, PHOTO_ENTRY, _photo(local={"method": 8})),
    Case("a local header with other flags", Rule.ZIP_HEADER, PHOTO_ENTRY, _photo(local={"flags": 0})),
    Case("an entry without a header", Rule.ZIP_HEADER, PHOTO_ENTRY, _photo(packed=b"", local={"name": b""})),
    Case(
        "a descriptor that lies",
        Rule.ZIP_DESCRIPTOR,
        PHOTO_ENTRY,
        _photo(flags=0x808, after=_descriptor(1, 2, 3)),
    ),
    Case("a descriptor that is missing", Rule.ZIP_DESCRIPTOR, PHOTO_ENTRY, _photo(flags=0x808)),
    Case("a descriptor nobody spoke of", Rule.ZIP_GAP, "", _photo(after=_descriptor(1, 2, 3))),
    Case("an encrypted entry", Rule.ZIP_ENCRYPTED, PHOTO_ENTRY, _photo(flags=0x801)),
    Case("a strongly encrypted entry", Rule.ZIP_ENCRYPTED, PHOTO_ENTRY, _photo(flags=0x841)),
    Case("a hidden directory", Rule.ZIP_ENCRYPTED, PHOTO_ENTRY, _photo(flags=0x2800)),
    Case("a patch", Rule.ZIP_FLAGS, PHOTO_ENTRY, _photo(flags=0x820)),
    Case("a bzip2 entry", Rule.ZIP_METHOD, PHOTO_ENTRY, _photo(method=12)),
    Case("an LZMA entry", Rule.ZIP_METHOD, PHOTO_ENTRY, _photo(method=14)),
    Case("a deflate64 entry", Rule.ZIP_METHOD, PHOTO_ENTRY, _photo(method=9)),
    Case("a second name", Rule.ZIP_EXTRA, PHOTO_ENTRY, _photo(extra=EXTRA_NAME)),
    Case("a second name in the local header", Rule.ZIP_EXTRA, PHOTO_ENTRY, _photo(local_extra=EXTRA_NAME)),
    Case("damaged extra fields", Rule.ZIP_EXTRA, PHOTO_ENTRY, _photo(extra=b"\1")),
    Case(
        "a name in no known encoding",
        Rule.ZIP_NAME_ENCODING,
        "sample/\\x81",
        with_entry(Raw(b"sample/\x81", b"", flags=0)),
    ),
    Case(
        "a name that is not UTF-8",
        Rule.ZIP_NAME_ENCODING,
        "sample/\\xff",
        with_entry(Raw(b"sample/\xff", b"")),
    ),
    Case(
        "a name in UTF-8 that only its maker takes for it",
        Rule.ZIP_NAME_ENCODING,
        "sample/ñ",
        with_entry(Raw("sample/ñ".encode(), b"", flags=0, system=0)),
    ),
    Case("a link", Rule.LINK, PHOTO_ENTRY, _photo(attributes=0o120777 << 16)),
    Case("a link made on Windows", Rule.LINK, PHOTO_ENTRY, _photo(attributes=0x400, system=0)),
    Case("a device", Rule.SPECIAL_FILE, PHOTO_ENTRY, _photo(attributes=0o060644 << 16)),
    Case("a pipe", Rule.SPECIAL_FILE, PHOTO_ENTRY, _photo(attributes=0o010644 << 16)),
    Case("a file that says it is a folder", Rule.ZIP_KIND, PHOTO_ENTRY, _photo(attributes=0o040755 << 16)),
    Case(
        "a folder with content",
        Rule.ZIP_KIND,
        "sample/x/",
        with_entry(Raw(b"sample/x/", b"content", attributes=0o040755 << 16)),
    ),
    Case("a folder that says it is a file", Rule.ZIP_KIND, "sample/x/", with_entry(Raw(b"sample/x/", b""))),
    Case("a stored entry of two sizes", Rule.ZIP_SIZE, PHOTO_ENTRY, _photo(size=7)),
    Case("an entry that unpacks to more", Rule.ZIP_SIZE, NOTES, _unpacks(7)),
    Case("an entry that unpacks to less", Rule.ZIP_SIZE, NOTES, _unpacks(7_000)),
    Case("a bomb that says it is small", Rule.ZIP_SIZE, NOTES, _unpacks(700, BOMB)),
    Case("a bomb that says what it is", Rule.RATIO, NOTES_ENTRY, _notes(packed=BOMB, size=len(ZEROS))),
    Case("damaged packed data", Rule.ZIP_DATA, NOTES, _notes(packed=b"\xff" * 50)),
    Case(
        "packed data that does not end", Rule.ZIP_DATA, NOTES, _notes(packed=deflated(entry(NOTES).data)[:-2])
    ),
    Case(
        "bytes behind packed data", Rule.ZIP_DATA, NOTES, _notes(packed=deflated(entry(NOTES).data) + b"more")
    ),
    Case("a checksum that lies", Rule.ZIP_CRC, PHOTO, _photo(crc=7)),
    Case("many entries with one content", Rule.ZIP_OVERLAP, "sample/data/evidence/00-x", _same_local),
    Case("entries that quote each other", Rule.ZIP_OVERLAP, "sample/data/evidence/00-x", _quoted),
    Case(
        "an entry that reaches into the directory",
        Rule.ZIP_OVERLAP,
        PHOTO_ENTRY,
        _photo(packed=b"", size=5, local={"packed_size": 5}, central={"packed_size": 5}),
    ),
    Case("two base directories", Rule.BASE_DIRECTORY, "second", _two_bases),
    Case(
        "a file beside the base directory",
        Rule.BASE_DIRECTORY,
        "autorun.inf",
        with_entry(Raw(b"autorun.inf", b"x")),
    ),
    Case("no base directory", Rule.BASE_DIRECTORY, "", lambda f: raw_zips.write(f, raw_zips.build([]))),
    Case("one name twice", Rule.DUPLICATE_ENTRY, NOTES_ENTRY, _twice),
    Case("too many members", Rule.TOO_MANY, "", _many),
    Case("too large an entry", Rule.TOO_LARGE, PHOTO_ENTRY, _whole(), Limits(member_bytes=20_000)),
    Case("too much in all", Rule.TOTAL_SIZE, "", _whole(), Limits(total_bytes=20_000)),
    Case("too large a directory", Rule.TOO_LARGE, "", _whole(), Limits(directory_bytes=500)),
]
