"""Bundles as zips: every byte of the file belongs to exactly one entry, and both headers of an entry agree."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from reviewer_app.bundles.bagit import DECLARATION
from reviewer_app.bundles.limits import CHUNK, Limits
from reviewer_app.bundles.names import HARMLESS, check_collisions, made_by_system, name_fault
from reviewer_app.bundles.rules import Complain, Rule
from reviewer_app.bundles.source import Member, unreadable
from reviewer_app.bundles.zip_directory import FULL32, Entry, bad, read_directory, zip64_values

LOCAL = b"PK\3\4"
DESCRIPTOR = b"PK\7\x08"
LOCAL_SIZE = 30
STORED, DEFLATED = 0, 8
ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000
DESCRIPTOR_FLAG = 0x0008
KNOWN_FLAGS = 0x0806 | DESCRIPTOR_FLAG
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class ZipSource:
    """The files of a zip that holds exactly one base directory, by their paths inside it."""

    def __init__(
        self, path: Path | BinaryIO, limits: Limits, complain: Complain, *, plain: bool = False
    ) -> None:
        self._plain = plain
        self._limits = limits
        self._complain = complain
        self._file: BinaryIO = os.fdopen(os.open(path, _OPEN), "rb") if isinstance(path, Path) else path
        try:
            if isinstance(path, Path) and not stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
                raise bad(Rule.UNREADABLE, "", "It is neither a file nor a folder.")
            size = self._file.seek(0, os.SEEK_END)
            directory = read_directory(self._file, size, limits, complain)
            self._starts = self._check_layout(directory.entries, directory.offset)
            kept = self._check_entries(directory.entries)
            self._entries = self._below_base(kept)
        except BaseException:  # whoever asked never gets this object, so nobody else would close the file
            self._file.close()
            raise
        self._members = {path: Member(path, each.size, each.crc) for path, each in self._entries.items()}

    @property
    def members(self) -> Mapping[str, Member]:
        """Every file by its path inside the base directory."""
        return self._members

    def chunks(self, path: str) -> Iterator[bytes]:
        """The entry's bytes unpacked, at most a chunk at a time."""
        entry = self._entries[path]
        try:
            if entry.method == STORED:
                yield from self._packed(entry, path)
            else:
                yield from self._inflated(entry, path)
        except OSError as problem:
            raise unreadable(path, problem) from problem

    def close(self) -> None:
        """Close the zip."""
        self._file.close()

    def _packed(self, entry: Entry, path: str) -> Iterator[bytes]:
        at, left = self._starts[entry.offset], entry.packed
        while left:
            # Seek each time: two members may be read by turns.
            self._file.seek(at)
            chunk = self._file.read(min(CHUNK, left))
            if not chunk:
                raise bad(Rule.ZIP_END, path, "The zip became shorter while it was read.")
            at += len(chunk)
            left -= len(chunk)
            yield chunk

    def _inflated(self, entry: Entry, path: str) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        left = entry.size
        ended = False
        try:
            for packed in self._packed(entry, path):
                if ended:
                    raise bad(Rule.ZIP_DATA, path, "The entry has bytes behind its packed data.")
                waiting = packed
                while True:
                    chunk = unpacker.decompress(waiting, CHUNK)
                    left -= len(chunk)
                    if left < 0:
                        raise bad(
                            Rule.ZIP_SIZE,
                            path,
                            f"The entry unpacks to more than the {entry.size:,} bytes it says.",
                        )
                    if chunk:
                        yield chunk
                    waiting = unpacker.unconsumed_tail
                    ended = unpacker.eof
                    if ended or (not waiting and len(chunk) < CHUNK):
                        break
        except zlib.error as problem:
            raise bad(Rule.ZIP_DATA, path, "The entry's packed data is damaged.") from problem
        if not ended or unpacker.unused_data:
            raise bad(Rule.ZIP_DATA, path, "The entry's packed data does not end where the entry does.")
        if left:
            raise bad(
                Rule.ZIP_SIZE, path, f"The entry unpacks to fewer than the {entry.size:,} bytes it says."
            )

    def _check_layout(self, entries: tuple[Entry, ...], end: int) -> dict[int, int]:
        """Where each entry's data begins, by the offset of its header; gaps, overlaps and lies are refused."""
        starts: dict[int, int] = {}
        expected = 0
        ordered = sorted(entries, key=lambda each: each.offset)
        for entry, after in zip(ordered, [*(each.offset for each in ordered[1:]), end], strict=False):
            if entry.offset < expected:
                raise bad(Rule.ZIP_OVERLAP, entry.name, "The entry shares bytes with another entry.")
            if entry.offset > expected:
                raise bad(Rule.ZIP_GAP, entry.name, "Before the entry lie bytes that belong to nothing.")
            start = self._check_local(entry, end)
            starts[entry.offset] = start
            data_end = start + entry.packed
            if data_end > end or data_end > after:
                raise bad(
                    Rule.ZIP_OVERLAP,
                    entry.name,
                    "The entry shares bytes with another entry or the directory.",
                )
            if entry.flags & DESCRIPTOR_FLAG:
                self._check_descriptor(entry, data_end, after - data_end)
                expected = after
            else:
                expected = data_end
        if expected != end:
            raise bad(Rule.ZIP_GAP, "", "Before the zip's directory lie bytes that belong to nothing.")
        return starts

    def _check_local(self, entry: Entry, end: int) -> int:
        self._file.seek(entry.offset)
        header = self._file.read(LOCAL_SIZE)
        if len(header) < LOCAL_SIZE or not header.startswith(LOCAL) or entry.offset + LOCAL_SIZE > end:
            raise bad(Rule.ZIP_HEADER, entry.name, "The entry has no header where the zip's directory says.")
        fields: tuple[int, ...] = struct.unpack("<4x5H3L2H", header)
        _, flags, method, _, _, crc, packed, size, names, extras = fields
        raw_name = self._file.read(names)
        extra = self._file.read(extras)
        if raw_name != entry.raw_name:
            self._lie(entry, "name")
        large = zip64_values(extra, entry.name, [size == FULL32, packed == FULL32], self._complain)
        size = size if large[0] is None else large[0]
        packed = packed if large[1] is None else large[1]
        if flags != entry.flags:
            self._lie(entry, "set of flags")
        if method != entry.method:
            self._lie(entry, "method")
        later = entry.flags & DESCRIPTOR_FLAG
        for what, here, there in (
            ("checksum", crc, entry.crc),
            ("packed size", packed, entry.packed),
            ("size", size, entry.size),
        ):
            if here != there and not (later and here == 0):
                self._lie(entry, what)
        return entry.offset + LOCAL_SIZE + names + extras

    def _lie(self, entry: Entry, what: str) -> None:
        self._complain(
            Rule.ZIP_HEADER, entry.name, f"The entry's own header gives another {what} than the directory."
        )

    def _check_descriptor(self, entry: Entry, at: int, length: int) -> None:
        self._file.seek(at)
        data = self._file.read(min(length, 24))
        shapes = {
            struct.pack("<3L", entry.crc, entry.packed & FULL32, entry.size & FULL32),
            struct.pack("<L2Q", entry.crc, entry.packed, entry.size),
        }
        if length > 24 or not ({data, data.removeprefix(DESCRIPTOR)} & shapes):
            raise bad(
                Rule.ZIP_DESCRIPTOR, entry.name, "What follows the entry contradicts its sizes or checksum."
            )

    def _check_entries(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """The files that can be read, after every rule about single entries and about their names together."""
        kept: list[Entry] = []
        folders: list[str] = []
        names: set[str] = set()
        total = 0
        for entry in entries:
            path = entry.name.removesuffix("/")
            total += entry.size
            if entry.name in names:
                self._complain(Rule.DUPLICATE_ENTRY, entry.name, "The zip holds this name twice.")
                continue
            names.add(entry.name)
            if fault := name_fault(path, self._limits):
                self._complain(fault[0], entry.name, fault[1])
                if not (self._plain and fault[0] in HARMLESS):
                    continue
            if self._allowed(entry):
                if entry.name.endswith("/"):
                    folders.append(path)
                else:
                    kept.append(entry)
        if total > self._limits.total_bytes:
            raise bad(Rule.TOTAL_SIZE, "", f"Unpacked it is larger than {self._limits.total_bytes:,} bytes.")
        check_collisions([each.name for each in kept], self._complain, folders)
        return kept

    def _allowed(self, entry: Entry) -> bool:
        fault = _kind_fault(entry) or _packing_fault(entry, self._limits)
        if fault:
            self._complain(fault[0], entry.name, fault[1])
        return fault is None

    def _below_base(self, entries: list[Entry]) -> dict[str, Entry]:
        own = [each for each in entries if self._plain or not made_by_system(each.name)]
        bases = sorted({each.name.partition("/")[0] for each in own})
        if loose := [each.name for each in own if "/" not in each.name]:
            raise bad(
                Rule.BASE_DIRECTORY, loose[0], "The file lies beside the base directory instead of in it."
            )
        if len(bases) > 1:
            raise bad(
                Rule.BASE_DIRECTORY, bases[1], f"There are {len(bases)} base directories instead of one."
            )
        if not bases:
            raise bad(Rule.BASE_DIRECTORY, "", "The zip holds no base directory with files.")
        base = f"{bases[0]}/" if self._plain else _base(bases[0], {each.name for each in own})
        return {each.name.removeprefix(base): each for each in entries if each.name.startswith(base)}


def _base(outermost: str, names: set[str]) -> str:
    """The folder with the bundle; one that somebody put around it is no part of it."""
    base = f"{outermost}/"
    while base + DECLARATION not in names:
        below = {each.removeprefix(base).partition("/")[::2] for each in names}
        if len({first for first, _ in below}) != 1 or not all(rest for _, rest in below):
            return f"{outermost}/"
        base += f"{below.pop()[0]}/"
    return base


def _kind_fault(entry: Entry) -> tuple[Rule, str] | None:
    kind = stat.S_IFMT(entry.attributes >> 16)
    folder = entry.name.endswith("/")
    if kind == stat.S_IFLNK or entry.attributes & 0x400:
        return Rule.LINK, "The entry is a link, not a file."
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or entry.attributes & 0x08:
        return Rule.SPECIAL_FILE, "The entry is a device, pipe or label, not a file."
    if folder != (kind == stat.S_IFDIR) if kind else (entry.attributes & 0x10 and not folder):
        return Rule.ZIP_KIND, "The entry says both that it is a file and that it is a folder."
    if folder and (entry.size or entry.packed > 2):
        return Rule.ZIP_KIND, "The entry is a folder and yet has content."
    return None


def _packing_fault(entry: Entry, limits: Limits) -> tuple[Rule, str] | None:
    if entry.flags & ENCRYPTED_FLAGS:
        return Rule.ZIP_ENCRYPTED, "The entry is encrypted."
    if entry.flags & ~KNOWN_FLAGS:
        return Rule.ZIP_FLAGS, "The entry asks for a way of packing that is not known here."
    if entry.method not in (STORED, DEFLATED):
        return Rule.ZIP_METHOD, f"The entry is packed by method {entry.method}; only 0 and 8 are allowed."
    if entry.method == STORED and entry.size != entry.packed:
        return Rule.ZIP_SIZE, "The entry is not packed and yet has two sizes."
    if entry.size > limits.member_bytes:
        return Rule.TOO_LARGE, f"The entry is larger than {limits.member_bytes:,} bytes."
    if entry.size > limits.ratio_from and entry.size > limits.ratio * entry.packed:
        return Rule.RATIO, f"The entry unpacks to more than {limits.ratio} times its size."
    return None
